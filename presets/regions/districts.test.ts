import { expect, test } from 'vitest';
import { districtsUnder, guangdongRegions } from './districts.ts';

test('Huizhou comes with its province, its five counties and the two zones the operator added', () => {
  const rows = districtsUnder(guangdongRegions, '4413');
  expect(rows.map((row) => `${row.code} ${row.name}`)).toEqual([
    '44 广东省',
    '4413 惠州市',
    '441302 惠城区',
    '441303 惠阳区',
    '441322 博罗县',
    '441323 惠东县',
    '441324 龙门县',
    '4413DY 大亚湾区',
    '4413ZK 仲恺区',
  ]);
});

test('streets come only when asked for', () => {
  const rows = districtsUnder(guangdongRegions, '441302', ['province', 'city', 'county', 'street']);
  expect(rows.filter((row) => row.level === 'street').map((row) => row.name)).toContain('桥东街道');
  expect(rows.filter((row) => row.level === 'county').map((row) => row.name)).toEqual(['惠城区']);
});

test('every district stands after the one above it, and codes are unique', () => {
  const seen = new Set<string>();
  for (const [code, name, , parentCode] of guangdongRegions.rows) {
    expect(seen.has(code ?? ''), `${code} ${name} twice`).toBe(false);
    if (parentCode) expect(seen.has(parentCode), `${name} before ${parentCode}`).toBe(true);
    seen.add(code ?? '');
  }
});

test('a code nobody has gives nothing', () => {
  expect(districtsUnder(guangdongRegions, '99')).toEqual([]);
});
