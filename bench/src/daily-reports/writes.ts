/** Reports over HTTP against the same rows by hand, 16 at once, in turns, into fresh tasks of one database. */
import { type ChildProcess, fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { uuidv7 } from '@anshao/core/base/uuid.ts';
import { dailyReportItems } from '@anshao/presets/safety/daily-report.ts';
import { atLeast, compared, type Figure } from '../figure.ts';
import { allCommunities, cookiesOf } from '../stand/directory.ts';
import { recordTable, rowTable } from '../stand/history.ts';
import type { Database, Stand } from '../stand/stand.ts';
import { request, Wire } from '../stand/wire.ts';
import { allOf, inTurns } from '../turns.ts';
import { type FreshTask, freshTasks } from './fresh-tasks.ts';
import type { RawForm, RawOrder } from './raw-writer.ts';

const atOnce = 16;

/** All normal: an abnormal answer needs a photo, which is uploaded before. */
export const items = dailyReportItems.map(({ code }) => ({
  item: code,
  answer: code === 'water' ? 'notApplicable' : 'normal',
}));

export function submission(task: FreshTask, cookie: string | undefined): Buffer {
  const body = { id: uuidv7(Date.now(), randomBytes(10)), formVersion: 1, items };
  return request({ method: 'POST', path: `/daily-reports/tasks/${task.id}`, cookie, body });
}

export async function measureWrites(stand: Stand, database: Database): Promise<Figure[]> {
  const perRound = stand.options.quick ? 800 : 4000;
  const rounds = stand.options.quick ? 5 : 9;
  const communities = await allCommunities(database);
  const cookies = await cookiesOf(database, communities);
  const server = await stand.server(database);
  const wires = await Promise.all(Array.from({ length: atOnce }, () => Wire.open(server.port)));
  const raw = new RawWriter();
  stand.later(() => raw.stop());
  await raw.tell({ do: 'connect', url: database.url, connections: atOnce });

  const days = Math.ceil((3 * (rounds + 1) * perRound) / communities.length);
  const tasks = await freshTasks(database, days);
  const before = await counts(database);
  await database.runtime.pool.query('checkpoint');
  const take = () => tasks.splice(0, perRound);
  const byHand = (form: RawForm) => async () =>
    perRound / ((await raw.tell({ do: 'write', form, tasks: take() })) / 1000);
  const figures = await inTurns('reports over HTTP and by hand', rounds, {
    http: async () => {
      const bytes = take().map((task) => submission(task, cookies.get(task.communityId)));
      const sends = bytes.map((one) => async (worker: number) => wires[worker]?.sendForSuccess(one));
      return perRound / ((await allOf(sends, atOnce)) / 1000);
    },
    statement: byHand('statement'),
    transaction: byHand('transaction'),
  });
  for (const wire of wires) wire.close();
  await raw.stop();
  await requireAllWritten(database, before, 3 * (rounds + 1) * perRound);

  const facts = { group: 'daily-reports', unit: 'reports/s' } as const;
  const http = 'report with 15 items over HTTP, 16 at once';
  const best = median(figures.statement) >= median(figures.transaction) ? 'statement' : 'transaction';
  const words = { statement: 'raw SQL, one statement', transaction: 'raw SQL, transaction' };
  const other = best === 'statement' ? 'transaction' : 'statement';
  return [
    compared({ ...facts, name: http, reference: words[best], goal: atLeast(0.5) }, figures.http, figures[best]),
    compared(
      { ...facts, name: http, reference: `${words[other]} (the slower)`, goal: null },
      figures.http,
      figures[other],
    ),
  ];
}

const median = (values: readonly number[]) => [...values].sort((one, next) => one - next)[values.length >> 1] ?? 0;

interface Counts {
  reports: number;
  records: number;
  rows: number;
  events: number;
}

export async function counts({ runtime: { pool } }: Database): Promise<Counts> {
  const { rows } = await pool.query<Counts>(
    `select (select count(*) from daily_reports) as reports, (select count(*) from ${recordTable}) as records,
       (select count(*) from ${rowTable}) as rows, (select count(*) from events where type = 'dailyReports.filed') as events`,
  );
  const found = rows[0];
  if (!found) throw new Error('no counts');
  return found;
}

/** Both sides must have written the same, or the comparison says nothing. */
export async function requireAllWritten(database: Database, before: Counts, reports: number): Promise<void> {
  const after = await counts(database);
  const written = [after.reports - before.reports, after.records - before.records, after.events - before.events];
  const rows = after.rows - before.rows;
  if (written.some((count) => count !== reports) || rows !== reports * dailyReportItems.length) {
    throw new Error(`expected ${reports} reports, found ${written.join(', ')} and ${rows} rows`);
  }
}

class RawWriter {
  readonly #child: ChildProcess = fork(fileURLToPath(new URL('raw-writer.ts', import.meta.url)));

  /** @returns milliseconds it took */
  tell(order: RawOrder): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#child.once('message', (answer: { ms: number } | { error: string }) => {
        if ('ms' in answer) resolve(answer.ms);
        else reject(new Error(answer.error));
      });
      this.#child.send(order);
    });
  }

  async stop(): Promise<void> {
    if (this.#child.connected) this.#child.disconnect();
  }
}
