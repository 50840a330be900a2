import { compileForm } from '@anshao/core/forms/compile.ts';
import type { FieldDefinition, FormContext } from '@anshao/core/forms/contract.ts';
import { formulaRuns } from '@anshao/core/forms/formulas.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseCells, pasteCells, valueFromText } from './paste-rows.ts';

const context: FormContext = { now: '2024-03-15T00:00:00.000Z', today: '2024-03-15', dictionaries: new Map() };
const option = (code: string, label: string) => ({ code, label, status: 'active' as const });

test('cells of a spreadsheet keep line breaks and quotes', () => {
  expect(parseCells('a\t"两行\n备注"\t"说""好"""\r\nb\tc\td\r\n')).toEqual([
    ['a', '两行\n备注', '说"好"'],
    ['b', 'c', 'd'],
  ]);
});

test('a quote that closes nothing is a sign like any other', () => {
  expect(parseCells('3" 管\t"未闭合')).toEqual([['3" 管', '"未闭合']]);
});

test('cells written as Excel writes them come back as they were', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', '中', '"', '\t', '\n', ' '), maxLength: 6 });
  const quoted = (text: string) => (/["\t\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  fc.assert(
    fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 3 }), { minLength: 1, maxLength: 4 }), (rows) => {
      const written = rows.map((row) => row.map(quoted).join('\t')).join('\r\n');
      expect(parseCells(`${written}\r\n`)).toEqual(rows);
    }),
  );
});

test.each<[Partial<FieldDefinition>, string, unknown]>([
  [{ type: 'number' }, '1,234.5', 1234.5],
  [{ type: 'integer', unit: '个' } as Partial<FieldDefinition>, '24个', 24],
  [{ type: 'money' }, '¥12,800.50', 12800.5],
  [{ type: 'percentage' }, '15%', 0.15],
  [{ type: 'date' }, '2024/3/5', '2024-03-05'],
  [{ type: 'date' }, '2024年3月5日', '2024-03-05'],
  [{ type: 'date' }, '明天', '明天'],
  [{ type: 'dateTime' }, '2024/3/5 8:30', '2024-03-05T00:30:00.000Z'],
  [{ type: 'dateTime' }, '2024-03-05 23:15:30', '2024-03-05T15:15:30.000Z'],
  [{ type: 'time' }, '8：30', '8:30'],
  [{ type: 'yesNo' }, '√', true],
  [{ type: 'yesNo', no: { label: '不合格' } } as Partial<FieldDefinition>, '不合格', false],
  [{ type: 'text' }, '', null],
  [{ type: 'photos' }, 'a.jpg', undefined],
])('a cell of %o written “%s” is %o', (field, text, value) => {
  expect(valueFromText({ key: 'a', label: 'a', ...field } as FieldDefinition, text, context)).toEqual(value);
});

test('choices are known by their words or their codes; unknown words stay for the check to name', () => {
  const options = [option('ok', '正常'), option('bad', '异常')];
  const single: FieldDefinition = { key: 'a', label: 'a', type: 'singleChoice', options };
  const many: FieldDefinition = { key: 'a', label: 'a', type: 'multipleChoice', options };
  expect(valueFromText(single, '异常', context)).toBe('bad');
  expect(valueFromText(single, 'ok', context)).toBe('ok');
  expect(valueFromText(single, '不详', context)).toBe('不详');
  expect(valueFromText(many, '正常、异常', context)).toEqual(['ok', 'bad']);
});

const form = compileForm(
  {
    id: '',
    key: 'form',
    name: '',
    fields: [
      {
        key: 'rows',
        type: 'subform',
        label: '行',
        fields: [
          { key: 'name', type: 'text', label: '名称' },
          { key: 'count', type: 'integer', label: '数量' },
          { key: 'double', type: 'formula', label: '两倍', formula: '{count} * 2', result: 'number' },
        ],
      },
    ],
  },
  formulaRuns,
);
const columns = form.fields.byKey.get('rows')?.rows?.fields.fields ?? [];

test('cells are written over rows from where the caret is, further rows are added, results are left alone', () => {
  let made = 0;
  const pasted = pasteCells({
    rows: [{ _id: 'a', name: '旧' }],
    columns,
    cells: [
      ['一', '1', '99'],
      ['二', '2', '99'],
      ['三', '3', '99'],
    ],
    row: 0,
    column: 0,
    most: 2,
    newRow: () => ({ _id: `new${made++}` }),
    context,
  });
  expect(pasted).toEqual({
    rows: [
      { _id: 'a', name: '一', count: 1 },
      { _id: 'new0', name: '二', count: 2 },
    ],
    added: 1,
    left: 1,
  });
});

test('where rows may not be added nothing is', () => {
  const pasted = pasteCells({
    rows: [{}],
    columns,
    cells: [['a'], ['b']],
    row: 0,
    column: 0,
    most: 9,
    newRow: undefined,
    context,
  });
  expect(pasted).toMatchObject({ rows: [{ name: 'a' }], added: 0, left: 1 });
});
