import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { refusals, settled } from '../testing/one-field.ts';
import { idCard } from './id-card.ts';

const field = { type: 'idCard' } as const;
// The examples of the standard itself.
const examples = ['11010519491231002X', '440524188001010014'];

describe('an identity card', () => {
  test.each(examples)('%s is taken', (value) => {
    expect(refusals(field, value)).toEqual([]);
  });

  test('is written without blanks and with a capital X', () => {
    expect(settled(field, ' 110105 19491231 002x ')).toBe(examples[0]);
    expect(settled(field, '１１０１０５１９４９１２３１００２Ｘ')).toBe(examples[0]);
  });

  test('the mask of a stored number passes while nobody changes it', () => {
    const masked = '110***********002X';
    expect(refusals(field, masked, { previous: masked })).toEqual([]);
    expect(refusals(field, masked, { previous: '440***********0014' })).toEqual(['bad-id-card']);
  });

  test('any one wrong digit, and any two neighbours swapped, is noticed', () => {
    const [card = ''] = examples;
    fc.assert(
      fc.property(fc.nat(16), fc.nat(9), (at, digit) => {
        const wrong = card.slice(0, at) + digit + card.slice(at + 1);
        expect(refusals(field, wrong)).toHaveLength(wrong === card ? 0 : 1);
      }),
    );
    for (let at = 0; at < 16; at++) {
      const swapped = card.slice(0, at) + card[at + 1] + card[at] + card.slice(at + 2);
      if (swapped !== card) expect(refusals(field, swapped), swapped).toEqual(['bad-id-card']);
    }
  });

  test.each(['110105194912310', '11010519490231002X', '1101051949123100AX', '护照E12345678', '01010519491231002X'])(
    '%s is refused',
    (value) => {
      expect(refusals(field, value)).toEqual(['bad-id-card']);
    },
  );

  test('of somebody not yet born is refused', () => {
    // Right in shape and check sign, born on 2026-03-16.
    const card = '11010520260316001';
    const whole = [...'0123456789X'].map((sign) => card + sign);
    const accepted = (today: string) => whole.filter((value) => refusals(field, value, { today }).length === 0);
    expect(accepted('2026-03-15')).toEqual([]);
    expect(accepted('2026-03-16')).toHaveLength(1);
  });

  test('shows its first three and last four signs only', () => {
    expect(idCard.mask?.('440524188001010014')).toBe('440***********0014');
    expect(idCard.sealed).toBe(true);
  });
});
