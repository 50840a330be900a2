/**
 * Writes an .xlsx row by row. Every cell is a string cell in text format: what begins with = + - @ stays text when the
 * sheet is opened, edited and read back (a value typed into a formula-looking cell of an exported sheet must never run).
 */
import { PassThrough, type Readable } from 'node:stream';

export interface SheetColumn {
  readonly title: string;
  readonly width: number;
}

/** @param rows in batches, so that a table is read in pages while it is being written */
export function writeSheet(
  name: string,
  columns: readonly SheetColumn[],
  rows: AsyncIterable<readonly (readonly string[])[]>,
): Readable {
  const out = new PassThrough();
  const write = async () => {
    // Loaded with the first sheet: 35 MB that an idle server does not need.
    const { default: ExcelJS } = await import('exceljs');
    const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({ stream: out, useSharedStrings: true, useStyles: true });
    const sheet = workbook.addWorksheet(name, { views: [{ state: 'frozen', ySplit: 1 }] });
    sheet.columns = columns.map((column) => ({ header: column.title, width: column.width, style: { numFmt: '@' } }));
    sheet.getRow(1).font = { bold: true };
    sheet.getRow(1).commit();
    for await (const batch of rows) {
      for (const cells of batch) sheet.addRow([...cells]).commit();
    }
    await workbook.commit();
  };
  write().catch((error: Error) => out.destroy(error));
  return out;
}
