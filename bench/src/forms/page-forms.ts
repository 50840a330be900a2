/** Forms as large as the pages are measured with. */
import type { FieldDefinition, FormDefinition } from '@anshao/core/forms/contract.ts';

const named = (key: string, label: string, type: string, more: object = {}) =>
  ({ key, label, type, ...more }) as FieldDefinition;
const options = (...labels: string[]) => ({
  options: labels.map((label, index) => ({ code: `o${index + 1}`, label, status: 'active' })),
});

/** What a section of a weekly check asks, eight controls of the kinds that checks are made of. */
function section(number: number, name: string): FieldDefinition[] {
  const key = (name: string) => `${name}${number}`;
  return [
    named(key('place'), `${name}所在位置`, 'text', { required: true }),
    named(key('state'), `${name}状态`, 'singleChoice', options('正常', '异常', '不适用')),
    named(key('found'), `${name}问题描述`, 'multiline', {
      visible: { field: key('state'), op: 'equals', value: 'o2' },
    }),
    named(key('photos'), `${name}现场照片`, 'photos'),
    named(key('count'), `${name}数量`, 'integer', { min: 0 }),
    named(key('kinds'), `${name}涉及范围`, 'multipleChoice', options('楼栋', '地库', '园区', '出入口')),
    named(key('checkedOn'), `${name}检查日期`, 'date'),
    named(key('isSound'), `${name}可以继续使用`, 'yesNo'),
  ];
}

/** 40 controls in five sections, with photographs, conditions and a subform, and without a formula. */
export const checkForm: FormDefinition = {
  id: '01900000-0000-7000-8000-00000000be40',
  key: 'benchWeeklyCheck',
  name: '每周安全检查',
  fields: [
    ...['消防设施', '电梯', '配电房', '充电棚'].flatMap((name, index) => section(index + 1, name)),
    named('checkedAt', '检查时间', 'dateTime'),
    named('checker', '检查人', 'person'),
    named('spot', '检查位置', 'location'),
    named('score', '总体评分', 'rating'),
    named('cost', '预计整改费用', 'money'),
    named('phone', '联系电话', 'phone'),
    named('items', '检查明细', 'subform', {
      fields: [
        named('name', '检查项', 'text', { required: true }),
        named('isNormal', '是否正常', 'singleChoice', options('正常', '异常')),
        named('photos', '照片', 'photos'),
        named('note', '备注', 'multiline'),
      ],
    }),
    named('signed', '签名', 'signature'),
  ],
};

/** The same with a result worked out of two of its fields, for which the phone loads the formulas. */
export const checkFormWithFormula: FormDefinition = {
  ...checkForm,
  id: '01900000-0000-7000-8000-00000000be41',
  key: 'benchWeeklyCheckSum',
  name: '每周安全检查（合计）',
  fields: checkForm.fields.map((field) =>
    field.key === 'count4'
      ? named('total', '数量合计', 'formula', { formula: '{count1}+{count2}', result: 'number' })
      : field,
  ),
};

/** 300 controls on one canvas, of the kinds that forms are made of. */
export const largeForm: FormDefinition = {
  id: '01900000-0000-7000-8000-00000000be42',
  key: 'benchLarge',
  name: '大表单',
  fields: Array.from({ length: 300 }, (_, index) => {
    const type = (['singleChoice', 'text', 'number', 'date', 'photos', 'multiline'] as const)[index % 6] ?? 'text';
    const more = type === 'singleChoice' ? options('正常', '异常') : {};
    return named(`field${index + 1}`, `第${index + 1}项`, type, more);
  }),
};
