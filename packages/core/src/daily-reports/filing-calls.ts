/** Filing, amending and reading reports (DR-11 … DR-31). */
import { type Static, Type } from 'typebox';
import { defineCall } from '../base/call.ts';
import { Id, Instant, Nullable, Page, PageQuery, PlainDate } from '../base/schemas.ts';
import { TaskState } from '../tasks/contract.ts';
import { Answer, CompanyFilter, ItemValues, Receipt, Report, ReportCard, ReportItem, ReportState } from './shapes.ts';

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
  companyId: Type.Optional(CompanyFilter),
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
