import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { designProblems } from '../testing/one-field.ts';
import { formatSerial, type SerialOptions, serialParts, serialPeriod } from './serial.ts';

const said = (pattern: string, resets?: SerialOptions['resets']) => ({ type: 'serial', pattern, resets }) as const;

describe('a serial number', () => {
  test.each([
    [said('YH{yyyy}{MM}{dd}-{0000}'), 17, 'YH20260305-0017'],
    [said('安〔{yyyy}〕{0}号'), 17, '安〔2026〕17号'],
    [said('{yy}/{00}'), 100, '26/100'],
  ])('%o counts %i as %s', (field, number, written) => {
    expect(formatSerial(field, '2026-03-05', number)).toBe(written);
  });

  test('begins anew with its period', () => {
    const period = (resets?: SerialOptions['resets']) => serialPeriod(said('{0}', resets), '2026-03-05');
    expect([period(), period('year'), period('month'), period('day')]).toEqual(['', '2026', '2026-03', '2026-03-05']);
  });

  test('reads as literals, dates and one counter', () => {
    expect(serialParts('A-{yyyy}.{000}')).toEqual([
      { literal: 'A-' },
      { date: 'yyyy' },
      { literal: '.' },
      { counter: 3 },
    ]);
  });

  test.each([
    [said('YH'), ['serial-counter@pattern']],
    [said('{00}{00}'), ['serial-counter@pattern']],
    [said('{mm}{00}'), ['serial-part@pattern']],
    [said('{{00}'), ['serial-part@pattern']],
    [said('{00'), ['serial-part@pattern', 'serial-counter@pattern']],
    [said(' {00}'), ['unsafe-characters@pattern']],
    [said('{00}', 'year'), ['serial-repeats@resets']],
    [said('{MM}{00}', 'month'), ['serial-repeats@resets']],
    [said('{yyyy}{00}', 'day'), ['serial-repeats@resets']],
    [said('{yy}{MM}{dd}{00}', 'day'), []],
    [said('{yyyy}{00}', 'never'), []],
  ])('%o: %o', (field, problems) => {
    expect(designProblems(field)).toEqual(problems);
  });

  test('with sound options never comes twice, as long as the digits suffice', () => {
    const day = fc
      .date({ min: new Date('2020-01-01'), max: new Date('2049-12-31'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10));
    const pattern = fc.shuffledSubarray(['{yy}', '{MM}', '{dd}', 'YH']).map((parts) => ['{000}', ...parts].join('-'));
    const resets = fc.constantFrom('never', 'year', 'month', 'day');
    const number = fc.integer({ min: 1, max: 999 });
    fc.assert(
      fc.property(pattern, resets, day, number, day, number, (shape, how, one, first, other, second) => {
        const field = said(shape, how as SerialOptions['resets']);
        fc.pre(designProblems(field).length === 0);
        const isSame = serialPeriod(field, one) === serialPeriod(field, other) && first === second;
        fc.pre(!isSame);
        expect(formatSerial(field, one, first)).not.toBe(formatSerial(field, other, second));
      }),
    );
  });
});
