import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cyclePath, dependencyOrder } from './dependencies.ts';

test('a formula comes after those it reads', () => {
  const reads = new Map([
    ['total', ['sum', 'rate']],
    ['sum', ['items.score']],
    ['rate', []],
  ]);
  expect(dependencyOrder(reads)).toEqual({ order: ['sum', 'rate', 'total'], cycles: [] });
});

test('a cycle is named by its path, and what reads it is left out', () => {
  const reads = new Map([
    ['a', ['b']],
    ['b', ['c']],
    ['c', ['a']],
    ['d', ['a', 'e']],
    ['e', []],
    ['f', ['f']],
  ]);
  const { order, cycles } = dependencyOrder(reads);
  expect(order).toEqual(['e']);
  expect(cycles.map((cycle) => cyclePath(cycle))).toEqual(['a → b → c → a', 'f → f']);
  expect(cyclePath(['a', 'a'], () => '合计')).toBe('合计 → 合计');
});

test('a chain of ten thousand formulas is ordered', () => {
  const reads = new Map(Array.from({ length: 10_000 }, (_, index) => [`f${index}`, [`f${index + 1}`]]));
  expect(dependencyOrder(reads).order.at(0)).toBe('f9999');
});

test('every formula is either in order or kept back by a cycle', () => {
  const name = fc.constantFrom(...'abcdefgh');
  const graph = fc.dictionary(name, fc.array(name, { maxLength: 3 }));
  fc.assert(
    fc.property(graph, (edges) => {
      const reads = new Map(Object.entries(edges));
      const { order, cycles } = dependencyOrder(reads);
      const place = new Map(order.map((one, index) => [one, index]));
      for (const one of order)
        for (const read of reads.get(one) ?? [])
          if (reads.has(read)) expect(place.get(read)).toBeLessThan(place.get(one) as number);
      expect(order.length === reads.size).toBe(cycles.length === 0);
      for (const cycle of cycles) {
        expect(cycle.at(0)).toBe(cycle.at(-1));
        for (const [index, one] of cycle.slice(0, -1).entries()) expect(reads.get(one)).toContain(cycle[index + 1]);
      }
      const reaches = (from: string, seen: Set<string>): boolean =>
        cycles.some((cycle) => cycle.includes(from)) ||
        (reads.get(from) ?? []).some((read) => !seen.has(read) && reaches(read, seen.add(read)));
      for (const one of reads.keys()) if (!place.has(one)) expect(reaches(one, new Set())).toBe(true);
    }),
    { numRuns: 1000 },
  );
});
