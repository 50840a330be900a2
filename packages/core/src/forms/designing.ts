/**
 * Drawing forms: a draft per form, saved as it is drawn, published as the next version. A draft moves by revisions;
 * whoever saves names the one that was drawn on, so that two people in one draft never overwrite each other unseen.
 */
import { type Static, Type } from 'typebox';
import { defineCall } from '../base/call.ts';
import { Done, document, Id, Instant, Nullable, RecordOf } from '../base/schemas.ts';
import { Role } from '../org/contract.ts';
import { FormDefinition, FormKey, fieldsetLimits } from './contract.ts';

const Problems = Type.Array(
  Type.Object({
    path: Type.String(),
    code: Type.String(),
    details: Type.Optional(RecordOf(Type.Unknown())),
  }),
);

const Person = Type.Object({ id: Id, name: Type.String() });

/** Somebody who has the draft open now. */
export const Editor = Type.Object({
  /** One browser tab. */
  client: Id,
  person: Person,
  since: Instant,
});
export type Editor = Static<typeof Editor>;

/** Something outside the form that needs a field: a module, another form, a flow, a rule, a report. */
export const Usage = Type.Object({
  kind: Type.Enum(['module', 'form', 'flow', 'rule', 'report', 'plan']),
  /** What it is called on screen. */
  name: Type.String(),
  /** Path of the field, `items.answer`; left out: the form as a whole. */
  field: Type.Optional(Type.String()),
  /** Codes of options it depends on. */
  options: Type.Optional(Type.Array(Type.String())),
  /** Without it the other cannot work: such a field cannot be taken out nor change its type. */
  isNeeded: Type.Boolean(),
});
export type Usage = Static<typeof Usage>;

/** A form that is being drawn: labels may be missing still, and rules may name fields that are not there yet. */
export const DraftDefinition = Type.Unsafe<FormDefinition>(
  Type.Object(
    {
      id: Id,
      key: FormKey,
      name: Type.String({ maxLength: 100 }),
      description: Type.Optional(Type.String({ maxLength: 2000 })),
      fields: Type.Array(Type.Object({ key: Type.String({ maxLength: 60 }), type: Type.String({ maxLength: 40 }) }), {
        maxItems: fieldsetLimits.fields,
      }),
      displayRules: Type.Optional(Type.Array(Type.Unknown(), { maxItems: fieldsetLimits.displayRules })),
      layout: Type.Optional(Type.Array(Type.Unknown(), { maxItems: 1000 })),
      settings: Type.Optional(RecordOf(Type.Unknown())),
    },
    { additionalProperties: false, [document]: true },
  ),
);

/** A form of hundreds of fields, some of them with thousands of options. */
const designBytes = 8 * 1024 * 1024;

/** Something the database keeps beside the table: that a field is unique, can be searched, or links quickly. */
export const IndexState = Type.Object({
  field: Type.String(),
  kind: Type.Enum(['unique', 'link', 'search']),
  /** `failed`: records that were there before break what should be unique. */
  state: Type.Enum(['ready', 'building', 'failed']),
});
export type IndexState = Static<typeof IndexState>;

export const Draft = Type.Object({
  form: Id,
  app: Id,
  definition: FormDefinition,
  /**
   * Counts up with each save and never back, so that one number never means two contents; publishing leaves it as it
   * is. Nothing was drawn since the last publication where `savedAt` is null.
   */
  revision: Type.Integer({ minimum: 0 }),
  /** The published version it was drawn from; 0 before the first. */
  basedOn: Type.Integer({ minimum: 0 }),
  savedAt: Nullable(Instant),
  savedBy: Nullable(Person),
});
export type Draft = Static<typeof Draft>;

export const DesignedForm = Type.Object({
  draft: Draft,
  /** In force; null before the first publication. */
  published: Nullable(Type.Object({ version: Type.Integer(), definition: FormDefinition })),
  /** Shipped with a package, by which it can be restored. */
  shipped: Nullable(Type.Object({ package: Type.String(), definition: FormDefinition })),
  usages: Type.Array(Usage),
  editors: Type.Array(Editor),
  /** Records there are, counted up to 10,000. */
  records: Type.Integer(),
  /** Of the published version. */
  indexes: Type.Array(IndexState),
});
export type DesignedForm = Static<typeof DesignedForm>;

const byForm = Type.Object({ form: Id });
const designErrors = ['base.not-found', 'forms.draft-moved', 'forms.discarded'] as const;

export const createDesign = defineCall({
  name: 'forms.createDesign',
  method: 'POST',
  path: '/designs',
  summary: '新建表单草稿',
  admission: 'signedIn',
  /** The definition's `id` is made by the caller: asked twice, there is one form. */
  body: Type.Object({ app: Id, definition: DraftDefinition }),
  bodyLimit: designBytes,
  answer: Draft,
  errors: ['base.not-found', 'base.invalid', 'forms.key-taken'],
});

export const getDesign = defineCall({
  name: 'forms.getDesign',
  method: 'GET',
  path: '/designs/:form',
  summary: '打开表单设计：草稿、已发布版本、被哪些地方使用、谁正在编辑',
  admission: 'signedIn',
  params: byForm,
  answer: DesignedForm,
  errors: ['base.not-found'],
});

/** An unfinished draft may have problems of content; only its outline must be a form. */
export const saveDesign = defineCall({
  name: 'forms.saveDesign',
  method: 'PUT',
  path: '/designs/:form',
  summary: '保存草稿',
  admission: 'signedIn',
  params: byForm,
  body: Type.Object({ definition: DraftDefinition, revision: Type.Integer({ minimum: 0 }) }),
  bodyLimit: designBytes,
  answer: Draft,
  errors: [...designErrors, 'base.invalid', 'forms.key-taken', 'forms.key-fixed'],
});

/** Back to what is published; a form that never was is deleted. */
export const discardDesign = defineCall({
  name: 'forms.discardDesign',
  method: 'DELETE',
  path: '/designs/:form',
  summary: '放弃草稿；从未发布的表单一并删除',
  admission: 'signedIn',
  params: byForm,
  query: Type.Object({ revision: Type.Integer({ minimum: 0 }) }),
  answer: Done,
  errors: [...designErrors],
});

export const attendDesign = defineCall({
  name: 'forms.attendDesign',
  method: 'POST',
  path: '/designs/:form/presence',
  summary: '告知正在编辑，并得知还有谁在编辑（每 10 秒一次；30 秒没有即视为离开）',
  admission: 'signedIn',
  params: byForm,
  body: Type.Object({ client: Id, leaving: Type.Optional(Type.Boolean()) }),
  answer: Type.Object({
    editors: Type.Array(Editor),
    revision: Type.Integer(),
    savedBy: Nullable(Person),
    version: Type.Integer(),
  }),
  errors: ['base.not-found'],
});

/** A person, community, department or record as conditions and scopes name it. */
export const Nameable = Type.Enum(['person', 'community', 'department', 'record']);
export type Nameable = Static<typeof Nameable>;

/** So that nobody who draws a form types an id, nor reads one. */
export const findNameable = defineCall({
  name: 'forms.findNameable',
  method: 'POST',
  path: '/designs/nameable',
  summary: '设计表单时可引用的人员、小区、部门、数据：按名称查找，或给出编号得知名称',
  admission: 'signedIn',
  body: Type.Object(
    {
      of: Nameable,
      /** Of records: the form they are of. */
      form: Type.Optional(FormKey),
      q: Type.Optional(Type.String({ maxLength: 60 })),
      /** Those with these ids, also such as can no longer be chosen. */
      ids: Type.Optional(Type.Array(Id, { maxItems: 200, uniqueItems: true })),
    },
    { additionalProperties: false },
  ),
  answer: Type.Object({
    /** The first 50. */
    rows: Type.Array(Type.Object({ id: Id, name: Type.String(), detail: Type.String() })),
  }),
  errors: ['base.not-found'],
});

/** What a publication would do, each in words a reader of tables understands. */
export const PlannedChange = Type.Object({
  kind: Type.String(),
  /** Field label, or the form's name. */
  label: Type.String(),
  table: Type.String(),
  details: Type.Optional(RecordOf(Type.Unknown())),
  /** Loses or locks something that people use: shown in red, with what to do instead. */
  isDangerous: Type.Boolean(),
  /** Code of the sentence that says what becomes of it and what is safer. */
  advice: Type.Optional(Type.String()),
});
export type PlannedChange = Static<typeof PlannedChange>;

export const planDesign = defineCall({
  name: 'forms.planDesign',
  method: 'POST',
  path: '/designs/:form/plan',
  summary: '发布前预览：表单与数据表的变化、问题、受影响之处',
  admission: 'signedIn',
  params: byForm,
  answer: Type.Object({
    revision: Type.Integer(),
    problems: Problems,
    changes: Type.Array(PlannedChange),
    /** Usages of fields that change. */
    affected: Type.Array(Usage),
    nextVersion: Type.Integer(),
    records: Type.Integer(),
  }),
  errors: ['base.not-found'],
});

export const publishDesign = defineCall({
  name: 'forms.publishDesign',
  method: 'POST',
  path: '/designs/:form/publish',
  summary: '发布草稿为下一版',
  admission: 'signedIn',
  params: byForm,
  body: Type.Object({
    revision: Type.Integer({ minimum: 0 }),
    /** What is new, for those who fill the form. */
    note: Type.Optional(Type.String({ maxLength: 500 })),
  }),
  answer: Type.Object({ version: Type.Integer() }),
  errors: [...designErrors, 'base.invalid', 'forms.table-busy', 'forms.nothing-to-publish'],
});

export const VersionRow = Type.Object({
  version: Type.Integer(),
  publishedAt: Instant,
  publishedBy: Nullable(Person),
  note: Nullable(Type.String()),
  fields: Type.Integer(),
});
export type VersionRow = Static<typeof VersionRow>;

export const listVersions = defineCall({
  name: 'forms.listVersions',
  method: 'GET',
  path: '/designs/:form/versions',
  summary: '表单的各个版本',
  admission: 'signedIn',
  params: byForm,
  answer: Type.Object({ rows: Type.Array(VersionRow) }),
  errors: ['base.not-found'],
});

/** Never changes, so that it may be kept for ever. Readable by everybody who may read records of the form. */
export const getVersion = defineCall({
  name: 'forms.getVersion',
  method: 'GET',
  path: '/designs/:form/versions/:version',
  summary: '某一版表单的定义',
  admission: 'signedIn',
  params: Type.Object({ form: Id, version: Type.Integer({ minimum: 1 }) }),
  answer: Type.Object({ version: Type.Integer(), definition: FormDefinition }),
  errors: ['base.not-found'],
});

/** Who may do what with the records of a form, by role. In force at once: rights are no part of a version. */
export const RecordReach = Type.Enum(['none', 'own', 'place', 'all']);
export type RecordReach = Static<typeof RecordReach>;

export const FormGrant = Type.Object(
  {
    role: Role,
    create: Type.Boolean(),
    read: RecordReach,
    update: RecordReach,
    remove: RecordReach,
    /** Keys of fields that this role never gets to see. */
    hidden: Type.Array(FormKey, { maxItems: 500, uniqueItems: true }),
    /** Keys of fields that this role sees and cannot change. */
    fixed: Type.Array(FormKey, { maxItems: 500, uniqueItems: true }),
  },
  { additionalProperties: false },
);
export type FormGrant = Static<typeof FormGrant>;

export const FormAccess = Type.Array(FormGrant, { maxItems: 40 });
export type FormAccess = Static<typeof FormAccess>;

export const getAccess = defineCall({
  name: 'forms.getAccess',
  method: 'GET',
  path: '/designs/:form/access',
  summary: '表单的权限：各角色能否新建、查看、修改、删除，看不到哪些控件',
  admission: 'signedIn',
  params: byForm,
  answer: Type.Object({ grants: FormAccess }),
  errors: ['base.not-found'],
});

export const saveAccess = defineCall({
  name: 'forms.saveAccess',
  method: 'PUT',
  path: '/designs/:form/access',
  summary: '修改表单的权限，立即生效',
  admission: 'signedIn',
  params: byForm,
  body: Type.Object({ grants: FormAccess }),
  answer: Type.Object({ grants: FormAccess }),
  errors: ['base.not-found', 'base.invalid'],
});

/** Holds at once and belongs to no version. What was filled in stays and can be read and exported. */
export const setStopped = defineCall({
  name: 'forms.setStopped',
  method: 'PUT',
  path: '/designs/:form/stopped',
  summary: '停用一张表单（不再新建和修改数据，已有数据照常查看、导出），或重新启用',
  admission: 'signedIn',
  params: byForm,
  body: Type.Object({ stopped: Type.Boolean() }),
  answer: Type.Object({ status: Type.Enum(['active', 'stopped']) }),
  errors: ['base.not-found', 'records.read-only'],
});

/* ---- a draft shared by link (FE-20) ---- */

export const Share = Type.Object({
  id: Id,
  createdAt: Instant,
  createdBy: Nullable(Person),
  expiresAt: Instant,
  comments: Type.Integer(),
});
export type Share = Static<typeof Share>;

export const shareDesign = defineCall({
  name: 'forms.shareDesign',
  method: 'POST',
  path: '/designs/:form/shares',
  summary: '生成草稿的分享链接：不用登录，可试填、可逐项提意见',
  admission: 'signedIn',
  params: byForm,
  body: Type.Object({ days: Type.Integer({ minimum: 1, maximum: 90 }) }),
  /** The token is told once; only its hash is kept. */
  answer: Type.Object({ share: Share, token: Type.String() }),
  errors: ['base.not-found'],
});

export const listShares = defineCall({
  name: 'forms.listShares',
  method: 'GET',
  path: '/designs/:form/shares',
  summary: '草稿的分享链接',
  admission: 'signedIn',
  params: byForm,
  answer: Type.Object({ rows: Type.Array(Share) }),
  errors: ['base.not-found'],
});

export const revokeShare = defineCall({
  name: 'forms.revokeShare',
  method: 'DELETE',
  path: '/designs/:form/shares/:share',
  summary: '停用分享链接',
  admission: 'signedIn',
  params: Type.Object({ form: Id, share: Id }),
  answer: Done,
  errors: ['base.not-found'],
});

export const Comment = Type.Object({
  id: Id,
  /** Path of the field it is about; null: the form as a whole. */
  field: Nullable(Type.String()),
  author: Type.String(),
  text: Type.String(),
  /** 1: good as it is; -1: should change; 0: neither. */
  vote: Type.Integer({ minimum: -1, maximum: 1 }),
  at: Instant,
  resolvedAt: Nullable(Instant),
});
export type Comment = Static<typeof Comment>;

const NewComment = Type.Object({
  id: Id,
  field: Nullable(Type.String({ maxLength: 120 })),
  author: Type.String({ minLength: 1, maxLength: 40, pattern: '\\S' }),
  text: Type.String({ maxLength: 1000 }),
  vote: Type.Integer({ minimum: -1, maximum: 1 }),
});

export const readShared = defineCall({
  name: 'forms.readShared',
  method: 'GET',
  path: '/shared-designs/:token',
  summary: '凭分享链接查看草稿',
  admission: 'public',
  params: Type.Object({ token: Type.String({ minLength: 20, maxLength: 100 }) }),
  answer: Type.Object({
    definition: FormDefinition,
    /** Effective entries of the dictionaries the draft names. */
    dictionaries: RecordOf(Type.Array(Type.Unknown())),
    comments: Type.Array(Comment),
    expiresAt: Instant,
    now: Instant,
  }),
  errors: ['forms.share-ended'],
});

export const commentShared = defineCall({
  name: 'forms.commentShared',
  method: 'POST',
  path: '/shared-designs/:token/comments',
  summary: '凭分享链接提意见',
  admission: 'public',
  params: Type.Object({ token: Type.String({ minLength: 20, maxLength: 100 }) }),
  body: NewComment,
  answer: Comment,
  errors: ['forms.share-ended', 'base.too-many'],
});

export const listComments = defineCall({
  name: 'forms.listComments',
  method: 'GET',
  path: '/designs/:form/comments',
  summary: '草稿收到的意见',
  admission: 'signedIn',
  params: byForm,
  answer: Type.Object({ rows: Type.Array(Comment) }),
  errors: ['base.not-found'],
});

export const resolveComment = defineCall({
  name: 'forms.resolveComment',
  method: 'PATCH',
  path: '/designs/:form/comments/:comment',
  summary: '意见标为已处理，或重新打开',
  admission: 'signedIn',
  params: Type.Object({ form: Id, comment: Id }),
  body: Type.Object({ isResolved: Type.Boolean() }),
  answer: Comment,
  errors: ['base.not-found'],
});
