/** Installing the safety preset: an ordinary package of data. A fresh start installs it; a later start adds what is new. */

import { localDate } from '@anshao/core/plans/occurrences.ts';
import { calendarDays } from '@anshao/presets/calendar/china.ts';
import { districtsUnder, guangdongRegions } from '@anshao/presets/regions/districts.ts';
import {
  dailyReportForm,
  dailyReportItems,
  dailyReportPlan,
  dailyReportTiming,
} from '@anshao/presets/safety/daily-report.ts';
import { inTransaction } from '../base/database/pool.ts';
import { maybeOne, run, sql, type Transaction } from '../base/database/sql.ts';
import type { Runtime } from '../base/runtime.ts';
import { publishForm } from '../forms/definitions.ts';
import { ensureDictionary, insertEntries } from '../forms/dictionaries.ts';
import { seedDistricts } from '../org/districts.ts';
import { insertPlan } from '../plans/service.ts';

const origin = 'preset:safety';
/** 惠州市, where the guide is from. Other regions are loaded by the administrator and this one may be left unused. */
const region = '4413';

/**
 * @param startsOn first day for which tasks are expected; the demo begins in the past
 * @returns true when something was installed
 */
export async function installSafetyPreset(runtime: Runtime, startsOn?: string): Promise<boolean> {
  const now = runtime.clock.now();
  return inTransaction(runtime.pool, async (transaction) => {
    await transaction.query('select pg_advisory_xact_lock(hashtext($1))', ['presets']);
    await installCalendar(transaction);
    // What an administrator has changed since is theirs; a form that is there is left alone.
    if (await maybeOne(transaction, sql`select 1 from forms where key = ${dailyReportForm.key}`)) return false;
    await seedDistricts(transaction, districtsUnder(guangdongRegions, region), runtime);
    const first = startsOn ?? localDate(now, 'Asia/Shanghai');
    await ensureDictionary(transaction, 'dailyReportItems', '安全生产日报条目');
    await insertEntries(
      transaction,
      'dailyReportItems',
      dailyReportItems.map((item, position) => ({
        id: runtime.newId(),
        code: item.code,
        label: item.label,
        position,
        districtId: null,
        effectiveFrom: first,
        effectiveTo: null,
        details: { guidance: item.guidance, proposed: item.proposed, hazardCodes: item.hazardCodes },
      })),
    );
    await publishForm(transaction, dailyReportForm, { personId: null, at: now, origin });
    await insertPlan(
      transaction,
      { ...dailyReportPlan, status: 'active', timing: dailyReportTiming, districts: {}, startsOn: first, endsOn: null },
      now,
    );
    return true;
  });
}

async function installCalendar(transaction: Transaction): Promise<void> {
  await run(
    transaction,
    sql`insert into calendar_days (day, name, working, source)
        select * from unnest(${calendarDays.map((day) => day.date)}::date[], ${calendarDays.map((day) => day.name)}::text[],
          ${calendarDays.map((day) => day.working)}::boolean[], ${calendarDays.map((day) => day.source)}::text[])
        on conflict (day) do nothing`,
  );
}
