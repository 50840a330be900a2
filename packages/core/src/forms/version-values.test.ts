import { describe, expect, it } from 'vitest';
import type { Fieldset } from './contract.ts';
import { knownValues, valuesAsFilled } from './version-values.ts';

const options = [{ code: '1', label: '一', status: 'active' as const }];
const fieldset: Fieldset = {
  fields: [
    { key: 'note', label: '备注', type: 'text' },
    { key: 'one', label: '选一', type: 'singleChoice', options },
    { key: 'many', label: '选几', type: 'multipleChoice', options },
    { key: 'who', label: '人', type: 'person' },
    {
      key: 'rows',
      label: '明细',
      type: 'subform',
      fields: [{ key: 'one', label: '选一', type: 'singleChoice', options }],
    },
  ],
};

describe('values a version knows', () => {
  it('are those of its fields, in rows as well; rows keep what they are known by', () => {
    const rows = [{ _id: 'r1', one: '1', gone: 2 }];
    expect(knownValues(fieldset, { note: 'a', gone: 'b', rows, constructor: 'x' })).toEqual({
      note: 'a',
      rows: [{ _id: 'r1', one: '1' }],
    });
  });

  it('stay as they are otherwise, empty ones too', () => {
    const values = { note: null, one: ['1'], rows: [] };
    expect(knownValues(fieldset, values)).toEqual(values);
  });
});

describe('values as they were filled in', () => {
  it('are one where the field became a list since, in rows as well', () => {
    expect(valuesAsFilled(fieldset, { one: ['1'], many: ['1'], who: ['p'], rows: [{ _id: 'r', one: ['1'] }] })).toEqual(
      {
        one: '1',
        many: ['1'],
        who: 'p',
        rows: [{ _id: 'r', one: '1' }],
      },
    );
  });

  it('are nothing where the list is empty, and all of it where it came to hold more', () => {
    expect(valuesAsFilled(fieldset, { one: [], who: ['p', 'q'] })).toEqual({ one: null, who: ['p', 'q'] });
  });

  it('stay as they are where nothing changed', () => {
    expect(valuesAsFilled(fieldset, { note: 'a', one: '1', who: null })).toEqual({ note: 'a', one: '1', who: null });
  });
});
