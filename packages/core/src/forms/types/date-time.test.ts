import { describe, expect, test } from 'vitest';
import { fieldTypeOf } from '../registry.ts';
import { fieldOf, refusals } from '../testing/one-field.ts';

describe('a moment', () => {
  test('is set by the system only where it is a stamp', () => {
    const isSetBySystem = (stamp?: 'created' | 'submitted') => {
      const field = fieldOf({ type: 'dateTime', ...(stamp && { stamp }) });
      return fieldTypeOf(field).isSetBySystem?.(field);
    };
    expect([isSetBySystem(), isSetBySystem('created'), isSetBySystem('submitted')]).toEqual([false, true, true]);
  });

  test('that was already there may be older than now', () => {
    const later = { type: 'dateTime', notBeforeNow: true } as const;
    const past = '2020-01-01T00:00:00.000Z';
    expect(refusals(later, past)).toEqual(['too-early']);
    expect(refusals(later, past, { previous: past })).toEqual([]);
  });
});
