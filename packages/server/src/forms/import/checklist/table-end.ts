/** Where the rows of a table end and what stands beneath it begins: sums, remarks, signatures. */
import { blanksOf, noteBeginning } from './blanks.ts';
import type { TableColumn } from './find-table.ts';
import { type GridCell, type GridRow, widthOf } from './grid.ts';
import { boxedChoices, readTitle } from './labels.ts';
import { isCounter } from './words.ts';

/** @returns how many of the rows beneath the titles belong to the table; sums between its rows are counted in */
export function endOf(rows: readonly GridRow[], columns: readonly TableColumn[]): number {
  const isCounted = isNumberedTable(rows, columns);
  const isOwn = isCounted ? isNumberedRow(columns) : ordinaryRow(rows, columns);
  // After the last row that is surely one, the first sign of an end counts.
  const surely = rows.findLastIndex(isOwn);
  // A numbered table goes on where a number follows; another one where a further sum does.
  const lastSum = isCounted ? surely + 1 : rows.findLastIndex(isSum);
  const bottoms = bottomsOf(rows, columns);
  for (const [at, row] of rows.entries()) {
    if (at >= lastSum && isSum(row)) return at;
    if (at <= surely) continue;
    const isApart = at > 0 && row.row > (bottoms[at - 1] as number) + 1;
    if (isApart || isLabel(row) || isWide(row, columns)) return at;
  }
  const isAlone = isCounted ? besideNumbers(columns) : () => false;
  let end = rows.length;
  while (end > 0 && (isBeneath(rows[end - 1] as GridRow) || isAlone(rows[end - 1] as GridRow))) end -= 1;
  return end;
}

/** 合计, 小计 and the like at the head of a row. */
export function isSum({ cells: [first] }: GridRow): boolean {
  return (
    first !== undefined && /^[（(]?(合计|总计|小计|共计|总分|总得分)[）)]?[：:]?$/.test(first.text.replace(/\s/g, ''))
  );
}

function isNumberedRow(columns: readonly TableColumn[]): (row: GridRow) => boolean {
  return ({ cells: [first] }) => first !== undefined && first.column === columns[0]?.column && isNumbered(first);
}

/** Rows that can be nothing but a row of the table, where rows have no numbers. */
function ordinaryRow(rows: readonly GridRow[], columns: readonly TableColumn[]): (row: GridRow) => boolean {
  const counts = rows.map(({ cells }) => cells.length).sort((a, b) => a - b);
  const usual = Math.min(2, counts[Math.floor(counts.length / 2)] ?? 0);
  return (row) => row.cells.length >= usual && !isSum(row) && !isBeneath(row) && !isLabel(row) && !isWide(row, columns);
}

export const isNumbered = ({ text, number }: GridCell) => number !== undefined || /^[（(]?\d{1,3}[）).、]?$/.test(text);

function isNumberedTable(rows: readonly GridRow[], [counted]: readonly TableColumn[]): boolean {
  const firsts = rows.flatMap(({ cells: [first] }) => (first && first.column === counted?.column ? [first] : []));
  const numbered = firsts.filter(isNumbered).length;
  const isCounted = isCounter(readTitle(counted?.titles.at(-1)?.text ?? '').label);
  return numbered * 2 > rows.length || (isCounted && numbered > 0);
}

/** The lowest row that each row, or one before it, reaches down to. */
function bottomsOf(rows: readonly GridRow[], columns: readonly TableColumn[]): number[] {
  let lowest = columns.reduce((most, { titles }) => Math.max(most, ...titles.map(({ area }) => area.bottom)), 0);
  return rows.map(({ cells }) => {
    lowest = cells.reduce((most, { area }) => Math.max(most, area.bottom), lowest);
    return lowest;
  });
}

/** Where rows are numbered, words alone where the number would be begin what stands beneath: 整改意见. */
function besideNumbers(columns: readonly TableColumn[]): (row: GridRow) => boolean {
  return ({ cells: [first, ...others] }) =>
    first !== undefined && first.column === columns[0]?.column && others.length === 0 && !isNumbered(first);
}

/** `检查人签字：` alone in its row, or beside others of its kind. */
function isLabel({ cells }: GridRow): boolean {
  return cells.length > 0 && cells.every(({ text }) => /[：:][_＿\s]*$/.test(text) && text.length <= 40);
}

const isHeading = (text: string) => /^([一二三四五六七八九十]+\s*[、.．]|[（(][一二三四五六七八九十]+[）)])/.test(text);

/** Merged over all columns but one, and no heading of the rows that follow. */
function isWide({ cells: [first, ...others] }: GridRow, columns: readonly TableColumn[]): boolean {
  if (first === undefined || others.length > 0 || isHeading(first.text)) return false;
  return columns.length > 2 && widthOf(first.area) >= columns.length - 1;
}

/** Signatures, dates and remarks at the foot of a paper form. */
function isBeneath({ cells }: GridRow): boolean {
  const gaps = cells.some((cell, at) => at > 0 && cell.area.left > (cells[at - 1] as GridCell).area.right + 1);
  return cells.some(
    ({ text }, at) =>
      noteBeginning.test(text) ||
      ((at === 0 || gaps) && blanksOf(text)?.some(({ value }) => value === '') === true && !boxedChoices(text)) ||
      (/签名|签字|签章|盖章/.test(text) && text.length <= 20 && (gaps || cells.length <= 2)),
  );
}
