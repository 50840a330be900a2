/** Between the form engine's shapes of values and those that formulas reckon with. */
import type { Scope } from '../evaluate.ts';
import type { ScalarKind } from './conversion.ts';
import { dayMs, isDay, readDay, readTime, writeDay, writeTime } from './moments.ts';
import type { Binding } from './names.ts';
import type { FormulaField } from './types.ts';
import { type FormulaError, formulaErrors, type Scalar } from './values.ts';

/** What is not of the field's type (a record of an older version) counts as blank. */
function read(value: unknown, type: ScalarKind): Scalar {
  switch (type) {
    case 'number':
      if (typeof value !== 'number' || !(Math.abs(value) <= 1e100)) return null;
      return Math.abs(value) < 1e-100 ? 0 : value;
    case 'boolean':
      return typeof value === 'boolean' ? value : null;
    case 'date':
      return typeof value === 'string' ? (readDay(value) ?? null) : null;
    case 'time':
      return typeof value === 'string' ? (readTime(value) ?? null) : null;
    case 'dateTime': {
      const moment = typeof value === 'string' ? Date.parse(value) : Number.NaN;
      return Number.isNaN(moment) ? null : moment;
    }
    default:
      return typeof value === 'string' ? value : null;
  }
}

function above(scope: Scope, up: number): Scope | undefined {
  let at: Scope | undefined = scope;
  for (let step = 0; step < up; step++) at = at?.parent;
  return at;
}

function readableBy({ read: readable }: FormulaField): (value: unknown, scope: Scope) => unknown {
  return readable ? (value, scope) => readable(value, scope.situation) : (value) => value;
}

export function fieldReader({ field, up }: Binding, type: ScalarKind): (scope: Scope) => Scalar {
  const key = field.of ?? field.key;
  const readable = readableBy(field);
  const own = (scope: Scope): Scalar =>
    // Keys may be called `constructor`.
    Object.hasOwn(scope.values, key) ? read(readable(scope.values[key], scope), type) : null;
  if (up === 0) return own;
  return (scope) => {
    const from = above(scope, up);
    return from ? own(from) : null;
  };
}

/** The members of a multiple choice, or one column of all rows of a subform. */
export function listReader({ field, subform, up }: Binding, type: ScalarKind): (scope: Scope) => readonly Scalar[] {
  const column = field.of ?? field.key;
  const key = subform?.key ?? column;
  const readable = readableBy(field);
  return (scope) => {
    const from = above(scope, up);
    const rows = from && Object.hasOwn(from.values, key) ? from.values[key] : undefined;
    if (!Array.isArray(rows)) return [];
    if (!subform) {
      const members = readable(rows, from as Scope);
      return Array.isArray(members) ? members.map((member) => read(member, type)) : [];
    }
    return rows.map((row: unknown) =>
      typeof row === 'object' && row !== null && Object.hasOwn(row, column)
        ? read(readable((row as Record<string, unknown>)[column], scope), type)
        : null,
    );
  };
}

/** A day, moment or time as it leaves. */
export function written(kind: ScalarKind, value: number): string | FormulaError {
  if (kind === 'date') return writeDay(value);
  if (kind === 'time') return writeTime(value);
  // In a zone behind UTC the last evening of the year 9999 lies beyond what text can order.
  return isDay(Math.floor(value / dayMs)) ? new Date(value).toISOString() : formulaErrors.number;
}
