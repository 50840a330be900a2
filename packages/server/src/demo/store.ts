/** The mark that tells a demonstration apart from real data, and a whole one from one that was cut short. */
import type pg from 'pg';
import { inTransaction } from '../base/database/pool.ts';
import type { Queryable } from '../base/database/sql.ts';
import { maybeOne, one, run, sql } from '../base/database/sql.ts';

export interface DemoMark {
  readonly state: 'loading' | 'loaded';
  readonly seed: number;
  readonly days: number;
  readonly communities: number;
  /** The last day of the story. */
  readonly today: string;
}

export async function readMark(db: Queryable): Promise<DemoMark | undefined> {
  return (await maybeOne<{ value: DemoMark }>(db, sql`select value from settings where key = 'demo'`))?.value;
}

export async function writeMark(db: Queryable, mark: DemoMark, at: Date): Promise<void> {
  await run(
    db,
    sql`insert into settings (key, value, updated_at) values ('demo', ${JSON.stringify(mark)}::jsonb, ${at})
        on conflict (key) do update set value = excluded.value, updated_at = excluded.updated_at`,
  );
}

/** True when somebody has begun to use the database: it is not the demonstration's to fill. */
export async function isInUse(db: Queryable): Promise<boolean> {
  return (
    await one<{ used: boolean }>(
      db,
      sql`select exists (select from communities) or exists (select from people) as used`,
    )
  ).used;
}

/**
 * The log is read in the order in which it was written, and a day is written community by community: written once more,
 * in the order in which things happened.
 */
export async function orderEvents(pool: pg.Pool): Promise<void> {
  const told = 'at, type, actor_id, subject_id, community_id, company_id, district_id, data, trace';
  await inTransaction(pool, async (transaction) => {
    // Emptied at once instead of deleted, so that nothing is left to clean up.
    await transaction.query('set local synchronous_commit = off');
    await transaction.query('create temporary table told on commit drop as select * from events');
    await transaction.query('truncate events');
    await transaction.query(`insert into events (${told}) select ${told} from told order by at, xid, seq`);
  });
}

/**
 * So that the first pages after a load are as quick as later ones: the board reads tasks from their index alone, which
 * PostgreSQL does only where it knows that all rows of a page are visible.
 */
export async function refreshStatistics(db: Queryable): Promise<void> {
  await db.query('vacuum (analyze) tasks, daily_reports, anomalies, events');
  await db.query('analyze');
}
