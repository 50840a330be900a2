import type { Department } from '@anshao/core/org/departments-contract.ts';
import { expect, test } from 'vitest';
import { departmentLines, possibleParents } from './department-tree.ts';

const department = (id: string, parentId: string | null, companyId: string | null = 'k'): Department => ({
  id,
  name: id,
  companyId,
  companyName: companyId,
  parentId,
  position: 1,
  status: 'active',
  members: 0,
});
const rows = [
  department('office', null, null),
  department('lifts', 'works'),
  department('works', null),
  department('night', 'lifts'),
  department('guards', 'unseen'),
];

test('children stand below their parents, each company begins once, and whose parent is not seen stands at the top', () => {
  expect(
    departmentLines(rows).map(({ department: { id }, depth, startsCompany }) => [id, depth, startsCompany]),
  ).toEqual([
    ['office', 0, true],
    ['works', 0, true],
    ['lifts', 1, false],
    ['night', 2, false],
    ['guards', 0, false],
  ]);
});

test('a department goes anywhere in its company but below itself', () => {
  const ids = (of: string) =>
    possibleParents(
      rows,
      rows.find((row) => row.id === of),
    ).map((line) => line.department.id);
  expect(ids('works')).toEqual(['guards']);
  expect(ids('lifts')).toEqual(['works', 'guards']);
  expect(ids('guards')).toEqual(['works', 'lifts', 'night']);
});
