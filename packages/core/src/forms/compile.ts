/**
 * Turns a definition into the functions that fill and check records: patterns, codes and conditions are prepared once,
 * so that a form with a subform of 15 rows is checked in some ten microseconds. Keep the result per form version.
 *
 * The definition must have passed `checkDefinition`; here a broken one throws.
 */
import type { FieldProblem } from '../base/errors.ts';
import type { Condition } from '../expressions/condition.ts';
import { compileCondition, type Predicate } from '../expressions/evaluate.ts';
import type { FieldDefinition, Fieldset, FormContext, FormDefinition, FormValues } from './contract.ts';
import type { FieldType, FieldValidator } from './field-type.ts';
import type { FormulaEngine, FormulaRun, FormulaRuns } from './formulas.ts';
import { type Source, sourcesOf } from './links.ts';
import { isReservedKey } from './naming.ts';
import { type Prepared, prepareRecord } from './prepare.ts';
import { fieldTypeOf } from './registry.ts';
import { isDictionary, type RowsFrom, rowIdentity, suppliedToRows } from './rows-from.ts';
import { defaultMaxRows } from './types/subform.ts';
import { settlingOrder, visibilities } from './visibility.ts';

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
  /** Nobody fills it in. */
  readonly isSystem: boolean;
  /** The linked record a read-only field takes its value from, or a look-up shows. */
  readonly source: (Source & { readonly isShown: boolean }) | undefined;
  /** Gives the value of a computed field. */
  readonly formula: FormulaRun | undefined;
  /** Gives the value a field begins with. */
  readonly defaultFormula: FormulaRun | undefined;
  readonly checks: readonly { readonly holds: Predicate; readonly message: string }[];
  readonly rows: CompiledRows | undefined;
}

/** The rows of a subform. */
export interface CompiledRows {
  readonly fields: CompiledFieldset;
  readonly from: RowsFrom | undefined;
  readonly max: number;
  /** What a row is known by among those that were stored. */
  readonly identity: (row: FormValues) => unknown;
  /** What the form itself puts into a preloaded row. */
  readonly supplied: (row: FormValues) => FormValues | undefined;
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
  /** What runs its formulas, for conditions that stand around fields. */
  readonly formulas: FormulaEngine;
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

const noFormulas: FormulaEngine = () => {
  const missing = (): never => {
    throw new Error('The form has formulas, and nothing that runs them was handed over');
  };
  return { predicate: missing, value: missing, valueFor: missing };
};

/**
 * @param formulas `formulaRuns` of `formulas.ts`; only forms with formulas need it (`hasFormulas`), and it is large
 * @throws when the definition is broken, or has formulas and there is nothing to run them
 */
export function compileForm(definition: FormDefinition, formulas: FormulaEngine = noFormulas): CompiledForm {
  const fields = compileFieldset([definition], '', undefined, formulas);
  const prepare = (values: unknown, context: FormContext) => prepareRecord(fields, values, context);
  return { definition, formulas, fields, prepare, validate: (values, context) => prepare(values, context).problems };
}

/** @param levels the fieldset, then those around it */
function compileFieldset(
  levels: readonly [Fieldset, ...Fieldset[]],
  path: string,
  rowsFrom: RowsFrom | undefined,
  formulas: FormulaEngine,
): CompiledFieldset {
  const [fieldset] = levels;
  const order = settlingOrder(fieldset);
  if (order.cycles.length > 0) throw new Error(`Fields depend on each other: ${order.cycles.join('; ')}`);
  const visible = visibilities(fieldset);
  const run = formulas(levels);
  const sources = sourcesOf(fieldset);
  const byKey = new Map<string, CompiledField>();
  for (const field of fieldset.fields) {
    if (isReservedKey(field.key)) throw new Error(`Key ${field.key} is reserved`);
    if (byKey.has(field.key)) throw new Error(`Key ${field.key} is used twice`);
    byKey.set(
      field.key,
      compileField(levels, field, visible.get(field.key), path, rowsFrom, run, sources.get(field.key), formulas),
    );
  }
  const compiled = (field: FieldDefinition) => byKey.get(field.key) as CompiledField;
  return { byKey, fields: fieldset.fields.map(compiled), settling: order.fields.map(compiled) };
}

function compileField(
  levels: readonly [Fieldset, ...Fieldset[]],
  field: FieldDefinition,
  visible: Condition | undefined,
  parentPath: string,
  rowsFrom: RowsFrom | undefined,
  run: FormulaRuns,
  source: Source | undefined,
  formulas: FormulaEngine,
): CompiledField {
  const path = parentPath === '' ? field.key : `${parentPath}.${field.key}`;
  const type = fieldTypeOf(field);
  const predicate = (condition: Condition) => compileCondition(condition, run.predicate);
  const flag = (setting: FieldDefinition['required']) =>
    typeof setting === 'object' ? predicate(setting) : (setting ?? false);
  // Whether a preloaded row has its code and label is a matter of the rows, which name the missing ones themselves.
  const isPreloaded =
    rowsFrom !== undefined &&
    isDictionary(rowsFrom) &&
    (field.key === rowsFrom.keyField || field.key === rowsFrom.labelField);
  const isSystem = type.isSetBySystem?.(field) ?? false;
  const { default: setting } = field;
  return {
    key: field.key,
    path,
    field,
    type,
    validate: type.validator(field),
    isVisible: visible && predicate(visible),
    isRequired: isPreloaded || isSystem ? false : flag(field.required),
    isReadOnly: isPreloaded ? false : isSystem || flag(field.readOnly),
    isSystem,
    source:
      field.type === 'lookup'
        ? { link: field.link, from: field.field, isShown: true }
        : source && { ...source, isShown: false },
    formula: field.type === 'formula' ? run.value(field.formula, field.result) : undefined,
    defaultFormula: setting && 'formula' in setting ? run.valueFor(setting.formula, field) : undefined,
    checks: (field.checks ?? []).map(({ rule, message }) => ({ holds: predicate(rule), message })),
    rows: field.type === 'subform' ? compileRows(levels, field, path, formulas) : undefined,
  };
}

function compileRows(
  levels: readonly [Fieldset, ...Fieldset[]],
  field: Extract<FieldDefinition, { type: 'subform' }>,
  path: string,
  formulas: FormulaEngine,
): CompiledRows {
  const { rowsFrom: from, maxRows: max = defaultMaxRows } = field;
  const fields = compileFieldset([field, ...levels], path, from, formulas);
  return { fields, from, max, identity: rowIdentity(from), supplied: suppliedToRows(from) };
}
