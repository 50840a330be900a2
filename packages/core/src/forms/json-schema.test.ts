import { describe, expect, test } from 'vitest';
import { Value } from '../base/value.ts';
import { fieldSchema, recordSchema } from './json-schema.ts';
import { buildForm, checklist, filledChecklist, idOf } from './testing/build.ts';
import { fieldOf } from './testing/one-field.ts';

const plain = (schema: unknown): unknown => JSON.parse(JSON.stringify(schema));

describe('the schema of a record', () => {
  const schema = recordSchema(checklist);

  test('takes a filled record and one that is hardly begun', () => {
    expect(Value.Errors(schema, filledChecklist())).toEqual([]);
    expect(Value.Check(schema, { day: null })).toBe(true);
    expect(Value.Check(schema, { items: [{ _id: idOf(1), answer: 'normal' }] })).toBe(true);
  });

  test('refuses unknown fields and values of another shape', () => {
    expect(Value.Check(schema, { other: 1 })).toBe(false);
    expect(Value.Check(schema, { day: '2026-02-30' })).toBe(false);
    expect(Value.Check(schema, { items: [{ answer: 'perhaps' }] })).toBe(false);
    expect(Value.Check(schema, { _id: idOf(1) })).toBe(false);
  });

  test('names each field as the form does, and marks what only the system sets', () => {
    const form = buildForm([
      { key: 'code', label: '编号', type: 'serial', pattern: '{0000}' },
      { key: 'share', label: '比例', type: 'percentage', min: 0, max: 1 },
    ]);
    expect(plain(recordSchema(form))).toEqual({
      type: 'object',
      additionalProperties: false,
      properties: {
        code: {
          anyOf: [
            { type: 'string', minLength: 1, maxLength: 100, description: '由系统按 {0000} 编号' },
            { type: 'null' },
          ],
          title: '编号',
          readOnly: true,
        },
        share: {
          anyOf: [
            { type: 'number', minimum: 0, maximum: 1, description: '以小数表示：15% 写作 0.15' },
            { type: 'null' },
          ],
          title: '比例',
        },
      },
    });
  });

  test('says what codes mean, as long as there are not too many', () => {
    const options = [
      { code: 'a', label: '甲', status: 'active' },
      { code: 'b', label: '乙', status: 'stopped' },
    ] as const;
    expect(plain(fieldSchema(fieldOf({ type: 'singleChoice', options: [...options] })))).toEqual({
      enum: ['a', 'b'],
      description: 'a：甲；b：乙',
    });
    const many = Array.from({ length: 300 }, (_, index) => ({ ...options[0], code: `c${index}` }));
    expect(plain(fieldSchema(fieldOf({ type: 'singleChoice', options: many })))).toMatchObject({ type: 'string' });
  });
});
