/**
 * The records of any published form over HTTP. `:form` is the form's key, values go by field keys; the OpenAPI document
 * shows each form with its own fields. A record moves by revisions: a change names the one it was made on (`If-Match`),
 * so that nobody overwrites what he has not seen.
 */
import { type Static, Type } from 'typebox';
import { defineCall } from '../base/call.ts';
import { Done, Id, Instant, Nullable, RecordOf } from '../base/schemas.ts';
import { Condition } from '../expressions/condition.ts';
import { FormDefinition, FormKey } from './contract.ts';
import { described } from './types/values/described.ts';

/** Values by field key; what each may hold follows from the form. */
export const Values = RecordOf(Type.Unknown());

const Person = Type.Object({ id: Id, name: Type.String() });

/** By dictionary and code: what entries were called when the record was given them, where that is not today's name. */
const Labels = Type.Optional(RecordOf(RecordOf(Type.String())));

export const FormRecord = Type.Object({
  id: Id,
  /** The version of the form it was last written with. */
  version: Type.Integer(),
  revision: Type.Integer(),
  community: Nullable(Type.Object({ id: Id, name: Type.String() })),
  values: Values,
  /** What ids in the values are called: people, communities, departments, linked records, files. */
  names: RecordOf(Type.String()),
  labels: Labels,
  createdAt: Instant,
  createdBy: Nullable(Person),
  updatedAt: Instant,
  updatedBy: Nullable(Person),
  may: Type.Object({
    update: Type.Boolean(),
    remove: Type.Boolean(),
    /** There are values shown masked that the reader may ask for in full (`records.reveal`). */
    reveal: Type.Optional(Type.Literal(true)),
  }),
});
export type FormRecord = Static<typeof FormRecord>;

/** Bytes of a record with all its rows. */
const recordLimit = 4 * 1024 * 1024;
const writeErrors = ['base.not-found', 'access.forbidden', 'records.read-only', 'records.form-stopped'] as const;

const byForm = Type.Object({ form: FormKey });
const byRecord = Type.Object({ form: FormKey, id: Id });

/** A dictionary's entry as it holds for the reader. */
const Entry = Type.Object({
  code: Type.String(),
  label: Type.String(),
  status: Type.Enum(['active', 'stopped']),
  parent: Type.Optional(Type.String()),
  required: Type.Optional(Type.Boolean()),
  tone: Type.Optional(Type.String()),
  score: Type.Optional(Type.Number()),
});

export const openForm = defineCall({
  name: 'records.openForm',
  method: 'GET',
  path: '/forms/:form',
  summary: '填写一张表单所需的一切：当前版本、字典、本人的权限',
  admission: 'signedIn',
  params: byForm,
  query: Type.Object({ community: Type.Optional(Id) }),
  answer: Type.Object({
    form: Id,
    version: Type.Integer(),
    definition: FormDefinition,
    dictionaries: RecordOf(Type.Array(Entry)),
    /** Where the viewer may put a record; none for forms without a place. */
    communities: Type.Array(Type.Object({ id: Id, name: Type.String() })),
    /** There are more than are listed: look them up by name. */
    hasMoreCommunities: Type.Boolean(),
    /** What is told holds for there: the one asked for, or the only one the viewer fills the form in for. */
    community: Nullable(Id),
    may: Type.Object({
      create: Type.Boolean(),
      read: Type.Boolean(),
      design: Type.Boolean(),
      /** See what was removed; bring it back as well, unless the form is stopped. */
      restore: Type.Boolean(),
    }),
    /** The form or its application: its records can be read, not made nor changed. */
    isStopped: Type.Optional(Type.Literal(true)),
    /** Keys of fields the viewer sees and cannot change. Fields he does not see are not in the definition. */
    fixed: Type.Array(FormKey),
    now: Instant,
    today: Type.String(),
    timeZone: Type.String(),
    /** What was new in the last version that came with a note, for those who fill the form (FE-20). */
    news: Type.Optional(Type.Object({ version: Type.Integer(), publishedAt: Instant, note: Type.String() })),
    /** Where formulas reckon with it: days of the work calendar, true for a working day. */
    calendar: Type.Optional(RecordOf(Type.Boolean())),
  }),
  errors: ['base.not-found'],
});

export const FormChange = Type.Object({
  version: Type.Integer(),
  publishedAt: Instant,
  publishedBy: Nullable(Person),
  note: Nullable(Type.String()),
});
export type FormChange = Static<typeof FormChange>;

/** For everybody who comes to the form; what designers see of its versions is `forms.listVersions`. */
export const formChanges = defineCall({
  name: 'records.formChanges',
  method: 'GET',
  path: '/forms/:form/changes',
  summary: '表单的更新记录：各版本的日期、发布人、说明，新的在前',
  admission: 'signedIn',
  params: byForm,
  answer: Type.Object({ rows: Type.Array(FormChange) }),
  errors: ['base.not-found'],
});

export const createRecord = defineCall({
  name: 'records.create',
  method: 'POST',
  path: '/records/:form',
  summary: '新建一条数据',
  admission: 'signedIn',
  params: byForm,
  /** With an `id` (UUIDv7) the call can be repeated safely: the second finds the first one's record. */
  body: Type.Object({ id: Type.Optional(Id), community: Type.Optional(Nullable(Id)), values: Values }),
  bodyLimit: recordLimit,
  answer: FormRecord,
  errors: [...writeErrors, 'base.invalid', 'records.id-taken'],
});

export const readRecord = defineCall({
  name: 'records.read',
  method: 'GET',
  path: '/records/:form/:id',
  summary: '读取一条数据；ETag 即修订号',
  admission: 'signedIn',
  params: byRecord,
  answer: FormRecord,
  errors: ['base.not-found'],
});

export const updateRecord = defineCall({
  name: 'records.update',
  method: 'PUT',
  path: '/records/:form/:id',
  summary: '修改一条数据；须带 If-Match（修订号），未给出的控件保持原值',
  admission: 'signedIn',
  params: byRecord,
  body: Type.Object({ values: Values, reason: Type.Optional(Type.String({ maxLength: 500 })) }),
  bodyLimit: recordLimit,
  ifMatch: true,
  answer: FormRecord,
  errors: [...writeErrors, 'base.invalid', 'records.moved', 'records.match-missing'],
});

export const removeRecord = defineCall({
  name: 'records.remove',
  method: 'DELETE',
  path: '/records/:form/:id',
  summary: '删除一条数据（内容留在历史中，可恢复）；须带 If-Match',
  admission: 'signedIn',
  params: byRecord,
  ifMatch: true,
  answer: Done,
  errors: [...writeErrors, 'records.moved', 'records.match-missing', 'records.linked'],
});

export const restoreRecord = defineCall({
  name: 'records.restore',
  method: 'POST',
  path: '/records/:form/:id/restore',
  summary: '恢复一条已删除的数据',
  admission: 'signedIn',
  params: byRecord,
  answer: FormRecord,
  errors: [...writeErrors, 'base.invalid'],
});

/** A record that was taken out, as it was at last. */
export const RemovedRecord = Type.Object({
  id: Id,
  version: Type.Integer(),
  community: Nullable(Type.Object({ id: Id, name: Type.String() })),
  values: Values,
  names: RecordOf(Type.String()),
  labels: Labels,
  createdAt: Instant,
  createdBy: Nullable(Person),
  removedAt: Instant,
  removedBy: Nullable(Person),
});
export type RemovedRecord = Static<typeof RemovedRecord>;

export const listRemoved = defineCall({
  name: 'records.listRemoved',
  method: 'GET',
  path: '/records/:form/removed',
  summary: '已删除的数据，本人可以恢复的，最近删除的在前',
  admission: 'signedIn',
  params: byForm,
  query: Type.Object({
    cursor: Type.Optional(Type.String({ maxLength: 400 })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
  }),
  answer: Type.Object({ rows: Type.Array(RemovedRecord), next: Type.Optional(Type.String()) }),
  errors: ['base.not-found'],
});

/** For values that are shown masked. Each look is an event. */
export const revealValue = defineCall({
  name: 'records.reveal',
  method: 'POST',
  path: '/records/:form/:id/reveal',
  summary: '查看一个加密控件的完整内容（留痕）',
  admission: 'signedIn',
  params: byRecord,
  body: Type.Object({
    /** Path of the field: `idCard`, `visitors.idCard`. */
    field: Type.String({ maxLength: 120 }),
    /** Of a field in a subform: `_id` of the row. */
    row: Type.Optional(Id),
  }),
  answer: Type.Object({ value: Nullable(Type.String()) }),
  errors: ['base.not-found', 'access.forbidden'],
});

/**
 * By a field, or by `$createdAt`, `$updatedAt` (also without the `$`, where no field has that key). Always ends in the
 * id, so that pages do not overlap.
 */
export const Sort = Type.Object({
  by: Type.String({ maxLength: 60, description: '控件的标识，或 $createdAt、$updatedAt' }),
  direction: Type.Enum(['up', 'down']),
});
export type Sort = Static<typeof Sort>;

const asked = {
  /**
   * Over the form's own fields and what the system knows of every record: `$createdAt`, `$updatedAt` compare with
   * canonical instants (UTC with milliseconds), `$createdBy`, `$updatedBy`, `$community` with ids. What is only worked
   * out when a record is read (look-ups, rollups) cannot be asked for.
   */
  where: Type.Optional(
    described(Condition, {
      description:
        '条件：控件的标识，或 $createdAt、$updatedAt（UTC，写到毫秒，如 2026-03-01T00:00:00.000Z）、$createdBy、$updatedBy、$community（编号）。引用、汇总等读取时才带出的内容不能用来筛选',
    }),
  ),
  /** Words looked for in the texts of the list. */
  q: Type.Optional(Type.String({ maxLength: 100 })),
  community: Type.Optional(Id),
};

export const RecordQuery = Type.Object(
  {
    ...asked,
    sort: Type.Optional(Sort),
    /** Keys to answer; all when left out. Rows of subforms come only when named here or with `full`. */
    fields: Type.Optional(Type.Array(FormKey, { maxItems: 300 })),
    full: Type.Optional(Type.Boolean()),
    cursor: Type.Optional(Type.String({ maxLength: 20_000 })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
  },
  { additionalProperties: false },
);
export type RecordQuery = Static<typeof RecordQuery>;

export const queryRecords = defineCall({
  name: 'records.query',
  method: 'POST',
  path: '/records/:form/query',
  summary: '查询数据：条件、关键字、排序、分页（游标，不限条数）',
  admission: 'signedIn',
  params: byForm,
  body: RecordQuery,
  answer: Type.Object({ rows: Type.Array(FormRecord), next: Type.Optional(Type.String()) }),
  errors: ['base.not-found', 'base.invalid'],
});

export const countRecords = defineCall({
  name: 'records.count',
  method: 'POST',
  path: '/records/:form/count',
  summary: '符合条件的条数（至多数到 10000）',
  admission: 'signedIn',
  params: byForm,
  body: Type.Object(asked, { additionalProperties: false }),
  answer: Type.Object({ count: Type.Integer(), isExact: Type.Boolean() }),
  errors: ['base.not-found', 'base.invalid'],
});

export const batchLimit = 500;

export const batchRecords = defineCall({
  name: 'records.batch',
  method: 'POST',
  path: '/records/:form/batch',
  summary: `一次新建、修改、删除至多 ${batchLimit} 条；逐条回答成败，成功的即已保存`,
  admission: 'signedIn',
  params: byForm,
  body: Type.Object({
    operations: Type.Array(
      Type.Union([
        Type.Object({
          do: Type.Literal('create'),
          id: Type.Optional(Id),
          community: Type.Optional(Nullable(Id)),
          values: Values,
        }),
        Type.Object({ do: Type.Literal('update'), id: Id, revision: Type.Integer(), values: Values }),
        Type.Object({ do: Type.Literal('remove'), id: Id, revision: Type.Integer() }),
      ]),
      { minItems: 1, maxItems: batchLimit },
    ),
  }),
  bodyLimit: 4 * recordLimit,
  answer: Type.Object({
    done: Type.Array(Type.Object({ index: Type.Integer(), id: Id, revision: Type.Integer() })),
    skipped: Type.Array(
      Type.Object({
        index: Type.Integer(),
        code: Type.String(),
        details: Type.Optional(RecordOf(Type.Unknown())),
        problems: Type.Optional(Type.Array(Type.Unknown())),
      }),
    ),
  }),
  errors: ['base.not-found'],
});

export const recordFiles = defineCall({
  name: 'records.files',
  method: 'GET',
  path: '/records/:form/:id/files',
  summary: '一条数据的全部附件（内容由 /api/files/:id 取得）',
  admission: 'signedIn',
  params: byRecord,
  answer: Type.Object({
    rows: Type.Array(
      Type.Object({ field: Type.String(), id: Id, name: Type.String(), kind: Type.String(), size: Type.Integer() }),
    ),
  }),
  errors: ['base.not-found'],
});

export const RecordChange = Type.Object({
  revision: Type.Integer(),
  version: Type.Integer(),
  values: Values,
  labels: Labels,
  at: Instant,
  by: Nullable(Person),
  reason: Type.String(),
});

export const recordHistory = defineCall({
  name: 'records.history',
  method: 'GET',
  path: '/records/:form/:id/history',
  summary: '一条数据以前的内容，新的在前',
  admission: 'signedIn',
  params: byRecord,
  answer: Type.Object({
    rows: Type.Array(RecordChange),
    /** What ids in the former values are called, as far as the reader may know. */
    names: RecordOf(Type.String()),
  }),
  errors: ['base.not-found'],
});

/** `field`: path without row numbers, `items.reporter`. */
const byField = Type.Object({ form: FormKey, field: Type.String({ maxLength: 120 }) });
const lookedFor = {
  q: Type.Optional(Type.String({ maxLength: 60 })),
  /** Where the record is to belong. */
  community: Type.Optional(Id),
  cursor: Type.Optional(Type.String({ maxLength: 400 })),
};

/** What a picker of linked records shows: found by title among any number. */
export const findLinkable = defineCall({
  name: 'records.findLinkable',
  method: 'GET',
  path: '/records/:form/links/:field',
  summary: '关联数据控件可选的数据，按名称查找',
  admission: 'signedIn',
  params: byField,
  query: Type.Object(lookedFor),
  answer: Type.Object({
    rows: Type.Array(
      Type.Object({
        id: Id,
        title: Type.String(),
        detail: Type.String(),
        /** What choosing it fills into other fields, and what look-ups show then, by key. */
        fills: Values,
      }),
    ),
    next: Type.Optional(Type.String()),
  }),
  errors: ['base.not-found'],
});

/** Whom or what a field offers: people, departments or communities within the scope the form sets, seen from here. */
export const findChoosable = defineCall({
  name: 'records.findChoosable',
  method: 'GET',
  path: '/records/:form/choices/:field',
  summary: '人员、部门、小区控件可选的对象，限于控件设定的范围，按名称查找',
  admission: 'signedIn',
  params: byField,
  query: Type.Object(lookedFor),
  answer: Type.Object({
    rows: Type.Array(
      Type.Object({
        id: Id,
        name: Type.String(),
        /** Post and place, to tell two of the same name apart. */
        detail: Type.String(),
        /** What it stands below in the organisation: rows come ordered by it. */
        group: Type.Optional(Type.String()),
      }),
    ),
    next: Type.Optional(Type.String()),
  }),
  errors: ['base.not-found'],
});
