/**
 * Turns a definition into the functions that fill and check records: patterns, codes and conditions are prepared once,
 * so that a form with a subform of 15 rows is checked in some ten microseconds. Keep the result per form version.
 *
 * The definition must have passed `checkDefinition`; here a broken one throws.
 */
import type { FieldProblem } from '../base/errors.ts';
import { compileCondition, type Predicate } from '../expressions/evaluate.ts';
import type { FieldDefinition, Fieldset, FormContext, FormDefinition } from './contract.ts';
import type { FieldType, FieldValidator } from './field-type.ts';
import { isReservedKey } from './naming.ts';
import { type Prepared, prepareRecord } from './prepare.ts';
import { fieldTypeOf } from './registry.ts';
import { defaultMaxRows, type RowsFrom } from './types/subform.ts';
import { settlingOrder, visibilityOf } from './visibility.ts';

export interface CompiledField {
  readonly key: string;
  /** Path without row numbers: `items.answer`. */
  readonly path: string;
  readonly field: FieldDefinition;
  readonly type: FieldType;
  readonly validate: FieldValidator;
  /** Undefined: always visible. */
  readonly isVisible: Predicate | undefined;
  readonly isRequired: boolean | Predicate;
  readonly isReadOnly: boolean | Predicate;
  /** The rows of a subform. */
  readonly rows: CompiledFieldset | undefined;
  readonly rowsFrom: RowsFrom | undefined;
  readonly maxRows: number;
}

export interface CompiledFieldset {
  readonly byKey: ReadonlyMap<string, CompiledField>;
  /** As drawn: the order of problems. */
  readonly fields: readonly CompiledField[];
  /** Dependencies first: the order in which values are settled. */
  readonly settling: readonly CompiledField[];
}

export interface CompiledForm {
  readonly definition: FormDefinition;
  readonly fields: CompiledFieldset;
  /**
   * Brings values into canonical form, fills defaults and preloaded rows, drops what is invisible, unknown or not the
   * person's to set, and names **all** problems. Every visible field is present in the result, empty ones as null (a
   * subform as `[]`). Applied to its own result it changes nothing. Values with problems stay in the result unchanged.
   *
   * `prepare({}, context).values` is what a new record starts from. When `context.previous` is given, fields that are
   * left out keep their stored value, so that a phone with an older version of the form loses nothing.
   * @param values `FormValues` as received; anything else is a problem too
   */
  readonly prepare: (values: unknown, context: FormContext) => Prepared;
  /** The problems that `prepare` finds, with paths like `items[3].description`. */
  readonly validate: (values: unknown, context: FormContext) => readonly FieldProblem[];
}

export function compileForm(definition: FormDefinition): CompiledForm {
  const fields = compileFieldset(definition, '', undefined);
  const prepare = (values: unknown, context: FormContext) => prepareRecord(fields, values, context);
  return { definition, fields, prepare, validate: (values, context) => prepare(values, context).problems };
}

function compileFieldset(fieldset: Fieldset, path: string, rowsFrom: RowsFrom | undefined): CompiledFieldset {
  const order = settlingOrder(fieldset);
  if (order.cycles.length > 0) throw new Error(`Fields depend on each other: ${order.cycles.join('; ')}`);
  const byKey = new Map<string, CompiledField>();
  for (const field of fieldset.fields) {
    if (isReservedKey(field.key)) throw new Error(`Key ${field.key} is reserved`);
    if (byKey.has(field.key)) throw new Error(`Key ${field.key} is used twice`);
    byKey.set(field.key, compileField(fieldset, field, path, rowsFrom));
  }
  const compiled = (field: FieldDefinition) => byKey.get(field.key) as CompiledField;
  return { byKey, fields: fieldset.fields.map(compiled), settling: order.fields.map(compiled) };
}

function compileField(
  fieldset: Fieldset,
  field: FieldDefinition,
  parentPath: string,
  rowsFrom: RowsFrom | undefined,
): CompiledField {
  const path = parentPath === '' ? field.key : `${parentPath}.${field.key}`;
  const type = fieldTypeOf(field);
  const visible = visibilityOf(fieldset, field);
  const isSubform = field.type === 'subform';
  // Whether a preloaded row has its code and label is a matter of the rows, which name the missing ones themselves.
  const isPreloaded = field.key === rowsFrom?.keyField || field.key === rowsFrom?.labelField;
  return {
    key: field.key,
    path,
    field,
    type,
    validate: type.validator(field),
    isVisible: visible && compileCondition(visible),
    isRequired: isPreloaded ? false : flag(field.required),
    isReadOnly: isPreloaded ? false : flag(field.readOnly),
    rows: isSubform ? compileFieldset(field, path, field.rowsFrom) : undefined,
    rowsFrom: isSubform ? field.rowsFrom : undefined,
    maxRows: isSubform ? (field.maxRows ?? defaultMaxRows) : 0,
  };
}

function flag(setting: FieldDefinition['required']): boolean | Predicate {
  return typeof setting === 'object' ? compileCondition(setting) : (setting ?? false);
}
