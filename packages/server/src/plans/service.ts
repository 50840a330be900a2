/**
 * Makes tasks appear. `tick` runs every minute and only looks at today; `catchUp` runs at start and every hour and
 * looks back, so that days during which nothing ran are filled in. Both may run twice, in several processes, and with
 * a clock that jumped: the database's unique key decides.
 */
import { type FieldProblem, Problem } from '@anshao/core/base/errors.ts';
import type { Plan } from '@anshao/core/plans/contract.ts';
import { localDate, occurrences, taskTimes, timingFor } from '@anshao/core/plans/occurrences.ts';
import { requireScope, type Viewer } from '../access/viewer.ts';
import { appendEvents } from '../audit/service.ts';
import { inTransaction } from '../base/database/pool.ts';
import type { Queryable } from '../base/database/sql.ts';
import type { Runtime } from '../base/runtime.ts';
import * as store from './store.ts';

export { allPlans, calendarDays, insertPlan } from './store.ts';

/** How far back days without tasks are filled in; longer than any back-fill window that can be set would be pointless. */
const lookBackDays = 60;

export function createPlansService(runtime: Runtime) {
  /** Communities whose tasks have the same times: same zone, and a district with or without differences of its own. */
  async function areas(db: Queryable, plan: Plan): Promise<store.Area[]> {
    const byTiming = new Map<string, { timeZone: string; districtIds: string[] }>();
    for (const { timeZone, districtId } of await store.activeAreas(db)) {
      const key = `${timeZone} ${JSON.stringify(timingFor(plan, districtId))}`;
      const area = byTiming.get(key) ?? { timeZone, districtIds: [] };
      area.districtIds.push(districtId);
      byTiming.set(key, area);
    }
    return [...byTiming.values()];
  }

  async function fill(now: Date, days: number): Promise<number> {
    const calendar = await store.calendarDays(runtime.pool);
    let made = 0;
    for (const plan of await store.allPlans(runtime.pool)) {
      for (const area of await areas(runtime.pool, plan)) {
        const district = area.districtIds[0] ?? '';
        const today = localDate(now, area.timeZone);
        const from = Temporal.PlainDate.from(today).subtract({ days }).toString();
        for (const date of occurrences(plan, district, from, today, calendar)) {
          const times = taskTimes(timingFor(plan, district), date, area.timeZone);
          if (times.publishedAt > now) continue;
          made += await store.makeTasks(runtime.pool, plan, 'personInCharge', area, date, times);
        }
      }
    }
    return made;
  }

  async function unknownDistricts(change: Pick<Plan, 'districts'>): Promise<FieldProblem[]> {
    const named = Object.keys(change.districts);
    const known = new Set(await store.knownDistricts(runtime.pool, named));
    return named
      .filter((id) => !known.has(id))
      .map((id) => ({ path: `districts.${id}`, code: 'plans.district-unknown' }));
  }

  return {
    tick: () => fill(runtime.clock.now(), 0),
    catchUp: () => fill(runtime.clock.now(), lookBackDays),

    async list(viewer: Viewer): Promise<Plan[]> {
      requireScope(viewer, 'dailyReport.read');
      return store.allPlans(runtime.pool);
    },

    /** Changes times for tasks not yet done and all that come; what was filed keeps the timing it was judged by. */
    async update(viewer: Viewer, id: string, change: Pick<Plan, 'timing' | 'districts' | 'status'>): Promise<Plan> {
      requireScope(viewer, 'dailyReport.settings');
      const wrong = Object.entries({ '': {}, ...change.districts })
        .filter(([, differences]) => {
          const timing = { ...change.timing, ...differences };
          return timing.publishTime >= timing.dueTime;
        })
        .map(([district]) => ({
          path: district ? `districts.${district}` : 'timing.dueTime',
          code: 'plans.times-disordered',
        }));
      if (wrong.length > 0) throw new Problem('plans.times-disordered', undefined, wrong);
      const problems = [...remindersOutside(change), ...(await unknownDistricts(change))];
      if (problems.length > 0) throw new Problem('base.invalid', undefined, problems);
      const now = runtime.clock.now();
      return inTransaction(runtime.pool, async (transaction) => {
        if ((await store.updatePlan(transaction, id, change, now)) === 0) throw new Problem('base.not-found');
        const plan = await store.planById(transaction, id);
        if (!plan) throw new Problem('base.not-found');
        for (const area of await areas(transaction, plan)) {
          const timing = timingFor(plan, area.districtIds[0] ?? '');
          const today = Temporal.PlainDate.from(localDate(now, area.timeZone));
          for (let back = 0; back <= Math.max(timing.backfillDays, 1); back++) {
            const date = today.subtract({ days: back }).toString();
            await store.retimeTasks(transaction, id, area, date, taskTimes(timing, date, area.timeZone), now);
          }
        }
        await appendEvents(transaction, [
          { at: now, type: 'plans.updated', actorId: viewer.personId, subjectId: id, data: { ...change } },
        ]);
        return plan;
      });
    },
  };
}

/** A reminder before there is anything to file, or after it was due, reminds of nothing. */
function remindersOutside({ timing, districts }: Pick<Plan, 'timing' | 'districts'>): FieldProblem[] {
  const own = Object.entries(districts).filter(([, differences]) => differences.reminderTimes !== undefined);
  return [['', {}] as const, ...own].flatMap(([district, differences]) => {
    const of = { ...timing, ...differences };
    const path = district ? `districts.${district}.reminderTimes` : 'timing.reminderTimes';
    return of.reminderTimes
      .filter((time) => time <= of.publishTime || time >= of.dueTime)
      .map((time) => ({ path, code: 'plans.reminder-outside', details: { time } }));
  });
}

export type PlansService = ReturnType<typeof createPlansService>;
