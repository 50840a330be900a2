import pg from 'pg';
import { afterAll, expect, inject, test } from 'vitest';
import { buildCast } from '../../access/testing/cast.ts';
import { testDatabase } from '../testing/database.ts';
import { urlOf } from '../testing/database-url.ts';
import { migrate, readMigrations } from './migrate.ts';

const filled = await testDatabase();
const migrations = readMigrations();

const server = new pg.Client({ connectionString: inject('testServerUrl') });
await server.connect();
await server.query('create database anshao_migrate_empty');
const empty = () => new pg.Pool({ connectionString: urlOf(inject('testServerUrl'), 'anshao_migrate_empty'), max: 2 });

afterAll(async () => {
  await server.query('drop database anshao_migrate_empty with (force)');
  await server.end();
});

test('several processes that start at once migrate an empty database together, each migration once', async () => {
  const pools = Array.from({ length: 5 }, empty);

  const applied = (await Promise.all(pools.map((pool) => migrate(pool)))).flat();

  expect(applied.sort()).toEqual(migrations.map((migration) => migration.name));
  expect(await migrate(pools[0]!)).toEqual([]);
  await Promise.all(pools.map((pool) => pool.end()));
});

test('a filled database is left as it is by a second run', async () => {
  await buildCast(filled.pool);

  expect(await migrate(filled.pool)).toEqual([]);

  const { rows } = await filled.pool.query('select count(*) as count from people');
  expect(rows[0].count).toBe(7);
});

test('a migration that was edited after it ran is refused', async () => {
  const [first, ...rest] = migrations;
  const edited = [{ ...first!, checksum: 'other' }, ...rest];
  await expect(migrate(filled.pool, edited)).rejects.toThrow(/0001_platform\.sql was changed/);
});

test('a database of a newer version is refused', async () => {
  await expect(migrate(filled.pool, migrations.slice(0, -1))).rejects.toThrow(/newer version/);
});

test('a migration that fails leaves nothing behind and says which one it was', async () => {
  const broken = { name: '9999_broken.sql', sql: 'create table half_done (id integer); select 1 / 0', checksum: 'x' };
  await expect(migrate(filled.pool, [...migrations, broken])).rejects.toThrow(/9999_broken/);
  const { rows } = await filled.pool.query("select to_regclass('half_done') as found");
  expect(rows[0].found).toBeNull();
});

test('numbers of migrations are unique', () => {
  const numbers = migrations.map((migration) => migration.name.slice(0, 4));
  expect(new Set(numbers).size).toBe(numbers.length);
});
