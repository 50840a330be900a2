import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromPercent, grouped, plain, toPercent, typedNumber } from './numbers.ts';

test('thousands are set off', () => {
  expect(grouped(1234567.5)).toBe('1,234,567.5');
  expect(grouped(-1234, 2)).toBe('-1,234.00');
  expect(grouped(999)).toBe('999');
  expect(grouped(0)).toBe('0');
});

test('a small number shows no exponent', () => {
  expect(plain(1e-7)).toBe('0.0000001');
});

test('numbers are read as phones’ keyboards type them', () => {
  expect(typedNumber('１，２３４。５')).toBe(1234.5);
  expect(typedNumber(' 12 ')).toBe(12);
  expect(typedNumber('1.')).toBe(1);
  expect(typedNumber('.5')).toBe(0.5);
  expect(typedNumber('-3')).toBe(-3);
});

test('nothing is null, and what is no number stays for the check to refuse', () => {
  expect(typedNumber('  ')).toBeNull();
  expect(typedNumber('1e5')).toBe('1e5');
  expect(typedNumber('十')).toBe('十');
  expect(typedNumber('1.2.3')).toBe('1.2.3');
  expect(typedNumber('0x10')).toBe('0x10');
});

test('what is written with thousands reads back as the same number', () => {
  fc.assert(
    fc.property(fc.integer({ min: -1e12, max: 1e12 }), (cents) => {
      const amount = cents / 100;
      expect(typedNumber(grouped(amount, 2))).toBe(amount === 0 ? 0 : amount);
    }),
  );
});

test('per cent and fraction turn into one another without noise', () => {
  expect(fromPercent(28)).toBe(0.28);
  expect(toPercent(0.28)).toBe(28);
  fc.assert(
    fc.property(fc.integer({ min: -1_000_000, max: 1_000_000 }), (hundredths) => {
      expect(toPercent(fromPercent(hundredths / 100))).toBe(hundredths / 100 === 0 ? 0 : hundredths / 100);
    }),
  );
});
