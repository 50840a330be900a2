import type { MissingRow } from '@anshao/core/daily-reports/contract.ts';
import { describe, expect, test } from 'vitest';
import { isCooling, urgeCounts } from './urging.ts';

const now = Date.parse('2024-03-15T12:00:00Z');
const row = (part: Partial<Pick<MissingRow, 'personId' | 'state' | 'urge'>>) => ({
  personId: 'chen',
  state: 'open' as const,
  urge: null,
  ...part,
});
const urgedAt = (at: string) => ({ at, channel: 'sms', state: 'delivered' });

describe('whom urging reaches', () => {
  test('somebody in charge of several communities is told once, two people of one name twice', () => {
    expect(urgeCounts([row({}), row({}), row({ personId: 'chen-2' })], 30, now).people).toBe(2);
  });

  test('closed windows, nobody on file and the cool-down are left out, each community for one reason', () => {
    const rows = [
      row({ state: 'missed', personId: null }),
      row({ state: 'missed', urge: urgedAt('2024-03-15T11:50:00Z') }),
      row({ personId: null }),
      row({ urge: urgedAt('2024-03-15T11:50:00Z') }),
    ];
    expect(urgeCounts(rows, 30, now)).toEqual({ people: 0, closed: 2, nobody: 1, cooling: 1 });
  });

  test('the cool-down ends after the minutes that are set', () => {
    const urged = { urge: urgedAt('2024-03-15T11:30:00Z') };
    expect(isCooling(urged, 31, now)).toBe(true);
    expect(isCooling(urged, 30, now)).toBe(false);
  });
});
