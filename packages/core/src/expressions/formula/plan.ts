/**
 * A checked formula: every name bound, every type known, every conversion written out. Both backends start from it, so
 * what Excel would decide while it reckons is decided here once.
 */
import type { FormulaContext, ScalarKind } from './conversion.ts';
import type { Binding } from './names.ts';
import type { SqlName, SqlWriter } from './sql/writer.ts';
import type { Scalar, Value } from './values.ts';

/** What an operator or function does with values whose conversion is behind them. */
export interface Operation {
  /** Errors are arguments like others; otherwise the first of them is the result. */
  readonly seesErrors?: boolean;
  /** The result may be blank though no argument makes it so. */
  readonly mayBeBlank?: boolean;
  evaluate(this: void, context: FormulaContext, ...values: readonly (Value | undefined)[]): Scalar;
  /** An SQL expression over names; `sql/writer.ts` says how values are represented. Arguments not given are undefined. */
  sql(this: void, writer: SqlWriter, ...names: readonly (SqlName | undefined)[]): string;
}

/** `type` is what the node yields; null and errors are possible in each. */
export type Plan =
  | { readonly kind: 'constant'; readonly type: ScalarKind; readonly value: Scalar }
  | { readonly kind: 'field'; readonly type: ScalarKind; readonly binding: Binding }
  | {
      readonly kind: 'convert';
      readonly type: ScalarKind;
      readonly operand: Plan;
      /** What stands for blank; null keeps it. */
      readonly blankAs: number | string | boolean | null;
    }
  | {
      readonly kind: 'call';
      readonly type: ScalarKind;
      readonly operation: Operation;
      readonly arguments: readonly (Plan | Series | undefined)[];
      /** Places of arguments that make the result blank when they are blank. */
      readonly blankFor: readonly number[];
    }
  | {
      readonly kind: 'if';
      readonly type: ScalarKind;
      readonly condition: Plan;
      readonly yes: Plan;
      readonly no: Plan;
    }
  /** `fallback` where `operand` is an error (or only #N/A). */
  | {
      readonly kind: 'catch';
      readonly type: ScalarKind;
      readonly operand: Plan;
      readonly fallback: Plan;
      readonly only: 'any' | 'notAvailable';
    }
  /** The first case whose value is equal to the subject; `isEqual` is the comparison. */
  | {
      readonly kind: 'match';
      readonly type: ScalarKind;
      readonly subject: Plan;
      readonly isEqual: Operation;
      readonly cases: readonly { readonly value: Plan; readonly result: Plan }[];
      readonly otherwise: Plan;
    }
  | {
      readonly kind: 'choose';
      readonly type: ScalarKind;
      readonly index: Plan;
      readonly choices: readonly Plan[];
    };

/** Several arguments or the rows of a subform as one list. */
export interface Series {
  readonly kind: 'series';
  readonly type: ScalarKind;
  readonly parts: readonly SeriesPart[];
  /** Blanks are left out. */
  readonly isDense: boolean;
}

export type SeriesPart =
  | { readonly kind: 'one'; readonly plan: Plan }
  | {
      readonly kind: 'list';
      readonly binding: Binding;
      /** What the members are. */
      readonly from: ScalarKind;
      readonly blankAs: number | string | boolean | null;
    };

/** Whether a value can be blank at all; what it counts as need not be asked then. */
export function canBeBlank(plan: Plan): boolean {
  switch (plan.kind) {
    case 'constant':
      return plan.value === null;
    case 'field':
      return true;
    case 'convert':
      return plan.blankAs === null;
    case 'call':
      return plan.blankFor.length > 0 || plan.operation.mayBeBlank === true;
    case 'if':
      return canBeBlank(plan.yes) || canBeBlank(plan.no);
    case 'catch':
      return canBeBlank(plan.operand) || canBeBlank(plan.fallback);
    case 'match':
      return plan.cases.some(({ result }) => canBeBlank(result)) || canBeBlank(plan.otherwise);
    case 'choose':
      return plan.choices.some(canBeBlank);
  }
}
