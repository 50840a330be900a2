/**
 * The first sheet of an .xlsx, row by row. What the zip unpacks to was judged when it was uploaded
 * (`files/inspect/archive.ts`); only rows and columns are counted here.
 */
import { Readable } from 'node:stream';
import { Problem } from '@anshao/core/base/errors.ts';
import ExcelJS from 'exceljs';
import { sheetLimits } from './limits.ts';
import type { SheetRow } from './read-sheet.ts';

/** The published types leave out the steps between unzipping and parsing. */
interface ReaderSteps extends ExcelJS.stream.xlsx.WorkbookReader {
  _parseSharedStrings(entry: Readable): AsyncGenerator<unknown>;
  _parseWorkbook(entry: Readable): Promise<void>;
  _parseWorksheet(chunks: AsyncIterable<Buffer | string>, sheetNo: string): Generator<unknown>;
}
// A cast because of that: the sheet tests fail should a newer exceljs name its steps otherwise.
const Reader = ExcelJS.stream.xlsx.WorkbookReader as unknown as new (
  ...args: ConstructorParameters<typeof ExcelJS.stream.xlsx.WorkbookReader>
) => ReaderSteps;

export async function* readWorkbook(bytes: Buffer): AsyncGenerator<SheetRow> {
  const workbook = new WholeCharacterReader(Readable.from([bytes]), {
    worksheets: 'emit',
    sharedStrings: 'cache',
    styles: 'cache',
    hyperlinks: 'ignore',
    entries: 'ignore',
  });
  const sheets = workbook[Symbol.asyncIterator]();
  try {
    const first = await sheets.next();
    if (first.done) return;
    for await (const row of first.value) {
      if (row.number > sheetLimits.rows * 2) throw new Problem('org.import-too-long', { limit: sheetLimits.rows });
      yield { row: row.number, cells: cellsOf(row) };
    }
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw new Problem('org.import-unreadable', { reason: '不是完整的 .xlsx 文件' });
  } finally {
    // The reader parks sheets in temporary files and removes each only when asked for the one after it.
    while (!(await sheets.next()).done);
  }
}

/**
 * exceljs 4.4 decodes each chunk of bytes by itself, so a Chinese character on the edge between two becomes `��`, about
 * once in 64 kB. Whole characters are handed to it instead: it passes strings on as they are.
 */
class WholeCharacterReader extends Reader {
  override _parseSharedStrings(entry: Readable) {
    return super._parseSharedStrings(entry.setEncoding('utf8'));
  }

  override _parseWorkbook(entry: Readable) {
    return super._parseWorkbook(entry.setEncoding('utf8'));
  }

  override _parseWorksheet(chunks: AsyncIterable<Buffer>, sheetNo: string) {
    return super._parseWorksheet(wholeCharacters(chunks), sheetNo);
  }
}

async function* wholeCharacters(chunks: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  for await (const chunk of chunks) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}

function cellsOf(row: ExcelJS.Row): string[] {
  if (row.cellCount > sheetLimits.columns) {
    throw new Problem('org.import-unreadable', { reason: `超过 ${sheetLimits.columns} 列` });
  }
  const cells: string[] = [];
  for (let column = 1; column <= row.cellCount; column++) cells.push(textOf(row.getCell(column).value));
  return cells;
}

function textOf(value: ExcelJS.CellValue): string {
  if (value === null || value === undefined) return '';
  if (typeof value !== 'object') return String(value);
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  if ('richText' in value) return value.richText.map((part) => part.text).join('');
  if ('error' in value) return value.error;
  if ('result' in value || 'formula' in value || 'sharedFormula' in value) return textOf(value.result ?? null);
  if ('text' in value) return textOf(value.text);
  return '';
}
