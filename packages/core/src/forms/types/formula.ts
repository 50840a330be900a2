/** A value worked out from others (公式), by a formula stored with the fields' keys. It is kept with the record. */
import { type Static, Type } from 'typebox';
import { FormulaText } from '../contract.ts';
import type { FieldType } from '../field-type.ts';
import {
  fromResultCell,
  kindOfResult,
  ResultKind,
  resultColumns,
  resultLook,
  resultSchema,
  resultValue,
} from './values/results.ts';

export const FormulaOptions = Type.Object({ formula: FormulaText, result: ResultKind, ...resultLook });
export type FormulaOptions = Static<typeof FormulaOptions>;

export const formula: FieldType<'formula', FormulaOptions, unknown> = {
  ...resultValue,
  type: 'formula',
  label: { zh: '公式', en: 'Formula' },
  icon: 'formula',
  optionsSchema: FormulaOptions,
  computed: true,
  kindOf: (field) => kindOfResult(field.result),
  formulaType: (field) => field.result,
  starting: () => ({ formula: '0', result: 'number' }),
  isSetBySystem: () => true,
  columns: (field) => resultColumns(field.result),
  fromColumns: ([cell], field) => fromResultCell(cell, field.result),
  valueSchema: (field) => resultSchema(field.result),
};
