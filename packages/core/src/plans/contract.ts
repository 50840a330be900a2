/**
 * A plan makes tasks appear over time: recurrence × communities × form. Exactly one task per active community and
 * day, whatever restarts, clocks and several processes do; the database's unique key holds it, not the timer.
 */
import { type Static, Type } from 'typebox';
import { defineCall } from '../base/call.ts';
import { AllOptional, Id, Nullable, PlainDate, PlainTime, RecordOf } from '../base/schemas.ts';

/** What may differ per district (DR-15, DR-40). All times are wall-clock times in the community's time zone. */
export const PlanTiming = Type.Object({
  /** The task appears on the inbox. */
  publishTime: PlainTime,
  dueTime: PlainTime,
  /** Minutes after due that still count as on time. */
  graceMinutes: Type.Integer({ minimum: 0, maximum: 1440 }),
  /** Days after the subject date within which a missed one can be back-filled; 0 = that day only. */
  backfillDays: Type.Integer({ minimum: 0, maximum: 60 }),
  /** Wall-clock times at which those who have not filed are reminded. */
  reminderTimes: Type.Array(PlainTime, { maxItems: 6, uniqueItems: true }),
  /** Which days count: every day, or only days that are working days in the holiday calendar. */
  days: Type.Union([Type.Literal('every'), Type.Literal('workdays')]),
});
export type PlanTiming = Static<typeof PlanTiming>;

export const Plan = Type.Object({
  id: Id,
  key: Type.String({ maxLength: 40 }),
  name: Type.String({ minLength: 1, maxLength: 60 }),
  formKey: Type.String({ maxLength: 40 }),
  taskKind: Type.String({ maxLength: 60 }),
  status: Type.Union([Type.Literal('active'), Type.Literal('stopped')]),
  timing: PlanTiming,
  /** District id → what differs there. */
  districts: RecordOf(AllOptional(PlanTiming)),
  /** First day for which tasks are made. */
  startsOn: PlainDate,
  endsOn: Nullable(PlainDate),
});
export type Plan = Static<typeof Plan>;

export const listPlans = defineCall({
  name: 'plans.list',
  method: 'GET',
  path: '/plans',
  summary: '计划列表',
  admission: 'signedIn',
  answer: Type.Object({ rows: Type.Array(Plan) }),
});

export const updatePlan = defineCall({
  name: 'plans.update',
  method: 'PUT',
  path: '/plans/:id',
  summary: '修改计划的时间、宽限、补报窗口与节假日规则',
  admission: 'signedIn',
  params: Type.Object({ id: Id }),
  body: Type.Object({
    timing: PlanTiming,
    districts: RecordOf(AllOptional(PlanTiming)),
    status: Type.Union([Type.Literal('active'), Type.Literal('stopped')]),
  }),
  answer: Plan,
  errors: ['base.invalid', 'plans.times-disordered'],
});
