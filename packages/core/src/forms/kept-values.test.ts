import { describe, expect, test } from 'vitest';
import type { FieldDefinition, FormValues } from './contract.ts';
import { buildContext, buildForm, idOf } from './testing/build.ts';
import { validate } from './validate.ts';

const field = (type: FieldDefinition['type'], more: object = {}): FieldDefinition =>
  ({ key: 'it', label: '项', type, ...more }) as FieldDefinition;

/** Problems of a record that had `previous` and is sent with `values`. */
function problems(fields: readonly FieldDefinition[], values: FormValues, previous: FormValues): string[] {
  return validate(buildForm(fields), values, buildContext({ previous })).map(({ path, code }) => `${path} ${code}`);
}

describe('a value that a record had before a setting became narrower', () => {
  const photos = [1, 2, 3].map(idOf);
  const narrowed: readonly [FieldDefinition, kept: unknown, other: unknown, code: string][] = [
    [field('text', { maxLength: 3 }), '很长的备注', '另一条长的', 'forms.too-long'],
    [field('text', { minLength: 4 }), '短', '小', 'forms.too-short'],
    [field('text', { maxLength: 50, pattern: '\\d+' }), '甲', '乙', 'forms.pattern'],
    [field('multiline', { maxLength: 3 }), '很长的备注', '另一条长的', 'forms.too-long'],
    [field('number', { decimals: 0 }), 1.25, 1.5, 'forms.not-whole'],
    [field('number', { decimals: 1 }), 1.25, 1.35, 'forms.too-precise'],
    [field('number', { min: 5 }), 3, 4, 'forms.too-small'],
    [field('integer', { max: 5 }), 9, 8, 'forms.too-large'],
    [field('date', { latest: '2026-01-01' }), '2026-02-01', '2026-02-02', 'forms.too-late'],
    [field('photos', { max: 2 }), photos, [...photos].reverse(), 'forms.too-many'],
    [field('photos', { min: 4, max: 9 }), photos, photos.slice(1), 'forms.too-few'],
  ];

  test.each(narrowed)('stays as it is, and must fit once it is changed: %j', (one, kept, other, code) => {
    expect(problems([one], { it: kept }, { it: kept })).toEqual([]);
    expect(problems([one], {}, { it: kept })).toEqual([]);
    expect(problems([one], { it: other }, { it: kept })).toEqual([`it ${code}`]);
    expect(problems([one], { it: kept }, {})).toEqual([`it ${code}`]);
  });

  test('is still asked to be of its kind, and may not be emptied where it is required', () => {
    expect(problems([field('number')], { it: 'zwei' }, { it: 'zwei' })).toEqual(['it forms.wrong-type']);
    const required = field('text', { maxLength: 3, required: true });
    expect(problems([required], { it: '' }, { it: '很长的备注' })).toEqual(['it forms.required']);
  });

  test('is still held to the rules that the form has of its own', () => {
    const rule = { field: 'it', op: 'notEquals', value: '很长的备注' };
    const checked = field('text', { maxLength: 3, checks: [{ rule, message: '不可' }] });
    expect(problems([checked], {}, { it: '很长的备注' })).toEqual(['it forms.check']);
  });
});

describe('rows', () => {
  const rows = (more: object = {}) =>
    field('subform', { fields: [{ key: 'note', label: '备注', type: 'text', maxLength: 3 }], ...more });
  const row = (number: number, note: string) => ({ _id: idOf(number), note });
  const [one, other] = [row(1, '很长的备注'), row(2, '短')];

  test('keep what each of them had, wherever it stands now', () => {
    expect(problems([rows()], { it: [other, one] }, { it: [one, other] })).toEqual([]);
    expect(problems([rows()], { it: [row(2, '很长的备注'), one] }, { it: [one, other] })).toEqual([
      'it[0].note forms.too-long',
    ]);
  });

  test('may stay as many as they were, and are looked at one by one', () => {
    const three = [other, row(3, '三'), row(4, '四')];
    const changed = [other, row(3, '叁'), row(4, '四')];
    expect(problems([rows({ maxRows: 2 })], { it: changed }, { it: three })).toEqual([]);
    expect(problems([rows({ minRows: 4 })], { it: changed }, { it: three })).toEqual([]);
    expect(problems([rows({ maxRows: 2 })], { it: [other, row(3, '太长的字'), other] }, { it: three })).toEqual([
      'it[2]._id forms.repeated',
      'it[1].note forms.too-long',
    ]);
    expect(problems([rows({ maxRows: 2 })], { it: [...three, row(5, '五')] }, { it: three })).toEqual([
      'it forms.too-many',
    ]);
    expect(problems([rows({ minRows: 4 })], { it: three.slice(1) }, { it: three })).toEqual(['it forms.too-few']);
  });
});
