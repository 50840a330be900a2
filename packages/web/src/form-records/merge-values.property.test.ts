import fc from 'fast-check';
import { expect, test } from 'vitest';
import { changedKeys, isSame, mergeValues } from './merge-values.ts';

const value = fc.oneof(
  fc.constant(null),
  fc.string({ maxLength: 3 }),
  fc.integer({ min: 0, max: 3 }),
  fc.array(fc.string({ maxLength: 1 }), { maxLength: 2 }),
);
const values = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), value);

test('what only one of two people changed is taken from that one, and nothing either typed is lost', () => {
  fc.assert(
    fc.property(values, values, values, (base, mine, theirs) => {
      const merged = mergeValues(base, mine, theirs);
      const conflicting = new Map(merged.conflicts.map((one) => [one.key, one]));
      for (const key of new Set([...Object.keys(base), ...Object.keys(mine), ...Object.keys(theirs)])) {
        const iChanged = !isSame(base[key], mine[key]);
        const theyChanged = !isSame(base[key], theirs[key]);
        if (iChanged && theyChanged && !isSame(mine[key], theirs[key])) {
          expect(conflicting.get(key)).toMatchObject({ mine: mine[key], theirs: theirs[key] });
          expect(isSame(merged.values[key], mine[key])).toBe(true);
        } else {
          expect(conflicting.has(key)).toBe(false);
          expect(isSame(merged.values[key], iChanged ? mine[key] : theirs[key])).toBe(true);
        }
      }
    }),
  );
});

test('merging with somebody who changed nothing leaves everything as it was typed', () => {
  fc.assert(
    fc.property(values, values, (base, mine) => {
      expect(mergeValues(base, mine, base)).toMatchObject({ values: mine, conflicts: [], taken: [] });
    }),
  );
});

test('nothing, null, an empty text and an empty list are the same; the order of keys says nothing', () => {
  expect(changedKeys({ a: null, b: [], c: { x: 1, y: 2 } }, { b: '', c: { y: 2, x: 1 } })).toEqual([]);
  expect(changedKeys({ a: 1 }, { b: 2 })).toEqual(['b', 'a']);
});
