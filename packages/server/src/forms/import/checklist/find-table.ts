/** Where the table of a sheet is: the row of titles, the rows below, and what stands above and beneath. */
import { blanksOf, datedType } from './blanks.ts';
import { type Grid, type GridCell, type GridRow, widthOf } from './grid.ts';
import { alternatives, boxedChoices, readTitle } from './labels.ts';
import { expectedOf } from './samples.ts';
import { endOf, isNumbered, isSum } from './table-end.ts';
import { isCounter, isTitleWord } from './words.ts';

export interface TableColumn {
  readonly column: number;
  /** The cells of the title; of two rows of titles, the upper first. */
  readonly titles: readonly GridCell[];
}

export interface Table {
  readonly above: readonly GridRow[];
  readonly columns: readonly TableColumn[];
  /** Rows that belong to it, from the first after the titles. */
  readonly body: readonly GridRow[];
  readonly below: readonly GridRow[];
  /** Rows in it or right beneath it that add others up. */
  readonly sums: readonly GridRow[];
  /** The titles once more, at the head of a further page. */
  readonly repeated: readonly GridRow[];
}

/** Titles stand near the top; further down a row only looks like them. */
const searchedRows = 60;
const longestTitle = 40;

export function findTable(grid: Grid): Table | undefined {
  let best: { index: number; score: number } | undefined;
  grid.rows.slice(0, searchedRows).forEach((row, index) => {
    // What stands beneath merged titles belongs to them.
    const upper = grid.rows[index - 1];
    if (upper && titleScore(grid, upper, index - 1) > 0 && secondTitles(upper, row)) return;
    const score = titleScore(grid, row, index);
    if (score > (best?.score ?? 0)) best = { index, score };
  });
  if (!best) return undefined;
  const { index } = best;
  const head = grid.rows[index] as GridRow;
  const second = secondTitles(head, grid.rows[index + 1]);
  const columns = second ? joined(head, second) : head.cells.map((cell) => ({ column: cell.column, titles: [cell] }));
  const beneath = grid.rows.slice(index + (second ? 2 : 1));
  const repeated = beneath.filter((row) => repeats(row, head));
  const rest = beneath.filter((row) => !repeats(row, head));
  const end = endOf(rest, columns);
  const isSumHere = (row: GridRow) => isSum(row) && columns.some(({ column }) => column === row.cells[0]?.column);
  return {
    above: grid.rows.slice(0, index),
    columns,
    body: rest.slice(0, end).filter((row) => !isSum(row)),
    below: rest.slice(end).filter((row) => !isSumHere(row)),
    sums: rest.filter((row, at) => (at < end ? isSum(row) : isSumHere(row))),
    repeated,
  };
}

/** 0 when the row cannot hold the titles of columns. */
function titleScore(grid: Grid, { cells, row }: GridRow, index: number): number {
  if (cells.length < 2) return 0;
  const areTitles = cells.every(
    ({ text, number, isError }) =>
      number === undefined && !isError && text.length <= longestTitle && !isBlankOrValue(text),
  );
  if (!areTitles) return 0;
  // Labels of a paper form have room beside them; titles of columns stand side by side.
  const gaps = cells.filter((cell, at) => at > 0 && cell.area.left > (cells[at - 1] as GridCell).area.right + 1).length;
  const isSpread = gaps > 0 && (cells.length < 4 || gaps * 4 > cells.length);
  if (isSpread && !spansChecklist(grid, index)) return 0;
  const words = cells.filter(({ text }) => isTitleWord(text.replace(/\s/g, ''))).length;
  if (isPairs(cells) && isPairs(grid.rows[index + 1]?.cells ?? [])) return 0;
  const isFirst = index === 0 && grid.rows.length > 1;
  // Without a word that tells, the first row counts if it holds nothing that is a value: a sheet may have no titles.
  const areValues = cells.some((cell) => (expectedOf([cell])?.type ?? 'text') !== 'text');
  if (words === 0 && (!isFirst || areValues)) return 0;
  // Of two rows as good as each other the upper one: what follows is a repetition or the first values.
  return words * 2 + cells.length - row / 1e6;
}

const itemTitle = /(项目?|内容|标准|要点|要求|部位)$/;
const answerTitle = /结果|结论|情况|判定|得分|正常|合格|符合/;

/**
 * Whether the columns between these titles are empty ones of a checklist: beneath the first title stands a number or an
 * item, row after row, and never anything between the titles. On a paper form the next labels stand there.
 */
function spansChecklist(grid: Grid, index: number): boolean {
  const { cells, row: headRow } = grid.rows[index] as GridRow;
  const [first, ...others] = cells;
  const title = first ? readTitle(first.text).label : '';
  const isCounted = isCounter(title);
  const areItems = itemTitle.test(title) && others.some(({ text }) => answerTitle.test(text));
  if (!first || !(isCounted || areItems)) return false;
  const after = grid.rows.slice(index + 1);
  const end = after.findIndex(({ row, cells: [item] }, at) => {
    const isNext = row === headRow + at + 1 && item?.column === first.column;
    return !isNext || (isCounted ? !isNumbered(item) : blanksOf(item.text) !== undefined);
  });
  const rows = end < 0 ? after : after.slice(0, end);
  const labels = rows.filter(({ cells: [item] }) => isTitleWord(item?.text.replace(/\s/g, '') ?? '')).length;
  if (rows.length < 2 || labels * 2 > rows.length) return false;
  const columns = new Set(cells.map(({ column }) => column));
  return rows.every((row) => row.cells.length < columns.size && row.cells.every(({ column }) => columns.has(column)));
}

/** Labels with their values beside them, row after row. */
function isPairs(cells: readonly GridCell[]): boolean {
  const isEven = cells.length >= 2 && cells.length % 2 === 0;
  return isEven && cells.every(({ text }, at) => isTitleWord(text.replace(/\s/g, '')) === (at % 2 === 0));
}

const isBlankOrValue = (text: string) =>
  // 正常/异常 may head the column in which one of them is written.
  (boxedChoices(text)?.label === '' && alternatives(text).length === 0) ||
  datedType(text) !== undefined ||
  /[：:]\s*[_＿\s]*$|_{2,}|＿{2,}/.test(text) ||
  /^\d{4}[-/.年]\d/.test(text) ||
  (blanksOf(text) ?? []).some(
    ({ type, choices }, _, all) => all.length > 1 || type !== undefined || choices.length > 0,
  );

/** A second row of titles stands beneath titles that are merged over several columns, and beneath nothing else. */
function secondTitles(head: GridRow, next: GridRow | undefined): GridRow | undefined {
  const wide = head.cells.filter(({ area }) => widthOf(area) > 1);
  if (!next || wide.length === 0 || next.row > Math.max(...head.cells.map(({ area }) => area.bottom)) + 1)
    return undefined;
  const isBeneathWide = next.cells.every((cell) =>
    wide.some(({ area }) => cell.area.left >= area.left && cell.area.right <= area.right && area.bottom < cell.row),
  );
  const areShort = next.cells.every(({ text, number }) => number === undefined && text.length <= 15);
  return isBeneathWide && areShort && next.cells.length >= 2 ? next : undefined;
}

function joined(head: GridRow, second: GridRow): TableColumn[] {
  return head.cells.flatMap((cell): TableColumn[] => {
    const inner = second.cells.filter(({ column }) => column >= cell.area.left && column <= cell.area.right);
    if (inner.length === 0) return [{ column: cell.column, titles: [cell] }];
    return inner.map((lower) => ({ column: lower.column, titles: [cell, lower] }));
  });
}

/** The titles once more, at the head of a further page. */
function repeats(row: GridRow, head: GridRow): boolean {
  return row.cells.length === head.cells.length && row.cells.every(({ text }, at) => text === head.cells[at]?.text);
}
