/** Several records of another form (关联多条). The value lists their ids, in the order they were chosen. */
import { type Static, Type } from 'typebox';
import type { FieldType } from '../field-type.ts';
import { noProblems } from '../field-type.ts';
import { problem } from '../messages.ts';
import { idListProblems, idsSchema, idsValue, normaliseIds } from './values/ids.ts';
import { linkOptions } from './values/links.ts';

const most = 500;
const count = Type.Optional(Type.Integer({ minimum: 1, maximum: most }));

export const LinkedRecordsOptions = Type.Object({ ...linkOptions, min: count, max: count });
export type LinkedRecordsOptions = Static<typeof LinkedRecordsOptions>;

const limitsOf = (field: LinkedRecordsOptions) => ({ min: field.min ?? 1, max: field.max ?? most });

export const linkedRecords: FieldType<'linkedRecords', LinkedRecordsOptions, readonly string[]> = {
  ...idsValue,
  type: 'linkedRecords',
  label: { zh: '关联多条', en: 'Linked records' },
  group: 'link',
  icon: 'links',
  optionsSchema: LinkedRecordsOptions,
  refersTo: 'record',
  starting: () => ({ form: 'unset' }),
  normalise: normaliseIds,
  checkOptions: (field) =>
    limitsOf(field).min > limitsOf(field).max ? [problem('min', 'forms.limits-disordered')] : noProblems,
  validator(field) {
    const limits = limitsOf(field);
    return (value) => idListProblems(value, limits);
  },
  valueSchema: (field) => idsSchema(limitsOf(field), `表单“${field.form}”中数据的编号`),
};
