/** What stands outside the table of a paper form: its title, blanks to fill in, and remarks. */
import { fieldsetLimits } from '@anshao/core/forms/contract.ts';
import { layoutLimits } from '@anshao/core/forms/layout.ts';
import { type DraftField, type DraftNode, type Keys, oneLineOf, storable } from '../draft.ts';
import { around } from '../findings.ts';
import { type Blank, blanksOf, datedType, noteBeginning } from './blanks.ts';
import { type Grid, type GridCell, type GridRow, widthOf } from './grid.ts';
import { boxedChoices, readTitle } from './labels.ts';
import type { Maker } from './maker.ts';
import { isTitleWord } from './words.ts';

export interface Loose {
  readonly title?: GridCell;
  readonly fields: readonly DraftField[];
  readonly nodes: readonly DraftNode[];
}

const longestLabel = 20;
const longestQuestion = 100;

/** @param expectsTitle the first text may be what the form is called */
export function readLoose(
  rows: readonly GridRow[],
  grid: Grid,
  keys: Keys,
  maker: Maker,
  expectsTitle: boolean,
): Loose {
  const fields: DraftField[] = [];
  const nodes: DraftNode[] = [];
  let title: GridCell | undefined;
  let isAfterNote = false;
  const add = (field: DraftField) => {
    fields.push(field);
    nodes.push({ kind: 'field', key: field.key });
  };
  for (const { cells } of rows) {
    // `主管意见 | 签名：     年  月  日`: whose signature it is stands in the cell before.
    let owner = '';
    for (let at = 0; at < cells.length; at++) {
      // What is too much for any form is left to be told of.
      if (fields.length >= fieldsetLimits.fields || nodes.length >= layoutLimits.nodes) break;
      const cell = cells[at] as GridCell;
      const next = cells[at + 1];
      if (expectsTitle && !title && isTitle(cell, cells)) {
        title = cell;
        continue;
      }
      // A value that no label claims says nothing about the form.
      if (cell.isError || cell.number !== undefined) continue;
      isAfterNote ||= !expectsTitle && noteBeginning.test(cell.text);
      const blanks = blanksOf(cell.text);
      const value = valueBeside(cell, next);
      const label = { label: cell.text, value: '', choices: [] };
      if (blanks) {
        // `检查人：` in one cell and the name in the next.
        const isSplit =
          blanks.length === 1 && isOpen(blanks[0]) && value !== undefined && !isLabel(value) && !blanksOf(value.text);
        for (const blank of blanks)
          for (const one of withDay(blank))
            add(fieldOf({ ...one, label: owner + one.label }, cell, isSplit ? value : undefined, keys, maker));
        if (isSplit) at += 1;
        owner = '';
      } else if (value && isLabel(cell) && blanksOf(value.text)) {
        add(fieldOf(label, cell, undefined, keys, maker));
        owner = readTitle(cell.text).label;
      } else if (isAfterNote && cells.length === 1) nodes.push(noteOf(cell, maker));
      else if (value && cell.text.length <= longestQuestion && isAnswer(value)) {
        add(fieldOf(label, cell, value, keys, maker));
        at += 1;
      } else if (isLabel(cell) && (value ? !isLabel(value) : hasRoom(cell, next, grid))) {
        add(fieldOf(label, cell, value, keys, maker));
        if (value) at += 1;
      } else nodes.push(noteOf(cell, maker));
    }
  }
  return { ...(title ? { title } : {}), fields, nodes };
}

const isOpen = (blank: Blank | undefined) =>
  blank?.value === '' && blank.choices.length === 0 && blank.type === undefined;

/** Boxes to tick or a day to write make whatever stands before them a question. */
const isAnswer = ({ text }: GridCell) => boxedChoices(text)?.label === '' || datedType(text) !== undefined;

/** A signature with the day beside it is two blanks. */
function withDay(blank: Blank): Blank[] {
  if (blank.type === undefined || /[日期时年月]/.test(blank.label)) return [blank];
  const { type, ...rest } = blank;
  return [rest, { label: `${blank.label}${type === 'dateTime' ? '时间' : '日期'}`, value: '', choices: [], type }];
}

function isTitle(cell: GridCell, cells: readonly GridCell[]): boolean {
  if (cell.isError || cell.number !== undefined || blanksOf(cell.text) || cell.text.length > 60) return false;
  return cells.length === 1 || widthOf(cell.area) > 2 || /(表|单|记录|台账|清单|登记簿?|报告|问卷)$/.test(cell.text);
}

function isLabel({ text, number, isError }: GridCell): boolean {
  if (number !== undefined || isError || text.length > longestLabel || boxedChoices(text)?.label === '') return false;
  if (/[。！？；]/.test(text) || noteBeginning.test(text)) return false;
  return isTitleWord(readTitle(text).label) || /[：:]$/.test(text);
}

/** The text right beside a label. */
function valueBeside(cell: GridCell, next: GridCell | undefined): GridCell | undefined {
  return next && next.area.left === cell.area.right + 1 ? next : undefined;
}

/** Whether there is an empty cell beside it to write into. */
function hasRoom(cell: GridCell, next: GridCell | undefined, grid: Grid): boolean {
  return next ? next.area.left > cell.area.right + 1 : cell.area.right <= grid.lastColumn;
}

function fieldOf(blank: Blank, cell: GridCell, value: GridCell | undefined, keys: Keys, maker: Maker): DraftField {
  const title = readTitle(blank.label);
  const samples = value ? [value] : blank.value === '' ? [] : [{ ...cell, text: blank.value }];
  const boxes = value && boxedChoices(value.text);
  const evidence = {
    title: { ...title, choices: blank.choices.length > 0 ? blank.choices : (boxes?.choices ?? title.choices) },
    cells: boxes || (value && (datedType(value.text) || /^[_＿\s\-—/]+$/.test(value.text))) ? [] : samples,
    rule: maker.ruleFor(cell.area.right + 1, cell.row) ?? maker.ruleFor(cell.column, cell.row),
    format: undefined,
  };
  const area = value ? around([cell.area, value.area]) : cell.area;
  const type = blank.type ?? (value && datedType(value.text));
  const dated = type && { type, settings: {}, what: '留空处写着年月日', certainty: 'sure' as const };
  return maker.field(keys, evidence, area, dated);
}

function noteOf(cell: GridCell, maker: Maker): DraftNode {
  const node = { kind: 'note', id: maker.newId(), text: storable(cell.text).slice(0, layoutLimits.noteLength) };
  maker.guess(node, '', `说明文字：${oneLineOf(cell.text, 40)}`, 'likely', cell.area);
  return node;
}
