/**
 * One record of another form (关联数据, FE-05). The value is its id. Choosing it can fill other fields, and those may
 * link further: the chain is followed by `links.ts`.
 */
import { type Static, Type } from 'typebox';
import type { FieldType } from '../field-type.ts';
import { anyId, idSchema, idValue } from './values/ids.ts';
import { Fill, fillProblems, linkOptions } from './values/links.ts';

export const LinkedRecordOptions = Type.Object({
  ...linkOptions,
  fills: Type.Optional(Type.Array(Fill, { maxItems: 50 })),
  /** Field of the linked form that holds what is printed on the thing: choosing by a scan of its code. */
  scanField: Type.Optional(linkOptions.form),
});
export type LinkedRecordOptions = Static<typeof LinkedRecordOptions>;

export const linkedRecord: FieldType<'linkedRecord', LinkedRecordOptions, string> = {
  ...idValue,
  type: 'linkedRecord',
  label: { zh: '关联数据', en: 'Linked record' },
  group: 'link',
  icon: 'link',
  optionsSchema: LinkedRecordOptions,
  refersTo: 'record',
  widensTo: { linkedRecords: 'listOfOne' },
  // There is no form to link by itself; the designer asks which one.
  starting: () => ({ form: 'unset' }),
  checkOptions: (field) => fillProblems(field.fills),
  validator: () => anyId,
  valueSchema: (field) => idSchema(`表单“${field.form}”中一条数据的编号`),
};
