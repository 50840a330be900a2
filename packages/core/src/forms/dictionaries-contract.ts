/**
 * Shared lists (字典) as administrators keep them: entries of two levels with a code that never changes, the days they
 * hold, and whatever else is known of them. Records keep codes; a stopped entry stays readable on old records.
 */
import { type Static, Type } from 'typebox';
import { defineCall } from '../base/call.ts';
import { Id, Instant, Nullable, PlainDate, RecordOf } from '../base/schemas.ts';
import { FormKey } from './contract.ts';

const strict = { additionalProperties: false };

/** Known beside the label. More may stand there from packages, and stays. */
export const EntryDetails = Type.Object({
  /** Other words people use, for search. */
  synonyms: Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 60 }), { maxItems: 50 })),
  /** The rule it rests on, with its date. */
  basis: Type.Optional(Type.String({ maxLength: 500 })),
  note: Type.Optional(Type.String({ maxLength: 500 })),
});
export type EntryDetails = Static<typeof EntryDetails>;

export const DictionarySummary = Type.Object({
  key: FormKey,
  name: Type.String(),
  /** In effect today. */
  entries: Type.Integer(),
  /** Published forms that offer it. */
  forms: Type.Integer(),
  /** Kept on a page of its own: here it is only read. */
  isManaged: Type.Boolean(),
});
export type DictionarySummary = Static<typeof DictionarySummary>;

export const KeptEntry = Type.Object({
  id: Id,
  code: Type.String(),
  label: Type.String(),
  position: Type.Integer(),
  /** Code of the entry it stands below. */
  parent: Nullable(Type.String()),
  district: Nullable(Type.Object({ id: Id, name: Type.String() })),
  effectiveFrom: PlainDate,
  effectiveTo: Nullable(PlainDate),
  details: RecordOf(Type.Unknown()),
  /** What it was called before, the oldest first: records that were given it until then go on showing that (HZ-02). */
  formerLabels: Type.Array(Type.Object({ label: Type.String(), until: Instant })),
});
export type KeptEntry = Static<typeof KeptEntry>;

export const KeptDictionary = Type.Object({
  key: FormKey,
  name: Type.String(),
  revision: Type.Integer(),
  isManaged: Type.Boolean(),
  /** In the order they are shown; those that ended among them. */
  entries: Type.Array(KeptEntry),
  today: PlainDate,
});
export type KeptDictionary = Static<typeof KeptDictionary>;

const name = Type.String({ minLength: 1, maxLength: 100, pattern: '\\S' });
const byKey = Type.Object({ dictionary: FormKey });

export const listDictionaries = defineCall({
  name: 'forms.listDictionaries',
  method: 'GET',
  path: '/dictionaries',
  summary: '字典列表',
  admission: 'signedIn',
  answer: Type.Object({ rows: Type.Array(DictionarySummary) }),
});

export const createDictionary = defineCall({
  name: 'forms.createDictionary',
  method: 'POST',
  path: '/dictionaries',
  summary: '新建字典',
  admission: 'signedIn',
  body: Type.Object({ key: FormKey, name }, strict),
  answer: KeptDictionary,
  errors: ['base.invalid', 'forms.dictionary-taken'],
});

export const getDictionary = defineCall({
  name: 'forms.getDictionary',
  method: 'GET',
  path: '/dictionaries/:dictionary',
  summary: '一部字典的全部条目，已停用的也在内',
  admission: 'signedIn',
  params: byKey,
  answer: KeptDictionary,
  errors: ['base.not-found'],
});

export const renameDictionary = defineCall({
  name: 'forms.renameDictionary',
  method: 'PATCH',
  path: '/dictionaries/:dictionary',
  summary: '修改字典名称',
  admission: 'signedIn',
  params: byKey,
  body: Type.Object({ name }, strict),
  answer: KeptDictionary,
  errors: ['base.not-found', 'base.invalid', 'forms.dictionary-managed'],
});

export const EntryInput = Type.Object(
  {
    /** Fixed once the entry is there. */
    code: Type.String({ minLength: 1, maxLength: 60, pattern: '^\\S+$' }),
    label: Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' }),
    parent: Type.Optional(Nullable(Type.String({ maxLength: 60 }))),
    districtId: Type.Optional(Nullable(Id)),
    effectiveFrom: PlainDate,
    /** The last day it holds. */
    effectiveTo: Type.Optional(Nullable(PlainDate)),
    details: Type.Optional(EntryDetails),
    /** The label was wrong, not changed: records that have the entry show the new one too. */
    isCorrection: Type.Optional(Type.Boolean()),
  },
  strict,
);
export type EntryInput = Static<typeof EntryInput>;

/** The id is made by the caller: asked twice, there is one entry. What is left out keeps what it was. */
export const saveEntry = defineCall({
  name: 'forms.saveEntry',
  method: 'PUT',
  path: '/dictionaries/:dictionary/entries/:entry',
  summary: '新增或修改字典条目；停用即给出最后有效日',
  admission: 'signedIn',
  params: Type.Object({ dictionary: FormKey, entry: Id }),
  body: EntryInput,
  answer: KeptDictionary,
  errors: ['base.not-found', 'base.invalid', 'forms.dictionary-managed', 'forms.entry-taken'],
});

export const orderEntries = defineCall({
  name: 'forms.orderEntries',
  method: 'PUT',
  path: '/dictionaries/:dictionary/order',
  summary: '调整字典条目的顺序',
  admission: 'signedIn',
  params: byKey,
  /** Ids in the order wanted; those left out follow in the order they had. */
  body: Type.Object({ entries: Type.Array(Id, { maxItems: 10_000, uniqueItems: true }) }, strict),
  answer: KeptDictionary,
  errors: ['base.not-found', 'forms.dictionary-managed'],
});
