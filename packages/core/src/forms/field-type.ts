/**
 * What a field type must tell the engine. A new type is one file in `types/` and one line in `registry.ts`; nothing
 * else asks which type a field has.
 */
import type { TObject, TSchema } from 'typebox';
import type { FieldProblem } from '../base/errors.ts';
import type { ValueKind } from '../expressions/condition.ts';
import type { ScalarType } from '../expressions/formula/types.ts';
import type { FieldCommon, Fieldset, FormContext } from './contract.ts';

/** The shelves of the designer's library: 文字、数字、选择、时间、人员与组织、现场、关联与计算、系统. */
export const fieldGroups = ['text', 'number', 'choice', 'time', 'people', 'scene', 'link', 'system'] as const;
export type FieldGroup = (typeof fieldGroups)[number];

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

export type Reading = (value: unknown, context: FormContext) => unknown;

export interface OwnChoice {
  readonly code: string;
  readonly label: string;
}

export type FieldWith<Name extends string, Options> = FieldCommon & { readonly type: Name } & Options;

export interface FieldType<Name extends string = string, Options = object, Value = unknown> {
  readonly type: Name;
  readonly label: { readonly zh: string; readonly en: string };
  /** Where the designer's library shows it. */
  readonly group: FieldGroup;
  /** Name of a pictogram; the web decides which drawing that is. */
  readonly icon: string;
  /** What a field of this type may say beyond the common part. */
  readonly optionsSchema: TObject;
  /** How conditions see the value. */
  readonly valueKind: ValueKind;
  /** Where that depends on the field's options (what a formula gives); wins over `valueKind`. */
  kindOf?(field: FieldWith<Name, Options>): ValueKind;
  /** What formulas see, where `valueKind` does not tell: a time of day. */
  formulaType?(field: FieldWith<Name, Options>): ScalarType;
  /** How a value reads in formulas, where that differs from what is stored: a choice is its label, as on screen. */
  reading?(field: FieldWith<Name, Options>): Reading;
  /** A figure that goes with the value and that formulas may name: the score of a choice. */
  scoring?(field: FieldWith<Name, Options>): Reading | undefined;
  /** Worked out from other values: people neither enter it nor miss it. */
  readonly computed?: true;
  /** What the ids in the value stand for, so that whoever loads a context can look them up without knowing types. */
  readonly refersTo?: 'person' | 'community' | 'department' | 'file' | 'record';
  /** Has no columns and no value of its own: whoever reads a record fills it in. */
  readonly virtual?: true;
  /** Stored encrypted and shown as `mask` has it, until somebody with the right asks for more (PIPL). */
  readonly sealed?: true;
  mask?(value: Value): string;
  /** Types a published field may later change to, and how its column follows. */
  readonly widensTo?: Readonly<Record<string, Widening>>;
  /** Problems of options that the schema cannot see (minimum above maximum); paths relative to the field. */
  checkOptions?(field: FieldWith<Name, Options>): readonly FieldProblem[];
  /** Options that a field just placed on the canvas under this label needs to be valid. */
  starting(label: string): Options;
  /** Nobody fills it in: the engine neither takes a value from people nor misses one. */
  isSetBySystem?(field: FieldWith<Name, Options>): boolean;
  /**
   * What the system puts in where nothing was supplied; undefined where that is for whoever writes the record.
   * @param stored what the record holds so far
   */
  systemValue?(field: FieldWith<Name, Options>, context: FormContext, stored: unknown): unknown;
  /**
   * The field's own choices at every level, so that a publication can see which ones disappeared (FE-13); undefined
   * where they come from a dictionary.
   */
  ownChoices?(field: FieldWith<Name, Options>): readonly OwnChoice[] | undefined;
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
  fromColumns(cells: readonly unknown[], field: FieldWith<Name, Options>): Value | null;
  /**
   * One non-empty value as the API takes and gives it, for documents and clients; `validator` is what decides. Says in
   * Chinese what the shape alone does not.
   * @param record the schema of a record or row of that fieldset
   */
  valueSchema(field: FieldWith<Name, Options>, record: (fieldset: Fieldset) => TSchema): TSchema;
}

export const noProblems: readonly FieldProblem[] = Object.freeze([]);
