/** What kinds of values formulas know, and the fields they may read. */

export const scalarTypes = ['number', 'text', 'boolean', 'date', 'dateTime', 'time'] as const;
/**
 * As the form engine has them: `date` is `2024-03-15`, `dateTime` UTC with milliseconds, `time` `HH:mm` or `HH:mm:ss`;
 * empty is null or missing.
 */
export type ScalarType = (typeof scalarTypes)[number];

export type FormulaType = ScalarType | { readonly list: ScalarType };

/**
 * What an expression yields. `mixed` is sometimes one and sometimes another kind (`IFERROR(数量/2, "无")`), decided
 * when it is evaluated; `blank` is never anything. Neither is the type of a field.
 */
export type ResultType = FormulaType | 'mixed' | 'blank';

export interface FormulaField {
  /** As conditions and records name it; never shown. */
  readonly key: string;
  /** As people see and type it. */
  readonly label: string;
  readonly type: FormulaType;
  /** The key its value lies under, where that is another: the score of a choice lies under the choice. */
  readonly of?: string;
  /** How a stored value reads in formulas, where that differs: a choice is its label. */
  readonly read?: (value: unknown, situation: unknown) => unknown;
  /** The fields of a subform's rows. `检查项.扣分` is then a list with one member for each row; `type` is not used. */
  readonly columns?: readonly FormulaField[];
}

/** What a formula may name. In a row of a subform its own fields come first, then those of the record it belongs to. */
export interface FormulaScope {
  readonly fields: readonly FormulaField[];
  readonly parent?: FormulaScope;
}

export function isList(type: ResultType): type is { readonly list: ScalarType } {
  return typeof type === 'object';
}
