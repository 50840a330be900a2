/**
 * Everything wrong with a definition, for its designer: paths lead into the document (`fields[2].options[0].code`).
 * A definition without problems can be compiled, filled and published.
 */
import { type TObject, type TSchema, Type } from 'typebox';
import { Compile } from 'typebox/compile';
import type { FieldProblem } from '../base/errors.ts';
import { checkCondition } from '../expressions/check-condition.ts';
import type { ValueKind } from '../expressions/condition.ts';
import { below, joinPath } from '../expressions/problems.ts';
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
import { problem } from './messages.ts';
import { childTableName, isReservedKey } from './naming.ts';
import { fieldTypeOf, fieldTypes, findFieldType } from './registry.ts';
import { fieldColumns } from './tables.ts';
import { settlingOrder } from './visibility.ts';

/** Fields of the form and of its subforms together. */
const mostFields = fieldsetLimits.fields;

export function checkDefinition(definition: unknown): FieldProblem[] {
  const problems = shapeProblems(outline, definition, '');
  if (problems.length > 0) return problems;
  // The outline has just been checked; fields one by one below, before anything trusts them.
  const form = definition as FormDefinition;
  problems.push(...fieldsetProblems(form, undefined, ''));
  const count = form.fields.reduce((sum, field) => sum + 1 + innerFields(field).length, 0);
  if (count > mostFields) problems.push(problem('fields', 'forms.too-many-fields', { max: mostFields, count }));
  if (problems.length === 0) problems.push(...collisions(form));
  return problems;
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

type Checker = ReturnType<typeof Compile>;
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

function fieldsetProblems(fieldset: Fieldset, parent: Fieldset | undefined, path: string): FieldProblem[] {
  const problems: FieldProblem[] = [];
  const sound: FieldDefinition[] = [];
  const seen = new Set<string>();
  fieldset.fields.forEach((field: unknown, index) => {
    const at = joinPath(path, `fields[${index}]`);
    const found = below(at, settingProblems(field));
    problems.push(...found);
    if (found.length > 0) return;
    const known = field as FieldDefinition;
    if (isReservedKey(known.key)) problems.push(problem(`${at}.key`, 'forms.reserved-key', { key: known.key }));
    else if (seen.has(known.key)) problems.push(problem(`${at}.key`, 'forms.duplicate-key', { key: known.key }));
    else sound.push(known);
    seen.add(known.key);
    if (known.type === 'subform' && parent) problems.push(problem(at, 'forms.nested-subform'));
  });

  const kindOf = kindsOf(fieldset, parent);
  const conditionProblems = (condition: unknown, at: string) => below(at, checkCondition(condition, kindOf));
  let areConditionsSound = true;
  const checkAt = (condition: unknown, at: string): void => {
    const found = conditionProblems(condition, at);
    if (found.length > 0) areConditionsSound = false;
    problems.push(...found);
  };
  fieldset.fields.forEach((field, index) => {
    if (!sound.includes(field)) return;
    const at = joinPath(path, `fields[${index}]`);
    if (field.visible !== undefined) checkAt(field.visible, `${at}.visible`);
    for (const flag of ['required', 'readOnly'] as const)
      if (field[flag] !== undefined && typeof field[flag] !== 'boolean') checkAt(field[flag], `${at}.${flag}`);
    problems.push(...below(`${at}.default`, defaultProblems(field)));
    if (field.type === 'subform' && !parent) {
      const inner = fieldsetProblems(field, fieldset, at);
      if (inner.length > 0) areConditionsSound = false;
      problems.push(...inner);
    }
  });
  (fieldset.displayRules ?? []).forEach((rule, index) => {
    const at = joinPath(path, `displayRules[${index}]`);
    checkAt(rule.when, `${at}.when`);
    rule.show.forEach((key, position) => {
      if (!seen.has(key)) problems.push(problem(`${at}.show[${position}]`, 'forms.rule-field', { field: key }));
    });
  });
  if (sound.length === fieldset.fields.length && areConditionsSound)
    for (const fields of settlingOrder(fieldset).cycles)
      problems.push(problem(joinPath(path, 'fields'), 'forms.cycle', { fields: fields.join(' → ') }));
  return problems;
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

/** One problem for each place: a union reports every branch that did not fit. */
function shapeProblems(checker: Checker, value: unknown, path: string): FieldProblem[] {
  if (checker.Check(value)) return [];
  const byPath = new Map<string, FieldProblem>();
  for (const error of checker.Errors(value)) {
    const at = joinPath(path, documentPath(error.instancePath));
    const unknown = error.keyword === 'additionalProperties' ? error.params.additionalProperties : undefined;
    if (unknown) {
      for (const setting of unknown) {
        const place = joinPath(at, setting);
        byPath.set(place, problem(place, 'forms.unknown-setting', { setting }));
      }
    } else if (!byPath.has(at)) byPath.set(at, problem(at, 'forms.definition-malformed', { reason: error.message }));
  }
  return [...byPath.values()];
}

/** `/fields/0/label` → `fields[0].label`. */
function documentPath(pointer: string): string {
  return pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce((path, step) => joinPath(path, /^\d+$/.test(step) ? `[${step}]` : step), '');
}

/** Kinds of the values that conditions of a fieldset may read. */
function kindsOf(fieldset: Fieldset, parent: Fieldset | undefined): (path: string) => ValueKind | undefined {
  const kinds = new Map<string, ValueKind>();
  const add = (fields: readonly unknown[], prefix: string): void => {
    for (const field of fields) {
      const { key, type } = (field ?? {}) as { key?: unknown; type?: unknown };
      const found = typeof type === 'string' ? findFieldType(type) : undefined;
      if (found && typeof key === 'string') kinds.set(prefix + key, found.valueKind);
    }
  };
  add(fieldset.fields, '');
  if (parent) add(parent.fields, '$parent.');
  return (path) => kinds.get(path);
}

const emptySituation: FormContext = {
  now: '2000-01-01T00:00:00.000Z',
  today: '2000-01-01',
  dictionaries: new Map(),
};
// These depend on the day or on a dictionary, and neither is known while drawing.
const situational = new Set(['forms.too-early', 'forms.too-late', 'forms.dictionary-missing']);

function defaultProblems(field: FieldDefinition): FieldProblem[] {
  const setting = field.default;
  if (!setting) return [];
  const type = fieldTypeOf(field);
  const bad = [problem('', 'forms.bad-default')];
  if (field.type === 'subform') return bad;
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
  const visit = (fieldset: Fieldset, path: string): void => {
    const owners = new Map<string, string>();
    fieldset.fields.forEach((field, index) => {
      const names =
        field.type === 'subform' ? [childTableName(form.key, field.key)] : fieldColumns(field).map(({ name }) => name);
      for (const name of names) {
        const other = owners.get(name);
        if (other !== undefined)
          problems.push(
            problem(joinPath(path, `fields[${index}].key`), 'forms.name-collision', { key: field.key, other }),
          );
        owners.set(name, field.key);
      }
      if (field.type === 'subform') visit(field, joinPath(path, `fields[${index}]`));
    });
  };
  visit(form, '');
  return problems;
}

function innerFields(field: unknown): readonly unknown[] {
  const inner = (field as { fields?: unknown } | null)?.fields;
  return Array.isArray(inner) ? inner : [];
}
