/** When a plan expects something, and the four moments of each expectation. Pure: time zone and calendar come in. */
import { isWorkingDay, type WorkCalendar } from './calendar.ts';
import type { Plan, PlanTiming } from './contract.ts';

/** What holds in one district: the plan's timing with that district's differences. */
export function timingFor(plan: Pick<Plan, 'timing' | 'districts'>, districtId: string): PlanTiming {
  return { ...plan.timing, ...plan.districts[districtId] };
}

/**
 * The days from `from` to `to` (both included) on which the plan expects something in the district.
 * Stopped plans expect nothing.
 */
export function occurrences(
  plan: Pick<Plan, 'status' | 'timing' | 'districts' | 'startsOn' | 'endsOn'>,
  districtId: string,
  from: string,
  to: string,
  calendar: WorkCalendar,
): string[] {
  if (plan.status !== 'active') return [];
  const timing = timingFor(plan, districtId);
  const first = from < plan.startsOn ? plan.startsOn : from;
  const last = plan.endsOn !== null && plan.endsOn < to ? plan.endsOn : to;
  const days: string[] = [];
  for (let day = Temporal.PlainDate.from(first); day.toString() <= last; day = day.add({ days: 1 })) {
    const date = day.toString();
    if (timing.days === 'every' || isWorkingDay(date, calendar)) days.push(date);
  }
  return days;
}

export interface TaskTimes {
  readonly publishedAt: Date;
  readonly dueAt: Date;
  /** Done until here is on time. */
  readonly graceUntil: Date;
  /** End of the back-fill window: midnight after the last day on which it may be filed. */
  readonly closesAt: Date;
}

/**
 * Wall-clock times of a day in a zone. A time that a clock change skips moves forward, one that happens twice is the
 * first; the order publish ≤ due ≤ grace ≤ close always holds.
 */
export function taskTimes(timing: PlanTiming, date: string, timeZone: string): TaskTimes {
  const day = Temporal.PlainDate.from(date);
  const at = (on: Temporal.PlainDate, time: string) =>
    on.toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from(time) }).toInstant();
  const published = at(day, timing.publishTime);
  const due = later(published, at(day, timing.dueTime));
  const grace = due.add({ minutes: timing.graceMinutes });
  const closes = later(grace, at(day.add({ days: timing.backfillDays + 1 }), '00:00'));
  return {
    publishedAt: new Date(published.epochMilliseconds),
    dueAt: new Date(due.epochMilliseconds),
    graceUntil: new Date(grace.epochMilliseconds),
    closesAt: new Date(closes.epochMilliseconds),
  };
}

function later(one: Temporal.Instant, other: Temporal.Instant): Temporal.Instant {
  return Temporal.Instant.compare(one, other) >= 0 ? one : other;
}

/** The calendar day at an instant in a zone. */
export function localDate(instant: Date, timeZone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(instant.getTime())
    .toZonedDateTimeISO(timeZone)
    .toPlainDate()
    .toString();
}

/** `2024-03-15 18:00`, as people there read it. */
export function localMoment(instant: Date, timeZone: string): string {
  return `${localDate(instant, timeZone)} ${localTime(instant, timeZone)}`;
}

/** `HH:MM` at an instant in a zone. */
export function localTime(instant: Date, timeZone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(instant.getTime())
    .toZonedDateTimeISO(timeZone)
    .toPlainTime()
    .toString({ smallestUnit: 'minute' });
}
