/**
 * The daily safety report of a community (安全生产日报, DR-01 … DR-40). Its questions are an ordinary form
 * (`presets/safety`); this module adds what data cannot say: the state of each anomaly over the days, carrying answers
 * over, who has not filed, urging, and the figures on the board.
 */
import { type Static, Type } from 'typebox';
import { defineCall } from '../base/call.ts';
import { Id, Instant, Nullable, Page, PageQuery, PlainDate } from '../base/schemas.ts';
import { TaskState } from '../tasks/contract.ts';

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

/* ---- filing ---- */

/** Everything the filling page needs in one answer, so that a phone can keep it for when there is no signal. */
export const openReport = defineCall({
  name: 'dailyReports.open',
  method: 'GET',
  path: '/daily-reports/tasks/:taskId',
  summary: '打开待填日报：小区、日期、表单版本、条目、可带入的上次内容',
  admission: 'signedIn',
  params: Type.Object({ taskId: Id }),
  answer: Type.Object({
    taskId: Id,
    communityId: Id,
    communityName: Type.String(),
    districtName: Type.String(),
    reportDate: PlainDate,
    state: TaskState,
    dueAt: Instant,
    graceUntil: Instant,
    closesAt: Instant,
    serverTime: Instant,
    formVersion: Type.Integer(),
    /** The published definition; the renderer draws from it and nothing else. */
    form: Type.Unknown(),
    items: Type.Array(ReportItem),
    recordId: Nullable(Id),
    /** Null for the first report ever (DR-22). */
    prefill: Nullable(
      Type.Object({
        reportId: Id,
        reportDate: PlainDate,
        items: Type.Array(
          Type.Object({
            code: Type.String(),
            answer: Answer,
            /**
             * Set for an anomaly that is still open: it needs one tap to be taken over (DR-21). Abnormal without one:
             * resolved since, to be answered afresh.
             */
            anomaly: Nullable(
              Type.Object({ id: Id, description: Type.String(), photoIds: Type.Array(Id), firstDate: PlainDate }),
            ),
          }),
        ),
      }),
    ),
  }),
  errors: ['base.not-found', 'access.not-bound'],
});

export const SubmitBody = Type.Object({
  /** Made by the phone; the same id again is the same report. */
  id: Id,
  formVersion: Type.Integer({ minimum: 1 }),
  items: Type.Array(ItemValues, { maxItems: 200 }),
  /** What was carried over from which report; codes whose copied answer was left as it was. */
  prefill: Type.Optional(Type.Object({ reportId: Id, unchanged: Type.Array(Type.String(), { maxItems: 200 }) })),
});
export type SubmitBody = Static<typeof SubmitBody>;

export const submitReport = defineCall({
  name: 'dailyReports.submit',
  method: 'POST',
  path: '/daily-reports/tasks/:taskId',
  summary: '提交日报：重复提交同一编号只生成一份',
  admission: 'signedIn',
  params: Type.Object({ taskId: Id }),
  body: SubmitBody,
  answer: Type.Object({ id: Id, receipt: Receipt, timing: ReportCard.properties.timing, state: ReportState }),
  errors: [
    'base.invalid',
    'daily-reports.already-filed',
    'daily-reports.window-closed',
    'daily-reports.not-yet',
    'daily-reports.form-changed',
    'files.not-yours',
  ],
});

export const amendReport = defineCall({
  name: 'dailyReports.amend',
  method: 'POST',
  path: '/daily-reports/:id/amend',
  summary: '更正日报：生成新版本，原版本保留',
  admission: 'signedIn',
  params: Type.Object({ id: Id }),
  body: Type.Object({
    revision: Type.Integer({ minimum: 1 }),
    items: Type.Array(ItemValues, { maxItems: 200 }),
    reason: Type.String({ minLength: 1, maxLength: 300 }),
  }),
  answer: Type.Object({ id: Id, receipt: Receipt, timing: ReportCard.properties.timing, state: ReportState }),
  errors: ['base.invalid', 'base.conflict', 'daily-reports.window-closed', 'daily-reports.anomaly-resolved'],
});

export const ReportFilter = {
  communityId: Type.Optional(Id),
  districtId: Type.Optional(Id),
  companyId: Type.Optional(Id),
  from: Type.Optional(PlainDate),
  to: Type.Optional(PlainDate),
  /** `unresolved`: at least one open anomaly (DR-26). */
  anomaly: Type.Optional(Type.Union([Type.Literal('any'), Type.Literal('unresolved'), Type.Literal('none')])),
  timing: Type.Optional(ReportCard.properties.timing),
  copied: Type.Optional(Type.Boolean()),
};

export const listReports = defineCall({
  name: 'dailyReports.list',
  method: 'GET',
  path: '/daily-reports',
  summary: '已填报日报：按小区、县区、公司、日期、异常筛选',
  admission: 'signedIn',
  query: Type.Object({ ...ReportFilter, ...PageQuery }),
  answer: Page(ReportCard),
});

export const exportReports = defineCall({
  name: 'dailyReports.export',
  method: 'GET',
  path: '/daily-reports/export',
  summary: '按当前筛选导出 .xlsx',
  admission: 'signedIn',
  query: Type.Object(ReportFilter),
  media: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
});

export const getReport = defineCall({
  name: 'dailyReports.get',
  method: 'GET',
  path: '/daily-reports/:id',
  summary: '查看一份日报：全部答案、照片、解决情况与更正记录',
  admission: 'signedIn',
  params: Type.Object({ id: Id }),
  answer: Report,
});

export const getReportVersion = defineCall({
  name: 'dailyReports.getVersion',
  method: 'GET',
  path: '/daily-reports/:id/versions/:revision',
  summary: '查看更正前的版本',
  admission: 'signedIn',
  params: Type.Object({ id: Id, revision: Type.Integer({ minimum: 1 }) }),
  answer: Type.Object({
    revision: Type.Integer(),
    at: Instant,
    by: Type.String(),
    reason: Type.String(),
    items: Type.Array(ItemValues),
  }),
});

/* ---- anomalies ---- */

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
    companyId: Type.Optional(Id),
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

export const verifyAnomaly = defineCall({
  name: 'dailyReports.verify',
  method: 'POST',
  path: '/anomalies/:id/verify',
  summary: '核实已解决的异常（不能是解决人本人）',
  admission: 'signedIn',
  params: Type.Object({ id: Id }),
  answer: Anomaly,
  errors: ['daily-reports.verify-own', 'daily-reports.not-resolved'],
});

/* ---- desk ---- */

export const BoardRow = Type.Object({
  kind: Type.Union([Type.Literal('district'), Type.Literal('company'), Type.Literal('community')]),
  id: Id,
  name: Type.String(),
  expected: Type.Integer(),
  onTime: Type.Integer(),
  late: Type.Integer(),
  /** Not filed and the window still open. */
  open: Type.Integer(),
  /** Not filed and the window closed. */
  missed: Type.Integer(),
  copied: Type.Integer(),
  abnormal: Type.Integer(),
  resolved: Type.Integer(),
  /** For a community: when it was filed and by which report. */
  filedAt: Type.Optional(Nullable(Instant)),
  reportId: Type.Optional(Nullable(Id)),
  taskId: Type.Optional(Id),
  /** Communities: state of each of the last days; groups: share missing 0–1; null where nothing was expected. */
  strip: Type.Array(
    Type.Object({
      date: PlainDate,
      expected: Type.Integer(),
      missing: Type.Integer(),
      late: Type.Integer(),
    }),
  ),
});
export type BoardRow = Static<typeof BoardRow>;

export const getBoard = defineCall({
  name: 'dailyReports.board',
  method: 'GET',
  path: '/daily-reports/board',
  summary: '填报看板：任意一天，县区 → 公司 → 小区',
  admission: 'signedIn',
  query: Type.Object({
    date: PlainDate,
    /** What the rows are. */
    level: Type.Union([Type.Literal('district'), Type.Literal('company'), Type.Literal('community')]),
    districtId: Type.Optional(Id),
    companyId: Type.Optional(Id),
    stripDays: Type.Optional(Type.Integer({ minimum: 0, maximum: 31, default: 14 })),
  }),
  answer: Type.Object({
    date: PlainDate,
    asOf: Instant,
    dueAt: Nullable(Instant),
    total: Type.Object({
      expected: Type.Integer(),
      onTime: Type.Integer(),
      late: Type.Integer(),
      open: Type.Integer(),
      missed: Type.Integer(),
      copied: Type.Integer(),
      abnormal: Type.Integer(),
      resolved: Type.Integer(),
      /** Communities that have not filed for three or more days in a row. */
      silent: Type.Integer(),
    }),
    rows: Type.Array(BoardRow),
  }),
});

export const MissingRow = Type.Object({
  taskId: Id,
  communityId: Id,
  communityName: Type.String(),
  companyName: Nullable(Type.String()),
  districtName: Type.String(),
  personId: Nullable(Id),
  personName: Nullable(Type.String()),
  /** Days in a row without a report, this one included. */
  streak: Type.Integer(),
  state: TaskState,
  openedAt: Nullable(Instant),
  urge: Nullable(Type.Object({ at: Instant, channel: Nullable(Type.String()), state: Type.String() })),
});
export type MissingRow = Static<typeof MissingRow>;

const MissingFilter = {
  date: PlainDate,
  districtId: Type.Optional(Id),
  companyId: Type.Optional(Id),
};

export const listMissing = defineCall({
  name: 'dailyReports.missing',
  method: 'GET',
  path: '/daily-reports/missing',
  summary: '未填报名单与催报回执',
  admission: 'signedIn',
  query: Type.Object({ ...MissingFilter, ...PageQuery }),
  answer: Type.Object({ ...Page(MissingRow).properties, total: Type.Integer() }),
});

export const urgeMissing = defineCall({
  name: 'dailyReports.urge',
  method: 'POST',
  path: '/daily-reports/urge',
  summary: '一键催报：冷却期内、已填报、无联系人、补报期已过的跳过并说明',
  admission: 'signedIn',
  body: Type.Object({
    /** The same id again sends nothing twice. */
    id: Id,
    ...MissingFilter,
    communityIds: Type.Optional(Type.Array(Id, { maxItems: 5000 })),
  }),
  answer: Type.Object({
    people: Type.Integer(),
    communities: Type.Integer(),
    skipped: Type.Array(
      Type.Object({
        communityId: Id,
        communityName: Type.String(),
        reason: Type.Union([
          Type.Literal('coolDown'),
          Type.Literal('noContact'),
          Type.Literal('filed'),
          Type.Literal('windowClosed'),
        ]),
      }),
    ),
  }),
});

export const communityCalendar = defineCall({
  name: 'dailyReports.calendar',
  method: 'GET',
  path: '/communities/:id/report-calendar',
  summary: '小区日报月历：每天是否填报、是否异常',
  admission: 'signedIn',
  params: Type.Object({ id: Id }),
  query: Type.Object({ month: Type.String({ pattern: '^\\d{4}-(0[1-9]|1[0-2])$' }) }),
  answer: Type.Object({
    days: Type.Array(
      Type.Object({
        date: PlainDate,
        task: TaskState,
        report: Nullable(ReportState),
        reportId: Nullable(Id),
        taskId: Id,
        holiday: Nullable(Type.String()),
      }),
    ),
  }),
});

/* ---- the items, as the administrator keeps them (DR-37) ---- */

export const ItemEntry = Type.Object({
  id: Id,
  code: Type.String({ pattern: '^[a-z][a-z0-9-]{0,39}$' }),
  label: Type.String({ minLength: 1, maxLength: 100 }),
  guidance: Type.String({ maxLength: 500 }),
  position: Type.Integer(),
  districtId: Nullable(Id),
  effectiveFrom: PlainDate,
  effectiveTo: Nullable(PlainDate),
  proposed: Type.Boolean(),
  hazardCodes: Type.Array(Type.String()),
});
export type ItemEntry = Static<typeof ItemEntry>;

export const listItems = defineCall({
  name: 'dailyReports.listItems',
  method: 'GET',
  path: '/daily-reports/items',
  summary: '日报条目（含停用与未生效）',
  admission: 'signedIn',
  answer: Type.Object({ rows: Type.Array(ItemEntry) }),
});

export const saveItems = defineCall({
  name: 'dailyReports.saveItems',
  method: 'PUT',
  path: '/daily-reports/items',
  summary: '保存日报条目：新增、停用、改文字明天起生效，顺序立即生效；已填日报不受影响',
  admission: 'signedIn',
  body: Type.Object({ rows: Type.Array(Type.Omit(ItemEntry, ['proposed', 'hazardCodes']), { maxItems: 200 }) }),
  answer: Type.Object({ rows: Type.Array(ItemEntry) }),
  errors: ['base.invalid', 'daily-reports.item-duplicate'],
});
