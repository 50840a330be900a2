import { expect, test } from 'vitest';
import type { PlannedCommunity } from './check-communities.ts';
import { namedCompanies, newCompaniesOf } from './new-companies.ts';

const standing = [
  { id: '1', code: 'AJ01', name: '安居物业服务有限公司' },
  { id: '2', code: 'WK01', name: '万科物业（惠州）有限公司' },
  { id: '3', code: 'BG01', name: '碧桂园生活服务集团股份有限公司' },
];
const planned = (row: number, company: PlannedCommunity['company']) => ({ row, company }) as PlannedCommunity;
const meant = (name: string) =>
  newCompaniesOf([planned(2, { code: 'NEW', name })], standing).newCompanies[0]?.alike?.code;

test.each([
  ['安居物业服务有限公可', 'AJ01'],
  ['安居物业管理有限公司', 'AJ01'],
  ['惠州市安居物业', 'AJ01'],
  ['安居物业服务有限公司', 'AJ01'],
  ['万科物业(惠州) 有限公司', 'WK01'],
  ['碧桂园生活服务集团有限公司', 'BG01'],
  ['碧桂圆生活服务集团股份有限公司', 'BG01'],
])('%s may mean a company that stands', (name, code) => {
  expect(meant(name)).toBe(code);
});

test.each(['全新物业服务有限公司', '物业服务有限公司', '保利物业服务有限公司', '万科', '市'])(
  '%s is a company of its own',
  (name) => {
    expect(meant(name)).toBeUndefined();
  },
);

test('a company is told once with all its rows, a standing one or none never', () => {
  const fresh = { code: 'N1', name: '新物业' };
  const rows = [planned(9, fresh), planned(3, fresh), planned(4, null), planned(5, { id: '1' }), planned(7, fresh)];
  expect(newCompaniesOf(rows, standing)).toEqual({
    newCompanies: [{ ...fresh, rows: 3, firstRow: 3, alike: null }],
    newCompanyCount: 1,
  });
});

test('of very many the first are named and all are counted', () => {
  const rows = Array.from({ length: 250 }, (_, index) =>
    planned(index + 2, { code: `N${index}`, name: `公司${index}` }),
  );
  const { newCompanies, newCompanyCount } = newCompaniesOf(rows, standing);
  expect([newCompanies.length, newCompanies.at(-1)?.firstRow, newCompanyCount]).toEqual([
    namedCompanies,
    namedCompanies + 1,
    250,
  ]);
});
