import { describe, expect, test } from 'vitest';
import { cellKind, filed, notFiled, percent } from './figures.ts';

const day = (part: Partial<{ expected: number; missing: number; late: number }>) => ({
  date: '2024-03-15',
  expected: 20,
  missing: 0,
  late: 0,
  ...part,
});

describe('figures of the board', () => {
  test('late reports count as filed, open and missed ones as not filed', () => {
    const row = { expected: 10, onTime: 5, late: 2, open: 2, missed: 1 };
    expect(filed(row)).toBe(7);
    expect(notFiled(row)).toBe(3);
  });

  test('there is no rate where nothing was expected', () => {
    expect(percent(0, 0)).toBeNull();
    expect(percent(886, 1284)).toBe('69.0');
  });
});

describe('a day in the strip', () => {
  test('is empty when nothing was expected', () => {
    expect(cellKind(day({ expected: 0 }), 'district', false)).toBe('none');
  });

  test('is no miss while it is still running', () => {
    expect(cellKind(day({ expected: 1, missing: 1 }), 'community', true)).toBe('now');
    expect(cellKind(day({ expected: 1, missing: 0 }), 'community', true)).toBe('s0');
  });

  test('of a community says missed before late', () => {
    expect(cellKind(day({ expected: 1, missing: 1, late: 0 }), 'community', false)).toBe('missed');
    expect(cellKind(day({ expected: 1, late: 1 }), 'community', false)).toBe('late');
  });

  test('of a group gets darker with the share missing, fully from 20 %', () => {
    const shades = [0, 1, 2, 3, 3.9, 4, 20].map((missing) => cellKind(day({ missing }), 'district', false));
    expect(shades).toEqual(['s0', 's1', 's2', 's3', 's4', 's5', 's5']);
  });
});
