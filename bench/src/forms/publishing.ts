/**
 * How long a publication keeps writers waiting on a large table: four writers insert without a pause, somebody else
 * holds a long read open, and a field is added. The longest insert is told, beside the longest of a spell of the same
 * length in which nothing is published.
 */
import type { FieldDefinition, FormDefinition } from '@anshao/core/forms/contract.ts';
import { createPool, inTransaction } from '@anshao/server/base/database/pool.ts';
import { publishForm } from '@anshao/server/forms/definitions.ts';
import { carryOut, planPublication, whileTablesAreBusy } from '@anshao/server/forms/publications.ts';
import type pg from 'pg';
import { alone, atMost, compared, type Figure } from '../figure.ts';
import { during } from '../progress.ts';
import type { Database, Stand } from '../stand/stand.ts';

const table = 'form_bench_points';
const writers = 4;

function formOf(more: number): FormDefinition {
  const field = (key: string, type: 'text' | 'number'): FieldDefinition => ({ key, label: key, type });
  return {
    id: '01900000-0000-7000-8000-00000000be01',
    key: 'benchPoints',
    name: '点位',
    fields: [
      field('name', 'text'),
      field('depth', 'number'),
      ...Array.from({ length: more }, (_, index) => field(`more${index + 1}`, 'text')),
    ],
  };
}

async function fill({ runtime }: Database, rows: number): Promise<void> {
  const by = { personId: null, at: runtime.clock.now(), origin: 'own' };
  await inTransaction(runtime.pool, (transaction) => publishForm(transaction, formOf(0), by));
  await during(`${rows.toLocaleString('en-US')} records`, async (tell) => {
    const slice = 100_000;
    for (let done = 0; done < rows; done += slice) {
      await runtime.pool.query(
        `insert into ${table} (id, form_version, created_at, updated_at, c_name, c_depth)
         select uuidv7(), 1, now(), now(), '点位 ' || n, n % 100 from generate_series(1, $1::integer) n`,
        [Math.min(slice, rows - done)],
      );
      tell((done + slice) / rows);
    }
  });
}

export async function measurePublishing(stand: Stand): Promise<Figure[]> {
  const rows = stand.options.quick ? 50_000 : 1_000_000;
  const database = await stand.database('form_publishing', (fresh) => fill(fresh, rows));
  const pool = createPool(database.url, { max: writers + 2, onError: () => {} });
  const longest: number[] = [];
  const undisturbed: number[] = [];
  const took: number[] = [];
  try {
    await during('publishing under writers', async (tell) => {
      for (let round = 0; round < 5; round++) {
        undisturbed.push(await longestInsertDuring(pool, () => pause(700)));
        longest.push(
          await longestInsertDuring(pool, async () => {
            const { closed } = await openReader(pool, 400);
            const began = performance.now();
            await publishNext(database);
            took.push(performance.now() - began);
            await closed;
          }),
        );
        tell((round + 1) / 5);
      }
    });
  } finally {
    await pool.end();
  }
  const name = `longest wait of a writer while a field is added to ${rows.toLocaleString('en-US')} records`;
  return [
    compared(
      { group: 'forms', name, unit: 'ms', goal: atMost(100, 'value'), reference: 'nothing published' },
      longest,
      undisturbed,
    ),
    alone({ group: 'forms', name: 'adding that field, a long read included', unit: 'ms', goal: null }, took),
  ];
}

/** One field more than the version before has, for a kept database has seen some already. */
async function publishNext({ runtime }: Database): Promise<void> {
  const { rows } = await runtime.pool.query<{ version: number }>(
    `select current_version as version from forms where key = 'benchPoints'`,
  );
  const more = rows[0]?.version ?? 1;
  await whileTablesAreBusy(runtime.pool, async (transaction) => {
    const publication = await planPublication(transaction, formOf(more));
    if (publication) await carryOut(transaction, [{ publication, by: { personId: null, at: runtime.clock.now() } }]);
  });
}

/** A transaction that has read the table and goes on for that long: whoever changes the table must wait for it. */
async function openReader(pool: pg.Pool, milliseconds: number): Promise<{ closed: Promise<void> }> {
  const client = await pool.connect();
  await client.query('begin');
  await client.query(`select count(*) from (select from ${table} limit 10) few`);
  const closed = pause(milliseconds).then(async () => {
    await client.query('commit');
    client.release();
  });
  return { closed };
}

async function longestInsertDuring(pool: pg.Pool, work: () => Promise<unknown>): Promise<number> {
  let isOver = false;
  let longest = 0;
  const write = async (): Promise<void> => {
    while (!isOver) {
      const began = performance.now();
      await pool.query(
        `insert into ${table} (id, form_version, created_at, updated_at, c_name, c_depth)
         values (uuidv7(), 1, now(), now(), '新点位', 3)`,
      );
      longest = Math.max(longest, performance.now() - began);
    }
  };
  const writing = Promise.all(Array.from({ length: writers }, write));
  try {
    await work();
  } finally {
    isOver = true;
    await writing;
  }
  return longest;
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
