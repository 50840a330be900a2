import { expect, test } from 'vitest';
import { toE164 } from './phone-number.ts';

test.each([
  ['13800138000', '+8613800138000'],
  ['+8613800138000', '+8613800138000'],
  ['008613800138000', '+8613800138000'],
  ['8613800138000', '+8613800138000'],
  ['138 0013-8000', '+8613800138000'],
  ['+85261234567', '+85261234567'],
  ['12800138000', undefined],
  ['1380013800', undefined],
  ['+861380013800', undefined],
  ['0752-2299541', undefined],
  ['+012345678', undefined],
  ['', undefined],
])('%s is %s', (input, expected) => {
  expect(toE164(input)).toBe(expected);
});
