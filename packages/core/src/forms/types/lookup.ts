/**
 * A value of the linked record as it is now (引用). It has no column: it is read with the record, in one query for a
 * whole page, so that it is never out of date and never slows a list that does not show it.
 */
import { type Static, Type } from 'typebox';
import { FormKey } from '../contract.ts';
import type { FieldType } from '../field-type.ts';
import { kindOfResult, ResultKind, resultLook, resultSchema, resultValue } from './values/results.ts';

export const LookupOptions = Type.Object({
  /** Key of the field here that links the record. */
  link: FormKey,
  /** Key of the field there. */
  field: FormKey,
  /** What that field holds, so that formulas and conditions can read it. Choices come as their labels. */
  result: ResultKind,
  ...resultLook,
});
export type LookupOptions = Static<typeof LookupOptions>;

export const lookup: FieldType<'lookup', LookupOptions, unknown> = {
  ...resultValue,
  type: 'lookup',
  label: { zh: '引用', en: 'Look-up' },
  icon: 'lookup',
  optionsSchema: LookupOptions,
  virtual: true,
  kindOf: (field) => kindOfResult(field.result),
  formulaType: (field) => field.result,
  starting: () => ({ link: 'unset', field: 'unset', result: 'text' }),
  isSetBySystem: () => true,
  columns: () => [],
  toColumns: () => [],
  fromColumns: () => null,
  valueSchema: (field) => resultSchema(field.result),
};
