/** CSV as people have it: UTF-8 with or without a mark, UTF-16 from Excel's "Unicode text", GB18030 from Excel in Chinese. */
import { Problem } from '@anshao/core/base/errors.ts';
import { CsvError, parse } from 'csv-parse';
import { sheetLimits } from './limits.ts';
import type { SheetRow } from './read-sheet.ts';

export function decodeText(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      // not this one
    }
  }
  throw new Problem('org.import-unreadable', { reason: '不是 UTF-8 或 GB18030 编码的文字' });
}

/** A stray NUL is a cell to name; this many are a database file, or UTF-16 without its mark. */
function isBinary(text: string): boolean {
  let count = 0;
  for (let at = text.indexOf('\0'); at >= 0; at = text.indexOf('\0', at + 1)) count += 1;
  return count * 10 > text.length;
}

export async function* readCsv(bytes: Buffer): AsyncGenerator<SheetRow> {
  const text = decodeText(bytes);
  if (isBinary(text)) throw new Problem('org.import-unreadable', { reason: '不是表格文件' });
  const firstLine = text.slice(0, /[\r\n]|$/.exec(text)?.index);
  const delimiter = ['\t', ';', ','].find((one) => firstLine.includes(one)) ?? ',';
  const parser = parse(text, {
    delimiter,
    relax_column_count: true,
    // Lines are counted as rows, empty ones too, so that problems name the row the spreadsheet shows.
    skip_empty_lines: false,
    max_record_size: 1024 * 1024,
  });
  let row = 0;
  try {
    for await (const cells of parser) {
      row += 1;
      if (row > sheetLimits.rows * 2) throw new Problem('org.import-too-long', { limit: sheetLimits.rows });
      yield { row, cells: cells as string[] };
    }
  } catch (error) {
    if (error instanceof CsvError)
      throw new Problem('org.import-unreadable', { reason: `第 ${row + 1} 行的引号不成对` });
    throw error;
  }
}
