/** The first sheet of an .xlsx, row by row, after a look at what the zip would unpack to. */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Problem } from '@anshao/core/base/errors.ts';
import ExcelJS from 'exceljs';
import yauzl from 'yauzl';
import { sheetLimits } from './limits.ts';
import type { SheetRow } from './read-sheet.ts';

export async function* readWorkbook(bytes: Buffer): AsyncGenerator<SheetRow> {
  await refuseBomb(bytes);
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

/**
 * Unpacks everything once, counting. The sizes a zip declares are not trusted: yauzl stops an entry that turns out
 * longer than declared, and the declared ones are added up.
 */
async function refuseBomb(bytes: Buffer): Promise<void> {
  const refuse = (reason: string) => new Problem('org.import-unreadable', { reason });
  let zip: yauzl.ZipFile;
  try {
    zip = await yauzl.fromBufferPromise(bytes);
  } catch {
    throw refuse('不是完整的 .xlsx 文件');
  }
  let unpacked = 0;
  let entries = 0;
  try {
    for await (const entry of zip.eachEntry()) {
      entries += 1;
      unpacked += entry.uncompressedSize;
      if (entries > sheetLimits.zipEntries || unpacked > sheetLimits.unpackedBytes) {
        throw refuse('解压后超过 200 MB');
      }
      await pipeline(await zip.openReadStreamPromise(entry), async (source) => {
        for await (const _ of source) continue;
      });
    }
  } catch (error) {
    throw error instanceof Problem ? error : refuse('文件已损坏');
  }
}
