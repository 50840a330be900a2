import { describe, expect, test } from 'vitest';
import { isOfManyDays } from './every-day.ts';

describe('an anomaly reported on several days', () => {
  test('in a list by thing the number of days still in that state decides, not when it was first found', () => {
    const once = { firstDate: '2024-03-12', reportDate: '2024-03-15', days: 1 };
    expect(isOfManyDays(once)).toBe(false);
    expect(isOfManyDays({ ...once, days: 3 })).toBe(true);
  });

  test('where no number is told, one first found before its day may be open on earlier days', () => {
    expect(isOfManyDays({ firstDate: '2024-03-12', reportDate: '2024-03-15' })).toBe(true);
    expect(isOfManyDays({ firstDate: '2024-03-15', reportDate: '2024-03-15' })).toBe(false);
  });
});
