/** The event log: the fact that something committed. Audit, live screens, rules and webhooks read this one log. */
import { type Static, Type } from 'typebox';
import { defineCall } from '../base/call.ts';
import { Id, Instant, Nullable, Page, PageQuery, RecordOf } from '../base/schemas.ts';

export const LoggedEvent = Type.Object({
  /** `transaction-sequence`: the position in the log and the value of Last-Event-ID. */
  cursor: Type.String(),
  at: Instant,
  /** Past tense, module in front: `dailyReports.filed`. */
  type: Type.String(),
  actorId: Nullable(Id),
  actorName: Nullable(Type.String()),
  subjectId: Nullable(Id),
  communityId: Nullable(Id),
  companyId: Nullable(Id),
  districtId: Nullable(Id),
  data: RecordOf(Type.Unknown()),
});
export type LoggedEvent = Static<typeof LoggedEvent>;

export const streamEvents = defineCall({
  name: 'audit.stream',
  method: 'GET',
  path: '/events/stream',
  summary: '实时事件（SSE），用 Last-Event-ID 续传；只含有权查看的范围',
  admission: 'signedIn',
  media: 'text/event-stream',
});

export const listEvents = defineCall({
  name: 'audit.list',
  method: 'GET',
  path: '/events',
  summary: '操作日志',
  admission: 'signedIn',
  query: Type.Object({
    type: Type.Optional(Type.String({ maxLength: 60 })),
    subjectId: Type.Optional(Id),
    communityId: Type.Optional(Id),
    ...PageQuery,
  }),
  answer: Page(LoggedEvent),
});
