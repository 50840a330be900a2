import { expect, test } from 'vitest';
import { readViews, renamedView, setFilters, shownView, withoutView, withView } from './views.ts';

const late = { name: '补报', filters: { timing: 'late' } };
const open = { name: '未解决', filters: { anomaly: 'unresolved', districtId: 'd1' } };
const names = ['timing', 'anomaly', 'districtId'];

test('a view keeps the filters that are set and nothing else of the address', () => {
  expect(setFilters(names, { timing: 'late', anomaly: undefined, open: 'r1' })).toEqual({ timing: 'late' });
});

test('saving under a name that is taken replaces that view where it stands', () => {
  const changed = { name: '补报', filters: { timing: 'late', districtId: 'd2' } };
  expect(withView([late, open], changed)).toEqual([changed, open]);
  expect(withView([late], open)).toEqual([late, open]);
});

test('a view is renamed in its place, but not to the name of another', () => {
  expect(renamedView([late, open], '补报', '迟到')?.map((one) => one.name)).toEqual(['迟到', '未解决']);
  expect(renamedView([late, open], '补报', '未解决')).toBeUndefined();
  expect(renamedView([late], '补报', '补报')).toEqual([late]);
  expect(withoutView([late, open], '补报')).toEqual([open]);
});

test('a view is shown when the address has exactly its filters', () => {
  expect(shownView([late, open], names, { timing: 'late' })).toBe(late);
  expect(shownView([late, open], names, { timing: 'late', districtId: 'd1' })).toBeUndefined();
});

test('what an older version or a hand wrote into the browser cannot break the list', () => {
  expect(readViews(null)).toEqual([]);
  expect(readViews([late, null, 'x', { name: 3 }, { name: 'y', filters: { a: 1 } }])).toEqual([late]);
});
