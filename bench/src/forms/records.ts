/** Records of any form: made over HTTP against the same rows by hand, 16 at once, in turns. */
import { type ChildProcess, fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { uuidv7 } from '@anshao/core/base/uuid.ts';
import { inTransaction } from '@anshao/server/base/database/pool.ts';
import { publishForm } from '@anshao/server/forms/definitions.ts';
import { atLeast, compared, type Figure } from '../figure.ts';
import { allCommunities, cookiesOf, fillDirectory } from '../stand/directory.ts';
import type { Database, Stand } from '../stand/stand.ts';
import { request, Wire } from '../stand/wire.ts';
import { allOf, inTurns } from '../turns.ts';
import type { RawOrder } from './raw-record-writer.ts';
import { recordTable, sampleForm, valuesOf } from './sample-form.ts';

const atOnce = 16;

async function fill(database: Database): Promise<void> {
  await fillDirectory(database, 100, '2026-01-01');
  const { runtime } = database;
  const by = { personId: null, at: runtime.clock.now(), origin: 'own' };
  await inTransaction(runtime.pool, (transaction) => publishForm(transaction, sampleForm, by));
}

export async function measureRecords(stand: Stand): Promise<Figure[]> {
  const perRound = stand.options.quick ? 800 : 2000;
  const rounds = stand.options.quick ? 5 : 21;
  const database = await stand.database('form_records', fill);
  const communities = await allCommunities(database);
  const cookies = await cookiesOf(database, communities);
  const [community] = communities;
  if (!community) throw new Error('there is no community');
  const server = await stand.server(database);
  const wires = await Promise.all(Array.from({ length: atOnce }, () => Wire.open(server.port)));
  const raw = new RawWriter();
  stand.later(() => raw.stop());
  await raw.tell({ do: 'connect', url: database.url, connections: atOnce });
  const { rows } = await database.runtime.pool.query<{ company_id: string; district_id: string; person_id: string }>(
    'select c.company_id, c.district_id, p.id as person_id from communities c, people p where c.id = $1 limit 1',
    [community.id],
  );
  const [place] = rows;
  if (!place) throw new Error('there is nobody');
  const order: RawOrder = {
    do: 'write',
    count: perRound,
    communityId: community.id,
    companyId: place.company_id,
    districtId: place.district_id,
    personId: place.person_id,
  };

  const before = await counted(database);
  await database.runtime.pool.query('checkpoint');
  const figures = await inTurns('records over HTTP and by hand', rounds, {
    http: async () => {
      const bytes = Array.from({ length: perRound }, (_, index) => {
        const { id } = communities[index % communities.length] ?? community;
        const body = { id: uuidv7(Date.now(), randomBytes(10)), community: id, values: valuesOf(index) };
        return request({ method: 'POST', path: `/records/${sampleForm.key}`, cookie: cookies.get(id), body });
      });
      const sends = bytes.map((one) => async (worker: number) => wires[worker]?.sendForSuccess(one));
      return perRound / ((await allOf(sends, atOnce)) / 1000);
    },
    byHand: async () => perRound / ((await raw.tell(order)) / 1000),
  });
  for (const wire of wires) wire.close();
  await raw.stop();
  const after = await counted(database);
  const wanted = 2 * (rounds + 1) * perRound;
  if (after.records - before.records !== wanted || after.events - before.events !== wanted)
    throw new Error(`expected ${wanted} records with their events: ${JSON.stringify({ before, after })}`);
  return [
    compared(
      {
        group: 'forms',
        name: 'record of 12 fields over HTTP, 16 at once',
        unit: 'records/s',
        reference: 'raw SQL, record and event in one statement',
        goal: atLeast(0.5),
      },
      figures.http,
      figures.byHand,
    ),
  ];
}

async function counted({ runtime: { pool } }: Database): Promise<{ records: number; events: number }> {
  const { rows } = await pool.query<{ records: number; events: number }>(
    `select (select count(*) from ${recordTable}) as records,
       (select count(*) from events where type = 'records.created') as events`,
  );
  return rows[0] ?? { records: 0, events: 0 };
}

class RawWriter {
  readonly #child: ChildProcess = fork(fileURLToPath(new URL('raw-record-writer.ts', import.meta.url)));

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
