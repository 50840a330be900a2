import { describe, expect, test } from 'vitest';
import { compilePattern, patternRefusal, patternTextLimit } from './safe-pattern.ts';

describe('patterns', () => {
  test.each([
    '1[3-9]\\d{9}',
    '[浙沪苏][A-Z](?:[A-Z0-9]{5}|[A-Z0-9]{6})',
    '\\d{17}[\\dXx]',
    '[^@]+@[^@]+\\.[a-z]+',
    '(?:第)?\\d+(?:号楼)?',
    '\\p{Script=Han}{2,20}',
    'A-\\d{2}(?:-\\d{2})?',
  ])('%s may be used', (pattern) => {
    expect(patternRefusal(pattern)).toBeUndefined();
    expect(compilePattern(pattern)).toBeInstanceOf(RegExp);
  });

  test.each([
    '',
    '(',
    ')a',
    '[z-a]',
    'a'.repeat(201),
    '(a+)+',
    '(a*)*b',
    '(a|a)*b',
    '(a|b|ab)*c',
    '((a{1,9}){1,9}){1,9}',
    '(?:a?){30}a{30}',
    `${'a?'.repeat(30)}${'a'.repeat(30)}`,
    '(a|a)'.repeat(30),
    '\\d*\\d*\\d*\\d*\\d*x',
    '((a{999}){999}){999}',
    '(a)\\1',
    '(?=a)a',
    '(?<!a)b',
    '(?<name>a)',
  ])('%s is refused', (pattern) => {
    expect(patternRefusal(pattern)).toMatch(/./);
    expect(() => compilePattern(pattern)).toThrow();
  });

  test('a pattern covers the whole text, alternatives included', () => {
    expect(compilePattern('a|b').test('ab')).toBe(false);
  });

  test('the dearest patterns that pass end on the longest text that is matched', () => {
    for (const pattern of ['\\d*\\d*\\d*x', '[^@]+@?[^@]+@?[^@]+x', '.*.*a.*x'])
      if (patternRefusal(pattern) === undefined)
        expect(compilePattern(pattern).test('1'.repeat(patternTextLimit))).toBe(false);
    expect(patternRefusal('\\d*\\d*\\d*x')).toBeUndefined();
  });
});
