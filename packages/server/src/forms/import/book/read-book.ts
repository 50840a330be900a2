/** A workbook as far as a form can be made of it: texts, formats, merged cells and lists to choose from. */

import { Problem } from '@anshao/core/base/errors.ts';
import { readCsv } from '../../../org/sheet/read-csv.ts';
import { type Area, areaOf, isInside } from './addresses.ts';
import { openArchive, unreadable } from './archive.ts';
import { bookLimits } from './limits.ts';
import { type Outline, readFormats, readOutline, readStrings } from './parts.ts';
import { type Cell, readSheetPart, type SheetContent, type Validation } from './sheet.ts';

export type { Cell } from './sheet.ts';

/** What some cells may hold; a list is resolved to its texts, or undefined when a formula makes it. */
export interface CellRule extends Validation {
  readonly choices?: readonly string[];
  /** Where the list stands, when it stands in cells. */
  readonly from?: { readonly sheet: string; readonly area: Area };
}

export interface BookSheet extends SheetContent {
  readonly name: string;
  readonly isHidden: boolean;
  readonly rules: readonly CellRule[];
}

export interface Book {
  readonly sheets: readonly BookSheet[];
}

/** @throws Problem `forms.sheet-unreadable` with what is wrong and what to do */
export async function readBook(bytes: Buffer): Promise<Book> {
  if (bytes.length === 0) throw unreadable('文件是空的');
  if (bytes.subarray(0, 8).toString('hex') === 'd0cf11e0a1b11ae1') {
    // An encrypted .xlsx is such a container as well; the name of its stream is in UTF-16.
    const isEncrypted = bytes.includes(Buffer.from('EncryptedPackage', 'utf16le'));
    throw unreadable(isEncrypted ? '文件有密码，请去掉密码后另存一份' : '这是旧版 .xls 文件，请另存为 .xlsx');
  }
  const isZip = bytes.length > 3 && bytes.readUInt32BE(0) === 0x504b0304;
  const book = isZip ? await readXlsx(bytes) : await readPlain(bytes).catch(inOurWords);
  if (book.sheets.every(({ cells }) => cells.length === 0)) throw unreadable('没有内容');
  return book;
}

async function readXlsx(bytes: Buffer): Promise<Book> {
  const archive = await openArchive(bytes);
  const outline = await readOutline(archive);
  const strings = await readStrings(archive, outline.sharedStrings);
  const formats = await readFormats(archive, outline.styles);
  const contents: (SheetContent & { name: string; isHidden: boolean })[] = [];
  let room: number = bookLimits.cells;
  for (const { name, part, isHidden } of outline.sheets) {
    const source = { strings, formats, starts1904: outline.starts1904, room };
    const content = await readSheetPart(archive.read(part), source);
    room -= content.cells.length;
    contents.push({ name, isHidden, ...content });
  }
  const listOf = listFinder(outline, (sheet) => contents.find(({ name }) => name === sheet)?.cells);
  return {
    sheets: contents.map((sheet) => ({
      ...sheet,
      rules: sheet.validations.map((rule) =>
        rule.type === 'list' ? { ...rule, ...listOf(rule.first, sheet.name) } : rule,
      ),
    })),
  };
}

type List = Pick<CellRule, 'choices' | 'from'>;

/** Looks up what a list rule names. Often hundreds of rules name the same cells, which are read once. */
function listFinder(
  { names }: Outline,
  cellsIn: (sheet: string) => readonly Cell[] | undefined,
): (formula: string, own: string) => List {
  const known = new Map<string, List>();
  const find = (formula: string, own: string): List => {
    const literal = /^"(.*)"$/s.exec(formula);
    if (literal) return { choices: distinct((literal[1] ?? '').replaceAll('""', '"').split(/[,，]/)) };
    const found = /^(?:'((?:[^']|'')+)'!|([^'!]+)!)?([$A-Za-z0-9:]+)$/.exec(
      names.get(formula.toLowerCase()) ?? formula,
    );
    const sheet = found?.[1]?.replaceAll("''", "'") ?? found?.[2] ?? own;
    const area = areaOf(found?.[3] ?? '');
    const cells = area && cellsIn(sheet);
    if (!cells) return {};
    const inside = cells.filter(({ row, column }) => isInside(area, row, column));
    return { choices: distinct(inside.map(({ text }) => text)), from: { sheet, area } };
  };
  return (formula, own) => {
    const key = `${own}!${formula}`;
    const list = known.get(key) ?? find(formula.trim(), own);
    known.set(key, list);
    return list;
  };
}

const distinct = (texts: readonly string[]) => [
  ...new Set(texts.map((text) => text.trim()).filter((text) => text !== '')),
];

/** The reader of tables speaks of a directory to import. */
function inOurWords(error: unknown): never {
  if (error instanceof Problem && error.code === 'org.import-unreadable')
    throw unreadable(String(error.details?.reason));
  throw error;
}

/** A text table has one sheet without formats. */
async function readPlain(bytes: Buffer): Promise<Book> {
  const cells: Cell[] = [];
  let cutAt: number | undefined;
  for await (const line of readCsv(bytes)) {
    if (line.row > bookLimits.rows || cells.length >= bookLimits.cells) {
      cutAt = line.row;
      break;
    }
    line.cells.forEach((value, index) => {
      const text = value.trim();
      if (text === '') return;
      if (index >= bookLimits.columns) throw unreadable(`超过 ${bookLimits.columns} 列`);
      cells.push({ row: line.row, column: index + 1, text, format: { kind: 'general' } });
    });
  }
  const sheet = {
    name: '表格',
    isHidden: false,
    cells,
    merges: [],
    validations: [],
    rules: [],
    columnFormats: new Map(),
  };
  return { sheets: [cutAt === undefined ? sheet : { ...sheet, cutAt }] };
}
