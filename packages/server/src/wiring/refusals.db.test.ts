/** What no client of ours sends, on all calls at once: impossible dates, crafted cursors, and a disk that is full. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { buildCast, type Cast } from '../access/testing/cast.ts';
import { openSession } from '../access/testing/sessions.ts';
import { installSafetyPreset } from '../apps/presets.ts';
import { migrateJobs } from '../base/jobs/worker.ts';
import { encodeCursor } from '../base/paging.ts';
import { testDatabase } from '../base/testing/database.ts';
import { testRuntime } from '../base/testing/runtime.ts';
import { type Application, compose } from './compose.ts';

const database = await testDatabase();
const runtime = testRuntime(database.pool, { environment: { DATA_DIR: `/tmp/anshao-refusals-${process.pid}` } });
const disk = { isFull: false, isSpent: false };
let application: Application;
let cast: Cast;
let cookie: string;

beforeAll(async () => {
  await migrateJobs(runtime);
  cast = await buildCast(database.pool);
  await installSafetyPreset(runtime, '2026-03-10');
  const health = { problem: () => undefined, isDiskFull: () => disk.isFull, isDiskSpent: () => disk.isSpent };
  application = await compose(runtime, database.url, health, false);
  await application.app.ready();
  cookie = await openSession(database.pool, cast.administrator.person.id);
});
afterEach(() => {
  Object.assign(disk, { isFull: false, isSpent: false });
});
afterAll(async () => {
  await application.app.close();
  await application.live.stop();
});

async function ask(method: 'GET' | 'POST', url: string, payload?: object) {
  const answer = await application.app.inject({
    method,
    url: `/api${url}`,
    headers: { cookie },
    ...(payload && { payload }),
  });
  return { status: answer.statusCode, json: () => answer.json() };
}

/** Every call that takes a cursor, found by its contract, so that a new list is in the table by itself. */
const addresses: Record<string, string> = {
  'access.listChangeRequests': '/change-requests?',
  'audit.list': '/events?',
  'dailyReports.listAnomalies': '/anomalies?',
  'dailyReports.list': '/daily-reports?',
  'dailyReports.missing': '/daily-reports/missing?date=2026-03-16&',
  'messaging.listMine': '/me/messages?',
  'messaging.outbox': '/outbox?',
  'org.listCommunities': '/communities?',
  'org.listCompanies': '/companies?',
  'org.listPeople': '/people?',
  'org.pickCommunities': '/communities/pick?q=x&',
  'org.listShifts': '/duty-shifts?',
  'records.findChoosable': '/records/hazardReport/choices/rectifier?',
  'records.findLinkable': '/records/inspectionRecord/links/point?',
  'records.listRemoved': '/records/hazardReport/removed?',
  'tasks.listMine': '/me/tasks?',
};

/** Lists that are asked for by a body. */
const posted: Readonly<Record<string, string>> = { 'records.query': '/records/hazardReport/query' };

test('every list is in the table of cursors', () => {
  const lists = application.routes.calls.filter(({ query, body }) => takesCursor(query) || takesCursor(body));
  expect(lists.map((call) => call.name).sort()).toEqual([...Object.keys(addresses), ...Object.keys(posted)].sort());
});

function takesCursor(schema: unknown): boolean {
  return 'cursor' in ((schema as { properties?: object } | undefined)?.properties ?? {});
}

test.each(Object.entries(posted))('%s refuses a crafted cursor in its body', async (_name, url) => {
  for (const cells of crafted) {
    const { status, json } = await ask('POST', url, { cursor: encodeCursor(cells) });
    expect([status, json().code], JSON.stringify(cells)).toEqual([400, 'base.malformed']);
  }
});

const uuid = '01900000-0000-7000-8000-00000000ffff';
const crafted: (string | number | null)[][] = [
  ['x', uuid],
  [null, null],
  [null],
  ['a\0b'],
  ['2026-03-16T02:00:00.000Z', 'not-uuid'],
  ['2026-02-30', uuid],
  ['2026-02-30T00:00:00.000Z', uuid],
  ['0000-01-01', uuid],
  [1e30, uuid],
  ['99999999999999999999', 1],
  ['1', 1e300],
  [1e30, 0, null, 1, uuid, 0],
];

test.each(Object.entries(addresses))(
  '%s refuses a cursor of the right shape and the wrong content',
  async (name, url) => {
    for (const cells of crafted) {
      // A name and an id are a place in the list of people, whatever the name.
      if (name === 'org.listPeople' && typeof cells[0] === 'string' && cells[1] === uuid) continue;
      const { status, json } = await ask('GET', `${url}cursor=${encodeCursor(cells)}`);
      expect([status, json().code, json().details], JSON.stringify(cells)).toEqual([
        400,
        'base.malformed',
        { reason: 'cursor' },
      ]);
    }
  },
);

const noDays = ['2026-02-30', '2025-02-29', '2026-04-31', '0000-01-01', '2026-13-01', 'x'];
const dated: ['GET' | 'POST', string, string, string][] = [
  ['GET', '/daily-reports?from=', 'from', 'schema.format'],
  ['GET', '/daily-reports?to=', 'to', 'schema.format'],
  ['GET', '/daily-reports/export?from=', 'from', 'schema.format'],
  ['GET', '/daily-reports/board?level=district&date=', 'date', 'schema.format'],
  ['GET', '/daily-reports/missing?date=', 'date', 'schema.format'],
  ['POST', '/daily-reports/urge', 'date', 'schema.format'],
];

test.each(dated)('%s %s names a day that there is not', async (method, url, path, code) => {
  for (const day of noDays) {
    const body = { id: runtime.newId(), date: day };
    const { status, json } = await (method === 'GET' ? ask(method, `${url}${day}`) : ask(method, url, body));
    expect([status, json().problems?.[0]], day).toMatchObject([422, { path, code }]);
  }
});

test('a month of the year 0000 is no month', async () => {
  const url = `/communities/${cast.eastGarden.id}/report-calendar?month=`;
  expect((await ask('GET', `${url}2026-02`)).status).toBe(200);
  for (const month of ['0000-01', '2026-00', '2026-13']) {
    const { status, json } = await ask('GET', `${url}${month}`);
    expect([status, json().problems]).toMatchObject([422, [{ path: 'month', code: 'schema.pattern' }]]);
  }
});

test('on a nearly full disk signing in goes on, other changes do not, and the probe can tell', async () => {
  const health = async () => (await application.app.inject('/healthz')).json();
  const signIn = async () =>
    (await ask('POST', '/sign-in/password', { account: 'nobody', password: 'wrong password' })).status;
  expect(await health()).toEqual({ ok: true, writes: true });

  disk.isFull = true;
  expect(await health()).toEqual({ ok: true, writes: false, reason: 'diskFull' });
  expect(await signIn()).toBe(401);
  expect((await ask('POST', '/daily-reports/urge', { id: runtime.newId(), date: '2026-03-16' })).status).toBe(507);
  expect((await ask('POST', '/nowhere', {})).status).toBe(507);
  expect((await ask('GET', '/me')).status).toBe(200);

  disk.isSpent = true;
  expect(await signIn()).toBe(507);
});
