/** Conditions as the builder shows them: groups of comparisons, each with a field, an operator and a value. */
import { operatorsFor } from '@anshao/core/expressions/check-condition.ts';
import {
  type Comparison,
  type Condition,
  type ConditionOperand,
  type ConditionOperator,
  type ConditionScalar,
  isOtherField,
  type ValueKind,
} from '@anshao/core/expressions/condition.ts';
import type { FieldDefinition, FieldOf, FormDefinition, Option } from '@anshao/core/forms/contract.ts';
import { fieldsetOf, fieldsIn, type ListRef } from '@anshao/core/forms/design/parts.ts';
import type { Nameable } from '@anshao/core/forms/designing.ts';
import { fieldTypeOf } from '@anshao/core/forms/registry.ts';
import { allOptions } from '../../../forms/choices.ts';

/** `none`: not one of them holds. */
export type GroupMode = 'all' | 'any' | 'none';
export interface Group {
  readonly mode: GroupMode;
  readonly parts: readonly Condition[];
}

/** Undefined for what is no group: a comparison or a formula. */
export function readGroup(condition: Condition): Group | undefined {
  if ('all' in condition) return { mode: 'all', parts: condition.all };
  if ('any' in condition) return { mode: 'any', parts: condition.any };
  if (!('not' in condition)) return undefined;
  const { not } = condition;
  return { mode: 'none', parts: 'any' in not ? not.any : [not] };
}

export function writeGroup({ mode, parts }: Group): Condition {
  if (mode === 'none') return { not: { any: parts } };
  return mode === 'any' ? { any: parts } : { all: parts };
}

/** The whole as a group, whatever stands there. */
export function outerGroup(condition: Condition | undefined): Group {
  if (!condition) return { mode: 'all', parts: [] };
  return readGroup(condition) ?? { mode: 'all', parts: [condition] };
}

/** Nothing left is no condition, and one comparison needs no group around it. */
export function fromOuterGroup(group: Group): Condition | undefined {
  const [only] = group.parts;
  if (only === undefined) return undefined;
  return group.mode === 'all' && group.parts.length === 1 && !readGroup(only) ? only : writeGroup(group);
}

/** A field that a condition may ask for. */
export interface Askable {
  /** As conditions name it: `level`, `$parent.level`. */
  readonly name: string;
  readonly label: string;
  /** Whether it lies in the record around the rows. */
  readonly isAround: boolean;
  readonly field: FieldDefinition;
  readonly kind: ValueKind;
}

/** Fields that conditions standing in a fieldset may ask for, its own first. */
export function askableIn(form: FormDefinition, fieldset: ListRef, except?: string): Askable[] {
  const found: Askable[] = [];
  for (let at = fieldset, prefix = ''; ; at = fieldsetOf(at), prefix += '$parent.') {
    found.push(...askableAmong(fieldsIn(form, at) ?? [], prefix).filter(({ name }) => name !== except));
    if (at === '') return found;
  }
}

/** What is kept encrypted cannot be asked for. */
export function askableAmong(fields: readonly FieldDefinition[], prefix: string): Askable[] {
  return fields.flatMap((field) => {
    const type = fieldTypeOf(field);
    if (type.sealed) return [];
    const kind = type.kindOf?.(field) ?? type.valueKind;
    return [{ name: prefix + field.key, label: field.label, isAround: prefix !== '', field, kind }];
  });
}

export function operatorsOf({ kind }: Askable): readonly ConditionOperator[] {
  return operatorsFor[kind];
}

/** The field's own choices, for picking a value; undefined when it has none or they lie in a dictionary. */
export function choicesOf({ field }: Askable): readonly Option[] | undefined {
  return isChoice(field) && field.dictionary === undefined ? allOptions(field, noDictionaries) : undefined;
}

const noDictionaries = { dictionaries: new Map() };

/** Fields whose values are codes, and not what anybody would type. */
export type ChoiceField = FieldOf<'singleChoice'> | FieldOf<'multipleChoice'> | FieldOf<'cascade'>;

export function isChoice(field: FieldDefinition): field is ChoiceField {
  return field.type === 'singleChoice' || field.type === 'multipleChoice' || field.type === 'cascade';
}

/** What the ids in such a field are of; undefined for fields that hold none. */
export function namedBy({ field, kind }: Askable): { readonly of: Nameable; readonly form?: string } | undefined {
  if (kind !== 'id' && kind !== 'ids') return undefined;
  if (field.type === 'recordInfo') return { of: 'person' };
  const { refersTo } = fieldTypeOf(field);
  if (refersTo === undefined || refersTo === 'file') return undefined;
  return 'form' in field ? { of: 'record', form: field.form } : { of: refersTo };
}

/** What people ask most often of such a field. */
export function usualComparison(askable: Askable): Comparison {
  const { name: field, kind } = askable;
  const [choice] = choicesOf(askable) ?? [];
  if (choice && kind === 'texts') return { field, op: 'includes', value: choice.code };
  if (choice) return { field, op: 'equals', value: choice.code };
  if (kind === 'boolean') return { field, op: 'equals', value: true };
  if (kind === 'number') return { field, op: 'greater', value: 0 };
  return { field, op: 'isNotEmpty' };
}

/** Another question about the same field, with as much of the value as still fits. */
export function withOperator(comparison: Comparison, op: ConditionOperator, askable: Askable): Comparison {
  const { field } = comparison;
  const given: readonly ConditionOperand[] = !('value' in comparison)
    ? []
    : Array.isArray(comparison.value)
      ? comparison.value
      : [comparison.value as ConditionOperand];
  const first = given[0] ?? startingValue(askable);
  switch (op) {
    case 'isEmpty':
    case 'isNotEmpty':
      return { field, op };
    case 'between':
      return { field, op, value: [first, given[1] ?? first] };
    case 'in':
    case 'notIn': {
      const fixed = given.filter((value): value is ConditionScalar => !isOtherField(value));
      return { field, op, value: fixed.length > 0 ? fixed : [] };
    }
    default:
      return { field, op, value: first };
  }
}

function startingValue(askable: Askable): ConditionScalar {
  const [choice] = choicesOf(askable) ?? [];
  if (choice) return choice.code;
  if (askable.kind === 'boolean') return true;
  return askable.kind === 'number' ? 0 : '';
}

/** Whether a value may also be that of another field: of the same kind, and one value at a time; ids of the same sort. */
export function comparableWith(askable: Askable, all: readonly Askable[]): readonly Askable[] {
  const wanted = askable.kind === 'texts' ? 'text' : askable.kind === 'ids' ? 'id' : askable.kind;
  const { of, form } = namedBy(askable) ?? {};
  return all.filter((other) => {
    const named = namedBy(other);
    return other.kind === wanted && named?.of === of && named?.form === form && other.name !== askable.name;
  });
}

/** What a new condition most likely asks for: a choice, else something with a value of its own. */
export function likelyFirst(askable: readonly Askable[]): Askable | undefined {
  return (
    askable.find((one) => choicesOf(one) !== undefined) ??
    askable.find(({ kind }) => kind !== 'opaque' && kind !== 'ids') ??
    askable[0]
  );
}
