import { describe, expect, test } from 'vitest';
import { cellsOf, readBack, refusals, settled } from '../testing/one-field.ts';
import { answerLabels } from './yes-no.ts';

const question = { type: 'yesNo' } as const;

describe('yes or no', () => {
  test('no is an answer, not the lack of one', () => {
    expect(settled(question, false)).toBe(false);
    expect(settled(question, null)).toBeNull();
  });

  test.each(['true', 1, '', [], 'yes'])('%o is refused', (value) => {
    expect(refusals(question, value)).toEqual(['wrong-type']);
  });

  test('both answers come back from the database as they went', () => {
    for (const value of [true, false]) expect(readBack(question, cellsOf(question, value))).toBe(value);
    expect(readBack(question, { c_a: null })).toBeNull();
  });

  test('each answer may have a word of its own', () => {
    expect(answerLabels({ no: { label: '异常', tone: 'danger' } })).toEqual({ yes: '是', no: '异常' });
  });
});
