/** 办公用品领用: what is in stock, and who took what. */
import { template } from './build.ts';

export const supplies = template({
  id: '01900000-0000-7000-8000-000000000240',
  key: 'supplies',
  name: '办公用品领用',
  icon: 'box',
  description: '物品清单与领用登记。',
  forms: [
    {
      id: '01900000-0000-7000-8000-000000000241',
      key: 'supplyItem',
      name: '物品清单',
      settings: { place: 'none', titleField: 'name', listFields: ['name', 'model', 'unit', 'price'] },
      fields: [
        { key: 'name', type: 'text', label: '物品名称', required: true, maxLength: 60 },
        { key: 'model', type: 'text', label: '规格', maxLength: 60 },
        { key: 'unit', type: 'text', label: '单位', required: true, maxLength: 10 },
        { key: 'price', type: 'money', label: '单价' },
        { key: 'photo', type: 'photos', label: '图片', max: 3 },
      ],
    },
    {
      id: '01900000-0000-7000-8000-000000000242',
      key: 'supplyTaking',
      name: '领用单',
      settings: { place: 'none', titleField: 'number', listFields: ['number', 'taker', 'takenOn', 'reason'] },
      fields: [
        { key: 'number', type: 'serial', label: '领用单号', pattern: 'LY{yyyy}{MM}{dd}-{000}', resets: 'day' },
        { key: 'taker', type: 'person', label: '领用人', required: true, default: { from: 'currentPerson' } },
        { key: 'department', type: 'department', label: '领用部门' },
        { key: 'takenOn', type: 'date', label: '领用日期', required: true, default: { from: 'today' } },
        {
          key: 'rows',
          type: 'subform',
          label: '领用明细',
          required: true,
          maxRows: 100,
          fields: [
            {
              key: 'item',
              type: 'linkedRecord',
              label: '物品',
              required: true,
              form: 'supplyItem',
              details: ['model', 'unit'],
              fills: [
                { from: 'model', to: 'model' },
                { from: 'unit', to: 'unit' },
              ],
            },
            { key: 'model', type: 'text', label: '规格', maxLength: 60, readOnly: true },
            { key: 'unit', type: 'text', label: '单位', maxLength: 10, readOnly: true },
            { key: 'count', type: 'integer', label: '数量', required: true, min: 1, max: 10_000 },
          ],
        },
        { key: 'reason', type: 'multiline', label: '用途', maxLength: 500 },
        { key: 'signature', type: 'signature', label: '领用人签名' },
      ],
    },
  ],
});
