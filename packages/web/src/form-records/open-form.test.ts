import type { DictionaryEntry, FormContext } from '@anshao/core/forms/contract.ts';
import { expect, test } from 'vitest';
import { withLabels } from './open-form.ts';

test('entries are told under the names of the record’s time, with the colour they have now; others are as they are', () => {
  const fire: DictionaryEntry = { code: 'fire', label: '消防与用电', status: 'active', tone: 'danger' };
  const lift: DictionaryEntry = { code: 'lift', label: '电梯', status: 'active' };
  const kinds = new Map([fire, lift].map((entry) => [entry.code, entry]));
  const context: FormContext = { now: '', today: '', dictionaries: new Map([['kinds', kinds]]) };
  const labels = { kinds: { fire: '消防安全', gone: '别区的类别' } };

  const told = withLabels(context, labels);

  expect([...(told.dictionaries.get('kinds')?.values() ?? [])]).toEqual([
    { ...fire, label: '消防安全' },
    lift,
    { code: 'gone', label: '别区的类别', status: 'stopped' },
  ]);
  expect(context.dictionaries.get('kinds')?.get('fire')).toBe(fire);
  expect(withLabels(context, labels)).toBe(told);
  expect(withLabels(context, undefined)).toBe(context);
});
