/** A figure over linked records (汇总): how many there are, or the sum of one of their fields. Read with the record. */
import { type Static, Type } from 'typebox';
import { Condition } from '../../expressions/condition.ts';
import { FormKey } from '../contract.ts';
import type { FieldType } from '../field-type.ts';
import { problem } from '../messages.ts';
import { kindOfResult, ResultKind, resultLook, resultSchema, resultValue } from './values/results.ts';

export const rollupFunctions = ['count', 'sum', 'average', 'smallest', 'greatest'] as const;

export const RollupOptions = Type.Object({
  /** Key of the field here that links the records: linked records, or back links. */
  link: FormKey,
  function: Type.Enum(rollupFunctions),
  /** Key of the field there; none to count. */
  field: Type.Optional(FormKey),
  /** Only those for which this holds; it names fields of their form. */
  where: Type.Optional(Condition),
  result: ResultKind,
  ...resultLook,
});
export type RollupOptions = Static<typeof RollupOptions>;

export const rollup: FieldType<'rollup', RollupOptions, unknown> = {
  ...resultValue,
  type: 'rollup',
  label: { zh: '汇总', en: 'Roll-up' },
  icon: 'rollup',
  optionsSchema: RollupOptions,
  virtual: true,
  kindOf: (field) => kindOfResult(field.result),
  formulaType: (field) => field.result,
  starting: () => ({ link: 'unset', function: 'count', result: 'number' }),
  isSetBySystem: () => true,
  checkOptions: (field) =>
    (field.function === 'count') === (field.field === undefined) ? [] : [problem('field', 'forms.rollup-field')],
  columns: () => [],
  toColumns: () => [],
  fromColumns: () => null,
  valueSchema: (field) => resultSchema(field.result),
};
