/**
 * What a field type must tell the engine. A new type is one file in `types/` and one line in `registry.ts`; nothing
 * else asks which type a field has.
 */
import type { TObject } from 'typebox';
import type { FieldProblem } from '../base/errors.ts';
import type { ValueKind } from '../expressions/condition.ts';
import type { FieldCommon, FormContext } from './contract.ts';

/** PostgreSQL types that columns of records may have. */
export type PgType =
  | 'text'
  | 'numeric'
  | 'date'
  | 'timestamptz'
  | 'uuid'
  | 'boolean'
  | 'double precision'
  | 'text[]'
  | 'uuid[]';

/**
 * A column a field needs. `suffix` is `''` for the only or main column. Every column may be null: older records lack
 * younger fields, and what is required depends on version and condition, so `validate` holds it and not the table.
 */
export interface ColumnPlan {
  readonly suffix: string;
  readonly pgType: PgType;
}

/** How stored values survive a change of type: as they are, or each wrapped in a list of one. */
export type Widening = 'same' | 'listOfOne';

/** Problems of one value; paths are relative to the field: `''` or `[2]`. Without problems: `noProblems`. */
export type FieldValidator = (value: unknown, context: FormContext, previous: unknown) => readonly FieldProblem[];

export type FieldWith<Name extends string, Options> = FieldCommon & { readonly type: Name } & Options;

export interface FieldType<Name extends string = string, Options = object, Value = unknown> {
  readonly type: Name;
  readonly label: { readonly zh: string; readonly en: string };
  /** What a field of this type may say beyond the common part. */
  readonly optionsSchema: TObject;
  /** How conditions see the value. */
  readonly valueKind: ValueKind;
  /** What the ids in the value stand for, so that whoever loads a context can look them up without knowing types. */
  readonly refersTo?: 'person' | 'community' | 'file';
  /** Types a published field may later change to, and how its column follows. */
  readonly widensTo?: Readonly<Record<string, Widening>>;
  /** Problems of options that the schema cannot see (minimum above maximum); paths relative to the field. */
  checkOptions?(field: FieldWith<Name, Options>): readonly FieldProblem[];
  columns(field: FieldWith<Name, Options>): readonly ColumnPlan[];
  /**
   * Brings a value into its one canonical form; applied twice it changes nothing more. What is not of the right shape
   * comes back as it is, for `validator` to report.
   */
  normalise(value: unknown, field: FieldWith<Name, Options>): unknown;
  isEmpty(value: unknown): boolean;
  /** Prepares what is costly once (patterns, sets of codes); the result sees only normalised values that are not empty. */
  validator(field: FieldWith<Name, Options>): FieldValidator;
  /** Cells in the order of `columns`; `null` for an empty value gives nulls. Takes valid, normalised values. */
  toColumns(value: Value | null): readonly unknown[];
  /**
   * Back from what the driver returns: numeric as text or number, date as text, timestamptz as `Date` or ISO text,
   * lists as arrays. Null cells give null.
   */
  fromColumns(cells: readonly unknown[]): Value | null;
}

export const noProblems: readonly FieldProblem[] = Object.freeze([]);
