import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { Problem } from '@anshao/core/base/errors.ts';
import ExcelJS from 'exceljs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { workbookOf } from '../testing/sheets.ts';
import { readSheet } from './read-sheet.ts';
import { writeSheet } from './write-sheet.ts';

const read = (bytes: Buffer | string) => readSheet(Readable.from([Buffer.from(bytes)]));
const refusal = (bytes: Buffer | string) =>
  read(bytes).then(
    () => undefined,
    (error: Problem) => `${error.code} ${JSON.stringify(error.details)}`,
  );
async function* once(rows: readonly (readonly string[])[]) {
  yield rows;
}

describe('reading', () => {
  test('takes UTF-8 with a mark, GB18030, UTF-16 and tabs for what they are', async () => {
    const expected = { titles: ['小区编号', '小区名称'], rows: [{ row: 2, cells: ['A1', '东晖苑'] }] };
    expect(await read('\uFEFF小区编号,小区名称\r\nA1,东晖苑\r\n')).toEqual(expected);
    // 小区编号,小区名称 / A1,东晖苑 as Excel in Chinese saves it
    const gb18030 = Buffer.from('d0a1c7f8b1e0bac52cd0a1c7f8c3fbb3c60d0a41312cb6abeacdd4b70d0a', 'hex');
    expect(await read(gb18030)).toEqual(expected);
    expect(await read(Buffer.from('\uFEFF小区编号\t小区名称\r\nA1\t东晖苑\r\n', 'utf16le'))).toEqual(expected);
  });

  test('counts rows as the spreadsheet shows them and passes over empty ones', async () => {
    expect((await read('甲,乙\n\n,\n1,2\n')).rows).toEqual([{ row: 4, cells: ['1', '2'] }]);
    const bytes = await workbookOf([['甲', '乙'], [], [1, null], ['x', 'y']]);
    expect((await read(bytes)).rows).toEqual([
      { row: 3, cells: ['1', ''] },
      { row: 4, cells: ['x', 'y'] },
    ]);
  });

  test('gives the value a formula showed, and text of numbers, dates and rich text', async () => {
    const workbook = new ExcelJS.Workbook();
    const sheet = workbook.addWorksheet('一');
    sheet.addRow(['甲', '乙', '丙', '丁']);
    sheet.addRow([
      { formula: '1+1', result: 2 },
      13_800_000_000,
      new Date('2024-03-15T00:00:00Z'),
      { richText: [{ text: '东' }, { text: '晖', font: { bold: true } }] },
    ]);
    expect((await read(Buffer.from(await workbook.xlsx.writeBuffer()))).rows[0]?.cells).toEqual([
      '2',
      '13800000000',
      '2024-03-15',
      '东晖',
    ]);
  });

  test('keeps every character of a long Chinese sheet, with shared strings before or after it', async () => {
    const lines = Array.from({ length: 6000 }, (_, index) => [`小区编号${index}`, `惠城区江北街道三新路${index}号😀`]);
    // exceljs' other writer, which only tests use, breaks an emoji on its own edges
    const plain = lines.map((line) => line.map((cell) => cell.replace('😀', '')));
    expect((await read(await workbookOf(plain))).rows.map((row) => row.cells)).toEqual(plain.slice(1));
    const written = await buffer(
      writeSheet(
        '表',
        [
          { title: '甲', width: 9 },
          { title: '乙', width: 9 },
        ],
        once(lines),
      ),
    );
    expect((await read(written)).rows.map((row) => row.cells)).toEqual(lines);
  });

  test('reads on past a NUL, which its cell shows, but not a file that is full of them', async () => {
    expect(await read('小区编\0号,小区名称\nA\0,东晖苑和金山湖花园\n')).toEqual({
      titles: ['小区编号', '小区名称'],
      rows: [{ row: 2, cells: ['A\0', '东晖苑和金山湖花园'] }],
    });
    expect(await refusal(Buffer.from('code,name\nA1,B1\n', 'utf16le'))).toContain('不是表格文件');
  });

  test('says why it cannot read something', async () => {
    expect(await refusal('')).toContain('没有内容');
    expect(await refusal(Buffer.from('d0cf11e0a1b11ae1', 'hex'))).toContain('.xls');
    expect(await refusal(Buffer.from('504b030400000000', 'hex'))).toContain('.xlsx');
    expect(await refusal('甲,乙\n"没有结束,1\n')).toContain('引号');
    expect(await refusal(Buffer.from([0x41, 0xff, 0xff, 0x0a]))).toContain('编码');
    expect(await refusal(Array.from({ length: 101 }, (_, index) => `c${index}`).join(','))).toContain('100 列');
    expect(await refusal(`甲\n${'1\n'.repeat(50_001)}`)).toContain('org.import-too-long');
  });
});

describe('writing', () => {
  const columns = [
    { title: '甲', width: 10 },
    { title: '乙', width: 10 },
  ];

  test('leaves no formula, whatever a cell looks like', async () => {
    const dangerous = ['=1+1', '+8613800000000', '-2', '@SUM(A1)', '=HYPERLINK("http://x","y")'];
    const bytes = await buffer(writeSheet('表', columns, once(dangerous.map((text) => [text, '']))));
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.load(bytes.buffer as ArrayBuffer);
    const cells = workbook.worksheets[0]!.getColumn(1).values.slice(2);
    expect(cells).toEqual(dangerous);
    expect(workbook.worksheets[0]!.getCell('A2').type).toBe(ExcelJS.ValueType.String);
  });

  test('what was written is read back unchanged: formula-like, emoji, right-to-left, blanks inside', async () => {
    const hard = fc.constantFrom(
      '=1+1',
      '-2',
      '@a',
      "'quote",
      '👨‍👩‍👧',
      'שלום',
      '‮abc',
      '_x0041_',
      '&lt;',
      '<b>',
      'a  b',
      '"',
      ']]>',
      '1e3',
      '007',
    );
    const cell = fc
      .oneof(hard, fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }))
      .filter((text) => !/\p{Cc}/u.test(text) && text.trim() === text && text !== '');
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 6 }), async (rows) => {
        const bytes = await buffer(writeSheet('表', columns, once(rows)));
        expect((await read(bytes)).rows.map((row) => row.cells)).toEqual(rows);
      }),
      { numRuns: 60 },
    );
  });
});
