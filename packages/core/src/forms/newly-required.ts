/**
 * Fields that have to be filled in from the next version on. Unlike a narrowed limit (`kept-values.ts`) this holds for
 * older records too: whatever is changed in one, it is saved only once the field has a value.
 */
import { isSame } from '../base/same.ts';
import type { Condition } from '../expressions/condition.ts';
import type { FieldDefinition, Fieldset, FormDefinition } from './contract.ts';
import { fieldTypeOf } from './registry.ts';
import { isDictionary, mayChangeRows, type RowsFrom, writtenRows } from './rows-from.ts';

export interface NewlyRequired {
  /** `items.note` */
  readonly path: string;
  readonly label: string;
  /** Only while a condition holds. */
  readonly isConditional: boolean;
  /** Older records lack the field altogether: a default, if it had one, would stand in them. */
  readonly wouldDefaultHelp: boolean;
}

interface Around {
  readonly path: string;
  readonly rowsFrom: RowsFrom | undefined;
  /** Paths of fields that come back with what they held: some records have a value, others an empty one. */
  readonly restored: ReadonlySet<string>;
}

/** In the order of the fields. */
export function newlyRequired(
  previous: FormDefinition,
  next: FormDefinition,
  restored: ReadonlySet<string>,
): NewlyRequired[] {
  return requiredIn(previous, next, { path: '', rowsFrom: undefined, restored });
}

function requiredIn(previous: Fieldset | undefined, next: Fieldset, around: Around): NewlyRequired[] {
  const before = new Map(previous?.fields.map((field) => [field.key, field]));
  return next.fields.flatMap((field) => {
    const old = before.get(field.key);
    const path = around.path === '' ? field.key : `${around.path}.${field.key}`;
    const isNew = !old && !around.restored.has(path);
    const { label, required } = field;
    const isTold =
      asksMore(old, field) && isAsked(field, around.rowsFrom) && !(isNew && stands(field, around.rowsFrom));
    const own = isTold
      ? [{ path, label, isConditional: typeof required === 'object', wouldDefaultHelp: isNew && takesDefault(field) }]
      : [];
    if (field.type !== 'subform') return own;
    const { rowsFrom } = field;
    // An older record has no rows of a new subform, but for those that stand in it beforehand.
    const hasRows = old?.type === 'subform' || (isNew && rowsFrom !== undefined);
    if (!hasRows) return own;
    const rows = old?.type === 'subform' ? old : undefined;
    return [...own, ...requiredIn(rows, field, { ...around, path, rowsFrom })];
  });
}

function asksMore(old: FieldDefinition | undefined, field: FieldDefinition): boolean {
  const [was, is] = [old?.required ?? false, field.required ?? false];
  // A new list that begins empty is as good as required; one that was there keeps its number of rows.
  if (!is) return !old && field.type === 'subform' && (field.minRows ?? 0) > 0;
  if (typeof was === 'boolean') return !was;
  return typeof is === 'boolean' || !isNoStricter(was, is);
}

/**
 * Whether wherever the new condition holds the old one held too, as far as their parts tell: each alternative of the
 * new one asks at least all that some alternative of the old one asked.
 */
function isNoStricter(was: Condition, is: Condition): boolean {
  const alternatives = (condition: Condition) => ('any' in condition ? condition.any : [condition]);
  const parts = (condition: Condition) => ('all' in condition ? condition.all : [condition]);
  return alternatives(is).every((one) =>
    alternatives(was).some((other) => parts(other).every((part) => parts(one).some((same) => isSame(part, same)))),
  );
}

/** Somebody has to fill it in: not what the system sets, nor rows that stand there or what such rows are known by. */
function isAsked(field: FieldDefinition, rowsFrom: RowsFrom | undefined): boolean {
  if (field.type === 'subform') return field.rowsFrom === undefined;
  if (fieldTypeOf(field).isSetBySystem?.(field)) return false;
  const isOfDictionary = rowsFrom !== undefined && isDictionary(rowsFrom);
  return !isOfDictionary || (field.key !== rowsFrom.keyField && field.key !== rowsFrom.labelField);
}

/** A new field has a value in older records by itself: its default, or what was drawn into every row. */
function stands(field: FieldDefinition, rowsFrom: RowsFrom | undefined): boolean {
  // What a formula comes to is not known here; it may be nothing.
  if (field.default && !('formula' in field.default)) return true;
  if (rowsFrom === undefined || isDictionary(rowsFrom) || mayChangeRows(rowsFrom)) return false;
  return writtenRows(rowsFrom.rows).every(({ values }) => (values[field.key] ?? '') !== '');
}

function takesDefault(field: FieldDefinition): boolean {
  const { refersTo, valueKind } = fieldTypeOf(field);
  return field.type !== 'subform' && field.default === undefined && refersTo === undefined && valueKind !== 'opaque';
}
