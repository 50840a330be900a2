import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cellsOf, designProblems, readBack, refusals } from '../testing/one-field.ts';
import { amountInWords } from './values/money-words.ts';

describe('an amount of money', () => {
  test.each([0, 0.01, 1234.56, 9_999_999_999_999.99, -80])('%s is taken', (value) => {
    expect(refusals({ type: 'money' }, value)).toEqual([]);
  });

  test.each([
    [0.005, 'too-precise'],
    [1e14, 'too-large'],
    ['12.50', 'wrong-type'],
  ])('%s is refused: %s', (value, code) => {
    expect(refusals({ type: 'money' }, value)).toEqual([code]);
  });

  test('every amount in fen is precise enough', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e15 }), (fen) => {
        expect(refusals({ type: 'money' }, fen / 100)).toEqual([]);
      }),
    );
  });

  test('it comes back from the database as it went', () => {
    expect(readBack({ type: 'money' }, { c_a: '1234.50' })).toBe(1234.5);
    expect(cellsOf({ type: 'money' }, 1234.5)).toEqual({ c_a: 1234.5 });
  });

  test('only yuan are written in capitals', () => {
    expect(designProblems({ type: 'money', inWords: true })).toEqual([]);
    expect(designProblems({ type: 'money', inWords: true, currency: 'USD' })).toEqual(['words-of-yuan@inWords']);
    expect(designProblems({ type: 'money', currency: 'YUAN' as never })).toEqual(['malformed@currency']);
  });
});

describe('an amount in words', () => {
  test.each([
    [0, '零元整'],
    [0.05, '伍分'],
    [0.5, '伍角整'],
    [1, '壹元整'],
    [10, '壹拾元整'],
    [1409.5, '壹仟肆佰零玖元伍角整'],
    [6007.14, '陆仟零柒元壹角肆分'],
    [1680.32, '壹仟陆佰捌拾元叁角贰分'],
    [16409.02, '壹万陆仟肆佰零玖元零贰分'],
    [107000.53, '壹拾万零柒仟元伍角叁分'],
    [100_000_000, '壹亿元整'],
    [100_010_000, '壹亿零壹万元整'],
    [3_000_000_000_001, '叁万亿零壹元整'],
    [3_000_500_000_000, '叁万零伍亿元整'],
    [1_234_567_890_123.4, '壹万贰仟叁佰肆拾伍亿陆仟柒佰捌拾玖万零壹佰贰拾叁元肆角整'],
    [-20.07, '负贰拾元零柒分'],
  ])('%s is %s', (amount, words) => {
    expect(amountInWords(amount)).toBe(words);
  });

  test('no two amounts read the same, and no zero stands twice', () => {
    const fen = fc.integer({ min: 0, max: 1e15 });
    fc.assert(
      fc.property(fen, fen, (one, other) => {
        const words = amountInWords(one / 100);
        expect(words === amountInWords(other / 100)).toBe(one === other);
        expect(words).not.toMatch(/零零|undefined|零元(?!整)/);
      }),
    );
  });
});
