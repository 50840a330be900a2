/**
 * Installing the safety preset: an ordinary package of data, and besides it what packages do not carry (calendar,
 * districts, the plan of the daily report). A fresh start installs all of it; a later start brings what the package has
 * anew, never touching what was changed here.
 */

import { createHash } from 'node:crypto';
import { Problem } from '@anshao/core/base/errors.ts';
import { localDate } from '@anshao/core/plans/occurrences.ts';
import { calendarDays } from '@anshao/presets/calendar/china.ts';
import { districtsUnder, guangdongRegions } from '@anshao/presets/regions/districts.ts';
import {
  dailyReportForm,
  dailyReportItems,
  dailyReportPlan,
  dailyReportTiming,
} from '@anshao/presets/safety/daily-report.ts';
import { safetyPackage } from '@anshao/presets/safety/package.ts';
import { maybeOne, run, sql, type Transaction } from '../base/database/sql.ts';
import type { Runtime } from '../base/runtime.ts';
import { ensureDictionary, insertEntries } from '../forms/dictionaries.ts';
import { whileTablesAreBusy } from '../forms/publications.ts';
import { createUsages } from '../forms/usages.ts';
import { seedDistricts } from '../org/districts.ts';
import { insertPlan } from '../plans/service.ts';
import { importPackage } from './package-import.ts';
import type { PicturePort } from './pictures.ts';

const origin = 'preset:safety';
/** 惠州市, where the guide is from. Other regions are loaded by the administrator and this one may be left unused. */
const region = '4413';

/** The package has no pictures in it. */
const noPictures: PicturePort = {
  store: async () => false,
  read: async () => undefined,
  link: async () => {},
  usable: async () => new Set(),
};

/**
 * @param startsOn first day for which tasks are expected; the demo begins in the past
 * @returns true when something was installed
 */
export async function installSafetyPreset(runtime: Runtime, startsOn?: string): Promise<boolean> {
  const now = runtime.clock.now();
  const bring = (transaction: Transaction) =>
    importPackage(transaction, safetyPackage, {
      origin,
      by: null,
      at: now,
      newId: runtime.newId,
      pictures: noPictures,
      usages: createUsages([]),
      // Nobody is there to look at a draft; the designer offers what the package brought.
      changedHere: 'keep',
    });
  const isFresh = await whileTablesAreBusy(runtime.pool, async (transaction) => {
    await lockPresets(transaction);
    await installCalendar(transaction);
    if (await maybeOne(transaction, sql`select 1 from forms where key = ${dailyReportForm.key}`)) return false;
    const first = startsOn ?? localDate(now, 'Asia/Shanghai');
    await installBasics(transaction, runtime, first);
    await bring(transaction);
    await setBrought(transaction, now);
    await insertPlan(
      transaction,
      { ...dailyReportPlan, status: 'active', timing: dailyReportTiming, districts: {}, startsOn: first, endsOn: null },
      now,
    );
    return true;
  });
  if (isFresh) return true;
  try {
    const steps = await whileTablesAreBusy(runtime.pool, async (transaction) => {
      await lockPresets(transaction);
      // Nearly every start: checking all forms of the package again would be the longest part of it.
      if (await isBrought(transaction)) return [];
      const done = await bring(transaction);
      await setBrought(transaction, now);
      return done;
    });
    return steps.some((step) => step.do !== 'keep');
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    // Somebody's own form has a key that the package brings now, say: what is here goes on as it is.
    runtime.log.warn('the safety preset could not be brought up to date', { problems: error.problems, error });
    return false;
  }
}

const digest = () => createHash('sha256').update(JSON.stringify(safetyPackage)).digest('hex');

/** Whether this very package was brought before. */
async function isBrought(transaction: Transaction): Promise<boolean> {
  const brought = await maybeOne<{ value: { digest?: unknown } }>(
    transaction,
    sql`select value from settings where key = ${origin}`,
  );
  return brought?.value.digest === digest();
}

async function setBrought(transaction: Transaction, at: Date): Promise<void> {
  await run(
    transaction,
    sql`insert into settings (key, value, updated_at) values (${origin}, ${JSON.stringify({ digest: digest() })}, ${at})
        on conflict (key) do update set value = excluded.value, updated_at = excluded.updated_at`,
  );
}

/** Several processes may start at once. */
async function lockPresets(transaction: Transaction): Promise<void> {
  await transaction.query('select pg_advisory_xact_lock(hashtext($1))', ['presets']);
}

/** What the forms rest on. */
async function installBasics(transaction: Transaction, runtime: Runtime, first: string): Promise<void> {
  await seedDistricts(transaction, districtsUnder(guangdongRegions, region), runtime);
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
