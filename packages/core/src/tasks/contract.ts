/**
 * A task is anything a person must do by a time. One table, one inbox, one reminder mechanism for all modules.
 * An expected daily report that nobody filed is a task row too: missing is a row, never an absence (DR-15).
 */
import { type Static, Type } from 'typebox';
import { defineCall } from '../base/call.ts';
import { Id, Instant, Nullable, Page, PageQuery, PlainDate } from '../base/schemas.ts';

/**
 * - `open`: can be done (before or after due)
 * - `done`: done by due + grace · `late`: done after that, within the back-fill window
 * - `missed`: the window closed without it · `cancelled`: no longer expected
 */
export const taskStates = ['open', 'done', 'late', 'missed', 'cancelled'] as const;
export const TaskState = Type.Enum(taskStates);
export type TaskState = (typeof taskStates)[number];

export const Task = Type.Object({
  id: Id,
  /** What kind of thing to do; decides the page that opens, e.g. `dailyReport.file`. */
  kind: Type.String(),
  title: Type.String(),
  communityId: Id,
  communityName: Type.String(),
  subjectDate: PlainDate,
  state: TaskState,
  publishedAt: Instant,
  dueAt: Instant,
  /** End of grace: done until here counts as on time. */
  graceUntil: Instant,
  /** End of the back-fill window; afterwards the task is missed. */
  closesAt: Instant,
  doneAt: Nullable(Instant),
  recordId: Nullable(Id),
});
export type Task = Static<typeof Task>;

export const listMyTasks = defineCall({
  name: 'tasks.listMine',
  method: 'GET',
  path: '/me/tasks',
  summary: '我的任务：所有岗位、所有小区，最急的在前',
  admission: 'signedIn',
  query: Type.Object({
    state: Type.Optional(Type.Union([Type.Literal('open'), Type.Literal('closed')])),
    kind: Type.Optional(Type.String({ maxLength: 60 })),
    communityId: Type.Optional(Id),
    ...PageQuery,
  }),
  answer: Type.Object({
    ...Page(Task).properties,
    /** All open ones, for the badge (DR-14). */
    open: Type.Integer(),
    overdue: Type.Integer(),
  }),
});
