/** Workbooks for tests, drawn from rows of texts, and what is proposed for them. */

import type { FormProposal } from '@anshao/core/forms/import-contract.ts';
import { idOf } from '@anshao/core/forms/testing/build.ts';
import ExcelJS from 'exceljs';
import { readBook } from '../book/read-book.ts';
import { latinOf } from '../latin.ts';
import { type Proposing, propose } from '../propose.ts';

export type Value = ExcelJS.CellValue;
export type Lines = readonly (readonly Value[])[];

/** @param sheets texts by row; what a test needs besides, it draws itself */
export async function bytesOf(
  sheets: Readonly<Record<string, Lines>>,
  draw: (workbook: ExcelJS.Workbook) => void = () => {},
): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook();
  for (const [name, lines] of Object.entries(sheets)) {
    const sheet = workbook.addWorksheet(name);
    lines.forEach((line, row) => {
      line.forEach((value, column) => {
        if (value !== null) sheet.getCell(row + 1, column + 1).value = value;
      });
    });
  }
  draw(workbook);
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

/** Ids that count up, so that two proposals of one sheet are equal. */
export function countingIds(): () => string {
  let number = 0;
  return () => idOf(++number);
}

export async function proposalOf(bytes: Buffer, more: Partial<Proposing> = {}): Promise<FormProposal> {
  return propose(await readBook(bytes), { newId: countingIds(), latin: latinOf, name: '文件名', ...more });
}
