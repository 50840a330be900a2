/** The desk: the board of a day, who is missing, urging, a community's calendar. */
import { type Static, Type } from 'typebox';
import { defineCall } from '../base/call.ts';
import { Id, Instant, Nullable, Page, PageQuery, PlainDate, PlainMonth } from '../base/schemas.ts';
import { TaskState } from '../tasks/contract.ts';
import { CompanyFilter, ReportState } from './shapes.ts';

export const BoardRow = Type.Object({
  kind: Type.Union([Type.Literal('district'), Type.Literal('company'), Type.Literal('community')]),
  /** `none` for the communities without a company, which are a row among the companies so that every level adds up. */
  id: CompanyFilter,
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
    companyId: Type.Optional(CompanyFilter),
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
  companyId: Type.Optional(CompanyFilter),
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
  query: Type.Object({ month: PlainMonth }),
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
