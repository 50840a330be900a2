import { describe, expect, it } from 'vitest';
import { maskMobile, maskName } from './masking.ts';

describe('masking', () => {
  it.each([
    ['13812345621', '138****5621'],
    ['2299541', '****41'],
    ['1', '****1'],
  ])('of the number %s shows %s', (mobile, shown) => {
    expect(maskMobile(mobile)).toBe(shown);
  });

  it.each([
    ['陈国强', '陈*强'],
    ['陈强', '陈*'],
    ['欧阳小明', '欧**明'],
    ['陈', '陈'],
    ['', ''],
    // One character of two code units stays whole.
    ['𠮷田健', '𠮷*健'],
  ])('of the name %s shows %s', (name, shown) => {
    expect(maskName(name)).toBe(shown);
  });
});
