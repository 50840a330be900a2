/** Which kinds become which without asking, and what kind several values have together. */
import type { ScalarKind } from './conversion.ts';
import type { ComparedKind } from './functions/operators.ts';
import type { Binding } from './names.ts';
import type { Plan } from './plan.ts';
import type { Expression } from './syntax.ts';
import type { ScalarType } from './types.ts';

/** A part of a formula that was looked at: one value, the rows of a column, or something that has a problem already. */
export type Operand =
  | { readonly kind: 'one'; readonly type: ScalarKind | 'blank'; readonly plan: Plan; readonly at: Expression }
  | { readonly kind: 'list'; readonly of: ScalarType; readonly binding: Binding; readonly at: Expression }
  | { readonly kind: 'unknown'; readonly at: Expression };
export type One = Extract<Operand, { kind: 'one' }>;

const everything: readonly ScalarKind[] = ['number', 'text', 'boolean', 'date', 'dateTime', 'time', 'mixed'];
/**
 * As in Excel, except that a day is no number: twice a day is a slip, and `TEXT` or the difference of two days says
 * what is meant.
 */
const sources: Readonly<Record<ScalarKind, readonly ScalarKind[]>> = {
  number: ['number', 'text', 'boolean', 'time', 'mixed'],
  text: everything,
  boolean: ['boolean', 'number', 'text', 'mixed'],
  date: ['date', 'dateTime', 'text', 'number', 'mixed'],
  dateTime: ['dateTime', 'date', 'text', 'number', 'mixed'],
  time: ['time', 'dateTime', 'date', 'text', 'number', 'mixed'],
  mixed: everything,
};

export function isConvertible(from: ScalarKind | 'blank', to: ScalarKind): boolean {
  return from === 'blank' || sources[to].includes(from);
}

/** What a blank counts as. Days and times have nothing like 0, and neither has a value of any kind. */
export function blankOf(kind: ScalarKind): number | string | boolean | null {
  if (kind === 'number') return 0;
  if (kind === 'text') return '';
  return kind === 'boolean' ? false : null;
}

/** `""`, which people write for “nothing”. */
export function isEmptyText(operand: One): boolean {
  return operand.at.kind === 'text' && operand.at.value === '';
}

/** The kind of a value that is one of these. */
export function commonKind(operands: readonly One[]): ScalarKind | 'blank' {
  const kinds = new Set(operands.filter((one) => one.type !== 'blank' && !isEmptyText(one)).map(({ type }) => type));
  if (kinds.size === 0) return operands.some(isEmptyText) ? 'text' : 'blank';
  const [first] = kinds;
  if (kinds.size === 1 && first) return first;
  return kinds.size === 2 && kinds.has('date') && kinds.has('dateTime') ? 'dateTime' : 'mixed';
}

/** How values are compared: as which kind, and by which order. Beside a day a text is read as a day. */
export function comparedAs(operands: readonly One[]): { readonly as: ScalarKind; readonly order: ComparedKind } {
  const kinds = new Set(operands.map(({ type }) => type).filter((type) => type !== 'blank'));
  const isOnly = (...allowed: readonly (ScalarKind | 'blank')[]) => [...kinds].every((kind) => allowed.includes(kind));
  if (kinds.size === 0 || isOnly('number')) return { as: 'number', order: 'number' };
  if (isOnly('text')) return { as: 'text', order: 'text' };
  if (isOnly('boolean')) return { as: 'boolean', order: 'boolean' };
  if (isOnly('date', 'dateTime', 'text')) return { as: kinds.has('dateTime') ? 'dateTime' : 'date', order: 'dated' };
  if (isOnly('time', 'text')) return { as: 'time', order: 'dated' };
  return { as: 'mixed', order: 'mixed' };
}
