import { districtsUnder, guangdongRegions } from '@anshao/presets/regions/districts.ts';
import { expect, test } from 'vitest';
import { many, sql } from '../base/database/sql.ts';
import { testDatabase } from '../base/testing/database.ts';
import { testRuntime } from '../base/testing/runtime.ts';
import { seedDistricts } from './districts.ts';

const database = await testDatabase();
const runtime = testRuntime(database.pool);

test('the shipped districts of Huizhou load as a tree, and loading them again changes nothing', async () => {
  const rows = districtsUnder(guangdongRegions, '4413');
  await database.inTransaction(async (transaction) => {
    expect(await seedDistricts(transaction, rows, runtime)).toEqual({ created: 9, updated: 0 });
    expect(await seedDistricts(transaction, rows, runtime)).toEqual({ created: 0, updated: 0 });
    const counties = await many<{ name: string }>(
      transaction,
      sql`select d.name from districts d join districts city on city.id = d.parent_id where city.code = '4413' order by d.position`,
    );
    expect(counties.map((row) => row.name)).toEqual([
      '惠城区',
      '惠阳区',
      '博罗县',
      '惠东县',
      '龙门县',
      '大亚湾区',
      '仲恺区',
    ]);
  });
});

test('all of Guangdong loads in one go', async () => {
  await database.inTransaction(async (transaction) => {
    const rows = districtsUnder(guangdongRegions, '44', ['province', 'city', 'county', 'street']);
    const { created } = await seedDistricts(transaction, rows, runtime);
    expect(created).toBe(guangdongRegions.rows.length);
  });
});

test('a district of the same code is renamed and keeps its id', async () => {
  await database.inTransaction(async (transaction) => {
    const row = { code: '44', name: '粤', level: 'province' as const };
    await seedDistricts(transaction, [row], runtime);
    const [before] = await many<{ id: string }>(transaction, sql`select id from districts where code = '44'`);
    expect(await seedDistricts(transaction, [{ ...row, name: '广东省' }], runtime)).toEqual({ created: 0, updated: 1 });
    expect(await many(transaction, sql`select id, name from districts`)).toEqual([{ id: before?.id, name: '广东省' }]);
  });
});

test('a district whose parent is missing is refused', async () => {
  await database.inTransaction(async (transaction) => {
    const orphan = [{ code: '4413', name: '惠州市', level: 'city' as const, parentCode: '44' }];
    await expect(seedDistricts(transaction, orphan, runtime)).rejects.toMatchObject({
      code: 'org.district-parent',
      details: { name: '惠州市', parentCode: '44' },
    });
  });
});
