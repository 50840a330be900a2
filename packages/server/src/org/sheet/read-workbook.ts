/**
 * The first sheet of an .xlsx, row by row. What the zip unpacks to was judged when it was uploaded
 * (`files/inspect/archive.ts`); only rows and columns are counted here.
 */
import { Readable } from 'node:stream';
import { Problem } from '@anshao/core/base/errors.ts';
import ExcelJS from 'exceljs';
import { sheetLimits } from './limits.ts';
import type { SheetRow } from './read-sheet.ts';

export async function* readWorkbook(bytes: Buffer): AsyncGenerator<SheetRow> {
  try {
    const workbook = new ExcelJS.stream.xlsx.WorkbookReader(Readable.from([bytes]), {
      worksheets: 'emit',
      sharedStrings: 'cache',
      styles: 'cache',
      hyperlinks: 'ignore',
      entries: 'emit',
    });
    for await (const worksheet of workbook) {
      for await (const row of worksheet) {
        if (row.number > sheetLimits.rows * 2) throw new Problem('org.import-too-long', { limit: sheetLimits.rows });
        yield { row: row.number, cells: cellsOf(row) };
      }
      return;
    }
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw new Problem('org.import-unreadable', { reason: '不是完整的 .xlsx 文件' });
  }
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
