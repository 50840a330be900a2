import type { Pool } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type FixedClock, fixedClock } from '../testing/fixed-clock.ts';
import { startTokenDatabase, type TokenDatabase } from '../testing/token-database.ts';
import { createTokenStore } from './token-store.ts';

let database: TokenDatabase;
let observer: Pool;
let pools: Pool[];
let clock: FixedClock;

beforeAll(async () => {
  database = await startTokenDatabase();
});
afterAll(() => database.stop());
beforeEach(async () => {
  clock = fixedClock();
  pools = [];
  observer = database.openPool(1);
  await observer.query('delete from connector_tokens');
});
afterEach(() => database.endPools());

/** A store with a pool of its own, as another process would have it. */
function processStore(fetchToken: () => Promise<{ token: string; expiresInSeconds: number }>, connector = 'wechat') {
  const pool = database.openPool(2);
  pools.push(pool);
  return createTokenStore({ pool, connector, fetchToken, now: clock.now });
}

/** A service that issues token-1, token-2, … and counts. */
function service(expiresInSeconds = 7200) {
  const state = { issued: 0, expiresInSeconds };
  const fetchToken = async () => {
    state.issued += 1;
    return { token: `token-${state.issued}`, expiresInSeconds: state.expiresInSeconds };
  };
  return { state, fetchToken };
}

async function untilWaitingForLock(count: number): Promise<void> {
  for (;;) {
    const { rows } = await observer.query(
      "select count(*)::int as waiting from pg_locks where locktype = 'advisory' and not granted",
    );
    if (rows[0].waiting === count) return;
  }
}

describe('sharing', () => {
  test('of eight processes that need a token at once, one asks and the others wait and read it', async () => {
    const entered = Promise.withResolvers<void>();
    const answer = Promise.withResolvers<void>();
    let asked = 0;
    const fetchToken = async () => {
      asked += 1;
      entered.resolve();
      await answer.promise;
      return { token: `token-${asked}`, expiresInSeconds: 7200 };
    };
    const gets = Array.from({ length: 8 }, () => processStore(fetchToken).get());
    await entered.promise;
    await untilWaitingForLock(7);
    answer.resolve();
    expect(new Set(await Promise.all(gets))).toEqual(new Set(['token-1']));
    expect(asked).toBe(1);
  });

  test('a hundred callers in one process take no more than one connection', async () => {
    const { state, fetchToken } = service();
    const store = processStore(fetchToken);
    await Promise.all(Array.from({ length: 100 }, () => store.get()));
    expect(state.issued).toBe(1);
    expect(pools[0]!.totalCount).toBe(1);
  });

  test('two accounts have two tokens', async () => {
    const { fetchToken } = service();
    expect(await processStore(fetchToken, 'account-a').get()).toBe('token-1');
    expect(await processStore(fetchToken, 'account-b').get()).toBe('token-2');
    expect(await processStore(fetchToken, 'account-a').get()).toBe('token-1');
  });
});

describe('age', () => {
  test('a token is used until five minutes before its end, then replaced', async () => {
    const { fetchToken } = service(7200);
    const store = processStore(fetchToken);
    await store.get();
    clock.advance(7200 - 301);
    expect(await store.get()).toBe('token-1');
    clock.advance(1);
    expect(await store.get()).toBe('token-2');
  });

  test('a token issued with less than five minutes left is used for half a minute, so that not each call asks again', async () => {
    const { state, fetchToken } = service(300);
    const store = processStore(fetchToken);
    await store.get();
    clock.advance(29);
    expect(await store.get()).toBe('token-1');
    state.expiresInSeconds = 7200;
    clock.advance(1);
    expect(await store.get()).toBe('token-2');
    expect(await store.get()).toBe('token-2');
  });

  test('a token past its end is never used, however fresh', async () => {
    const store = processStore(service(10).fetchToken);
    await store.get();
    clock.advance(11);
    expect(await store.get()).toBe('token-2');
  });
});

describe('refused tokens', () => {
  test('an invalidated token is replaced for all processes', async () => {
    const { fetchToken } = service();
    const [one, other] = [processStore(fetchToken), processStore(fetchToken)];
    await one.invalidate(await one.get());
    expect(await other.get()).toBe('token-2');
  });

  test('a late refusal of an older token leaves the present one alone', async () => {
    const { state, fetchToken } = service();
    const [one, other] = [processStore(fetchToken), processStore(fetchToken)];
    const old = await one.get();
    await other.invalidate(old);
    await other.get();
    await one.invalidate(old);
    expect(await one.get()).toBe('token-2');
    expect(state.issued).toBe(2);
  });
});

describe('when the service fails', () => {
  test('the caller hears why, nothing is stored and the next call tries again', async () => {
    const { fetchToken } = service();
    let broken = true;
    const store = processStore(() => (broken ? Promise.reject(new Error('40125')) : fetchToken()));
    await expect(store.get()).rejects.toThrow('40125');
    expect((await observer.query('select 1 from connector_tokens')).rowCount).toBe(0);
    broken = false;
    expect(await store.get()).toBe('token-1');
  });

  test('a process that waited for the failing one asks by itself', async () => {
    const entered = Promise.withResolvers<void>();
    const failure = Promise.withResolvers<never>();
    const failing = processStore(() => {
      entered.resolve();
      return failure.promise;
    }).get();
    await entered.promise;
    const waiting = processStore(service().fetchToken).get();
    await untilWaitingForLock(1);
    failure.reject(new Error('timeout'));
    await expect(failing).rejects.toThrow('timeout');
    expect(await waiting).toBe('token-1');
  });
});
