/**
 * From names to fields. A name typed by its label is looked for among the row's fields first and then among those of
 * the record; a stored key says `$parent.` where it means the record, so that a field added to the rows later cannot
 * take its place.
 */
import type { FormulaProblem } from './messages.ts';
import { nearest } from './nearest.ts';
import type { NameSpelling } from './syntax.ts';
import type { FormulaField, FormulaScope, FormulaType } from './types.ts';

export const parentStep = '$parent';

/** A field a formula reads. */
export interface Binding {
  /** Keys from the formula's own record or row: `level`, `items.score`, `$parent.level`. */
  readonly path: string;
  /** How many records up it is. */
  readonly up: number;
  readonly field: FormulaField;
  /** The subform, when `field` is a column of one. */
  readonly subform: FormulaField | undefined;
  readonly type: FormulaType;
}

export type BindingProblem = Pick<FormulaProblem, 'code' | 'details'>;
export type Bound = { readonly binding: Binding } | { readonly problem: BindingProblem };

interface Level {
  readonly fields: readonly FormulaField[];
  readonly up: number;
}

/** Finds the field a name stands for, or tells what to write instead. */
export function bindName(path: readonly string[], spelling: NameSpelling, scope: FormulaScope): Bound {
  return spelling === 'key' ? bindKey(path, scope) : bindLabel(path, scope);
}

function levelsOf(scope: FormulaScope): Level[] {
  const levels: Level[] = [];
  for (let at: FormulaScope | undefined = scope, up = 0; at; at = at.parent, up++)
    levels.push({ fields: at.fields, up });
  return levels;
}

function bindKey(path: readonly string[], scope: FormulaScope): Bound {
  let up = 0;
  while (path[up] === parentStep) up += 1;
  const level = levelsOf(scope)[up];
  const [key = '', column, ...rest] = path.slice(up);
  const unknown = unknownField(path.join('.'), []);
  const field = level?.fields.find((one) => one.key === key);
  if (!field || rest.length > 0) return unknown;
  if (column === undefined) return bound(field, undefined, up);
  const inner = field.columns?.find((one) => one.key === column);
  return inner ? bound(inner, field, up) : unknown;
}

function bindLabel(path: readonly string[], scope: FormulaScope): Bound {
  const [label = '', column] = path;
  const levels = levelsOf(scope);
  for (const { fields, up } of levels) {
    const found = fields.filter((one) => one.label === label);
    if (found.length > 1) return ambiguous(label, found);
    const [field] = found;
    if (!field) continue;
    if (column === undefined) return bound(field, undefined, up);
    const columns = field.columns ?? [];
    if (columns.length === 0) return { problem: { code: 'formulas.not-a-subform', details: { label } } };
    const inner = columns.filter((one) => one.label === column);
    if (inner.length > 1) return ambiguous(`${label}.${column}`, inner, `${field.key}.`);
    if (inner[0]) return bound(inner[0], field, up);
    return unknownField(
      `${label}.${column}`,
      columns.map((one) => `${label}.${one.label}`),
    );
  }
  const known = levels.flatMap(({ fields }) =>
    fields.flatMap((one) => [one.label, ...(one.columns ?? []).map((inner) => `${one.label}.${inner.label}`)]),
  );
  return unknownField(path.join('.'), known);
}

function bound(field: FormulaField, subform: FormulaField | undefined, up: number): Bound {
  if (!subform && field.columns) {
    const column = field.columns[0]?.label ?? '';
    return { problem: { code: 'formulas.whole-subform', details: { label: field.label, column } } };
  }
  if (subform && typeof field.type === 'object')
    return { problem: { code: 'formulas.list-of-lists', details: { label: `${subform.label}.${field.label}` } } };
  const keys = subform ? [subform.key, field.key] : [field.key];
  const path = [...Array<string>(up).fill(parentStep), ...keys].join('.');
  const type: FormulaType = subform && typeof field.type === 'string' ? { list: field.type } : field.type;
  return { binding: { path, up, field, subform, type } };
}

function ambiguous(label: string, found: readonly FormulaField[], before = ''): Bound {
  const keys = found.map(({ key }) => `{${before}${key}}`);
  return { problem: { code: 'formulas.ambiguous-field', details: { label, one: keys[0], other: keys[1] } } };
}

function unknownField(label: string, known: readonly string[]): Bound {
  const guess = nearest(label, known);
  return guess === undefined
    ? { problem: { code: 'formulas.unknown-field', details: { label } } }
    : { problem: { code: 'formulas.unknown-field-guess', details: { label, guess } } };
}
