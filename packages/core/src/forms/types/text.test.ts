import { describe, expect, test } from 'vitest';
import { designProblems, refusals, settled } from '../testing/one-field.ts';

describe('text held to a format', () => {
  const plate = { type: 'text', format: 'plate' } as const;
  const creditCode = { type: 'text', format: 'creditCode' } as const;
  const postcode = { type: 'text', format: 'postcode' } as const;

  test.each(['浙B·12345', '浙b 12345', '浙BD12345', '粤B1234学', '沪A12345D'])('%s is a number plate', (value) => {
    expect(refusals(plate, value)).toEqual([]);
  });

  test.each(['浙B1234', '浙I12345', 'B12345', '浙B1O345', '浙B1234567', '中B12345'])('%s is none', (value) => {
    expect(refusals(plate, value)).toEqual(['bad-plate']);
  });

  test('plates are written in capitals without dot or blank', () => {
    expect(settled(plate, ' 浙ｂ·１２３ 4f')).toBe('浙B1234F');
  });

  test.each(['91350100M000100Y43', '9144030071526726XG', '91110108551385082q'])('%s is a credit code', (value) => {
    expect(refusals(creditCode, value)).toEqual([]);
  });

  test('any one sign changed, or two neighbours swapped, is noticed by the check digit', () => {
    const code = '91350100M000100Y43';
    expect(refusals(creditCode, '91350100M000100Y44')).toEqual(['bad-credit-code']);
    for (let at = 0; at < 17; at++) {
      const other = code[at] === '7' ? '8' : '7';
      expect(refusals(creditCode, code.slice(0, at) + other + code.slice(at + 1)), String(at)).toHaveLength(1);
    }
    expect(refusals(creditCode, '91350100M000010Y43')).toEqual(['bad-credit-code']);
    expect(refusals(creditCode, '9135010OM000100Y43')).toEqual(['bad-credit-code']);
  });

  test('a postcode has six digits', () => {
    expect(refusals(postcode, '３１５０００')).toEqual([]);
    expect(refusals(postcode, '31500')).toEqual(['bad-postcode']);
  });

  test('a record from before the format keeps its text and takes no other bad one', () => {
    expect(refusals(postcode, '宁波', { previous: '宁波' })).toEqual([]);
    expect(refusals(postcode, '杭州', { previous: '宁波' })).toEqual(['bad-postcode']);
  });

  test('format and pattern hold together', () => {
    const local = { ...postcode, pattern: '315\\d{3}' } as const;
    expect(refusals(local, '315000')).toEqual([]);
    expect(refusals(local, '310000')).toEqual(['pattern']);
  });

  test('only formats of the library can be asked for', () => {
    expect(designProblems({ type: 'text', format: 'mobile' as never })).toEqual(['malformed@format']);
  });
});
