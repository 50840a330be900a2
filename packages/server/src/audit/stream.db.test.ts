/** A stream that is open while the rights it was opened with are taken away. */
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { createAuthenticate } from '../access/authenticate.ts';
import { Routes } from '../access/routing.ts';
import { rolesByKey } from '../access/testing/access-app.ts';
import { buildCast, type Cast } from '../access/testing/cast.ts';
import { openSession } from '../access/testing/sessions.ts';
import { inTransaction } from '../base/database/pool.ts';
import { createHttp } from '../base/http/server.ts';
import { testDatabase } from '../base/testing/database.ts';
import { testRuntime } from '../base/testing/runtime.ts';
import { Live } from './live.ts';
import { registerAuditRoutes } from './routes.ts';
import { appendEvents, type NewEvent } from './service.ts';

const database = await testDatabase();
const runtime = testRuntime(database.pool);
const running: (() => Promise<unknown>)[] = [];
let cast: Cast;

beforeAll(async () => {
  cast = await buildCast(database.pool);
});
afterEach(async () => {
  for (const stop of running.splice(0).reverse()) await stop();
});

async function serve(heartbeatMs: number) {
  const app = createHttp(runtime);
  const live = new Live(runtime, database.url);
  registerAuditRoutes(new Routes(app, createAuthenticate(runtime, rolesByKey)), runtime, live, heartbeatMs);
  await live.start();
  running.push(() => live.stop());
  await app.listen({ port: 0, host: '127.0.0.1' });
  running.push(async () => {
    live.endStreams();
    app.server.closeAllConnections();
    await app.close();
  });
  return { live, address: `http://127.0.0.1:${(app.server.address() as AddressInfo).port}` };
}

async function watch({ live, address }: { live: Live; address: string }, cookie: string) {
  const answer = await fetch(`${address}/api/events/stream`, { headers: { cookie } });
  expect(answer.status).toBe(200);
  const seen = { text: '', hasEnded: false };
  void (async () => {
    for await (const part of answer.body!.pipeThrough(new TextDecoderStream())) seen.text += part;
    seen.hasEnded = true;
  })().catch(() => undefined);
  await expect.poll(() => live.subscribers).toBe(1);
  return seen;
}

const append = (...events: Partial<NewEvent>[]) =>
  inTransaction(database.pool, (transaction) =>
    appendEvents(
      transaction,
      events.map((event) => ({ at: runtime.clock.now(), type: '', actorId: null, subjectId: null, ...event })),
    ),
  );
const place = () => ({ communityId: cast.eastGarden.id, companyId: cast.anju.id, districtId: cast.huicheng.id });
const never = 60_000;

test('a session revoked in another process ends its stream at once, and nothing after that is sent', async () => {
  const here = await serve(never);
  const { person } = cast.districtOfficer;
  const seen = await watch(here, await openSession(database.pool, person.id));
  await append({ type: 'test.before', ...place() });
  here.live.announce();
  await expect.poll(() => seen.text, { timeout: 15_000 }).toContain('test.before');

  await database.pool.query('update sessions set revoked_at = now() where person_id = $1', [person.id]);
  await append({ type: 'access.signedOut', subjectId: person.id }, { type: 'test.after', ...place() });
  await database.pool.query('notify anshao_events');

  await expect.poll(() => seen.hasEnded, { timeout: 15_000 }).toBe(true);
  expect(seen.text).not.toContain('test.after');
  expect(here.live.subscribers).toBe(0);
});

test('a post that ended ends the stream of who held it; others go on and miss nothing', async () => {
  const there = await serve(never);
  const manager = await watch(there, await openSession(database.pool, cast.companyManager.person.id));
  const elsewhere = await serve(never);
  const association = await watch(elsewhere, await openSession(database.pool, cast.associationOfficer.person.id));

  await database.pool.query('update posts set ends_at = $2 where id = $1', [
    cast.companyManager.post.id,
    new Date(runtime.clock.now().getTime() - 1),
  ]);
  await append({ type: 'org.postEnded', ...place() }, { type: 'test.next', ...place() });
  there.live.announce();

  await expect.poll(() => manager.hasEnded, { timeout: 15_000 }).toBe(true);
  await expect.poll(() => association.text, { timeout: 15_000 }).toContain('test.next');
  expect(manager.text).not.toContain('test.next');
  expect(association.hasEnded).toBe(false);
});

test('a session that is gone without any event is noticed at the next heartbeat, and only that one', async () => {
  const here = await serve(50);
  const { person } = cast.administrator;
  const seen = await watch(here, await openSession(database.pool, person.id));
  await pause(300);
  expect(seen.hasEnded).toBe(false);

  await database.pool.query('update sessions set revoked_at = now() where person_id = $1', [person.id]);

  await expect.poll(() => seen.hasEnded).toBe(true);
});
