/** The columns of a table with what stands in them, and whether the sheet is a list of things to check. */
import type { Area } from '../book/addresses.ts';
import type { Format } from '../book/formats.ts';
import { around } from '../findings.ts';
import type { TableColumn } from './find-table.ts';
import { type Grid, type GridCell, type GridRow, widthOf } from './grid.ts';
import { boxedChoices, readTitle, type Title } from './labels.ts';
import { expectedOf } from './samples.ts';
import { isAnswerWord, isCounter } from './words.ts';

export interface Column {
  readonly column: number;
  readonly title: Title;
  /** The title with all that stands below it. */
  readonly area: Area;
  /** By row; a merged text stands in each of its rows. */
  readonly values: ReadonlyMap<number, GridCell>;
  /** Of the rows, how many hold something that is not to be filled in. */
  readonly filled: number;
  readonly format: Format | undefined;
}

export interface Rows {
  /** Row numbers of what is checked or recorded. */
  readonly rows: readonly number[];
  /** `一、消防设施` over the rows that follow. */
  readonly headings: ReadonlyMap<number, GridCell>;
  /** Headings that no row follows. */
  readonly idle: readonly GridCell[];
}

/** Tells rows from headings between them. */
export function rowsOf(body: readonly GridRow[], columns: readonly TableColumn[]): Rows {
  const rows: number[] = [];
  const headings = new Map<number, GridCell>();
  const idle: GridCell[] = [];
  let heading: GridCell | undefined;
  let isIdle = false;
  for (const { row, cells } of body) {
    const [only] = cells;
    const isAlone = cells.length === 1 && only !== undefined && !only.isError;
    const isWide = isAlone && widthOf(only.area) >= Math.max(2, columns.length / 2);
    const isNumbered =
      isAlone && /^([一二三四五六七八九十]+\s*[、.．]|[（(][一二三四五六七八九十]+[）)])/.test(only.text);
    if (isWide || (isNumbered && columns.length > 2)) {
      if (heading && isIdle) idle.push(heading);
      heading = only;
      isIdle = true;
    } else {
      rows.push(row);
      if (heading) headings.set(row, heading);
      isIdle = false;
    }
  }
  if (heading && isIdle) idle.push(heading);
  return { rows, headings, idle };
}

export function readColumns(
  grid: Grid,
  columns: readonly TableColumn[],
  rows: readonly number[],
  formats: ReadonlyMap<number, Format>,
): Column[] {
  return columns.map(({ column, titles }) => {
    const title = titleOf(titles);
    const values = new Map<number, GridCell>();
    for (const row of rows) {
      const cell = grid.at(row, column);
      // A text merged across belongs to the column it begins in.
      if (cell && cell.column === column) values.set(row, cell);
    }
    const filled = [...values.values()].filter(({ text }) => !isToFill(text)).length;
    const { top, bottom } = around([
      ...titles.slice(-1).map((cell) => cell.area),
      ...[...values.values()].map((cell) => cell.area),
    ]);
    // What stands beside it, hidden beneath a merged text, is none of its own.
    const area = { top, bottom, left: column, right: column };
    return { column, title, area, values, filled, format: formats.get(column) };
  });
}

/** 合格 beneath 检查结果 is 检查结果 合格, unless both say the same. */
function titleOf(titles: readonly GridCell[]): Title {
  const read = titles.map(({ text }) => readTitle(text));
  const last = read.at(-1) as Title;
  const [first] = read;
  return read.length === 1 || !first ? last : { ...last, label: `${first.label}${last.label}`.slice(0, 200) };
}

/** Boxes to tick and lines to write on. */
export const isToFill = (text: string) => boxedChoices(text) !== undefined || /^[_＿\s\-—/（）()□☐]+$/.test(text);

/** Columns that were drawn side by side to tick one of: 合格 | 不合格. */
export function tickGroups(table: readonly TableColumn[], columns: readonly Column[]): Column[][] {
  const groups = new Map<string, Column[]>();
  table.forEach(({ titles }, index) => {
    const [above, below] = titles;
    const column = columns[index];
    if (!above || !below || !column || column.filled > 0 || below.text.length > 10) return;
    const name = `${above.row} ${above.column}`;
    groups.set(name, [...(groups.get(name) ?? []), column]);
  });
  return [...groups.values()].filter(
    (group) =>
      group.length >= 2 &&
      group.every(({ column }) => {
        const below = table.find((one) => one.column === column)?.titles[1];
        return below !== undefined && isAnswerWord(below.text.trim());
      }),
  );
}

const things =
  /项目|内容|标准|要求|部位|类别|区域|设备|设施|名称|要点|事项|方法|依据|分类|点位|指标|条款|检查项|检查点|工作/;
const answers = /结果|情况|是否|判定|得分|扣分|符合|合格|√|照片|记录|问题|隐患|结论|正常|整改|评分|打分/;
const recorded = new Set(['phone', 'idCard', 'email', 'url', 'date', 'dateTime', 'money', 'yesNo']);

/** The columns that are given and those to fill in, when the rows are things to check; undefined for a plain table. */
export function checklistOf(
  columns: readonly Column[],
  rows: readonly number[],
): { given: Column[]; asked: Column[] } | undefined {
  const others = columns.filter((column) => !isCount(column, rows));
  const given = others.filter(({ filled }) => filled * 2 >= rows.length);
  const asked = others.filter((column) => !given.includes(column));
  const almostEmpty = asked.filter(({ filled }) => filled * 10 <= rows.length);
  if (rows.length < 2 || given.length === 0) return undefined;
  const kinds = given.map(({ values }) => expectedOf([...values.values()])?.type ?? 'text');
  if (kinds.some((kind) => recorded.has(kind))) return undefined;
  const areThings = given.some(({ title }) => things.test(title.label));
  const areAsked = almostEmpty.some(({ title }) => answers.test(title.label) || title.choices.length > 0);
  if (almostEmpty.length === 0)
    return given.some(({ title }) => /(检查|巡查|巡检)(项目?|内容|标准|要点|要求)$/.test(title.label))
      ? { given, asked }
      : undefined;
  if (areAsked || areThings || almostEmpty.length * 2 >= others.length) return { given, asked };
  return undefined;
}

/** 序号: 1, 2, 3 …, which rows have by themselves. */
export function isCount({ title, values }: Column, rows: readonly number[]): boolean {
  if (!isCounter(title.label)) return false;
  if (values.size === 0) return /^(序号|序|No\.?|#|项次|行号)$/i.test(title.label);
  let last = 0;
  return rows.every((row) => {
    const cell = values.get(row);
    // Merged over the rows of one item, or left out there.
    if (!cell || cell.row !== row) return true;
    const number = Number(cell.text.replace(/[.、）)]$/, ''));
    const isNext = Number.isInteger(number) && (number === last + 1 || number === 1);
    last = number;
    return isNext;
  });
}
