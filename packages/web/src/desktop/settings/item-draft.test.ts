import type { ItemEntry } from '@anshao/core/daily-reports/contract.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { freeCode, inOrder, isChanged, moved, replaced, stateOf } from './item-draft.ts';

function buildItem(part: Partial<ItemEntry> & { id: string }): ItemEntry {
  return {
    code: part.id,
    label: part.id,
    guidance: '',
    position: 1,
    districtId: null,
    effectiveFrom: '2024-01-01',
    effectiveTo: null,
    proposed: false,
    hazardCodes: [],
    ...part,
  };
}

const list = ['a', 'b', 'c', 'd'].map((id, index) => buildItem({ id, position: index * 10 }));
const ids = (items: readonly ItemEntry[]) => inOrder(items).map((item) => item.id);

describe('moving an item', () => {
  test('only changes what lies between its old and new place', () => {
    const next = moved(list, 'b', 2);
    expect(ids(next)).toEqual(['a', 'c', 'b', 'd']);
    expect(next.filter((item) => item !== list.find((one) => one.id === item.id)).map((item) => item.id)).toEqual([
      'c',
      'b',
    ]);
  });

  test('numbers all anew when two share a place', () => {
    const shared = [buildItem({ id: 'a' }), buildItem({ id: 'b' }), buildItem({ id: 'c' })];
    expect(ids(moved(shared, 'c', 0))).toEqual(['c', 'a', 'b']);
  });

  test('keeps every item exactly once, wherever it goes', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 12 }),
        fc.nat(),
        fc.integer({ min: -3, max: 15 }),
        (positions, pick, to) => {
          const items = positions.map((position, index) => buildItem({ id: `i${index}`, position }));
          const id = `i${pick % items.length}`;
          const next = moved(items, id, to);
          expect(next.map((item) => item.id).sort()).toEqual(items.map((item) => item.id).sort());
          expect(ids(next).indexOf(id)).toBe(Math.max(0, Math.min(items.length - 1, to)));
        },
      ),
    );
  });
});

describe('the state of an item', () => {
  test('a stop today holds through today', () => {
    expect(stateOf(buildItem({ id: 'a', effectiveTo: '2024-03-15' }), '2024-03-15')).toBe('stopping');
    expect(stateOf(buildItem({ id: 'a', effectiveTo: '2024-03-14' }), '2024-03-15')).toBe('stopped');
  });

  test('one from tomorrow is upcoming', () => {
    expect(stateOf(buildItem({ id: 'a', effectiveFrom: '2024-03-16' }), '2024-03-15')).toBe('upcoming');
    expect(stateOf(buildItem({ id: 'a' }), '2024-03-15')).toBe('current');
  });
});

test('a change taken back is no change', () => {
  const [first] = list;
  if (!first) throw new Error('the list is empty');
  const reworded = replaced(list, { ...first, label: '新' });
  expect(isChanged(reworded, list)).toBe(true);
  expect(isChanged(replaced(reworded, first), list)).toBe(false);
});

test('an item that is added has a code that no other has', () => {
  expect(freeCode([])).toBe('item-1');
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 20 }).map((number) => `item-${number}`)), (taken) => {
      expect(taken).not.toContain(freeCode(taken));
      expect(freeCode(taken)).toMatch(/^[a-z][a-z0-9-]{0,39}$/);
    }),
  );
});
