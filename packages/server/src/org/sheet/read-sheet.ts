/**
 * Reads the first sheet of an .xlsx, or a .csv, as text. Nothing is calculated: a cell that holds a formula gives the
 * value it showed, and text that only looks like one (`=A1`, `+86`) is text.
 */
import type { Readable } from 'node:stream';
import { Problem } from '@anshao/core/base/errors.ts';
import { oneLine } from '../clean-text.ts';
import { sheetLimits } from './limits.ts';
import { readCsv } from './read-csv.ts';

export interface SheetRow {
  /** As the spreadsheet counts; the titles are row 1. */
  readonly row: number;
  /** One for each title. */
  readonly cells: readonly string[];
}

export interface Sheet {
  readonly titles: readonly string[];
  /** Rows with at least one filled cell. */
  readonly rows: readonly SheetRow[];
}

/** @throws Problem `org.import-unreadable`, `org.import-too-long` */
export async function readSheet(stream: Readable): Promise<Sheet> {
  const bytes = await collect(stream);
  const zipped = bytes.length > 3 && bytes.readUInt32BE(0) === 0x504b0304;
  if (!zipped && bytes.subarray(0, 4).toString('hex') === 'd0cf11e0') {
    throw new Problem('org.import-unreadable', { reason: '这是旧版 .xls 或加密的文件' });
  }
  // What reads workbooks is 35 MB that an idle server does not need.
  const lines = zipped ? (await import('./read-workbook.ts')).readWorkbook(bytes) : readCsv(bytes);
  let titles: string[] | undefined;
  const rows: SheetRow[] = [];
  for await (const { row, cells } of lines) {
    if (cells.length > sheetLimits.columns) {
      throw new Problem('org.import-unreadable', { reason: `超过 ${sheetLimits.columns} 列` });
    }
    if (titles === undefined) {
      // A title only names its column, so what cannot be shown is dropped instead of refused.
      titles = cells.map((title) =>
        oneLine(title)
          .replace(/\p{Cc}/gu, '')
          .toWellFormed(),
      );
      while (titles.at(-1) === '') titles.pop();
      continue;
    }
    if (cells.every((cell) => cell.trim() === '')) continue;
    if (rows.length === sheetLimits.rows) throw new Problem('org.import-too-long', { limit: sheetLimits.rows });
    rows.push({ row, cells: titles.map((_, index) => cells[index] ?? '') });
  }
  if (titles === undefined || titles.length === 0) throw new Problem('org.import-unreadable', { reason: '没有内容' });
  return { titles, rows };
}

async function collect(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    size += (chunk as Buffer).length;
    if (size > sheetLimits.bytes) throw new Problem('org.import-unreadable', { reason: '文件超过 20 MB' });
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}
