import pg from 'pg';
import { expect, test } from 'vitest';
import { createTestDatabase, testDatabase } from './database.ts';

const database = await testDatabase();
const other = await testDatabase();

test('the copy is migrated', async () => {
  const { rows } = await database.pool.query('SELECT count(*) AS count FROM schema_migrations');

  expect(rows[0].count).toBeGreaterThan(0);
});

test('what a transaction wrote is gone afterwards, and its result is handed on', async () => {
  const count = await database.inTransaction(async (transaction) => {
    await transaction.query('CREATE TABLE short_lived AS SELECT 1 AS one');
    const { rows } = await transaction.query('SELECT count(*) AS count FROM short_lived');
    return rows[0].count;
  });

  const { rows } = await database.pool.query("SELECT to_regclass('short_lived') AS found");

  expect(count).toBe(1);
  expect(rows).toEqual([{ found: null }]);
});

test('a failure in the transaction reaches the test, and the next transaction is clean', async () => {
  const failing = database.inTransaction((transaction) => transaction.query('SELECT 1 / 0'));

  await expect(failing).rejects.toMatchObject({ code: '22012' });
  expect(
    await database.inTransaction(async (transaction) => (await transaction.query('SELECT 1 AS one')).rows),
  ).toEqual([{ one: 1 }]);
});

test('two databases do not see each other', async () => {
  await database.pool.query('CREATE TABLE only_here (id integer)');

  const { rows } = await other.pool.query("SELECT to_regclass('only_here') AS found");

  expect(rows).toEqual([{ found: null }]);
});

test('a connection left open is reported by what it did last', async () => {
  const watched = await createTestDatabase();
  const client = new pg.Client({ connectionString: watched.url, application_name: 'forgetful test' });
  // The drop ends this connection, which is the point.
  client.on('error', () => {});
  await client.connect();
  await client.query('SELECT 42 AS forgotten');

  const closing = watched.close();

  await expect(closing).rejects.toThrow(/forgetful test.*SELECT 42 AS forgotten/);
});

test('a client of the pool that was not given back is reported too', async () => {
  const watched = await createTestDatabase();
  const client = await watched.pool.connect();
  await client.query('SELECT 43 AS kept');

  await expect(watched.close()).rejects.toThrow(/anshao.*SELECT 43 AS kept/);
});
