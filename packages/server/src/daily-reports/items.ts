/**
 * The items of the daily report as the administrator keeps them (DR-37). An item that reports have already answered is
 * never rewritten: changing its wording ends the old entry today and begins a new one tomorrow, so that every report
 * keeps the question it was asked.
 */

import { Problem } from '@anshao/core/base/errors.ts';
import { DAILY_REPORT_ITEMS, type ItemEntry } from '@anshao/core/daily-reports/contract.ts';
import { localDate } from '@anshao/core/plans/occurrences.ts';
import { requireScope, type Viewer } from '../access/viewer.ts';
import { appendEvents } from '../audit/service.ts';
import { inTransaction } from '../base/database/pool.ts';
import type { Runtime } from '../base/runtime.ts';
import { allEntries, type Entry, insertEntries } from '../forms/dictionaries.ts';

export type ItemInput = Omit<ItemEntry, 'proposed' | 'hazardCodes'>;

export function createItems(runtime: Runtime) {
  async function list(): Promise<ItemEntry[]> {
    return (await allEntries(runtime.pool, DAILY_REPORT_ITEMS)).map(present);
  }

  return {
    async list(viewer: Viewer): Promise<ItemEntry[]> {
      requireScope(viewer, 'dailyReport.read');
      return list();
    },

    async save(viewer: Viewer, rows: readonly ItemInput[]): Promise<ItemEntry[]> {
      requireScope(viewer, 'dailyReport.settings');
      const now = runtime.clock.now();
      const today = localDate(now, 'Asia/Shanghai');
      const tomorrow = Temporal.PlainDate.from(today).add({ days: 1 }).toString();
      const problems = problemsOf(rows);
      if (problems.length > 0) throw new Problem('base.invalid', undefined, problems);
      await inTransaction(runtime.pool, async (transaction) => {
        await transaction.query('select 1 from dictionaries where key = $1 for update', [DAILY_REPORT_ITEMS]);
        const known = new Map((await allEntries(transaction, DAILY_REPORT_ITEMS)).map((entry) => [entry.id, entry]));
        const changed = rows.flatMap((row) =>
          changes(known.get(row.id), row, { today, tomorrow, newId: runtime.newId }),
        );
        if (changed.length === 0) return;
        await insertEntries(transaction, DAILY_REPORT_ITEMS, changed);
        await appendEvents(transaction, [
          {
            at: now,
            type: 'dailyReports.itemsChanged',
            actorId: viewer.personId,
            subjectId: null,
            data: { codes: [...new Set(changed.map((entry) => entry.code))] },
          },
        ]);
      });
      return list();
    },
  };
}

export type Items = ReturnType<typeof createItems>;

/** What has to be written so that `row` holds from tomorrow on and the past stays as it was. */
export function changes(
  known: Entry | undefined,
  row: ItemInput,
  when: { today: string; tomorrow: string; newId: () => string },
): Entry[] {
  const from = row.effectiveFrom < when.tomorrow && !known ? when.tomorrow : row.effectiveFrom;
  const next: Entry = {
    id: row.id,
    code: row.code,
    label: row.label.trim(),
    position: row.position,
    districtId: row.districtId,
    effectiveFrom: from,
    effectiveTo: row.effectiveTo,
    details: { ...known?.details, guidance: row.guidance },
  };
  if (!known) return [next];
  // The code and the place are what records refer to; they belong to the entry for ever.
  const fixed = { code: known.code, districtId: known.districtId };
  const hasBegun = known.effectiveFrom <= when.today;
  const isReworded = known.label !== next.label;
  const ends =
    row.effectiveTo !== null && row.effectiveTo < when.today && known.effectiveTo !== row.effectiveTo
      ? when.today
      : row.effectiveTo;
  if (!hasBegun) return isSame(known, { ...next, ...fixed }) ? [] : [{ ...next, ...fixed }];
  if (isReworded && known.effectiveTo === null) {
    return [
      { ...known, effectiveTo: when.today },
      {
        ...next,
        ...fixed,
        id: when.newId(),
        effectiveFrom: when.tomorrow,
        effectiveTo: ends,
        details: { ...next.details, proposed: known.details['proposed'] },
      },
    ];
  }
  const kept = { ...next, ...fixed, label: known.label, effectiveFrom: known.effectiveFrom, effectiveTo: ends };
  return isSame(known, kept) ? [] : [kept];
}

function isSame(one: Entry, other: Entry): boolean {
  return (
    one.label === other.label &&
    one.position === other.position &&
    one.effectiveFrom === other.effectiveFrom &&
    one.effectiveTo === other.effectiveTo &&
    one.details['guidance'] === other.details['guidance']
  );
}

/** Two entries with one code at one place must not hold on the same day. */
function problemsOf(rows: readonly ItemInput[]) {
  return rows.flatMap((row, index) => {
    const problems = [];
    if (row.effectiveTo !== null && row.effectiveTo < row.effectiveFrom) {
      problems.push({ path: `rows[${index}].effectiveTo`, code: 'daily-reports.item-dates' });
    }
    const clash = rows.findIndex(
      (other, at) =>
        at < index &&
        other.code === row.code &&
        other.districtId === row.districtId &&
        other.effectiveFrom <= (row.effectiveTo ?? '9999-12-31') &&
        row.effectiveFrom <= (other.effectiveTo ?? '9999-12-31'),
    );
    if (clash >= 0) {
      problems.push({ path: `rows[${index}].code`, code: 'daily-reports.item-duplicate', details: { code: row.code } });
    }
    return problems;
  });
}

function present(entry: Entry): ItemEntry {
  const { details, ...rest } = entry;
  return {
    ...rest,
    guidance: String(details['guidance'] ?? ''),
    proposed: details['proposed'] === true,
    hazardCodes: Array.isArray(details['hazardCodes']) ? details['hazardCodes'].map(String) : [],
  };
}
