import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { childTableName, columnName, isReservedKey, quoted, recordColumns, rowColumns, tableName } from './naming.ts';

const key = fc.stringMatching(/^[a-z][A-Za-z0-9]{0,39}$/);
// Small alphabet, so that near misses like `aB`, `ab`, `aBC` meet often.
const similar = fc.stringMatching(/^[ab][ABab1]{0,39}$/);
const suffix = fc.constantFrom('', 'lat', 'accuracy');
const anyKey = fc.oneof(key, similar);

describe('names', () => {
  test('are never shared by different keys', () => {
    fc.assert(
      fc.property(anyKey, anyKey, anyKey, anyKey, suffix, suffix, (a, b, c, d, s, t) => {
        expect(tableName(a) === tableName(b)).toBe(a === b);
        expect(childTableName(a, c) === childTableName(b, d)).toBe(a === b && c === d);
        expect(columnName(a, s) === columnName(b, t)).toBe(a === b && s === t);
        expect(tableName(a)).not.toBe(childTableName(b, c));
      }),
      { numRuns: 2000 },
    );
  });

  test('fit PostgreSQL, need no escaping and never meet our own columns', () => {
    fc.assert(
      fc.property(anyKey, anyKey, suffix, (a, b, s) => {
        for (const name of [tableName(a), childTableName(a, b), columnName(a, s)]) {
          expect(name).toMatch(/^[a-z][a-z0-9_]{0,62}$/);
          expect(quoted(name)).toBe(`"${name}"`);
        }
        expect([...recordColumns, ...rowColumns]).not.toContain(columnName(a, s));
      }),
    );
  });

  test('can be read', () => {
    expect(tableName('fireDrill')).toBe('form_fire_drill');
    expect(childTableName('fireDrill', 'stepList')).toBe('form_fire_drill__step_list');
    expect(columnName('place', 'lat')).toBe('c_place__lat');
    expect(columnName('select')).toBe('c_select');
  });

  test('are not made of what is no key', () => {
    for (const bad of ['', 'A', 'a_b', 'a"b', 'a b', '名', 'a;drop']) expect(() => tableName(bad)).toThrow();
    for (const bad of ['x"; drop table y', 'X', '', 'a'.repeat(64)]) expect(() => quoted(bad)).toThrow();
  });

  test('keys with a meaning of their own are reserved', () => {
    for (const reserved of ['id', 'constructor', 'toString', 'hasOwnProperty', 'valueOf', '__proto__'])
      expect(isReservedKey(reserved)).toBe(true);
    expect(isReservedKey('position')).toBe(false);
  });
});
