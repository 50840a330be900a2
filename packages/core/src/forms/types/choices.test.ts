/** Single and multiple choice, as far as options are concerned; what they share stands in `choices.ts`. */
import { describe, expect, test } from 'vitest';
import type { Option } from '../contract.ts';
import { fieldTypeOf } from '../registry.ts';
import { designProblems, fieldOf, refusals } from '../testing/one-field.ts';

const option = (code: string, more: Partial<Option> = {}): Option => ({ code, label: code, status: 'active', ...more });

describe('options', () => {
  test('that show scores each need one, unless they are stopped', () => {
    const options = [option('a', { score: 5 }), option('b'), option('c', { status: 'stopped' })];
    expect(designProblems({ type: 'singleChoice', options, appearance: 'scores' })).toEqual([
      'score-missing@options[1].score',
    ]);
    expect(designProblems({ type: 'singleChoice', options, appearance: 'colours' })).toEqual([]);
  });

  test('five thousand of them cost a lookup, not a walk', () => {
    const options = Array.from({ length: 5000 }, (_, index) => option(`code${index}`));
    const field = fieldOf({ type: 'singleChoice', options });
    expect(designProblems({ type: 'singleChoice', options })).toEqual([]);
    const validate = fieldTypeOf(field).validator(field);
    const context = { now: '', today: '', dictionaries: new Map() };
    // A walk over 5,000 options for each of 200,000 values would be a thousand million steps.
    for (let round = 0; round < 200_000; round++) validate(`code${round % 5000}`, context, undefined);
    expect(validate('code5000', context, undefined)).toHaveLength(1);
    expect(designProblems({ type: 'singleChoice', options: [...options, option('last')] })).toEqual([
      'malformed@options',
    ]);
  }, 2000);

  test('a field tells its own, so that a publication sees which ones disappeared', () => {
    const choices = (field: Parameters<typeof fieldOf>[0]) => fieldTypeOf(fieldOf(field)).ownChoices?.(fieldOf(field));
    expect(choices({ type: 'multipleChoice', options: [option('a')] })).toMatchObject([{ code: 'a', label: 'a' }]);
    expect(choices({ type: 'singleChoice', dictionary: 'levels' })).toBeUndefined();
  });

  test('a code that the dictionary no longer has stays on the record that has it', () => {
    const field = { type: 'singleChoice', dictionary: 'levels' } as const;
    const dictionaries = new Map([['levels', new Map([['a', option('a')]])]]);
    expect(refusals(field, 'b', { dictionaries })).toEqual(['unknown-option']);
    expect(refusals(field, 'b', { dictionaries, previous: 'b' })).toEqual([]);
  });
});
