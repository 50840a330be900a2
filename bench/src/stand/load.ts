/** Loading many rows: indexes and keys are taken away for the time and put back from PostgreSQL's own words. */
import type pg from 'pg';

interface Taken {
  readonly drop: string;
  readonly restore: string;
}

/**
 * @param tables names of tables in the database's own schema
 * @param around shows the progress of putting the indexes back
 */
export async function withoutIndexes(
  pool: pg.Pool,
  tables: readonly string[],
  work: () => Promise<void>,
  around: (restore: (tell: (done: number) => void) => Promise<void>) => Promise<void>,
): Promise<void> {
  const foreign = await pool.query<Taken>(
    `select format('alter table %s drop constraint %I', conrelid::regclass, conname) as drop,
            format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) as restore
     from pg_constraint where contype = 'f' and (conrelid = any($1::regclass[]) or confrelid = any($1::regclass[]))`,
    [tables],
  );
  const keys = await pool.query<Taken>(
    `select format('alter table %s drop constraint %I', conrelid::regclass, conname) as drop,
            format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) as restore
     from pg_constraint where contype in ('p', 'u') and conrelid = any($1::regclass[])`,
    [tables],
  );
  const indexes = await pool.query<Taken>(
    `select format('drop index %s', indexrelid::regclass) as drop, pg_get_indexdef(indexrelid) as restore from pg_index
     where indrelid = any($1::regclass[]) and not exists (select from pg_constraint where conindid = indexrelid)`,
    [tables],
  );
  const taken = [...foreign.rows, ...keys.rows, ...indexes.rows];
  for (const { drop } of taken) await pool.query(drop);
  await work();
  // Foreign keys last: they need the keys they refer to.
  const restored = [...taken].reverse();
  await around(async (tell) => {
    const client = await pool.connect();
    try {
      await client.query(`set maintenance_work_mem = '768MB'`);
      for (const [index, { restore }] of restored.entries()) {
        await client.query(restore);
        tell((index + 1) / restored.length);
      }
    } finally {
      client.release(true);
    }
  });
}
