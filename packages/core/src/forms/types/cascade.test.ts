import { describe, expect, test } from 'vitest';
import type { DictionaryEntry } from '../contract.ts';
import { cellsOf, designProblems, readBack, refusals, settled } from '../testing/one-field.ts';
import type { CascadeOption } from './cascade.ts';

const option = (code: string, children?: readonly CascadeOption[]): CascadeOption => ({
  code,
  label: code,
  status: 'active',
  ...(children && { children }),
});
const stopped = (code: string, children?: readonly CascadeOption[]): CascadeOption => ({
  ...option(code, children),
  status: 'stopped',
});

const options = [
  option('fire', [option('door', [option('lock'), stopped('hinge')]), option('hose')]),
  option('lift', [stopped('rope', [option('drum')])]),
];
const own = { type: 'cascade', options } as const;

describe('a choice in levels', () => {
  test.each([[['fire', 'door', 'lock']], [['fire', 'hose']], [['fire']], [[' fire ', 'hose']]])(
    '%o is taken',
    (value) => {
      expect(refusals(own, value)).toEqual([]);
    },
  );

  test.each([
    [['door'], ['not-below@[0]']],
    [['fire', 'lock'], ['not-below@[1]']],
    [['lift', 'hose'], ['not-below@[1]']],
    [['fire', 'window'], ['unknown-option@[1]']],
    [['fire', 'toString'], ['unknown-option@[1]']],
    [['fire', 5], ['wrong-type@[1]']],
    [['fire', 'door', 'hinge'], ['stopped-option@[2]']],
    [['fire', 'door', 'lock', 'lock', 'lock'], ['wrong-type']],
    ['fire', ['wrong-type']],
  ])('%o is refused: %o', (value, codes) => {
    expect(refusals(own, value)).toEqual(codes);
  });

  test('what lies below a stopped branch cannot be chosen either', () => {
    expect(refusals(own, ['lift', 'rope', 'drum'])).toEqual(['stopped-option@[1]']);
  });

  test('a stopped or vanished branch stays on the record that has it, whole and unchanged', () => {
    expect(refusals(own, ['fire', 'door', 'hinge'], { previous: ['fire', 'door', 'hinge'] })).toEqual([]);
    expect(refusals(own, ['old', 'gone'], { previous: ['old', 'gone'] })).toEqual([]);
    expect(refusals(own, ['lift', 'gone'], { previous: ['old', 'gone'] })).toEqual(['unknown-option@[1]']);
  });

  test('where only ends count, nothing half way is taken', () => {
    const ends = { ...own, leafOnly: true };
    expect(refusals(ends, ['fire', 'door'])).toEqual(['not-to-end']);
    expect(refusals(ends, ['fire', 'hose'])).toEqual([]);
    // All that lies below the lift is stopped, so the lift itself is an end.
    expect(refusals(ends, ['lift'])).toEqual([]);
  });

  test('a dictionary says by parents what lies below what', () => {
    const entries = new Map<string, DictionaryEntry>([
      ['fire', option('fire')],
      ['door', { ...option('door'), parent: 'fire' }],
      ['lift', option('lift')],
    ]);
    const dictionaries = new Map([['kinds', entries]]);
    const field = { type: 'cascade', dictionary: 'kinds' } as const;
    expect(refusals(field, ['fire', 'door'], { dictionaries })).toEqual([]);
    expect(refusals(field, ['lift', 'door'], { dictionaries })).toEqual(['not-below@[1]']);
    expect(refusals(field, ['fire'])).toEqual(['dictionary-missing']);
  });

  test('codes are unique in the whole tree, in four levels and no more', () => {
    const twice = [option('a', [option('b')]), option('c', [option('b')])];
    expect(designProblems({ type: 'cascade', options: twice })).toEqual([
      'duplicate-option@options[1].children[0].code',
    ]);
    const deep = (levels: number): CascadeOption => option(`l${levels}`, levels > 1 ? [deep(levels - 1)] : undefined);
    expect(designProblems({ type: 'cascade', options: [deep(4)] })).toEqual([]);
    expect(designProblems({ type: 'cascade', options: [deep(5)] })).not.toEqual([]);
    expect(designProblems({ type: 'cascade', options: [stopped('a')] })).toEqual(['no-options@options']);
    expect(designProblems({ ...own, dictionary: 'kinds' })).toEqual(['two-sources@']);
  });

  test('it comes back from the database as it went', () => {
    expect(cellsOf(own, ['fire', 'hose'])).toEqual({ c_a: ['fire', 'hose'] });
    expect(readBack(own, { c_a: ['fire', 'hose'] })).toEqual(['fire', 'hose']);
    expect(settled(own, [])).toBeNull();
  });
});
