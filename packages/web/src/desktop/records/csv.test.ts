import { expect, test } from 'vitest';
import { csvCell, distinctHeadings, toCsv } from './csv.ts';

test('a cell that a spreadsheet would run as a formula stays text', () => {
  expect(csvCell('=HYPERLINK("x")')).toBe(`"'=HYPERLINK(""x"")"`);
  expect(csvCell('+8613800000000')).toBe("'+8613800000000");
  expect(csvCell(-3)).toBe('-3');
});

test('commas, quotes and line breaks are quoted so that columns do not shift', () => {
  expect(
    toCsv([
      ['惠城区', '东晖苑, 三期'],
      ['a"b', 'c\nd'],
    ]),
  ).toBe('惠城区,"东晖苑, 三期"\r\n"a""b","c\nd"');
});

test('columns that are called alike are told apart, and never take a name that is there', () => {
  expect(distinctHeadings(['编号', '备注', '编号', '编号（2）', '备注', '编号'])).toEqual([
    '编号',
    '备注',
    '编号（2）',
    '编号（2）（2）',
    '备注（2）',
    '编号（3）',
  ]);
});
