/** The sheets of an XLSForm as rows of named columns, in the language that people here read. */
import type { Area } from '../book/addresses.ts';
import type { Book, BookSheet, Cell } from '../book/read-book.ts';
import { around, cellArea, type Findings } from '../findings.ts';

export interface XlsRow {
  readonly row: number;
  readonly cells: ReadonlyMap<string, Cell>;
}

export interface XlsSheet {
  readonly sheet: BookSheet;
  readonly rows: readonly XlsRow[];
  /** Each column by its name, from the title to its last text. */
  readonly areas: ReadonlyMap<string, Area>;
}

const namesOfColumns: Readonly<Record<string, string>> = {
  relevance: 'relevant',
  calculate: 'calculation',
  read_only: 'readonly',
  'list name': 'list_name',
  constraint_msg: 'constraint_message',
};

/** @returns undefined where the workbook has no such sheet */
export function xlsSheet(book: Book, name: string): XlsSheet | undefined {
  const sheet = book.sheets.find((one) => one.name.trim().toLowerCase() === name);
  const head = sheet?.cells[0]?.row;
  if (!sheet || head === undefined) return undefined;
  const titles = new Map<number, string>();
  for (const cell of sheet.cells) {
    if (cell.row !== head) break;
    const title = cell.text
      .toLowerCase()
      .replace(/\s*::?\s*/g, '::')
      .replace(/\s+/g, ' ');
    titles.set(cell.column, namesOfColumns[title] ?? title);
  }
  const rows: { row: number; cells: Map<string, Cell> }[] = [];
  const inColumn = new Map<string, Area[]>();
  for (const cell of sheet.cells) {
    const title = titles.get(cell.column);
    if (title === undefined) continue;
    const areas = inColumn.get(title);
    if (areas) areas.push(cellArea(cell));
    else inColumn.set(title, [cellArea(cell)]);
    if (cell.row === head) continue;
    if (rows.at(-1)?.row !== cell.row) rows.push({ row: cell.row, cells: new Map() });
    const { cells } = rows.at(-1) as { cells: Map<string, Cell> };
    // Of two columns with one title the first counts; the other is left over.
    if (!cells.has(title)) cells.set(title, cell);
  }
  const areas = new Map([...inColumn].map(([title, list]) => [title, around(list)]));
  return { sheet, rows, areas };
}

/** A survey sheet with types and names or labels makes an XLSForm. */
export function isXlsForm(book: Book): boolean {
  const survey = xlsSheet(book, 'survey');
  const titles = [...(survey?.areas.keys() ?? [])];
  return titles.includes('type') && titles.some((title) => title === 'name' || title.startsWith('label'));
}

const isChinese = (language: string) => /中文|汉语|简体|chinese|\bzh\b|zh-|mandarin/i.test(language);

/**
 * The sheet with one text of each kind (`label`, `hint`, …) in each row: `label::中文 (zh)` before `label`, that before
 * the form's own language and any other. The columns of other languages are told of.
 */
export function inOneLanguage(
  sheet: XlsSheet,
  bases: readonly string[],
  preferred: string | undefined,
  findings: Findings,
): XlsSheet {
  const orders = bases.map((base) => ({ base, order: languageOrder([...sheet.areas.keys()], base, preferred) }));
  for (const { order } of orders)
    for (const title of order.slice(1)) {
      const area = sheet.areas.get(title);
      if (area) findings.miss({ sheet: sheet.sheet.name, area }, title, '另有文字的地方，没有采用这一列的文字');
    }
  const rows = sheet.rows.map(({ row, cells }) => {
    const chosen = new Map(cells);
    for (const { base, order } of orders) {
      for (const title of order) chosen.delete(title);
      const cell = order.map((title) => cells.get(title)).find((one) => one !== undefined);
      if (cell) chosen.set(base, cell);
    }
    return { row, cells: chosen };
  });
  return { ...sheet, rows };
}

/** Columns of one kind of text, the one to take first. */
function languageOrder(titles: readonly string[], base: string, preferred: string | undefined): string[] {
  const rank = (title: string) => {
    const language = title.slice(base.length + 2);
    if (title !== base && isChinese(language)) return 0;
    if (title === base) return 1;
    return preferred !== undefined && language === preferred.toLowerCase() ? 2 : 3;
  };
  return titles
    .filter((title) => title === base || title.startsWith(`${base}::`))
    .sort((one, other) => rank(one) - rank(other));
}
