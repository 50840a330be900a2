/**
 * A database of its own for a test file, copied from the migrated template (some 50 ms).
 *
 * Most tests use `inTransaction`, which leaves nothing behind. Tests that need real commits or several connections use
 * `pool` and share what they write with the rest of their file.
 */
import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, inject } from 'vitest';
import { createPool } from '../database/pool.ts';
import type { Transaction } from '../database/sql.ts';
import { urlOf } from './database-url.ts';

export interface TestDatabase {
  readonly pool: pg.Pool;
  readonly url: string;
  /** Runs `work` in a transaction that is rolled back, whatever comes of it. */
  inTransaction<T>(work: (transaction: Transaction) => Promise<T>): Promise<T>;
  /** Drops the database; fails when something still holds a connection. `testDatabase` has it called after the file's tests. */
  close(): Promise<void>;
}

/** How long a busy server may take to notice that a connection was closed, and a worker to give its client back. */
const NOTICE_MS = 5_000;

/**
 * Makes the database. Call it once, at the top of the file or of a `describe`:
 * `const database = await testDatabase();`
 */
export async function testDatabase(): Promise<TestDatabase> {
  const database = await createTestDatabase();
  afterAll(database.close);
  return database;
}

/** The same for who closes it himself. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const serverUrl = inject('testServerUrl');
  const name = `anshao_test_${randomBytes(6).toString('hex')}`;
  const url = urlOf(serverUrl, name);
  await onServer(serverUrl, (server) => server.query(`CREATE DATABASE ${name} TEMPLATE ${inject('testTemplate')}`));

  const lost: Error[] = [];
  const pool = createPool(url, { max: 10, onError: (error) => lost.push(error) });
  // A client that a test keeps is torn down by the drop; unheard, that would end the test process.
  pool.on('connect', (client) => client.on('error', (error) => lost.push(error)));
  let closed: Promise<void> | undefined;
  return {
    pool,
    url,
    inTransaction: (work) => rolledBack(pool, work),
    close: () => {
      closed ??= close(serverUrl, name, pool, lost);
      return closed;
    },
  };
}

async function rolledBack<T>(pool: pg.Pool, work: (transaction: Transaction) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('BEGIN');
    return await work(Object.assign(client, { inTransaction: true as const }));
  } finally {
    await client.query('ROLLBACK').catch((error: Error) => {
      broken = error;
    });
    client.release(broken);
  }
}

async function close(serverUrl: string, name: string, pool: pg.Pool, lost: readonly Error[]): Promise<void> {
  // A client that was never given back makes end() wait for ever, so it is counted first.
  const isKept = () => pool.totalCount > pool.idleCount;
  // A worker that was stopped gives its client back a moment later.
  for (const deadline = Date.now() + NOTICE_MS; isKept() && Date.now() < deadline; ) await pause(20);
  const kept = pool.totalCount - pool.idleCount;
  if (kept === 0) await pool.end();
  const left = await onServer(serverUrl, async (server) => {
    const open = await openConnections(server, name, kept === 0 ? NOTICE_MS : 0);
    await server.query(`DROP DATABASE ${name} WITH (FORCE)`);
    return open;
  });
  if (left.length > 0) {
    throw new Error(`connections were left open after the tests; close them: ${left.join('; ')}`);
  }
  if (lost.length > 0) throw new AggregateError(lost, 'connections of the pool were lost during the tests');
}

/** What the connections to that database did last, once they had the time to go. */
async function openConnections(server: pg.Client, name: string, patienceMs: number): Promise<string[]> {
  for (const deadline = Date.now() + patienceMs; ; await pause(20)) {
    const { rows } = await server.query<{ what: string }>(
      "SELECT format('%s, %s, last statement: %s', application_name, state, left(query, 100)) AS what FROM pg_stat_activity WHERE datname = $1 AND backend_type = 'client backend'",
      [name],
    );
    if (rows.length === 0 || Date.now() >= deadline) return rows.map((row) => row.what);
  }
}

async function onServer<T>(url: string, work: (server: pg.Client) => Promise<T>): Promise<T> {
  const server = new pg.Client({ connectionString: url });
  await server.connect();
  try {
    return await work(server);
  } finally {
    await server.end();
  }
}
