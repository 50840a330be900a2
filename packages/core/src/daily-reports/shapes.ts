/** What a daily report, its items and its anomalies look like in every answer. */
import { type Static, Type } from 'typebox';
import { Id, Instant, Nullable, PlainDate } from '../base/schemas.ts';
export const DAILY_REPORT_FORM = 'dailyReport';
export const DAILY_REPORT_ITEMS = 'dailyReportItems';
export const DAILY_REPORT_TASK = 'dailyReport.file';

export const answers = ['normal', 'abnormal', 'notApplicable'] as const;
export const Answer = Type.Enum(answers);
export type Answer = (typeof answers)[number];

/** normal: nothing abnormal · abnormal: none resolved · partlyResolved · resolved: all of them (DR-28) */
export const reportStates = ['normal', 'abnormal', 'partlyResolved', 'resolved'] as const;
export const ReportState = Type.Enum(reportStates);
export type ReportState = (typeof reportStates)[number];

export const AnomalyState = Type.Union([Type.Literal('open'), Type.Literal('resolved'), Type.Literal('verified')]);
export type AnomalyState = Static<typeof AnomalyState>;

/** Stands for a company where a community has none, in rows of the board and in filters. */
export const noCompany = 'none';
export const CompanyFilter = Type.Union([Id, Type.Literal(noCompany)]);
export type CompanyFilter = Static<typeof CompanyFilter>;

/** One item as it applies to a community on a day. */
export const ReportItem = Type.Object({
  code: Type.String(),
  number: Type.Integer(),
  label: Type.String(),
  guidance: Type.String(),
  /** True while the wording is our proposal and no district has confirmed it. */
  proposed: Type.Boolean(),
});
export type ReportItem = Static<typeof ReportItem>;

/** The values of one row of the form's `items` subform. */
export const ItemValues = Type.Object({
  /** Identity of the row through amendments, made by the phone; an abnormal row's id is its anomaly's id. */
  _id: Type.Optional(Id),
  item: Type.String({ minLength: 1, maxLength: 40 }),
  answer: Type.Optional(Nullable(Type.String({ maxLength: 40 }))),
  description: Type.Optional(Nullable(Type.String({ maxLength: 100_000 }))),
  photos: Type.Optional(Nullable(Type.Array(Id, { maxItems: 20 }))),
});
export type ItemValues = Static<typeof ItemValues>;

export const Resolution = Type.Object({
  id: Id,
  description: Type.String(),
  fileIds: Type.Array(Id),
  batch: Type.Boolean(),
  resolvedAt: Instant,
  resolvedBy: Type.String(),
  /** Until then the resolver can take it back. */
  undoUntil: Instant,
});
export type Resolution = Static<typeof Resolution>;

export const Anomaly = Type.Object({
  id: Id,
  reportId: Id,
  communityId: Id,
  communityName: Type.String(),
  reportDate: PlainDate,
  itemCode: Type.String(),
  itemNumber: Type.Integer(),
  itemLabel: Type.String(),
  description: Type.String(),
  photoIds: Type.Array(Id),
  state: AnomalyState,
  /** First day the same anomaly was reported; equal to reportDate when it is new. */
  firstDate: PlainDate,
  originId: Id,
  /** On how many days the same thing stands in this state, this day included; told in lists by thing. */
  days: Type.Optional(Type.Integer()),
  resolution: Nullable(Resolution),
  verifiedAt: Nullable(Instant),
  verifiedBy: Nullable(Type.String()),
});
export type Anomaly = Static<typeof Anomaly>;

export const ReportCard = Type.Object({
  id: Id,
  taskId: Id,
  communityId: Id,
  communityName: Type.String(),
  districtName: Type.String(),
  companyName: Nullable(Type.String()),
  reportDate: PlainDate,
  publishedAt: Instant,
  filedAt: Instant,
  filedBy: Type.String(),
  timing: Type.Union([Type.Literal('onTime'), Type.Literal('late')]),
  state: ReportState,
  abnormalCount: Type.Integer(),
  resolvedCount: Type.Integer(),
  copiedUnchanged: Type.Boolean(),
  copyStreak: Type.Integer(),
  revision: Type.Integer(),
  anomalies: Type.Array(
    Type.Object({
      id: Id,
      itemCode: Type.String(),
      itemNumber: Type.Integer(),
      itemLabel: Type.String(),
      state: AnomalyState,
      /** First day the same thing was reported. */
      firstDate: PlainDate,
    }),
  ),
});
export type ReportCard = Static<typeof ReportCard>;

export const Receipt = Type.Object({
  /** `RB20240315-<community code>` */
  number: Type.String(),
  filedAt: Instant,
  /** SHA-256 over the canonical content; the same content always gives the same hash. */
  hash: Type.String(),
  revision: Type.Integer(),
});
export type Receipt = Static<typeof Receipt>;

export const Report = Type.Object({
  ...ReportCard.properties,
  formVersion: Type.Integer(),
  receipt: Receipt,
  items: Type.Array(
    Type.Object({
      code: Type.String(),
      number: Type.Integer(),
      label: Type.String(),
      answer: Answer,
      description: Nullable(Type.String()),
      photoIds: Type.Array(Id),
      copied: Type.Boolean(),
      anomaly: Nullable(Anomaly),
    }),
  ),
  may: Type.Object({ amend: Type.Boolean(), resolve: Type.Boolean(), verify: Type.Boolean() }),
  versions: Type.Array(
    Type.Object({ revision: Type.Integer(), at: Instant, by: Type.String(), reason: Type.String() }),
  ),
});
export type Report = Static<typeof Report>;
