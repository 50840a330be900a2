/** The PostgreSQL backend of formulas; `sql/writer.ts` says how it goes about it. */
import type { CheckedFormula } from './check.ts';
import { conversion, type FormulaContext, type ScalarKind } from './conversion.ts';
import type { Plan, Series } from './plan.ts';
import { type FormulaColumns, fieldSql, listSql } from './sql/columns.ts';
import { blankSql, conversionSql } from './sql/conversion.ts';
import { errorSql, resultSql } from './sql/result.ts';
import {
  carriedError,
  isSqlError,
  isTextual,
  pgTypeOf,
  type SqlName,
  SqlWriter,
  sqlErrors,
  sqlTextErrors,
} from './sql/writer.ts';
import { formulaErrors, isError, type Scalar } from './values.ts';

export interface FormulaSql {
  /** One value, in brackets; an error is null. float8, text, boolean, date, timestamptz, time, or jsonb for `mixed`. */
  readonly value: string;
  /** The same as a subquery of one row with the columns `value` and `error` (`#DIV/0!` or null), for `cross join lateral`. */
  readonly row: string;
  /** Parameters of either, the first of which is `$<firstParameter>`. */
  readonly values: readonly unknown[];
  readonly type: ScalarKind;
}

/**
 * Compiles a formula without problems. It yields what `compileFormula` yields and never raises.
 * @param columns for every path in the formula's dependencies
 * @param context now, today and the calendar travel as parameters
 * @throws when there are problems, or a field has no column
 */
export function formulaToSql(
  formula: Pick<CheckedFormula, 'plan'>,
  columns: FormulaColumns,
  context: FormulaContext,
  firstParameter = 1,
): FormulaSql {
  const { plan } = formula;
  if (!plan) throw new Error('A formula with problems has no SQL');
  const writer = SqlWriter.start(context, firstParameter);
  const name = new Translator(writer, columns).value(plan);
  const value = resultSql(writer, name, plan.type);
  return {
    value: writer.query(`${value} as value`),
    row: writer.query(`${value} as value, ${errorSql(name, plan.type)} as error`),
    values: writer.values,
    type: plan.type,
  };
}

/** An SQL constant of a kind. */
function constantSql(writer: SqlWriter, value: Scalar, kind: ScalarKind): SqlName {
  if (value === null) return blankSql(kind);
  if (isError(value)) {
    const known = (Object.keys(formulaErrors) as (keyof typeof formulaErrors)[]).find(
      (name) => formulaErrors[name] === value,
    );
    return (isTextual(kind) ? sqlTextErrors : sqlErrors)[known ?? 'value'];
  }
  const isMixed = kind === 'mixed';
  if (typeof value === 'string') return writer.text(isMixed ? `t${value}` : value);
  if (typeof value === 'number') return isMixed ? `'n${value}'::text` : `'${value}'::float8`;
  if (typeof value === 'boolean') return isMixed ? `'b${Number(value)}'::text` : `'${Number(value)}'::float8`;
  throw new Error('No formula holds a day of its own');
}

/** Single values are gathered early, so that not all of a long list are handed on one by one. */
const singlesInArray = 100;

class Translator {
  readonly #writer: SqlWriter;
  readonly #columns: FormulaColumns;
  readonly #fields = new Map<string, SqlName>();

  constructor(writer: SqlWriter, columns: FormulaColumns) {
    this.#writer = writer;
    this.#columns = columns;
  }

  value(plan: Plan): SqlName {
    const writer = this.#writer;
    switch (plan.kind) {
      case 'constant':
        return writer.constant(constantSql(writer, plan.value, plan.type));
      case 'field':
        return this.#once(plan.binding.path, () => writer.let(fieldSql(this.#columns, plan.binding, plan.type)));
      case 'convert':
        return this.#converted(plan);
      case 'call':
        return this.#called(plan);
      case 'if': {
        const condition = this.value(plan.condition);
        const [yes, no] = [this.#arm(plan.yes), this.#arm(plan.no)];
        const error = carriedError(condition, 'boolean', plan.type);
        return writer.let(
          `case when ${isSqlError(condition, 'boolean')} then ${error} when ${condition} = 1 then ${yes} else ${no} end`,
        );
      }
      case 'catch': {
        const operand = this.value(plan.operand);
        const fallback = this.#arm(plan.fallback);
        const { type } = plan;
        const isMissing = isTextual(type)
          ? `${operand} = ${sqlTextErrors.notAvailable}`
          : `${operand} >= 1e300 and round(${operand} / 1e301) = 4`;
        const isCaught = plan.only === 'any' ? isSqlError(operand, type) : isMissing;
        return writer.let(`case when ${isCaught} then ${fallback} else ${operand} end`);
      }
      case 'match':
        return this.#matched(plan);
      case 'choose': {
        const index = this.value(plan.index);
        const choices = plan.choices.map((choice, at) => `when ${at + 1} then ${this.#arm(choice)}`);
        const error = carriedError(index, 'number', plan.type);
        const none = (isTextual(plan.type) ? sqlTextErrors : sqlErrors).value;
        return writer.let(
          `case when ${isSqlError(index, 'number')} then ${error} else
            case trunc(${index}) ${choices.join(' ')} else ${none} end end`,
        );
      }
    }
  }

  /** A constant that is only handed on or compared needs no name, and thousands of names are more than a table takes. */
  #arm(plan: Plan): string {
    return plan.kind === 'constant' ? constantSql(this.#writer, plan.value, plan.type) : this.value(plan);
  }

  #once(path: string, make: () => SqlName): SqlName {
    const known = this.#fields.get(path);
    if (known) return known;
    const name = make();
    this.#fields.set(path, name);
    return name;
  }

  #converted({ operand, type, blankAs }: Extract<Plan, { kind: 'convert' }>): SqlName {
    if (operand.kind === 'field')
      return this.#once(`${operand.binding.path} ${type} ${blankAs}`, () => this.#conversion(operand, type, blankAs));
    return this.#conversion(operand, type, blankAs);
  }

  #conversion(operand: Plan, type: ScalarKind, blankAs: Scalar): SqlName {
    const writer = this.#writer;
    const from = operand.type;
    const name = this.value(operand);
    const blank = constantSql(writer, blankAs, type);
    const filled = (value: string) => (blankAs === null ? value : `coalesce(${value}, ${blank})`);
    if (from === type) return writer.let(filled(name));
    const isWhole = writer.let(`not ${isSqlError(name, from)}`);
    const inner = writer.guarded(isWhole);
    const found = inner.let(conversionSql(inner, name, from, type));
    return writer.let(`case when ${isWhole} then ${filled(found)} else ${carriedError(name, from, type)} end`);
  }

  #called({ operation, arguments: parts, blankFor, type }: Extract<Plan, { kind: 'call' }>): SqlName {
    const writer = this.#writer;
    const failing: { readonly name: SqlName; readonly kind: ScalarKind }[] = [];
    const names = parts.map((part) => {
      if (!part) return undefined;
      if (part.kind === 'series') return this.#series(part, failing);
      const name = this.value(part);
      if (canFail(part)) failing.push({ name, kind: part.type });
      return name;
    });
    if (operation.seesErrors || (failing.length === 0 && blankFor.length === 0))
      return writer.let(operation.sql(writer, ...names));
    const errors = failing.map(
      ({ name, kind }) => `when ${isSqlError(name, kind)} then ${carriedError(name, kind, type)}`,
    );
    const error = writer.let(errors.length === 0 ? blankSql(type) : `case ${errors.join(' ')} end`);
    const sound = [
      ...failing.map(({ name, kind }) => `not ${isSqlError(name, kind)}`),
      ...blankFor.flatMap((place) => (names[place] ? [`${names[place]} is not null`] : [])),
    ];
    const isSound = writer.let(`(${sound.join(' and ') || 'true'})`);
    const found = operation.sql(writer.guarded(isSound), ...names);
    return writer.let(`coalesce(${error}, case when ${isSound} then ${found} end)`);
  }

  #series({ parts, type, isDense }: Series, failing: { name: SqlName; kind: ScalarKind }[]): SqlName {
    const writer = this.#writer;
    const array = pgTypeOf(type);
    const arrays: string[] = [];
    let singles: SqlName[] = [];
    const close = () => {
      if (singles.length > 0) arrays.push(writer.let(`array[${singles.join(', ')}]::${array}[]`));
      singles = [];
    };
    for (const part of parts) {
      if (part.kind === 'one') {
        const name = this.#arm(part.plan);
        if (canFail(part.plan)) failing.push({ name, kind: type });
        singles.push(name);
        if (singles.length === singlesInArray) close();
        continue;
      }
      close();
      const { binding, from, blankAs } = part;
      const list = this.#once(`${binding.path}[]`, () => listSql(writer, this.#columns, binding));
      const blank = blankAs === null ? undefined : constantSql(writer, blankAs, type);
      const isAsItIs = !blank && from === type;
      const member = (name: SqlName, inner: SqlWriter) => {
        const found = inner.let(conversionSql(inner, name, from, type));
        return blank ? `coalesce(${found}, ${blank})` : found;
      };
      arrays.push(isAsItIs ? list : writer.map(list, array, member));
    }
    close();
    const whole = writer.let(arrays.length === 0 ? `'{}'::${array}[]` : arrays.join(' || '));
    return isDense ? writer.let(`array_remove(${whole}, null)`) : whole;
  }

  #matched({ subject, isEqual, cases, otherwise, type }: Extract<Plan, { kind: 'match' }>): SqlName {
    const writer = this.#writer;
    const kind = subject.type;
    const wanted = this.value(subject);
    const tests = cases.map(({ value, result }) => {
      const found = this.#arm(value);
      const inner = writer.guarded(`not ${isSqlError(wanted, kind)} and not ${isSqlError(found, kind)}`);
      const equal = inner.let(isEqual.sql(inner, wanted, found));
      const error = carriedError(found, kind, type);
      return `when ${isSqlError(found, kind)} then ${error} when ${equal} = 1 then ${this.#arm(result)}`;
    });
    const error = carriedError(wanted, kind, type);
    return writer.let(
      `case when ${isSqlError(wanted, kind)} then ${error} ${tests.join(' ')} else ${this.#arm(otherwise)} end`,
    );
  }
}

/** Whether a value can be an error at all; fields and constants are none, and neither is what they always convert to. */
function canFail(plan: Plan): boolean {
  switch (plan.kind) {
    case 'constant':
      return isError(plan.value);
    case 'field':
      return false;
    case 'convert': {
      const isSure = !conversion(plan.operand.type, plan.type) || plan.type === 'text' || plan.type === 'mixed';
      return !isSure || canFail(plan.operand);
    }
    default:
      return true;
  }
}
