import fc from 'fast-check';
import { expect, test } from 'vitest';
import { uuidv7, uuidv7Sequence } from './uuid.ts';

const shape = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const moments = fc.integer({ min: 0, max: 2 ** 48 - 10_000 });
const bytes = fc.uint8Array({ minLength: 10, maxLength: 10 });

test('an id has the form of RFC 9562 and begins with its milliseconds', () => {
  fc.assert(
    fc.property(moments, bytes, (now, random) => {
      const id = uuidv7(now, random);
      expect(id).toMatch(shape);
      expect(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toBe(now);
    }),
  );
});

test('ids of a process ascend, whatever the clock and the randomness do', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(moments, bytes), { minLength: 2, maxLength: 50 }), (steps) => {
      let step = 0;
      const next = uuidv7Sequence(
        () => steps[step]?.[0] ?? 0,
        () => steps[step]?.[1] ?? new Uint8Array(10),
      );
      const ids = steps.map((_, index) => {
        step = index;
        return next();
      });
      for (const id of ids) expect(id).toMatch(shape);
      expect(ids).toEqual([...new Set(ids)].sort());
    }),
  );
});

test('more ids than one millisecond can count still ascend', () => {
  const next = uuidv7Sequence(
    () => 1_700_000_000_000,
    () => new Uint8Array(10).fill(255),
  );
  const ids = Array.from({ length: 10_000 }, next);
  expect(ids).toEqual([...new Set(ids)].sort());
});
