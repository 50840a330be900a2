/**
 * The PostgreSQL backend of conditions; what they mean stands at the head of `condition.ts`.
 *
 * SQL knows "unknown", conditions do not. Comparisons are written plainly (`c = $1`), so that indexes serve them, and
 * yield null where our meaning is false; `all` and `any` carry that upwards unharmed, for a WHERE drops null like
 * false. Only below a contrary would null stay null instead of turning true: there `is not true` is written.
 */
import { type Comparison, type Condition, type ConditionOperand, isOtherField, type ValueKind } from './condition.ts';

/** How a field is reached in SQL: an expression (quoted by whoever made it) and what kind of value it yields. */
export interface SqlColumn {
  readonly sql: string;
  readonly kind: ValueKind;
}

export interface SqlCondition {
  /** For WHERE: true exactly when `evaluate` is true; otherwise false **or null**. In brackets where needed. */
  readonly text: string;
  /** Parameters, the first of which is `$<firstParameter>`. */
  readonly values: readonly unknown[];
}

/**
 * Compiles a condition that `checkCondition` accepts for the same fields. Literals travel as parameters only.
 * @param columns by path as the condition names it, e.g. `level` or `$parent.level`
 * @param firstParameter number of the first parameter, for joining with other parts of a query
 * @param formula writes the formulas inside, adding its parameters by the function it is given
 * @throws when a field has no column or a literal does not fit it: the condition was not checked before
 */
export function toSql(
  condition: Condition,
  columns: ReadonlyMap<string, SqlColumn>,
  firstParameter = 1,
  formula?: FormulaWriter,
): SqlCondition {
  const values: unknown[] = [];
  const parameter = (value: unknown, cast: string): string => {
    values.push(value);
    return `$${firstParameter + values.length - 1}::${cast}`;
  };
  return { text: write(condition, { columns, parameter, formula }), values };
}

/** Adds a parameter. @returns what stands for it in the text, with its type */
export type ParameterAdder = (value: unknown, cast: string) => string;
/** @returns an expression that is true exactly when the formula gives TRUE, otherwise false or null */
export type FormulaWriter = (formula: string, parameter: ParameterAdder) => string;

interface Writing {
  readonly columns: ReadonlyMap<string, SqlColumn>;
  readonly parameter: ParameterAdder;
  readonly formula: FormulaWriter | undefined;
}

function write(condition: Condition, writing: Writing): string {
  if ('all' in condition) return joined(condition.all, ' and ', 'true', writing);
  if ('any' in condition) return joined(condition.any, ' or ', 'false', writing);
  if ('not' in condition) return `((${write(condition.not, writing)}) is not true)`;
  if ('formula' in condition) {
    if (!writing.formula) throw new Error('A formula stands in a condition where none may');
    return writing.formula(condition.formula, writing.parameter);
  }
  return writeComparison(condition, writing);
}

function joined(parts: readonly Condition[], word: string, ofNothing: string, writing: Writing): string {
  if (parts.length === 0) return ofNothing;
  return `(${parts.map((part) => write(part, writing)).join(word)})`;
}

const scalarType: Readonly<Record<ValueKind, string>> = {
  text: 'text',
  number: 'numeric',
  boolean: 'boolean',
  date: 'date',
  dateTime: 'timestamptz',
  id: 'uuid',
  texts: 'text',
  ids: 'uuid',
  opaque: 'text',
};

function writeComparison(comparison: Comparison, writing: Writing): string {
  const column = columnOf(comparison.field, writing);
  const { sql, kind } = column;
  switch (comparison.op) {
    case 'isEmpty':
      return `(${emptiness(column)})`;
    case 'isNotEmpty':
      return `(${emptiness(column)}) is not true`;
    case 'in':
    case 'notIn': {
      const members = comparison.value.filter((member) => member !== null);
      const text = `${sql} = any(${writing.parameter(members, `${scalarType[kind]}[]`)})`;
      return comparison.op === 'in' ? text : `(${text}) is not true`;
    }
    case 'between': {
      const [low, high] = comparison.value;
      const ordered = collated(column);
      return `(${ordered} >= ${operandSql(low, kind, writing)} and ${ordered} <= ${operandSql(high, kind, writing)})`;
    }
    case 'equals':
      return `${sql} = ${operandSql(comparison.value, kind, writing)}`;
    case 'notEquals':
      return `(${sql} = ${operandSql(comparison.value, kind, writing)}) is not true`;
    case 'less':
      return `${collated(column)} < ${operandSql(comparison.value, kind, writing)}`;
    case 'lessOrEqual':
      return `${collated(column)} <= ${operandSql(comparison.value, kind, writing)}`;
    case 'greater':
      return `${collated(column)} > ${operandSql(comparison.value, kind, writing)}`;
    case 'greaterOrEqual':
      return `${collated(column)} >= ${operandSql(comparison.value, kind, writing)}`;
    case 'contains':
      // LIKE is what a trigram index serves; another field's text may hold % and _, so it is looked for literally.
      return isOtherField(comparison.value)
        ? `strpos(${sql}, ${operandSql(comparison.value, kind, writing)}) > 0`
        : `${sql} like ${pattern(comparison.value, '%', writing)}`;
    case 'startsWith':
      return isOtherField(comparison.value)
        ? `starts_with(${sql}, ${operandSql(comparison.value, kind, writing)})`
        : `${sql} like ${pattern(comparison.value, '', writing)}`;
    case 'includes':
      // A list operator instead of `= any(list)`: GIN serves it. An unknown member makes the list unknown: false.
      return isOtherField(comparison.value)
        ? `${operandSql(comparison.value, memberKind(kind), writing)} = any(${sql})`
        : `${sql} @> ${writing.parameter(comparison.value === null ? null : [comparison.value], `${scalarType[kind]}[]`)}`;
  }
}

function memberKind(kind: ValueKind): ValueKind {
  return kind === 'ids' ? 'id' : 'text';
}

function columnOf(path: string, writing: Writing): SqlColumn {
  const column = writing.columns.get(path);
  if (!column) throw new Error(`No column for field ${path}`);
  return column;
}

/** Order of text must not depend on the database's locale. */
function collated({ sql, kind }: SqlColumn): string {
  return kind === 'text' ? `${sql} collate "C"` : sql;
}

function operandSql(operand: ConditionOperand, kind: ValueKind, writing: Writing): string {
  if (!isOtherField(operand)) return writing.parameter(operand, scalarType[kind]);
  const other = columnOf(operand.field, writing);
  if (other.kind !== kind) throw new Error(`Field ${operand.field} is ${other.kind}, not ${kind}`);
  return other.sql;
}

function pattern(value: ConditionOperand, before: '%' | '', writing: Writing): string {
  const escaped = typeof value === 'string' ? `${before}${value.replace(/[\\%_]/g, '\\$&')}%` : null;
  return writing.parameter(escaped, 'text');
}

function emptiness({ sql, kind }: SqlColumn): string {
  switch (kind) {
    case 'text':
      return `${sql} is null or ${sql} = ''`;
    case 'texts':
    case 'ids':
      return `${sql} is null or cardinality(${sql}) = 0`;
    default:
      return `${sql} is null`;
  }
}
