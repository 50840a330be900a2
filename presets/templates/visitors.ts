/** 访客登记: who comes to whom, and when they left again. */
import { options, template } from './build.ts';

export const visitors = template({
  id: '01900000-0000-7000-8000-000000000230',
  key: 'visitors',
  name: '访客登记',
  icon: 'people',
  description: '门岗登记来访人员与车辆，离开时补记时间。',
  forms: [
    {
      id: '01900000-0000-7000-8000-000000000231',
      key: 'visit',
      name: '访客登记',
      settings: { titleField: 'name', listFields: ['arrivedAt', 'name', 'purpose', 'room', 'leftAt'] },
      fields: [
        { key: 'arrivedAt', type: 'dateTime', label: '来访时间', stamp: 'created' },
        { key: 'name', type: 'text', label: '访客姓名', required: true, maxLength: 40 },
        { key: 'phone', type: 'phone', label: '联系电话' },
        { key: 'people', type: 'integer', label: '人数', min: 1, max: 100, default: { value: 1 } },
        { key: 'plate', type: 'text', label: '车牌号', format: 'plate' },
        {
          key: 'purpose',
          type: 'singleChoice',
          label: '来访事由',
          required: true,
          options: options('visit 探访', 'delivery 送货', 'work 施工维修', 'viewing 看房', 'other 其他'),
        },
        { key: 'room', type: 'text', label: '被访房号', required: true, maxLength: 60 },
        { key: 'guard', type: 'person', label: '登记人', default: { from: 'currentPerson' }, readOnly: true },
        { key: 'photo', type: 'photos', label: '照片', max: 3, cameraOnly: true },
        { key: 'leftAt', type: 'dateTime', label: '离开时间' },
        { key: 'note', type: 'multiline', label: '备注', maxLength: 500 },
      ],
    },
  ],
});
