import type { Problem } from '@anshao/core/base/errors.ts';
import ExcelJS from 'exceljs';
import JSZip from 'jszip';
import { describe, expect, test } from 'vitest';
import { readBook } from './read-book.ts';

async function bytesOf(draw: (workbook: ExcelJS.Workbook) => void): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook();
  draw(workbook);
  return Buffer.from(await workbook.xlsx.writeBuffer());
}
const sheetOf = async (draw: (sheet: ExcelJS.Worksheet) => void) =>
  (await readBook(await bytesOf((workbook) => draw(workbook.addWorksheet('表'))))).sheets[0]!;
const refusal = (bytes: Buffer) =>
  readBook(bytes).then(
    () => undefined,
    (error: Problem) => `${error.code} ${String(error.details?.reason ?? JSON.stringify(error.details))}`,
  );

test('a cell shows what the sheet shows: dates, times, percentages, amounts, rich text, booleans', async () => {
  const sheet = await sheetOf((sheet) => {
    const formats = ['yyyy"年"m"月"d"日"', 'h:mm', 'yyyy-mm-dd hh:mm:ss', '0.0%', '¥#,##0.00', '0"米"', '@', 'General'];
    const values = [45366, 0.3541666666666667, 45366.5, 0.153, 1234.5, 3, '007', 0.1 + 0.2];
    values.forEach((value, index) => {
      sheet.getCell(1, index + 1).value = value;
      sheet.getCell(1, index + 1).numFmt = formats[index]!;
    });
    sheet.getCell('A2').value = { richText: [{ text: '检查' }, { text: '项目', font: { bold: true } }] };
    sheet.getCell('B2').value = true;
    sheet.getCell('C2').value = '  两边有空格 \n';
  });
  expect(sheet.cells.map(({ text, format }) => [text, format.kind])).toEqual([
    ['2024-03-15', 'date'],
    ['08:30', 'time'],
    ['2024-03-15 12:00', 'dateTime'],
    ['15.3%', 'percent'],
    ['1234.5', 'money'],
    ['3', 'number'],
    ['007', 'text'],
    ['0.3', 'general'],
    ['检查项目', 'general'],
    ['TRUE', 'general'],
    ['两边有空格', 'general'],
  ]);
  expect(sheet.cells[5]?.format.unit).toBe('米');
});

test('a formula is told with what it last showed, an error as one', async () => {
  const sheet = await sheetOf((sheet) => {
    sheet.getCell('A1').value = { formula: 'B1*2', result: 6 };
    sheet.getCell('B1').value = { error: '#REF!' };
    sheet.getCell('C1').value = { formula: 'B1&"x"', result: '好x' } as ExcelJS.CellValue;
  });
  expect(sheet.cells.map(({ text, formula, isError }) => [text, formula, isError])).toEqual([
    ['6', 'B1*2', undefined],
    ['#REF!', undefined, true],
    ['好x', 'B1&"x"', undefined],
  ]);
});

test('merged cells and formats of columns without content are kept', async () => {
  const sheet = await sheetOf((sheet) => {
    sheet.mergeCells('A1:D2');
    sheet.getCell('A1').value = '标题';
    sheet.getColumn(6).numFmt = 'yyyy-mm-dd';
    sheet.getCell('B5').numFmt = '0%';
  });
  expect(sheet.merges).toEqual([{ top: 1, left: 1, bottom: 2, right: 4 }]);
  expect(sheet.cells.map(({ text }) => text)).toEqual(['标题']);
  expect(sheet.columnFormats.get(6)?.kind).toBe('date');
  expect(sheet.columnFormats.get(2)?.kind).toBe('percent');
});

test('lists to choose from are found in the rule, on another sheet, and behind a name, for whole columns too', async () => {
  const book = await readBook(
    await bytesOf((workbook) => {
      const sheet = workbook.addWorksheet('表');
      const options = workbook.addWorksheet('选项 1', { state: 'hidden' });
      ['重大', '较大', '一般'].forEach((text, index) => {
        options.getCell(index + 2, 1).value = text;
      });
      workbook.definedNames.add("'选项 1'!$A$3:$A$4", '等级');
      const list = (formula: string) => ({ type: 'list' as const, allowBlank: true, formulae: [formula] });
      sheet.getCell('A2').dataValidation = list('"是,否"');
      sheet.getCell('B2').dataValidation = list("'选项 1'!$A$2:$A$4");
      sheet.getCell('C2').dataValidation = list('等级');
      sheet.getCell('D2').dataValidation = list('INDIRECT(A1)');
      sheet.getCell('A1').value = '甲';
    }),
  );
  expect(book.sheets[0]?.rules.map((rule) => rule.choices)).toEqual([
    ['是', '否'],
    ['重大', '较大', '一般'],
    ['较大', '一般'],
    undefined,
  ]);
  expect(book.sheets[1]?.isHidden).toBe(true);
});

/** Spread out into cells it would fill the memory, and the test with it would not end. */
test('a rule over a million rows stays one area', async () => {
  const bytes = await bytesOf((workbook) => {
    const sheet = workbook.addWorksheet('表');
    sheet.getCell('A1').value = '甲';
    sheet.getCell('A2').dataValidation = { type: 'list', formulae: ['"是,否"'] };
  });
  const zip = await JSZip.loadAsync(bytes);
  const part = 'xl/worksheets/sheet1.xml';
  const xml = await zip.file(part)!.async('string');
  zip.file(part, xml.replace('sqref="A2"', 'sqref="A1:XFD1048576"'));
  const book = await readBook(await zip.generateAsync({ type: 'nodebuffer' }));
  expect(book.sheets[0]?.rules[0]?.areas).toEqual([{ top: 1, left: 1, bottom: 1_048_576, right: 16_384 }]);
});

test('a text table is a book of one sheet', async () => {
  const { sheets } = await readBook(Buffer.from('姓名,电话\n张三,13800000000\n'));
  expect(sheets[0]?.cells.map(({ row, column, text }) => [row, column, text])).toEqual([
    [1, 1, '姓名'],
    [1, 2, '电话'],
    [2, 1, '张三'],
    [2, 2, '13800000000'],
  ]);
});

describe('what cannot be read is told with the reason', () => {
  const small = () => bytesOf((workbook) => workbook.addWorksheet('表').addRow(['甲']));

  test('nothing at all, and a workbook without a filled cell', async () => {
    expect(await refusal(Buffer.alloc(0))).toBe('forms.sheet-unreadable 文件是空的');
    expect(await refusal(await bytesOf((workbook) => workbook.addWorksheet('表')))).toContain('没有内容');
  });

  test('.xls, and an .xlsx with a password', async () => {
    const head = Buffer.from('d0cf11e0a1b11ae1', 'hex');
    expect(await refusal(Buffer.concat([head, Buffer.alloc(600)]))).toContain('.xls');
    const encrypted = Buffer.concat([head, Buffer.alloc(600), Buffer.from('EncryptedPackage', 'utf16le')]);
    expect(await refusal(encrypted)).toContain('密码');
  });

  test('cut off, damaged, a zip of something else', async () => {
    const bytes = await small();
    expect(await refusal(bytes.subarray(0, bytes.length / 2))).toContain('不是完整的');
    const zip = await JSZip.loadAsync(bytes);
    zip.file('xl/worksheets/sheet1.xml', '<worksheet><sheetData><row r="1"><c r="A1"');
    expect(await refusal(await zip.generateAsync({ type: 'nodebuffer' }))).toContain('损坏');
    const other = new JSZip();
    other.file('readme.txt', 'hello');
    expect(await refusal(await other.generateAsync({ type: 'nodebuffer' }))).toContain('不是 .xlsx');
    expect(await refusal(Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'))).toContain('forms.sheet-unreadable');
  });

  test('a bomb: too much XML for its directory, and more than the directory says', async () => {
    const zip = await JSZip.loadAsync(await small());
    zip.file('xl/worksheets/sheet1.xml', Buffer.alloc(70 * 1024 * 1024, ' '));
    const honest = await zip.generateAsync({ type: 'nodebuffer', compression: 'DEFLATE' });
    expect(await refusal(honest)).toContain('内容过多');
    // The size that the directory admits to is set to 100 bytes.
    const lying = Buffer.from(honest);
    const size = Buffer.alloc(4);
    size.writeUInt32LE(70 * 1024 * 1024);
    for (let at = lying.indexOf(size); at >= 0; at = lying.indexOf(size, at + 1)) lying.writeUInt32LE(100, at);
    expect(await refusal(lying)).toContain('不是完整的');
  });

  test('a part that is no XML is never unpacked, whatever names it a sheet', async () => {
    const zip = await JSZip.loadAsync(await small());
    const rels = await zip.file('xl/_rels/workbook.xml.rels')!.async('string');
    zip.file('xl/_rels/workbook.xml.rels', rels.replace('worksheets/sheet1.xml', 'worksheets/sheet1.bin'));
    zip.file('xl/worksheets/sheet1.bin', Buffer.alloc(1000, ' '));
    expect(await refusal(await zip.generateAsync({ type: 'nodebuffer' }))).toContain('没有工作表');
  });

  test('10,000 columns; empty ones that are only coloured do not count', async () => {
    const wide = await bytesOf((workbook) => {
      workbook.addWorksheet('表').addRow(Array.from({ length: 10_000 }, (_, index) => `列${index}`));
    });
    expect(await refusal(wide)).toContain('超过 500 列');
    const coloured = await sheetOf((sheet) => {
      sheet.getCell('A1').value = '甲';
      sheet.getCell(1, 10_000).numFmt = '0%';
    });
    expect(coloured.cells).toHaveLength(1);
  });
});

test('rows beyond the limit are left out, and the sheet says from where', async () => {
  const sheet = await sheetOf((sheet) => {
    sheet.getCell('A1').value = '甲';
    sheet.getCell('A20001').value = '太远';
  });
  expect(sheet.cells).toHaveLength(1);
  expect(sheet.cutAt).toBe(20_001);
});
