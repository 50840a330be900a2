/** A paper checklist, or a table as people keep it, as a form. */
import { isLongerThan, lengthOf } from '@anshao/core/forms/clean-text.ts';
import type { Option } from '@anshao/core/forms/contract.ts';
import { mostRows } from '@anshao/core/forms/rows-from.ts';
import { type DraftField, type DraftForm, type DraftNode, Keys, oneLineOf, storable } from '../draft.ts';
import { around, cellArea } from '../findings.ts';
import { type Column, checklistOf, isCount, isToFill, type Rows, readColumns, rowsOf, tickGroups } from './columns.ts';
import { findTable, type Table } from './find-table.ts';
import { takeFormulas } from './formulas.ts';
import { Grid, type GridCell, type GridRow } from './grid.ts';
import { guessField } from './guess-field.ts';
import { boxedChoices, readTitle, type Title } from './labels.ts';
import { readLoose } from './loose.ts';
import type { Maker } from './maker.ts';

const unnamed = '导入的表单';

/** @param fallback what the form is called when the sheet does not say */
export function proposeChecklist(maker: Maker, fallback: string): DraftForm {
  const grid = new Grid(maker.sheet);
  const keys = new Keys(maker.latin);
  const table = findTable(grid);
  const above = readLoose(table?.above ?? grid.rows, grid, keys, maker, true);
  const inside = table ? readTable(table, grid, keys, maker) : [];
  const below = readLoose(table?.below ?? [], grid, keys, maker, false);

  const name = oneLineOf(above.title?.text ?? fallback, 100) || unnamed;
  const fields = [...above.fields, ...inside, ...below.fields];
  const nodes: DraftNode[] = [...above.nodes, ...inside.map(({ key }) => ({ kind: 'field', key })), ...below.nodes];
  const form: DraftForm = { id: maker.newId(), key: new Keys(maker.latin).next(name), name, fields };
  if (nodes.some(({ kind }) => kind !== 'field')) form.layout = nodes;
  if (above.title) maker.guess(form, 'name', `表单名称：${name}`, 'likely', above.title.area);
  return form;
}

function readTable(table: Table, grid: Grid, keys: Keys, maker: Maker): DraftField[] {
  const rows = rowsOf(table.body, table.columns);
  tellLeftOver(table, rows, maker);
  const columns = readColumns(grid, table.columns, rows.rows, maker.sheet.columnFormats);
  const listed = checklistOf(columns, rows.rows);
  const groups = tickGroups(table.columns, columns);
  if (!listed) {
    for (const cell of new Set(rows.headings.values()))
      maker.findings.miss(maker.place(cell.area), cell.text, '分组标题没有采用：这张表逐行登记，没有预先写好的行');
    const made = new Map<Column, DraftField>();
    for (const column of columns) {
      const field = fieldOfColumn(column, columns, groups, rows, table, keys, maker);
      if (field) made.set(column, field);
    }
    takeFormulas(made, maker);
    return [...made.values()];
  }
  return [subformOf(listed, columns, groups, rows, table, keys, maker)];
}

/** Rows that look like those of the table but are none. */
function tellLeftOver({ sums, repeated }: Table, { idle }: Rows, maker: Maker): void {
  const tell = ({ cells }: GridRow, why: string) => {
    const text = cells.map((cell) => (cell.formula ? `${cell.text}（=${cell.formula}）` : cell.text)).join('；');
    maker.findings.miss(maker.place(around(cells.map(cellArea))), text, why);
  };
  for (const row of sums) tell(row, '合计行不是检查项；需要时请在表单设计器中加“公式”控件');
  for (const row of repeated) tell(row, '标题行又出现了一次');
  for (const cell of idle) maker.findings.miss(maker.place(cell.area), cell.text, '分组标题下面没有行');
}

/** The field of a column; none for a column that counts, or that a neighbour speaks for. */
function fieldOfColumn(
  column: Column,
  columns: readonly Column[],
  groups: readonly Column[][],
  { rows }: Rows,
  table: Table,
  keys: Keys,
  maker: Maker,
): DraftField | undefined {
  if (isCount(column, rows) && columns.length > 1) {
    maker.findings.miss(maker.place(column.area), column.title.label, '行的序号由系统编排，不需要控件');
    return undefined;
  }
  const group = groups.find((one) => one.includes(column));
  if (group && group[0] !== column) return undefined;
  if (group) return groupField(group, table, keys, maker);
  const cells = [...new Set(column.values.values())];
  const rule = maker.ruleFor(column.column, rows[0] ?? column.area.bottom + 1, rows.at(-1));
  const field = maker.field(keys, { title: column.title, cells, rule, format: column.format }, column.area);
  for (const cell of cells)
    if (cell.isError) maker.findings.miss(maker.place(cell.area), cell.text, '单元格里是错误值，没有采用');
  return field;
}

/** Columns to tick one of, as one choice. */
function groupField(group: readonly Column[], table: Table, keys: Keys, maker: Maker): DraftField {
  const titles = group.map(({ column }) => table.columns.find((one) => one.column === column)?.titles ?? []);
  const [above] = titles[0] as GridCell[];
  const title: Title = {
    ...readTitle(above?.text ?? ''),
    choices: titles.map(([, below]) => oneLineOf(below?.text ?? '')),
  };
  return maker.field(keys, { title, cells: [] }, around(titles.flat().map(({ area }) => area)));
}

/** Rows that stand there beforehand, with what is to be answered in each. */
function subformOf(
  { given, asked }: { given: Column[]; asked: Column[] },
  columns: readonly Column[],
  groups: readonly Column[][],
  rows: Rows,
  table: Table,
  keys: Keys,
  maker: Maker,
): DraftField {
  const inner = new Keys(maker.latin);
  const fields: DraftField[] = [];
  const values = new Map<number, Record<string, unknown>>(rows.rows.map((row) => [row, {}]));
  if (rows.headings.size > 0) {
    const field = { key: inner.next('类别'), label: '类别', type: 'text', readOnly: true };
    fields.push(field);
    const cells = [...new Set(rows.headings.values())];
    // Their texts stand in the rows; an area around all of them would hide what else stands between.
    maker.guess(
      field,
      '',
      `分组标题：${cells
        .slice(0, 3)
        .map(({ text }) => oneLineOf(text, 20))
        .join('、')}`,
      'likely',
      cellArea(cells[0] as GridCell),
    );
    for (const [row, cell] of rows.headings)
      (values.get(row) as Record<string, unknown>)[field.key] = oneLineOf(cell.text);
  }
  for (const column of columns) {
    const isGiven = given.includes(column);
    if (isGiven) fields.push(givenField(column, values, inner, maker));
    else {
      const field = fieldOfColumn(column, columns, groups, rows, table, inner, maker);
      if (field) fields.push(field);
      if (!isCount(column, rows.rows) || columns.length === 1) tellAnswers(column, field, maker);
    }
  }
  if (asked.length === 0) fields.push(addedAnswer(given, inner, maker));

  const titles = table.columns.flatMap((column) => column.titles.map(({ area }) => area));
  const kept = [...values].filter(([, row]) => Object.keys(row).length > 0).slice(0, mostRows);
  const subform: DraftField = {
    key: keys.next('检查项清单'),
    label: '检查项清单',
    type: 'subform',
    fields,
    ...(kept.length > 500 ? { maxRows: mostRows } : {}),
    rowsFrom: { rows: kept.map(([, row]) => ({ id: maker.newId(), values: row })) },
  };
  maker.guess(
    subform,
    '',
    `子表单：${kept.length} 行检查项，逐行填写${asked.map(({ title }) => `“${title.label}”`).join('')}`,
    'likely',
    around(titles),
  );
  const [first] = [...values].slice(mostRows);
  if (first) {
    const last = rows.rows.at(-1) as number;
    const area = { ...around(columns.map((column) => column.area)), top: first[0], bottom: last };
    maker.findings.miss(maker.place(area), `第 ${first[0]} 至 ${last} 行`, `检查项最多 ${mostRows} 行`);
  }
  return subform;
}

/** Answers that stand in the sheet are no part of the form; boxes that its options say are. */
function tellAnswers({ values }: Column, field: DraftField | undefined, maker: Maker): void {
  const options = new Set([
    ...((field?.options ?? []) as Option[]).map(({ label }) => label),
    ...(field?.type === 'yesNo' ? ['是', '否', '有', '无'] : []),
  ]);
  for (const cell of new Set(values.values())) {
    const boxes = boxedChoices(cell.text);
    const isSaid = boxes ? boxes.choices.every((choice) => options.has(oneLineOf(choice))) : isToFill(cell.text);
    if (isSaid || cell.isError) continue;
    const why = boxes ? '与这一列的选项不同，没有采用' : '已填的内容不放进表单，每次由填写人填写';
    maker.findings.miss(maker.place(cell.area), cell.text, why);
  }
}

/** A column that says what is checked: nobody's to change, its texts stand in the rows. */
function givenField(
  column: Column,
  values: ReadonlyMap<number, Record<string, unknown>>,
  keys: Keys,
  maker: Maker,
): DraftField {
  const cells = [...column.values.values()];
  const longest = Math.max(...cells.map(({ text }) => lengthOf(text)));
  const isNumber = cells.every(({ number, format }) => number !== undefined && format.kind !== 'date');
  const isLong = longest > 200 || cells.some(({ text }) => text.includes('\n'));
  const type = isNumber ? 'number' : isLong ? 'multiline' : 'text';
  const longerThanUsual = type === 'multiline' && longest > 2000 ? { maxLength: longest } : {};
  const decimals = isNumber ? { decimals: guessField({ title: column.title, cells }).settings.decimals ?? 0 } : {};
  const field: DraftField = {
    key: keys.next(column.title.label),
    label: column.title.label,
    type,
    readOnly: true,
    ...longerThanUsual,
    ...decimals,
  };
  if (column.title.unit !== undefined && isNumber) field.unit = column.title.unit;
  maker.guess(field, '', `每行预先写好的内容，如 ${oneLineOf(cells[0]?.text ?? '', 30)}`, 'likely', column.area);
  for (const [row, cell] of column.values) {
    if (cell.isError) continue;
    const text = type === 'multiline' ? storable(cell.text) : oneLineOf(cell.text);
    const into = values.get(row);
    if (into) into[field.key] = isNumber ? Number(cell.number) : text;
  }
  for (const cell of cells)
    if (cell.isError) maker.findings.miss(maker.place(cell.area), cell.text, '单元格里是错误值，没有采用');
    else if (isLongerThan(cell.text, 100_000)) maker.findings.miss(maker.place(cell.area), cell.text, '文字过长');
  return field;
}

/** A list of things to check without a place for the answer. */
function addedAnswer(given: readonly Column[], keys: Keys, maker: Maker): DraftField {
  const [first] = given as [Column];
  const title = { label: '检查结果', isRequired: false, choices: [] };
  const what = '表里没有填写结果的列，补了一个“检查结果”';
  return maker.field(keys, { title, cells: [] }, first.area, { what, certainty: 'unsure' });
}
