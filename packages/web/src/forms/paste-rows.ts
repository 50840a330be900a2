/** Cells copied from a spreadsheet, as rows of a subform. */
import type { CompiledField } from '@anshao/core/forms/compile.ts';
import type { FieldDefinition, FieldOf, FormContext, RowValues } from '@anshao/core/forms/contract.ts';
import { answerLabels } from '@anshao/core/forms/types/yes-no.ts';
import { cascadeTree, optionsByCode } from './choices.ts';
import { fromPercent, typedNumber } from './numbers.ts';

/** Rows and cells of tab-separated text; quotes around a cell let it hold line breaks, as Excel writes them. */
export function parseCells(text: string): string[][] {
  const rows: string[][] = [[]];
  let cell = '';
  let isQuoted = false;
  const endCell = () => {
    rows.at(-1)?.push(cell);
    cell = '';
  };
  for (let at = 0; at < text.length; at++) {
    const sign = text[at] as string;
    if (isQuoted) {
      if (sign !== '"') cell += sign;
      else if (text[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else isQuoted = false;
    } else if (sign === '"' && cell === '' && closes(text, at)) isQuoted = true;
    else if (sign === '\t') endCell();
    else if (sign === '\n') {
      endCell();
      rows.push([]);
    } else if (sign !== '\r') cell += sign;
  }
  endCell();
  const last = rows.at(-1);
  // The line break after the last row belongs to that row.
  if (rows.length > 1 && last?.length === 1 && last[0] === '') rows.pop();
  return rows;
}

/** Whether the quote at this place has a partner that ends a cell; otherwise it is a sign like any other: 3" pipe. */
function closes(text: string, from: number): boolean {
  for (let at = from + 1; at < text.length; at++) {
    if (text[at] !== '"') continue;
    if (text[at + 1] === '"') at += 1;
    else return at + 1 === text.length || /[\t\n\r]/.test(text[at + 1] as string);
  }
  return false;
}

const yes = new Set(['是', '√', '✓', '有', 'y', 'yes', 'true', '1']);
const no = new Set(['否', '×', '✗', '无', 'n', 'no', 'false', '0']);

/** The value that the text stands for; undefined where the type cannot be written as text (photos, people). */
export function valueFromText(field: FieldDefinition, given: string, context: FormContext): unknown {
  const text = given.trim();
  switch (field.type) {
    case 'text':
    case 'multiline':
    case 'phone':
    case 'email':
    case 'url':
    case 'idCard':
    case 'scan':
      return text === '' ? null : text;
    case 'number':
    case 'integer':
    case 'money':
    case 'rating': {
      const unit = 'unit' in field ? (field.unit ?? '') : '';
      const bare = unit !== '' && text.endsWith(unit) ? text.slice(0, -unit.length) : text;
      return typedNumber(bare.replace(/^[¥￥$]/, ''));
    }
    case 'percentage': {
      const number = typedNumber(text.replace(/[%％]$/, ''));
      return typeof number === 'number' ? fromPercent(number) : number;
    }
    case 'date':
      return text === '' ? null : (dayOf(text) ?? text);
    case 'dateTime': {
      const [day = '', time = '00:00'] = text.split(/[ T]+/);
      const date = dayOf(day);
      const moment =
        date && Date.parse(`${date}T${time.length <= 5 ? `${time.padStart(5, '0')}:00` : time.padStart(8, '0')}+08:00`);
      return text === '' ? null : moment && !Number.isNaN(moment) ? new Date(moment).toISOString() : text;
    }
    case 'time':
      return text === '' ? null : text.replace('：', ':');
    case 'yesNo': {
      const labels = answerLabels(field);
      const word = text.toLowerCase();
      if (text === '') return null;
      return text === labels.yes || yes.has(word) ? true : text === labels.no || no.has(word) ? false : text;
    }
    case 'singleChoice':
      return text === '' ? null : codeOf(field, text, context);
    case 'multipleChoice':
      return text === '' ? null : text.split(/\s*[、,，;；/]\s*/).map((word) => codeOf(field, word, context));
    case 'cascade':
      return text === '' ? null : branchOf(field, text.split(/\s*[/／>]\s*/), context);
    default:
      return undefined;
  }
}

function codeOf(
  field: FieldOf<'singleChoice'> | FieldOf<'multipleChoice'>,
  word: string,
  context: FormContext,
): string {
  const options = optionsByCode(field, context);
  if (options.has(word)) return word;
  for (const option of options.values()) if (option.label === word) return option.code;
  // Unknown words stay, for the check to name them.
  return word;
}

function branchOf(field: FieldOf<'cascade'>, words: readonly string[], context: FormContext): string[] {
  let level = cascadeTree(field, context);
  return words.map((word) => {
    const found = level.find(({ code, label }) => code === word || label === word);
    level = found?.children ?? [];
    return found?.code ?? word;
  });
}

/** `2024/3/5`, `2024年3月5日`, `2024.3.5` → `2024-03-05` */
function dayOf(text: string): string | undefined {
  const [, year, month, day] = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(text) ?? [];
  return year && month && day ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : undefined;
}

export interface Pasting {
  readonly rows: readonly RowValues[];
  readonly columns: readonly CompiledField[];
  readonly cells: readonly (readonly string[])[];
  /** Where the first cell goes. */
  readonly row: number;
  readonly column: number;
  readonly most: number;
  /** Makes a row; without it only rows that are there are written over. */
  readonly newRow: (() => RowValues) | undefined;
  readonly context: FormContext;
}

export interface Pasted {
  readonly rows: readonly RowValues[];
  readonly added: number;
  /** Rows for which there was no room. */
  readonly left: number;
}

export function pasteCells({ rows, columns, cells, row, column, most, newRow, context }: Pasting): Pasted {
  const next = [...rows];
  let left = 0;
  cells.forEach((line, down) => {
    const at = row + down;
    if (at >= next.length) {
      if (!newRow || next.length >= most) {
        left += 1;
        return;
      }
      next.push(newRow());
    }
    const written: Record<string, unknown> = { ...next[at] };
    line.forEach((text, right) => {
      const field = columns[column + right];
      if (!field || field.isSystem) return;
      const value = valueFromText(field.field, text, context);
      if (value !== undefined) written[field.key] = value;
    });
    next[at] = written as RowValues;
  });
  return { rows: next, added: next.length - rows.length, left };
}
