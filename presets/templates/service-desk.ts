/** 报修服务台: repairs, complaints and suggestions, from the report to the rating. */
import { options, template } from './build.ts';

const isDone = { field: 'state', op: 'equals', value: 'done' } as const;

export const serviceDesk = template({
  id: '01900000-0000-7000-8000-000000000220',
  key: 'serviceDesk',
  name: '报修服务台',
  icon: 'phone',
  description: '登记住户的报修、投诉与建议，派人处理，回访评价。',
  forms: [
    {
      id: '01900000-0000-7000-8000-000000000221',
      key: 'serviceRequest',
      name: '服务工单',
      settings: { titleField: 'title', listFields: ['number', 'title', 'kind', 'state', 'handler', 'createdAt'] },
      fields: [
        { key: 'number', type: 'serial', label: '工单编号', pattern: 'GD{yyyy}{MM}{dd}-{000}', resets: 'day' },
        {
          key: 'kind',
          type: 'singleChoice',
          label: '类别',
          required: true,
          appearance: 'buttons',
          options: options('repair 报修', 'complaint 投诉', 'suggestion 建议'),
        },
        { key: 'title', type: 'text', label: '事项', required: true, maxLength: 60 },
        { key: 'resident', type: 'text', label: '联系人', required: true, maxLength: 40 },
        { key: 'phone', type: 'phone', label: '联系电话', required: true },
        { key: 'room', type: 'text', label: '房号', maxLength: 60 },
        { key: 'description', type: 'multiline', label: '情况说明', maxLength: 2000 },
        { key: 'photos', type: 'photos', label: '照片', max: 9 },
        { key: 'appointedAt', type: 'dateTime', label: '预约时间' },
        {
          key: 'urgency',
          type: 'singleChoice',
          label: '紧急程度',
          appearance: 'colours',
          options: options('high 紧急 danger', 'normal 一般 notice'),
          default: { value: 'normal' },
        },
        {
          key: 'state',
          type: 'singleChoice',
          label: '状态',
          required: true,
          appearance: 'colours',
          options: options('new 待派单 warning', 'working 处理中 info', 'done 已完成 good', 'closed 已关闭 neutral'),
          default: { value: 'new' },
        },
        { key: 'handler', type: 'person', label: '处理人', scope: { within: 'company' } },
        { key: 'result', type: 'multiline', label: '处理结果', required: true, visible: isDone, maxLength: 2000 },
        { key: 'resultPhotos', type: 'photos', label: '处理后照片', visible: isDone, max: 9 },
        { key: 'rating', type: 'rating', label: '住户评价', visible: isDone },
        { key: 'createdAt', type: 'recordInfo', label: '登记时间', what: 'createdAt' },
      ],
    },
  ],
});
