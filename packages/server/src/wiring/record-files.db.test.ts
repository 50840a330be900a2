/** Uploads become part of records, and are seen by whoever sees the record: the seam between files and forms. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildCast, type Cast, type CastName, castNames } from '../access/testing/cast.ts';
import { openSession } from '../access/testing/sessions.ts';
import { inTransaction } from '../base/database/pool.ts';
import { migrateJobs } from '../base/jobs/worker.ts';
import { testDatabase } from '../base/testing/database.ts';
import { testRuntime } from '../base/testing/runtime.ts';
import { publishForm } from '../forms/definitions.ts';
import { type Application, compose } from './compose.ts';

const database = await testDatabase();
const runtime = testRuntime(database.pool, { environment: { DATA_DIR: `/tmp/anshao-record-files-${process.pid}` } });
let application: Application;
let cast: Cast;
const cookies = new Map<string, string>();

beforeAll(async () => {
  await migrateJobs(runtime);
  cast = await buildCast(database.pool);
  await inTransaction(database.pool, (transaction) =>
    publishForm(
      transaction,
      {
        id: '01900000-0000-7000-8000-00000000cafe',
        key: 'shots',
        name: '现场照片',
        fields: [{ key: 'photos', label: '照片', type: 'photos' }],
      },
      { personId: null, at: runtime.clock.now(), origin: 'own' },
    ),
  );
  application = await compose(runtime, database.url, { problem: () => undefined }, false);
  await application.app.ready();
  for (const name of castNames) cookies.set(name, await openSession(database.pool, cast[name].person.id));
});
afterAll(async () => {
  await application.app.close();
  await application.live.stop();
});

async function uploaded(by: CastName): Promise<string> {
  const id = runtime.newId();
  await database.pool.query(
    `insert into files (id, kind, name, size, media_type, sha256, renditions, uploaded_by, uploaded_at)
     values ($1, 'image', 'a.jpg', 10, 'image/jpeg', 'x', '{}', $2, $3)`,
    [id, cast[by].person.id, runtime.clock.now()],
  );
  return id;
}

const ask = (member: CastName, method: 'GET' | 'POST', url: string, payload?: object) =>
  application.app.inject({ method, url, headers: { cookie: cookies.get(member) ?? '' }, ...(payload && { payload }) });
const statusOf = async (member: CastName, file: string) =>
  (await ask(member, 'GET', `/api/files/${file}/info`)).statusCode;

test('a file is its uploader’s alone until it is part of a record, and then of everybody who reads the record', async () => {
  const file = await uploaded('personInCharge');
  expect(await statusOf('companyManager', file)).toBe(404);

  const made = await ask('personInCharge', 'POST', '/api/records/shots', { values: { photos: [file] } });

  expect(made.statusCode, made.body).toBe(200);
  expect(made.json().names).toEqual({ [file]: 'a.jpg' });
  expect(await statusOf('companyManager', file)).toBe(200);
  expect(await statusOf('administrator', file)).toBe(200);
  expect(await statusOf('outsider', file)).toBe(404);
});

test('somebody else’s file cannot be put into a record, unless one reads a record it is part of', async () => {
  const file = await uploaded('personInCharge');
  const values = { photos: [file] };
  const refused = await ask('companyManager', 'POST', '/api/records/shots', { community: cast.lakeGarden.id, values });
  expect(refused.json().problems).toEqual([{ path: 'photos[0]', code: 'forms.file-missing' }]);

  await ask('personInCharge', 'POST', '/api/records/shots', { values });
  const copied = await ask('companyManager', 'POST', '/api/records/shots', { community: cast.lakeGarden.id, values });

  expect(copied.statusCode, copied.body).toBe(200);
  expect((await ask('outsider', 'POST', '/api/records/shots', { values })).statusCode).toBe(422);
});
