/** What a function must tell: one entry for the checker, both backends, completion and help. */
import type { ScalarKind } from '../conversion.ts';
import type { Operation } from '../plan.ts';
import type { Scalar } from '../values.ts';

export interface Bilingual {
  readonly zh: string;
  readonly en: string;
}

/**
 * What a parameter takes.
 * - A scalar type: whatever converts to it. A blank becomes 0, "" or false; a blank date makes the result blank.
 * - `mixed`: any value, as it is (null for blank).
 * - `format`: a text written out in the formula, for it decides what is done and not only with what.
 * - `numbers`, `ordered`, `texts`, `values`, `booleans`: single values and lists. They and all that follow arrive as one
 *   list. Of a list only what is of the kind counts, a single value is converted, as in Excel. `ordered` are days or
 *   times when all are, otherwise numbers.
 * - `list` and `numberList`: one list, of any kind or of numbers. `days`: a list of days or one day.
 */
export type ParameterKind =
  | ScalarKind
  | 'format'
  | 'numbers'
  | 'ordered'
  | 'texts'
  | 'values'
  | 'booleans'
  | 'list'
  | 'numberList'
  | 'days';

export interface Parameter {
  readonly name: Bilingual;
  readonly kind: ParameterKind;
  readonly optional?: boolean;
  /** The only texts that a `format` may be. */
  readonly choices?: readonly string[];
  /** It and all parameters after it may come again (SUM: one, IFS: two). */
  readonly repeats?: boolean;
}

export interface Example {
  readonly formula: string;
  /** As the formula's result leaves; errors by their name. */
  readonly result: number | string | boolean | null;
}

export interface Described {
  /** As in Excel, in capitals. */
  readonly name: string;
  readonly alias: string;
  readonly parameters: readonly Parameter[];
  readonly help: Bilingual;
  /** At least one; all are run by a test. */
  readonly examples: readonly Example[];
}

/** A function of values. `result` is `argument` where it is the type of the first argument (a date stays a date). */
export interface PlainFunction extends Described {
  readonly kind: 'plain';
  readonly result: ScalarKind | 'argument';
  /** Made for each use, for a format decides what is done; `formats` are the texts of `format` parameters. */
  readonly operation: Operation | ((formats: readonly string[]) => Operation | undefined);
}

/** A function that decides which of its arguments matter; `check-calls.ts` has a plan for each. */
export interface BranchingFunction extends Described {
  readonly kind: 'branching';
  readonly branch: 'if' | 'ifs' | 'switch' | 'choose' | 'ifError' | 'ifNotAvailable';
}

export type FunctionDefinition = PlainFunction | BranchingFunction;

type Written = readonly [zh: string, en: string];

/** A parameter in one line. */
export function parameter(
  kind: ParameterKind,
  [zh, en]: Written,
  more: Pick<Parameter, 'optional' | 'repeats' | 'choices'> = {},
): Parameter {
  return { name: { zh, en }, kind, ...more };
}

export const optional = { optional: true } as const;
export const repeats = { repeats: true } as const;

/** `evaluate` of an operation on numbers, days or times. */
export function onNumbers(work: (...values: number[]) => Scalar): Operation['evaluate'] {
  return (_, ...values) => work(...(values as number[]));
}
