import { describe, expect, test } from 'vitest';
import { type SqlColumn, toSql } from './to-sql.ts';

const columns = new Map<string, SqlColumn>([
  ['level', { sql: 'r."c_level"', kind: 'text' }],
  ['count', { sql: 'r."c_count"', kind: 'number' }],
  ['tags', { sql: 'r."c_tags"', kind: 'texts' }],
]);

describe('a condition in SQL', () => {
  test('keeps comparisons plain, so that indexes serve them, and numbers parameters from where it is told', () => {
    expect(
      toSql(
        {
          all: [
            { field: 'level', op: 'equals', value: 'major' },
            {
              any: [
                { field: 'count', op: 'greater', value: 2 },
                { field: 'tags', op: 'includes', value: 'fire' },
              ],
            },
          ],
        },
        columns,
        4,
      ),
    ).toEqual({
      text: '(r."c_level" = $4::text and (r."c_count" > $5::numeric or r."c_tags" @> $6::text[]))',
      values: ['major', 2, ['fire']],
    });
  });

  test('asks for "is not true" only below a contrary', () => {
    expect(toSql({ field: 'level', op: 'notEquals', value: 'major' }, columns).text).toBe(
      '(r."c_level" = $1::text) is not true',
    );
    expect(toSql({ not: { any: [] } }, columns).text).toBe('((false) is not true)');
  });

  test('carries no literal in its text, whatever users type', () => {
    const { text, values } = toSql({ field: 'level', op: 'contains', value: `100%_\\'; drop table x;--` }, columns);
    expect(text).toBe('r."c_level" like $1::text');
    expect(values).toEqual([`%100\\%\\_\\\\'; drop table x;--%`]);
  });

  test('refuses fields it has no column for, and fields of different kinds', () => {
    expect(() => toSql({ field: 'gone', op: 'isEmpty' }, columns)).toThrow('gone');
    expect(() => toSql({ field: 'level', op: 'equals', value: { field: 'count' } }, columns)).toThrow('count');
  });
});
