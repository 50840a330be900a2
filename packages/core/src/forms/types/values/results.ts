/** What fields share whose value comes from elsewhere: a formula, a look-up, a roll-up. */
import { type Static, type TSchema, Type } from 'typebox';
import { Instant, PlainDate } from '../../../base/schemas.ts';
import type { ValueKind } from '../../../expressions/condition.ts';
import { type ColumnPlan, noProblems, type PgType } from '../../field-type.ts';

export const ResultKind = Type.Enum(['number', 'text', 'boolean', 'date', 'dateTime', 'time']);
/** `time` is `14:30:00`. */
export type ResultKind = Static<typeof ResultKind>;

/** How a result looks; each applies to numbers only. */
export const resultLook = {
  decimals: Type.Optional(Type.Integer({ minimum: 0, maximum: 10 })),
  unit: Type.Optional(Type.String({ maxLength: 20 })),
  display: Type.Optional(Type.Enum(['number', 'money', 'percentage'])),
};

const pgTypes: Readonly<Record<ResultKind, PgType>> = {
  number: 'numeric',
  text: 'text',
  boolean: 'boolean',
  date: 'date',
  dateTime: 'timestamptz',
  time: 'text',
};

export const kindOfResult = (result: ResultKind): ValueKind => (result === 'time' ? 'text' : result);

export const resultColumns = (result: ResultKind): readonly ColumnPlan[] => [{ suffix: '', pgType: pgTypes[result] }];

/** A cell as the driver gives it. */
export function fromResultCell(cell: unknown, result: ResultKind): unknown {
  if (cell === null || cell === undefined) return null;
  if (result === 'number') return Number(cell);
  if (result === 'dateTime') return (cell instanceof Date ? cell : new Date(String(cell))).toISOString();
  return cell;
}

const schemas: Readonly<Record<ResultKind, TSchema>> = {
  number: Type.Number(),
  text: Type.String(),
  boolean: Type.Boolean(),
  date: PlainDate,
  dateTime: Instant,
  time: Type.String({ description: '时刻，如 14:30:00' }),
};

export const resultSchema = (result: ResultKind): TSchema => schemas[result];

/** Spread into a type that says only what is its own. Nothing is asked of a value that nobody entered. */
export const resultValue = {
  valueKind: 'opaque' as ValueKind,
  group: 'link' as const,
  normalise: (value: unknown) => value,
  isEmpty: (value: unknown) => value === null || value === undefined || value === '',
  validator: () => () => noProblems,
  toColumns: (value: unknown) => [value],
};
