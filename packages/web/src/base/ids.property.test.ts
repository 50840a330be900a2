import { Id } from '@anshao/core/base/schemas.ts';
import { Value } from '@anshao/core/base/value.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { newId } from './ids.ts';

const moment = fc.integer({ min: 0, max: 2 ** 48 - 1 });
const random = fc.uint8Array({ minLength: 10, maxLength: 10 });

test('every id is a version 7 UUID that tells when it was made', () => {
  fc.assert(
    fc.property(moment, random, (now, bytes) => {
      const id = newId(now, bytes);
      expect(Value.Check(Id, id)).toBe(true);
      expect(id[14]).toBe('7');
      expect(Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16)).toBe(now);
    }),
  );
});

test('ids order by time', () => {
  fc.assert(
    fc.property(moment, moment, random, random, (a, b, x, y) => {
      fc.pre(a < b);
      expect(newId(a, x) < newId(b, y)).toBe(true);
    }),
  );
});
