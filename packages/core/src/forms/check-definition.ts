/**
 * Everything wrong with a definition, for its designer: paths lead into the document (`fields[2].options[0].code`).
 * A definition without problems can be compiled, filled and published.
 */
import { type TObject, type TSchema, Type } from 'typebox';
import { type Checker, Compile } from '../base/compile.ts';
import type { FieldProblem } from '../base/errors.ts';
import { checkCondition } from '../expressions/check-condition.ts';
import type { ValueKind } from '../expressions/condition.ts';
import { cyclePath } from '../expressions/formula/dependencies.ts';
import { below, joinPath } from '../expressions/problems.ts';
import { layoutProblems } from './check-layout.ts';
import { shapeProblems } from './check-shape.ts';
import {
  DefaultValue,
  type FieldDefinition,
  type Fieldset,
  type FormContext,
  type FormDefinition,
  FormDefinition as FormDefinitionSchema,
  FormKey,
  fieldCommon,
  fieldsetLimits,
} from './contract.ts';
import type { FieldType } from './field-type.ts';
import { type FormulaChecker, formulaChecker, type Levels } from './formulas.ts';
import { problem } from './messages.ts';
import { isReservedKey } from './naming.ts';
import { fieldTypeOf, fieldTypes, findFieldType } from './registry.ts';
import { fieldColumns, formTables } from './tables.ts';
import { settlingOrder } from './visibility.ts';

/** Fields of the form and of its subforms together. */
const mostFields = fieldsetLimits.fields;

export function checkDefinition(definition: unknown): FieldProblem[] {
  // The layout is checked by itself, and deep brackets must not reach the schemas.
  const { layout, ...rest } = (asObject(definition) ?? {}) as { layout?: unknown };
  const problems = shapeProblems(outline, asObject(definition) ? rest : definition, '');
  if (problems.length > 0) return problems;
  // The outline has just been checked; fields one by one below, before anything trusts them.
  const form = definition as FormDefinition;
  problems.push(...fieldsetProblems([form], ''));
  const areFieldsSound = problems.length === 0;
  if (layout !== undefined) {
    const known = readableIn([form]);
    problems.push(
      ...layoutProblems(form, (condition, path) => problems.push(...conditionProblems(known, condition, path))),
    );
  }
  problems.push(...settingsProblems(form));
  const count = countFields(form);
  if (count > mostFields) problems.push(problem('fields', 'forms.too-many-fields', { max: mostFields, count }));
  if (areFieldsSound) problems.push(...collisions(form));
  problems.push(...cycleProblems(form, '', problems));
  return problems;
}

/** Without knowing what each field reads, their order cannot be told; what the settings of a field lack says nothing. */
const hidesOrder =
  /^(expressions\.|formulas\.|forms\.(unknown-type|unknown-setting|definition-malformed|layout-too-deep|required|too-|bad-key|repeated))/;

function cycleProblems(fieldset: Fieldset, path: string, found: readonly FieldProblem[]): FieldProblem[] {
  if (found.some(({ code }) => hidesOrder.test(code))) return [];
  return settlingOrder(fieldset).cycles.map((keys) => {
    const [first = ''] = keys;
    const fields = cyclePath([...keys, first], namesIn(fieldset, keys));
    return problem(joinPath(path, 'fields'), 'forms.cycle', { fields, first });
  });
}

/** Labels, with the key behind those that several of the fields have. */
function namesIn({ fields }: Fieldset, keys: readonly string[]): (key: string) => string {
  const labels = new Map(fields.map(({ key, label }) => [key, label]));
  const given = keys.map((key) => labels.get(key));
  return (key) => {
    const label = labels.get(key) ?? key;
    return given.indexOf(label) === given.lastIndexOf(label) ? label : `${label}（${key}）`;
  };
}

function asObject(value: unknown): object | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
}

function countFields(fieldset: { readonly fields: readonly unknown[] }): number {
  return fieldset.fields.reduce<number>((sum, field) => sum + 1 + countFields({ fields: innerFields(field) }), 0);
}

/** Fields that the form's own settings name. */
function settingsProblems(form: FormDefinition): FieldProblem[] {
  const { titleField, listFields = [] } = form.settings ?? {};
  const byKey = new Map((form.fields as readonly (FieldDefinition | null)[]).map((field) => [field?.key, field]));
  const problems: FieldProblem[] = [];
  if (titleField !== undefined && !canTitle(byKey.get(titleField)))
    problems.push(problem('settings.titleField', 'forms.settings-field', { field: titleField }));
  listFields.forEach((key, index) => {
    if (!byKey.has(key)) problems.push(problem(`settings.listFields[${index}]`, 'forms.rule-field', { field: key }));
  });
  return problems;
}

/** A record is known by something short that stands in one column. */
function canTitle(field: FieldDefinition | null | undefined): boolean {
  const type = field ? findFieldType(field.type) : undefined;
  return (
    type !== undefined &&
    !type.sealed &&
    type.columns(field as FieldDefinition).length === 1 &&
    type.valueKind !== 'ids'
  );
}

const displayRules = Type.Optional(
  Type.Array(
    Type.Object(
      {
        when: Type.Unknown(),
        show: Type.Array(FormKey, { minItems: 1, maxItems: 300, uniqueItems: true }),
        name: Type.Optional(Type.String({ maxLength: 100 })),
      },
      { additionalProperties: false },
    ),
    { maxItems: fieldsetLimits.displayRules },
  ),
);
// Parts that are checked one by one, with problems of their own, are left open in the schemas here.
const open = { fields: Type.Array(Type.Unknown(), { maxItems: fieldsetLimits.fields }), displayRules };
const outline = Compile(
  Type.Object({ ...(FormDefinitionSchema as unknown as TObject).properties, ...open }, { additionalProperties: false }),
);

const settings = new Map<string, Checker>(
  Object.values(fieldTypes).map((type) => [type.type, Compile(settingsSchema(type as unknown as FieldType))]),
);

function settingsSchema(type: FieldType): TObject {
  const properties: Record<string, TSchema> = {
    ...type.optionsSchema.properties,
    ...fieldCommon,
    type: Type.Literal(type.type),
    required: Type.Optional(Type.Unknown()),
    visible: Type.Optional(Type.Unknown()),
    readOnly: Type.Optional(Type.Unknown()),
    default: Type.Optional(DefaultValue),
  };
  if ('fields' in type.optionsSchema.properties) Object.assign(properties, open);
  return Type.Object(properties, { additionalProperties: false });
}

/** A form, its rows, and rows within rows. */
const deepestRows = 3;

function fieldsetProblems(levels: Levels, path: string): FieldProblem[] {
  const [fieldset] = levels;
  const problems: FieldProblem[] = [];
  const sound = new Set<FieldDefinition>();
  const seen = new Set<string>();
  fieldset.fields.forEach((field: unknown, index) => {
    const at = joinPath(path, `fields[${index}]`);
    const found = below(at, settingProblems(field));
    problems.push(...found);
    if (found.length > 0) return;
    const known = field as FieldDefinition;
    if (isReservedKey(known.key)) problems.push(problem(`${at}.key`, 'forms.reserved-key', { key: known.key }));
    else if (seen.has(known.key)) problems.push(problem(`${at}.key`, 'forms.duplicate-key', { key: known.key }));
    else sound.add(known);
    seen.add(known.key);
    if (known.type === 'subform' && levels.length === deepestRows) {
      problems.push(problem(at, 'forms.nested-subform'));
      sound.delete(known);
    }
  });

  const known = readableIn(levels);
  const checkAt = (condition: unknown, at: string): void => {
    problems.push(...conditionProblems(known, condition, at));
  };
  fieldset.fields.forEach((field, index) => {
    if (!sound.has(field)) return;
    const at = joinPath(path, `fields[${index}]`);
    if (field.visible !== undefined) checkAt(field.visible, `${at}.visible`);
    for (const flag of ['required', 'readOnly'] as const)
      if (field[flag] !== undefined && typeof field[flag] !== 'boolean') checkAt(field[flag], `${at}.${flag}`);
    for (const [position, check] of (field.checks ?? []).entries())
      checkAt(check.rule, `${at}.checks[${position}].rule`);
    problems.push(...below(`${at}.default`, defaultProblems(field, known.formulas)));
    if (field.unique && !canBeUnique(field)) problems.push(problem(`${at}.unique`, 'forms.cannot-be-unique'));
    if (field.type === 'formula') problems.push(...below(`${at}.formula`, known.formulas(field.formula, field.result)));
    if (field.type === 'subform') problems.push(...fieldsetProblems([field, ...levels], at));
  });
  (fieldset.displayRules ?? []).forEach((rule, index) => {
    const at = joinPath(path, `displayRules[${index}]`);
    checkAt(rule.when, `${at}.when`);
    rule.show.forEach((key, position) => {
      if (!seen.has(key)) problems.push(problem(`${at}.show[${position}]`, 'forms.rule-field', { field: key }));
    });
  });
  // The record's own circles are looked for last, once its sections are known.
  if (levels.length > 1) problems.push(...cycleProblems(fieldset, path, problems));
  return problems;
}

/** What conditions and formulas of a fieldset may read. */
interface Readable {
  readonly kindOf: (path: string) => ValueKind | undefined;
  readonly formulas: FormulaChecker;
}

function readableIn(levels: Levels): Readable {
  return { kindOf: kindsOf(levels), formulas: formulaChecker(levels) };
}

function conditionProblems({ kindOf, formulas }: Readable, condition: unknown, at: string): FieldProblem[] {
  return below(
    at,
    checkCondition(condition, kindOf, (formula) => formulas(formula, 'boolean')),
  );
}

/** What is kept in one column of the record can be held to be different everywhere. */
function canBeUnique(field: FieldDefinition): boolean {
  const type = fieldTypeOf(field);
  const [column, ...more] = type.columns(field);
  return column !== undefined && more.length === 0 && !column.pgType.endsWith('[]') && !type.sealed;
}

/** What one field says about itself, without its neighbours. */
function settingProblems(field: unknown): FieldProblem[] {
  const given = field as { type?: unknown } | null;
  if (typeof given !== 'object' || given === null || typeof given.type !== 'string')
    return [problem('type', 'forms.unknown-type', { type: '' })];
  const type = findFieldType(given.type);
  const checker = settings.get(given.type);
  if (!type || !checker) return [problem('type', 'forms.unknown-type', { type: given.type.slice(0, 60) })];
  const problems = shapeProblems(checker, field, '');
  if (problems.length > 0) return problems;
  // The inner fields of a subform are not checked yet; a type may only look at keys and types of those that are objects.
  const inner = (field as { fields?: readonly unknown[] }).fields;
  if (inner?.some((part) => typeof part !== 'object' || part === null)) return problems;
  return [...(type.checkOptions?.(field as FieldDefinition) ?? [])];
}

/** Kinds of the values that conditions of a fieldset may read. */
function kindsOf([fieldset, ...around]: Levels): (path: string) => ValueKind | undefined {
  const kinds = new Map<string, ValueKind>();
  const add = (fields: readonly unknown[], prefix: string): void => {
    for (const field of fields) {
      const { key, type } = (field ?? {}) as { key?: unknown; type?: unknown };
      const found = typeof type === 'string' ? findFieldType(type) : undefined;
      if (found && typeof key === 'string')
        kinds.set(prefix + key, found.kindOf?.(field as FieldDefinition) ?? found.valueKind);
    }
  };
  add(fieldset.fields, '');
  for (const [index, level] of around.entries()) add(level.fields, '$parent.'.repeat(index + 1));
  return (path) => kinds.get(path);
}

const emptySituation: FormContext = {
  now: '2000-01-01T00:00:00.000Z',
  today: '2000-01-01',
  dictionaries: new Map(),
};
// These depend on the day or on a dictionary, and neither is known while drawing.
const situational = new Set(['forms.too-early', 'forms.too-late', 'forms.dictionary-missing']);

function defaultProblems(field: FieldDefinition, formulas: FormulaChecker): FieldProblem[] {
  const setting = field.default;
  if (!setting) return [];
  const type = fieldTypeOf(field);
  const bad = [problem('', 'forms.bad-default')];
  if (field.type === 'subform' || type.isSetBySystem?.(field)) return bad;
  if ('formula' in setting) return below('formula', formulas(setting.formula, undefined));
  if ('from' in setting) {
    const fits = {
      now: type.valueKind === 'dateTime',
      today: type.valueKind === 'date',
      currentPerson: type.refersTo === 'person',
      currentCommunity: type.refersTo === 'community',
    };
    return fits[setting.from] ? [] : bad;
  }
  const value = type.normalise(setting.value, field);
  if (type.isEmpty(value)) return bad;
  const found = type.validator(field)(value, emptySituation, undefined);
  return found.some(({ code }) => !situational.has(code)) ? bad : [];
}

/** Names that long keys or suffixes make equal, though the keys differ. */
function collisions(form: FormDefinition): FieldProblem[] {
  const problems: FieldProblem[] = [];
  const tables = new Map<string, string>();
  for (const { name, subform } of formTables(form).children) {
    const other = tables.get(name);
    if (other !== undefined) problems.push(problem('fields', 'forms.name-collision', { key: subform, other }));
    tables.set(name, subform);
  }
  const visit = (fieldset: Fieldset, path: string): void => {
    const owners = new Map<string, string>();
    fieldset.fields.forEach((field, index) => {
      const at = joinPath(path, `fields[${index}]`);
      for (const { name } of fieldColumns(field)) {
        const other = owners.get(name);
        if (other !== undefined) problems.push(problem(`${at}.key`, 'forms.name-collision', { key: field.key, other }));
        owners.set(name, field.key);
      }
      if (field.type === 'subform') visit(field, at);
    });
  };
  visit(form, '');
  return problems;
}

function innerFields(field: unknown): readonly unknown[] {
  const inner = (field as { fields?: unknown } | null)?.fields;
  return Array.isArray(inner) ? inner : [];
}
