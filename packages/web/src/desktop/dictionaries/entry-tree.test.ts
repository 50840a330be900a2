import type { KeptEntry } from '@anshao/core/forms/dictionaries-contract.ts';
import { expect, test } from 'vitest';
import { linesOf, movedIds } from './entry-tree.ts';

const entry = (code: string, more: Partial<KeptEntry> = {}): KeptEntry => ({
  id: `id-${code}`,
  code,
  label: `条目${code}`,
  position: 1,
  parent: null,
  district: null,
  effectiveFrom: '2024-01-01',
  effectiveTo: null,
  details: {},
  formerLabels: [],
  ...more,
});
const entries = [
  entry('A'),
  entry('A1', { parent: 'A', details: { synonyms: ['着火'] } }),
  entry('A2', { parent: 'A', effectiveTo: '2024-02-01' }),
  entry('B', { effectiveFrom: '2025-01-01' }),
  entry('C', { parent: 'gone' }),
];
const today = '2024-03-15';
const told = (q = '', showsStopped = false) =>
  linesOf(entries, today, { q, showsStopped }).map(
    (line) => `${'>'.repeat(line.depth)}${line.entry.code} ${line.state}`,
  );

test('entries stand below their parents; what ended is shown when asked for; whose parent is gone stands by itself', () => {
  expect(told()).toEqual(['A active', '>A1 active', 'B coming', 'C active']);
  expect(told('', true)).toEqual(['A active', '>A1 active', '>A2 stopped', 'B coming', 'C active']);
});

test('a search finds synonyms and brings along what the entry stands below', () => {
  expect(told('着火')).toEqual(['A active', '>A1 active']);
});

test('an entry changes places with the one beside it, never with one of another level', () => {
  expect(movedIds(entries, 'id-A2', -1)).toEqual(['id-A', 'id-A2', 'id-A1', 'id-B', 'id-C']);
  expect(movedIds(entries, 'id-A1', -1)).toBeUndefined();
  expect(movedIds(entries, 'id-A', 1)).toEqual(['id-B', 'id-A1', 'id-A2', 'id-A', 'id-C']);
});
