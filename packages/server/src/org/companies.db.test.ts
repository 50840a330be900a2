import { beforeAll, expect, test } from 'vitest';
import { buildCast, type Cast } from '../access/testing/cast.ts';
import { testDatabase } from '../base/testing/database.ts';
import { testRuntime } from '../base/testing/runtime.ts';
import { createCompanies } from './companies.ts';

const { pool } = await testDatabase();
const companies = createCompanies(testRuntime(pool));
let cast: Cast;

beforeAll(async () => {
  cast = await buildCast(pool);
});

test('a company is entered once; its code cannot be taken twice, also not at the same moment', async () => {
  const { viewer } = cast.associationOfficer;
  const input = { code: 'NEW-1', name: ' 新家物业 ' };

  const results = await Promise.allSettled([
    companies.createCompany(viewer, input),
    companies.createCompany(viewer, input),
  ]);

  expect(results.filter((one) => one.status === 'fulfilled')).toMatchObject([
    { value: { code: 'NEW-1', name: '新家物业' } },
  ]);
  expect(results.find((one) => one.status === 'rejected')).toMatchObject({ reason: { code: 'org.code-taken' } });
});

test('a renamed company keeps what was not given; a taken code and a name of blanks are refused', async () => {
  const { viewer } = cast.administrator;

  const renamed = await companies.updateCompany(viewer, cast.anju.id, { name: '安居物业（集团）' });

  expect(renamed).toMatchObject({ code: cast.anju.code, name: '安居物业(集团)' });
  await expect(companies.updateCompany(viewer, cast.anju.id, { code: cast.hemei.code })).rejects.toMatchObject({
    code: 'org.code-taken',
  });
  await expect(companies.updateCompany(viewer, cast.anju.id, { name: '　' })).rejects.toMatchObject({
    code: 'base.invalid',
    problems: [{ path: 'name' }],
  });
});

test('a district officer may not', async () => {
  const { viewer } = cast.districtOfficer;
  await expect(companies.createCompany(viewer, { code: 'X', name: 'X' })).rejects.toMatchObject({
    code: 'access.forbidden',
  });
});
