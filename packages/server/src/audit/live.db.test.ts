import { scopeOf } from '@anshao/core/access/rights.ts';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { buildCast, type Cast } from '../access/testing/cast.ts';
import { inTransaction } from '../base/database/pool.ts';
import { testDatabase } from '../base/testing/database.ts';
import { testRuntime } from '../base/testing/runtime.ts';
import { cursorOf, Live, parseCursor } from './live.ts';
import { appendEvents } from './service.ts';
import { type EventRow, eventsAfter, lastPosition } from './store.ts';

const database = await testDatabase();
const runtime = testRuntime(database.pool);
let cast: Cast;
const running: Live[] = [];

beforeAll(async () => {
  cast = await buildCast(database.pool);
});

afterEach(async () => {
  for (const live of running.splice(0)) await live.stop();
});

async function live(): Promise<Live> {
  const one = new Live(runtime, database.url);
  running.push(one);
  await one.start();
  return one;
}

function happened(type: string, place: { communityId: string; companyId: string | null; districtId: string }) {
  return inTransaction(database.pool, (transaction) =>
    appendEvents(transaction, [{ at: runtime.clock.now(), type, actorId: null, subjectId: null, ...place }]),
  );
}

const eastGarden = () => ({ communityId: cast.eastGarden.id, companyId: cast.anju.id, districtId: cast.huicheng.id });
const southTown = () => ({ communityId: cast.southTown.id, companyId: cast.hemei.id, districtId: cast.huiyang.id });

function watcher(name: 'associationOfficer' | 'districtOfficer') {
  const { viewer } = cast[name];
  const got: EventRow[] = [];
  const waiting: { count: number; done: () => void }[] = [];
  return {
    got,
    scope: scopeOf(viewer.posts, viewer.roles, 'dailyReport.read'),
    personId: viewer.personId,
    send: (event: EventRow) => {
      got.push(event);
      for (const one of waiting) if (got.length >= one.count) one.done();
    },
    reconsider: () => {},
    end: () => {},
    until: (count: number) =>
      new Promise<void>((done) => (got.length >= count ? done() : waiting.push({ count, done }))),
  };
}

test('an event announced by one process reaches the watchers of another, each within their rights', async () => {
  const [here, there] = [await live(), await live()];
  const [association, district] = [watcher('associationOfficer'), watcher('districtOfficer')];
  await there.subscribe(association, undefined);
  await there.subscribe(district, undefined);

  await happened('test.far', southTown());
  await happened('test.near', eastGarden());
  here.announce();
  await Promise.all([association.until(2), district.until(1)]);

  expect(association.got.map((event) => event.type)).toEqual(['test.far', 'test.near']);
  expect(district.got.map((event) => event.type)).toEqual(['test.near']);
});

test('a reconnecting watcher misses nothing and gets nothing twice', async () => {
  const one = await live();
  const first = watcher('associationOfficer');
  const leave = await one.subscribe(first, undefined);
  await happened('test.1', eastGarden());
  one.announce();
  await first.until(1);
  leave();
  await happened('test.2', eastGarden());
  await happened('test.3', eastGarden());

  const again = watcher('associationOfficer');
  await one.subscribe(again, parseCursor(cursorOf(first.got[0]!)));
  await happened('test.4', eastGarden());
  one.announce();
  await again.until(3);

  expect(again.got.map((event) => event.type)).toEqual(['test.2', 'test.3', 'test.4']);
});

test('a slow transaction that began first is not skipped by a faster one that committed first', async () => {
  const start = await lastPosition(database.pool);
  const slow = await database.pool.connect();
  await slow.query('begin');
  await appendEvents(Object.assign(slow, { inTransaction: true as const }), [
    { at: runtime.clock.now(), type: 'test.slow', actorId: null, subjectId: null },
  ]);
  await happened('test.fast', eastGarden());

  const during = await eventsAfter(database.pool, start, 10);
  await slow.query('commit');
  slow.release();

  expect(during).toEqual([]);
  // Transactions of other databases of this server, older than these, hold them back for a while as well.
  await expect
    .poll(async () => (await eventsAfter(database.pool, start, 10)).map((event) => event.type), { timeout: 20_000 })
    .toEqual(['test.slow', 'test.fast']);
});
