/** Anomalies over the days: their list, resolving one by one or in a batch, taking back, verifying. */
import { type Static, Type } from 'typebox';
import { defineCall } from '../base/call.ts';
import { Id, Instant, Nullable, Page, PageQuery, PlainDate } from '../base/schemas.ts';
import { Anomaly, AnomalyState, CompanyFilter } from './shapes.ts';

export const listAnomalies = defineCall({
  name: 'dailyReports.listAnomalies',
  method: 'GET',
  path: '/anomalies',
  summary: '异常清单（默认未解决，最久的在前）',
  admission: 'signedIn',
  query: Type.Object({
    state: Type.Optional(AnomalyState),
    communityId: Type.Optional(Id),
    districtId: Type.Optional(Id),
    companyId: Type.Optional(CompanyFilter),
    itemCode: Type.Optional(Type.String({ maxLength: 40 })),
    /** `thing`: the same thing copied over several days is one row, the latest; `day`: every day of it. */
    by: Type.Optional(Type.Union([Type.Literal('thing'), Type.Literal('day')])),
    ...PageQuery,
  }),
  answer: Page(Anomaly),
});

export const AnomalyMoment = Type.Object({
  at: Instant,
  reportDate: PlainDate,
  kind: Type.Union([
    Type.Literal('found'),
    Type.Literal('copied'),
    Type.Literal('resolved'),
    Type.Literal('undone'),
    Type.Literal('verified'),
  ]),
  by: Type.String(),
  note: Type.String(),
});

export const anomalyTimeline = defineCall({
  name: 'dailyReports.anomalyTimeline',
  method: 'GET',
  path: '/anomalies/:id/timeline',
  summary: '一条异常的经过：发现、延续、解决、核实（DR-31）',
  admission: 'signedIn',
  params: Type.Object({ id: Id }),
  answer: Type.Object({ rows: Type.Array(AnomalyMoment) }),
});

const ResolutionInput = {
  /** Made by the phone; the same id again changes nothing. */
  id: Id,
  description: Type.String({ minLength: 1, maxLength: 2000 }),
  fileIds: Type.Array(Id, { minItems: 1, maxItems: 20 }),
};

export const resolveAnomaly = defineCall({
  name: 'dailyReports.resolve',
  method: 'POST',
  path: '/anomalies/:id/resolve',
  summary: '处理一条异常：情况描述与材料（DR-29、DR-30）',
  admission: 'signedIn',
  params: Type.Object({ id: Id }),
  body: Type.Object({
    ...ResolutionInput,
    /** Also every earlier and later day on which the same thing is still open. */
    allDays: Type.Optional(Type.Boolean()),
  }),
  answer: Anomaly,
  errors: ['daily-reports.anomaly-resolved', 'files.not-yours'],
});

export const BatchChoice = {
  reportIds: Type.Array(Id, { minItems: 1, maxItems: 366 }),
  itemCodes: Type.Array(Type.String({ maxLength: 40 }), { minItems: 1, maxItems: 200 }),
};

/** One cell of the preview: what happens to one item of one report, and why when nothing does (DR-32, DR-36). */
export const BatchCell = Type.Object({
  reportId: Id,
  reportDate: PlainDate,
  communityName: Type.String(),
  itemCode: Type.String(),
  itemLabel: Type.String(),
  outcome: Type.Union([
    Type.Literal('willResolve'),
    Type.Literal('normal'),
    Type.Literal('notApplicable'),
    Type.Literal('alreadyResolved'),
    Type.Literal('notAsked'),
  ]),
});
export type BatchCell = Static<typeof BatchCell>;

export const previewBatch = defineCall({
  name: 'dailyReports.previewBatch',
  method: 'POST',
  path: '/anomalies/resolve-batch/preview',
  summary: '批量解决前预览：将解决与将跳过',
  admission: 'signedIn',
  body: Type.Object(BatchChoice),
  answer: Type.Object({ cells: Type.Array(BatchCell), willResolve: Type.Integer(), willSkip: Type.Integer() }),
});

export const resolveBatch = defineCall({
  name: 'dailyReports.resolveBatch',
  method: 'POST',
  path: '/anomalies/resolve-batch',
  summary: '批量解决异常：一份说明与材料，写到每一条；正常的条目不受影响',
  admission: 'signedIn',
  body: Type.Object({ ...ResolutionInput, ...BatchChoice }),
  answer: Type.Object({
    resolutionId: Id,
    resolved: Type.Integer(),
    skipped: Type.Integer(),
    cells: Type.Array(BatchCell),
    undoUntil: Instant,
  }),
  errors: ['daily-reports.nothing-to-resolve', 'files.not-yours'],
});

export const undoResolution = defineCall({
  name: 'dailyReports.undoResolution',
  method: 'POST',
  path: '/resolutions/:id/undo',
  summary: '撤销刚才的解决（10 分钟内）',
  admission: 'signedIn',
  params: Type.Object({ id: Id }),
  answer: Type.Object({ reopened: Type.Integer() }),
  errors: ['daily-reports.undo-expired'],
});

/** The anomaly asked about as it is now, and what came of each day of it that was not verified before. */
export const Verification = Type.Object({
  ...Anomaly.properties,
  verifiedDays: Type.Array(Type.Object({ id: Id, reportDate: PlainDate })),
  skippedDays: Type.Array(
    Type.Object({
      id: Id,
      reportDate: PlainDate,
      /** As if that day had been asked for by itself. */
      code: Type.Union([
        Type.Literal('daily-reports.not-resolved'),
        Type.Literal('daily-reports.verify-own'),
        Type.Literal('access.forbidden'),
      ]),
    }),
  ),
});
export type Verification = Static<typeof Verification>;

export const verifyAnomaly = defineCall({
  name: 'dailyReports.verify',
  method: 'POST',
  path: '/anomalies/:id/verify',
  summary: '核实已解决的异常（不能是解决人本人），可连同其余各天一并核实',
  admission: 'signedIn',
  params: Type.Object({ id: Id }),
  body: Nullable(
    Type.Object({
      /** Also every earlier and later day of the same thing; what cannot be verified is skipped and said. */
      allDays: Type.Optional(Type.Boolean()),
    }),
  ),
  answer: Verification,
  errors: ['daily-reports.verify-own', 'daily-reports.not-resolved'],
});
