/**
 * A condition is a question about the values of one record, stored as JSON. It decides visibility, obligation,
 * branches, rules and list filters, and it has exactly one meaning with two backends: `evaluate.ts` and `to-sql.ts`.
 *
 * Meaning, the same in both backends:
 * - The answer is always true or false, never "unknown".
 * - `null` and a missing value are the same. A comparison with null on either side is **false**, also
 *   `{ equals: null }`: ask `isEmpty` instead. Values of different kinds never compare: false.
 * - `notEquals` and `notIn` are exactly the contrary of `equals` and `in`, so they are **true** for null ("level is
 *   not 重大" also finds records without a level). `not` is the plain contrary of what stands inside.
 * - `isEmpty`: null, `''` or a list without members; `isNotEmpty` is the contrary.
 * - `all` of nothing is true, `any` of nothing is false.
 * - Text compares by Unicode code point, case matters; no locale takes part. `between` includes both ends.
 * - `includes` asks whether a multiple choice contains one code.
 * - `{ formula }` holds exactly when the formula gives TRUE; what is false, empty or an error does not hold.
 */
import { type Static, Type } from 'typebox';
import { namesIn } from './formula-names.ts';

export const conditionOperators = [
  'equals',
  'notEquals',
  'in',
  'notIn',
  'less',
  'lessOrEqual',
  'greater',
  'greaterOrEqual',
  'between',
  'contains',
  'startsWith',
  'isEmpty',
  'isNotEmpty',
  'includes',
] as const;
export type ConditionOperator = (typeof conditionOperators)[number];

/**
 * Names a value: `answer`, or `$parent.answer` from a subform row to the record it belongs to (repeatable).
 * Lists add system values with a `$` in front, which no field key can have.
 */
export const FieldPath = Type.String({
  pattern: '^(\\$parent\\.)*(\\$?[a-z][A-Za-z0-9]*)$',
  maxLength: 120,
});

const Scalar = Type.Union([Type.String({ maxLength: 1000 }), Type.Number(), Type.Boolean(), Type.Null()]);
const OtherField = Type.Object({ field: FieldPath }, { additionalProperties: false });
const Operand = Type.Union([Scalar, OtherField]);

const strict = { additionalProperties: false };

/** One comparison. The value's shape follows from the operator. */
export const Comparison = Type.Union([
  Type.Object(
    {
      field: FieldPath,
      op: Type.Union([
        Type.Literal('equals'),
        Type.Literal('notEquals'),
        Type.Literal('less'),
        Type.Literal('lessOrEqual'),
        Type.Literal('greater'),
        Type.Literal('greaterOrEqual'),
        Type.Literal('contains'),
        Type.Literal('startsWith'),
        Type.Literal('includes'),
      ]),
      value: Operand,
    },
    strict,
  ),
  Type.Object(
    {
      field: FieldPath,
      op: Type.Union([Type.Literal('in'), Type.Literal('notIn')]),
      value: Type.Array(Scalar, { maxItems: 1000 }),
    },
    strict,
  ),
  Type.Object({ field: FieldPath, op: Type.Literal('between'), value: Type.Tuple([Operand, Operand]) }, strict),
  Type.Object({ field: FieldPath, op: Type.Union([Type.Literal('isEmpty'), Type.Literal('isNotEmpty')]) }, strict),
]);
export type Comparison = Static<typeof Comparison>;
export type ConditionScalar = Static<typeof Scalar>;
export type ConditionOperand = Static<typeof Operand>;

/** For what comparisons cannot say: a formula as it is stored, fields by their keys in braces. */
export const FormulaCondition = Type.Object(
  { formula: Type.String({ minLength: 1, maxLength: 10_000 }) },
  { additionalProperties: false },
);
export type FormulaCondition = Static<typeof FormulaCondition>;

export type Condition =
  | FormulaCondition
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition }
  | Comparison;

/** The schema of `Condition`; how deep and how large one may be is held by `checkCondition`. */
export const Condition = Type.Unsafe<Condition>(
  Type.Cyclic(
    {
      Condition: Type.Union([
        Type.Object({ all: Type.Array(Type.Ref('Condition')) }, strict),
        Type.Object({ any: Type.Array(Type.Ref('Condition')) }, strict),
        Type.Object({ not: Type.Ref('Condition') }, strict),
        FormulaCondition,
        Comparison,
      ]),
    },
    'Condition',
  ),
);

/** What a value is for comparisons; each field type names its own. */
export const valueKinds = ['text', 'number', 'boolean', 'date', 'dateTime', 'id', 'texts', 'ids', 'opaque'] as const;
/**
 * - `date` is `2024-03-15`, `dateTime` is UTC with milliseconds (`2024-03-15T06:32:10.123Z`): both order as text.
 * - `id` is a lower-case UUID; `texts` and `ids` are lists.
 * - `opaque` (a place, a subform) can only be asked whether it is empty.
 */
export type ValueKind = (typeof valueKinds)[number];

export function isOtherField(operand: ConditionOperand): operand is { field: string } {
  return typeof operand === 'object' && operand !== null;
}

/** Every path a condition reads, each once, in order of appearance. */
export function fieldsOf(condition: Condition): string[] {
  const found = new Set<string>();
  const visit = (part: Condition): void => {
    if ('all' in part) part.all.forEach(visit);
    else if ('any' in part) part.any.forEach(visit);
    else if ('not' in part) visit(part.not);
    else if ('formula' in part) for (const name of namesIn(part.formula)) found.add(name);
    else {
      found.add(part.field);
      if (!('value' in part)) return;
      const operands: readonly ConditionOperand[] = Array.isArray(part.value) ? part.value : [part.value];
      for (const operand of operands) if (isOtherField(operand)) found.add(operand.field);
    }
  };
  visit(condition);
  return [...found];
}
