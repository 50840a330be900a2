/**
 * A form as its designer drew it: a versioned document, free of any UI library's shapes and immutable once published.
 *
 * `id` and `key` belong to the form, not to a version; a record keeps the version it was filled with. A field is known
 * by its `key` for ever: labels may change, a new key is a new column. What a field of one type may say beyond the
 * common part stands in `types/<type>.ts`; the registry joins them to `FieldDefinition`.
 */
import { type Static, Type } from 'typebox';
import { document, Id } from '../base/schemas.ts';
import { Condition } from '../expressions/condition.ts';
import type { FileFacts } from '../files/contract.ts';
import type { Layout } from './layout.ts';
import type { FieldDefinition } from './registry.ts';

export type { FileFacts } from '../files/contract.ts';
export type { Layout, LayoutNode } from './layout.ts';
export type { FieldDefinition, FieldOf, FieldTypeName } from './registry.ts';

/** `dailyCount`: begins with a small letter, then letters and digits. Users see labels; the designer makes keys. */
export const FormKey = Type.String({ pattern: '^[a-z][A-Za-z0-9]*$', maxLength: 40 });

/** Colours are named by meaning; the theme decides how each looks, also on the wall screen. */
export const Tone = Type.Enum(['neutral', 'good', 'notice', 'warning', 'danger', 'info']);
export type Tone = Static<typeof Tone>;

/** One choice. A stopped one stays readable on old records and cannot be chosen anew (FE-13). */
export const Option = Type.Object(
  {
    code: Type.String({ minLength: 1, maxLength: 60 }),
    label: Type.String({ minLength: 1, maxLength: 200 }),
    status: Type.Union([Type.Literal('active'), Type.Literal('stopped')]),
    tone: Type.Optional(Tone),
    /** Counts towards totals of checklists (FE-08). */
    score: Type.Optional(Type.Number({ minimum: -10_000, maximum: 10_000 })),
  },
  { additionalProperties: false },
);
export type Option = Static<typeof Option>;

/**
 * One entry of a dictionary as it holds for one place and day. Which entries are in effect is decided by whoever
 * loads them; forms only ever see the outcome. `required: false` makes a preloaded row optional (default: required).
 */
export interface DictionaryEntry extends Option {
  readonly required?: boolean;
  /** Code of the entry it lies below, for choices in levels. */
  readonly parent?: string;
}
/** Effective entries by code, in display order. */
export type EffectiveEntries = ReadonlyMap<string, DictionaryEntry>;

/** A formula as it is stored: fields by their keys in braces. How it is read stands in `expressions/formula`. */
export const FormulaText = Type.String({ minLength: 1, maxLength: 10_000 });

/** What must hold for a value to be taken, and what to tell whoever misses it. */
export const Check = Type.Object(
  { rule: Condition, message: Type.String({ minLength: 1, maxLength: 200 }) },
  { additionalProperties: false },
);
export type Check = Static<typeof Check>;

/** What stands in a field before anybody touched it: a fixed value, or one from the situation. */
export const DefaultValue = Type.Union([
  Type.Object({ value: Type.Unknown() }, { additionalProperties: false }),
  Type.Object(
    { from: Type.Enum(['now', 'today', 'currentPerson', 'currentCommunity']) },
    { additionalProperties: false },
  ),
  /** Worked out when the record begins, and again while nobody has touched the field. Keys in braces. */
  Type.Object({ formula: FormulaText }, { additionalProperties: false }),
]);
export type DefaultValue = Static<typeof DefaultValue>;

/** What every field may say, whatever its type. */
export const fieldCommon = {
  key: FormKey,
  label: Type.String({ minLength: 1, maxLength: 200 }),
  /** `true`, or required while the condition holds. An invisible field is never required. */
  required: Type.Optional(Type.Union([Type.Boolean(), Condition])),
  /** Shown while the condition holds; the value of an invisible field is dropped. */
  visible: Type.Optional(Condition),
  /** Not for the person filling it: the value is what the system supplied, what was stored, or the default. */
  readOnly: Type.Optional(Type.Union([Type.Boolean(), Condition])),
  help: Type.Optional(Type.String({ maxLength: 1000 })),
  default: Type.Optional(DefaultValue),
  /** Asked only where the field holds something. */
  checks: Type.Optional(Type.Array(Check, { maxItems: 20 })),
  /** No two records (of a subform: rows of one record) may hold the same. */
  unique: Type.Optional(Type.Boolean()),
};
export const FieldCommon = Type.Object(fieldCommon);
export type FieldCommon = Static<typeof FieldCommon>;

/**
 * Shows fields together: a field named by rules is visible while at least one of them holds (and its own `visible`,
 * if any, holds too). Rules of a form name its own fields, rules of a subform the fields of its rows.
 */
export const DisplayRule = Type.Object(
  {
    when: Condition,
    show: Type.Array(FormKey, { minItems: 1, maxItems: 300, uniqueItems: true }),
    /** What the designer calls it. */
    name: Type.Optional(Type.String({ maxLength: 100 })),
  },
  { additionalProperties: false },
);
export type DisplayRule = Static<typeof DisplayRule>;

/** What a form and a subform have in common: fields and the rules among them. */
export interface Fieldset {
  readonly fields: readonly FieldDefinition[];
  readonly displayRules?: readonly DisplayRule[];
}

export interface FormDefinition extends Fieldset {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly description?: string;
  /** How it looks; without it the fields stand one below the other. */
  readonly layout?: Layout;
  readonly settings?: FormSettings;
}

export const FormSettings = Type.Object(
  {
    /** `none`: records belong to no community (a company's vehicles); otherwise each record belongs to one. */
    place: Type.Optional(Type.Enum(['community', 'none'])),
    /** The field by which people know a record, in lists and where it is linked; the first text when left out. */
    titleField: Type.Optional(FormKey),
    /** Columns of the list, in order; the first few fields when left out. */
    listFields: Type.Optional(Type.Array(FormKey, { maxItems: 30, uniqueItems: true })),
    submitLabel: Type.Optional(Type.String({ minLength: 1, maxLength: 20 })),
  },
  { additionalProperties: false },
);
export type FormSettings = Static<typeof FormSettings>;

/**
 * Checks the outline of a field only; `checkDefinition` knows each type's own options and gives better problems than
 * one union of all types could.
 */
export const Field = Type.Unsafe<FieldDefinition>(
  Type.Object({ ...fieldCommon, type: Type.String({ maxLength: 40 }) }),
);

export const fieldsetLimits = { fields: 500, displayRules: 300 } as const;

export const FormDefinition = Type.Unsafe<FormDefinition>(
  Type.Object(
    {
      id: Id,
      key: FormKey,
      name: Type.String({ minLength: 1, maxLength: 100 }),
      description: Type.Optional(Type.String({ maxLength: 2000 })),
      fields: Type.Array(Field, { maxItems: fieldsetLimits.fields }),
      displayRules: Type.Optional(Type.Array(DisplayRule, { maxItems: fieldsetLimits.displayRules })),
      // Its schema stands with its type in `layout.ts`; `checkDefinition` reads it from there.
      layout: Type.Optional(Type.Array(Type.Unknown(), { maxItems: 1000 })),
      settings: Type.Optional(FormSettings),
    },
    // Answered as it was stored: what a type says beyond the common part is in no schema here.
    { additionalProperties: false, [document]: true },
  ),
);

/** Values of one record by field key; values of a subform are a list of `RowValues`. */
export type FormValues = Readonly<Record<string, unknown>>;

/**
 * One subform row. `_id` (UUID, made where the row was made) keeps a row's identity through edits; no field key can
 * begin with `_`.
 */
export type RowValues = FormValues & { readonly _id?: string };

/** Everything outside the values that validation may need. Pure data: the caller looks it up beforehand. */
export interface FormContext {
  /** ISO instant, UTC. */
  readonly now: string;
  /** The community's calendar day, `2024-03-15`. */
  readonly today: string;
  /** The community's zone; Asia/Shanghai when left out. */
  readonly timeZone?: string;
  /** Days of the work calendar, true for a working day; days that are not in it follow their weekday. */
  readonly calendar?: ReadonlyMap<string, boolean>;
  /** Ids behind the defaults `currentPerson` and `currentCommunity`. */
  readonly person?: string;
  readonly community?: string;
  /** Effective entries of every dictionary the form names, by dictionary key. */
  readonly dictionaries: ReadonlyMap<string, EffectiveEntries>;
  /** The stored values when a record is edited: stopped options, and read-only fields, keep what they had. */
  readonly previous?: FormValues;
  /** What the system itself puts into fields (a task's date, a flow's level); wins in read-only fields. */
  readonly supplied?: FormValues;
  /** Files named in the values, by id. Left out (a phone without signal) they are not checked; the server must give it. */
  readonly files?: ReadonlyMap<string, FileFacts>;
  /**
   * Ids that may be chosen, by field path without row numbers (`items.reporter`). Left out for a path, any id passes;
   * the server must give every person and community field it did not check otherwise.
   */
  readonly references?: ReadonlyMap<string, ReadonlySet<string>>;
  /**
   * The records that links name, by id, as they are now. Left out (a phone without signal), what was filled in before
   * counts; the server must give it.
   */
  readonly linked?: ReadonlyMap<string, LinkedValues>;
}

/** A linked record as fields beside the link see it. */
export interface LinkedValues {
  readonly values: FormValues;
  /** What look-ups show, by key of the linked field: choices as labels, people as names. */
  readonly shown: FormValues;
}
