/**
 * The formula language: what a spreadsheet user knows (`IF(隐患等级="重大", 24, 72)`), with fields by their names on
 * screen instead of cells. Chinese and ASCII punctuation mean the same. There is nothing in it that repeats, waits or
 * reaches outside the record, so every formula ends.
 *
 * A formula is stored with the fields' keys in braces (`IF({level}="重大", 24, 72)`), which no label can look like, and
 * shown with their labels; so a label can change without touching a formula.
 */

/** Offsets in UTF-16 units, `to` excluded. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** From loosest to tightest, as in Excel: comparisons, `&`, `+ -`, `* /`, `^`, `%` behind, and `-` before. */
export const binaryOperators = ['=', '<>', '<', '<=', '>', '>=', '&', '+', '-', '*', '/', '^'] as const;
export type BinaryOperator = (typeof binaryOperators)[number];

/** What binds tighter is greater. */
export const operatorStrength: Readonly<Record<BinaryOperator, number>> = {
  '=': 1,
  '<>': 1,
  '<': 1,
  '<=': 1,
  '>': 1,
  '>=': 1,
  '&': 2,
  '+': 3,
  '-': 3,
  '*': 4,
  '/': 4,
  '^': 5,
};
export type UnaryOperator = '-' | '+' | '%';

/** Words that are values; a field with such a label is written in brackets. Compared in capitals. */
export const reservedWords: Readonly<Record<string, 'true' | 'false' | 'blank'>> = {
  TRUE: 'true',
  真: 'true',
  FALSE: 'false',
  假: 'false',
  空: 'blank',
};

/** How a field is named: by its label (what people type) or by its key (what is stored). */
export type NameSpelling = 'label' | 'key';

export type Expression = Span &
  (
    | { readonly kind: 'number'; readonly value: number }
    | { readonly kind: 'text'; readonly value: string }
    | { readonly kind: 'boolean'; readonly value: boolean }
    | { readonly kind: 'blank' }
    /** One part for a field of the record (or of the row the formula stands in), two for a column of a subform. */
    | { readonly kind: 'field'; readonly path: readonly string[]; readonly spelling: NameSpelling }
    | { readonly kind: 'unary'; readonly operator: UnaryOperator; readonly operand: Expression }
    | {
        readonly kind: 'binary';
        readonly operator: BinaryOperator;
        readonly left: Expression;
        readonly right: Expression;
      }
    /** `name` as typed; `nameSpan` is where it stands. */
    | {
        readonly kind: 'call';
        readonly name: string;
        readonly nameSpan: Span;
        readonly arguments: readonly Expression[];
      }
    /** Where something is missing; there is a problem for it. */
    | { readonly kind: 'missing' }
  );

export const formulaLimits = {
  /** UTF-16 units of a formula. */
  length: 10_000,
  /** Brackets and operators inside one another; a spreadsheet allows 64 functions. */
  depth: 200,
  /** Operators of one formula, for `a + b + c …` makes a tree as deep as it is long; a longer list is a SUM. */
  operators: 1000,
} as const;
