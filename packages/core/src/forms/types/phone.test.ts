import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { refusals, settled } from '../testing/one-field.ts';

const field = { type: 'phone' } as const;

describe('a telephone number', () => {
  test.each([
    ['13812345678', '13812345678'],
    [' 138 1234 5678 ', '13812345678'],
    ['138-1234-5678', '13812345678'],
    ['+86 138 1234 5678', '13812345678'],
    ['0086-13812345678', '13812345678'],
    ['１３８１２３４５６７８', '13812345678'],
    ['057487654321', '0574-87654321'],
    ['(0574) 87654321', '0574-87654321'],
    ['（０５７４）８７６５４３２１', '0574-87654321'],
    ['010-62345678', '010-62345678'],
    ['02162345678', '021-62345678'],
    ['+86 574 87654321', '0574-87654321'],
    ['0086 (0574) 8765-4321', '0574-87654321'],
    ['0574-87654321 转 802', '0574-87654321-802'],
    ['0574—87654321', '0574-87654321'],
  ])('%s is %s', (typed, canonical) => {
    expect(settled(field, typed)).toBe(canonical);
    expect(refusals(field, typed)).toEqual([]);
  });

  test.each([
    '12812345678',
    '1381234567',
    '87654321',
    '0574-12345678',
    '010-6234567',
    '110',
    '574—87654321',
    '无',
    '+1 202 555 0134',
  ])('%s is refused', (value) => {
    expect(refusals(field, value)).toEqual(['bad-phone']);
  });

  test('only the kind that was asked for is taken', () => {
    expect(refusals({ ...field, accepts: 'mobile' }, '0574-87654321')).toEqual(['bad-mobile']);
    expect(refusals({ ...field, accepts: 'landline' }, '13812345678')).toEqual(['bad-landline']);
    expect(refusals({ ...field, accepts: 'landline' }, '0574-87654321')).toEqual([]);
  });

  test('what cannot be stored or is far too long is refused as such', () => {
    expect(refusals(field, '138\0')).toEqual(['unsafe-characters']);
    expect(refusals(field, '1'.repeat(100_000))).toEqual(['too-long']);
    expect(refusals(field, 13812345678)).toEqual(['wrong-type']);
  });

  test('the number of the country written twice is taken off twice', () => {
    expect(settled(field, '+86 0086 13812345678')).toBe('13812345678');
  });

  test('cleaning a number again changes nothing', () => {
    const typed = fc.stringMatching(/^[+0]{0,2}(86)?[ -]?[01]\d{2,3}[ -]?\d{7,8}[ -]?\d{0,4}$/);
    fc.assert(
      fc.property(fc.oneof(typed, fc.string()), (value) => {
        const once = settled(field, value);
        expect(settled(field, once)).toBe(once);
      }),
    );
  });
});
