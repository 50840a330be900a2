/** The columns that hold expressions: what they ask for, as settings of the field, the section or the note. */
import type { Condition, ValueKind } from '@anshao/core/expressions/condition.ts';
import { patternRefusal } from '@anshao/core/forms/safe-pattern.ts';
import type { Cell } from '../book/read-book.ts';
import { type DraftField, type DraftNode, oneLineOf } from '../draft.ts';
import { cellArea, type Findings } from '../findings.ts';
import { levelsAt, shownFormula } from '../shown-formula.ts';
import { Inexpressible, type Questions, type Standpoint } from './questions.ts';
import type { XlsRow } from './rows.ts';
import type { Placed } from './survey.ts';
import { hasFormula, toCondition } from './to-condition.ts';
import { type Result, type Translated, toFormula } from './to-formula.ts';
import { readXPath, type XPath } from './xpath.ts';

const defaultMessage = '内容不符合要求';

/** A formula that was taken; what it reads has its final name and kind only when all rows are done. */
interface Calculated {
  readonly field: DraftField;
  readonly setting: 'formula' | 'default';
  readonly text: string;
  readonly within: readonly string[];
  readonly cell: Cell;
}

export class Expressions {
  readonly #sheet: string;
  readonly #questions: Questions;
  readonly #findings: Findings;
  readonly #formulas: Calculated[] = [];

  constructor(sheet: string, questions: Questions, findings: Findings) {
    this.#sheet = sheet;
    this.#questions = questions;
    this.#findings = findings;
  }

  apply(placed: Placed): void {
    const { row, target, question, within, groups } = placed;
    const standpoint: Standpoint = { questions: this.#questions, within, self: question };
    this.#visible(target, row, groups, standpoint);
    if (!question) return;
    const field = question.field;
    this.#flag(field, 'required', row.cells.get('required'), standpoint);
    this.#flag(field, 'readOnly', row.cells.get('readonly'), standpoint);
    this.#constraint(field, row, standpoint);
    this.#calculation(field, row.cells.get('calculation'), standpoint);
    this.#default(field, row.cells.get('default'), standpoint);
    const filter = row.cells.get('choice_filter');
    if (filter) this.#miss(filter, filter.text, '选项不能按别的控件筛选，列出了全部选项');
  }

  /** To be called once, after every row: tells the formulas by the labels of what they read. */
  tellFormulas(fields: readonly DraftField[]): void {
    for (const { field, setting, text, within, cell } of this.#formulas) {
      const shown = shownFormula(text, levelsAt({ fields }, within));
      const what = setting === 'formula' ? `公式：${shown}` : `没有改动过时由公式算出：${shown}`;
      this.#findings.guess(field, setting, what, 'likely', this.#place(cell));
    }
  }

  /** Sections of rows have no place of their own, so their conditions go to the fields. */
  #visible(target: DraftField | DraftNode, row: XlsRow, groups: readonly XlsRow[], standpoint: Standpoint): void {
    const conditions: Condition[] = typeof target.visible === 'object' ? [target.visible as Condition] : [];
    for (const cell of [...groups, row].flatMap((one) => one.cells.get('relevant') ?? [])) {
      const found = this.#condition(cell, standpoint);
      if (!found) continue;
      conditions.push(found);
      this.#tell(target, 'visible', '显示条件', found, cell);
    }
    const [first] = conditions;
    if (first) target.visible = conditions.length === 1 ? first : { all: conditions };
  }

  #flag(field: DraftField, setting: 'required' | 'readOnly', cell: Cell | undefined, standpoint: Standpoint): void {
    if (!cell) return;
    const name = setting === 'required' ? '必填' : '只读';
    if (/^(yes|true|true\(\)|1|是|必填)$/i.test(cell.text)) field[setting] = true;
    else if (!/^(no|false|false\(\)|0|否)$/i.test(cell.text)) {
      const found = this.#condition(cell, standpoint);
      if (!found) return;
      field[setting] = found;
      this.#tell(field, setting, `${name}条件`, found, cell);
      return;
    }
    this.#findings.guess(
      field,
      field[setting] === true ? setting : '',
      `${name}：${cell.text}`,
      'sure',
      this.#place(cell),
    );
  }

  #constraint(field: DraftField, row: XlsRow, standpoint: Standpoint): void {
    const cell = row.cells.get('constraint');
    if (!cell) return;
    const message = oneLineOf(row.cells.get('constraint_message')?.text ?? '') || defaultMessage;
    const read = this.#read(cell);
    if (!read) return;
    const rules: Condition[] = [];
    for (const part of conjuncts(read)) {
      const pattern = patternOf(part);
      if (pattern !== undefined) this.#pattern(field, pattern, message, cell);
      else if (!limitedByToday(field, part)) {
        const rule = this.#attempt(cell, () => toCondition(part, standpoint));
        if (rule) rules.push(rule);
      } else this.#findings.guess(field, '', '以填写当天为限', 'sure', this.#place(cell));
    }
    const [first] = rules;
    if (!first) return;
    const rule = rules.length === 1 ? first : { all: rules };
    field.checks = [{ rule, message }];
    this.#tell(field, 'checks', '校验', rule, cell);
  }

  #pattern(field: DraftField, pattern: string, message: string, cell: Cell): void {
    const bare = pattern.replace(/^\^/, '').replace(/(?<!\\)\$$/, '');
    const reason = field.type === 'text' ? patternRefusal(bare) : '只有单行文本可以按格式校验';
    if (reason) this.#miss(cell, pattern, `格式校验没有采用：${reason}`);
    else {
      field.pattern = bare;
      field.patternHint = oneLineOf(message, 100);
      this.#findings.guess(field, 'pattern', `格式校验：${bare}`, 'likely', this.#place(cell));
    }
  }

  #calculation(field: DraftField, cell: Cell | undefined, standpoint: Standpoint): void {
    const found = cell && this.#formula(cell, standpoint);
    if (field.type === 'formula') {
      if (found && cell) {
        field.formula = found.text;
        field.result = found.result;
        this.#formulas.push({ field, setting: 'formula', text: found.text, within: standpoint.within, cell });
      } else {
        // Somebody can at least write down what could not be worked out.
        field.type = 'text';
        delete field.formula;
        delete field.result;
        this.#findings.doubt(field, '公式没有采用，先用单行文本，请在表单设计器中改写');
      }
    } else if (found && cell) {
      field.default = { formula: found.text };
      this.#formulas.push({ field, setting: 'default', text: found.text, within: standpoint.within, cell });
    }
  }

  #default(field: DraftField, cell: Cell | undefined, standpoint: Standpoint): void {
    if (!cell) return;
    const text = cell.text.trim();
    const isExpression = /\$\{|^[a-z-]+\(.*\)$/i.test(text);
    const setting =
      /^today\(\)$/i.test(text) && field.type === 'date'
        ? { from: 'today' }
        : /^now\(\)$/i.test(text) && field.type === 'dateTime'
          ? { from: 'now' }
          : isExpression
            ? this.#defaultFormula(cell, standpoint)
            : { value: valueFor(field, text) };
    if (!setting) return;
    if (field.default !== undefined) this.#miss(cell, text, '已有计算公式，默认值没有采用');
    else {
      field.default = setting;
      this.#findings.guess(field, 'default', `默认值：${text}`, 'sure', this.#place(cell));
    }
  }

  #defaultFormula(cell: Cell, standpoint: Standpoint): { formula: string } | undefined {
    const found = this.#formula(cell, standpoint);
    return found && { formula: found.text };
  }

  #condition(cell: Cell, standpoint: Standpoint): Condition | undefined {
    const read = this.#read(cell);
    return read && this.#attempt(cell, () => toCondition(read, standpoint));
  }

  #formula(cell: Cell, standpoint: Standpoint): Translated | undefined {
    const read = this.#read(cell);
    return read && this.#attempt(cell, () => toFormula(read, standpoint));
  }

  #read(cell: Cell): XPath | undefined {
    const read = readXPath(cell.text);
    if ('expression' in read) return read.expression;
    this.#miss(cell, cell.text, read.reason);
    return undefined;
  }

  #attempt<T>(cell: Cell, make: () => T): T | undefined {
    try {
      return make();
    } catch (error) {
      if (!(error instanceof Inexpressible)) throw error;
      this.#miss(cell, cell.text, error.message);
      return undefined;
    }
  }

  #tell(target: object, setting: string, name: string, condition: Condition, cell: Cell): void {
    const certainty = hasFormula(condition) ? 'likely' : 'sure';
    this.#findings.guess(target, setting, `${name}：${cell.text}`, certainty, this.#place(cell));
  }

  #miss(cell: Cell, text: string, why: string): void {
    this.#findings.miss(this.#place(cell), text, why);
  }

  #place(cell: Cell) {
    return { sheet: this.#sheet, area: cellArea(cell) };
  }
}

/** What kind of value a calculation gives; text where that cannot be told. */
export function kindOfCalculation(row: XlsRow, standpoint: Standpoint): ValueKind {
  const read = readXPath(row.cells.get('calculation')?.text ?? '');
  if (!('expression' in read)) return 'text';
  try {
    return kinds[toFormula(read.expression, standpoint).result];
  } catch (error) {
    if (error instanceof Inexpressible) return 'text';
    throw error;
  }
}

const kinds: Readonly<Record<Result, ValueKind>> = {
  number: 'number',
  text: 'text',
  boolean: 'boolean',
  date: 'date',
  dateTime: 'dateTime',
  time: 'text',
};

function* conjuncts(part: XPath): Generator<XPath> {
  if (part.kind === 'binary' && part.operator === 'and') {
    yield* conjuncts(part.left);
    yield* conjuncts(part.right);
  } else yield part;
}

/** `regex(., 'pattern')`. */
function patternOf(part: XPath): string | undefined {
  if (part.kind !== 'call' || part.name !== 'regex') return undefined;
  const [text, pattern] = part.arguments;
  return text?.kind === 'self' && pattern?.kind === 'text' ? pattern.value : undefined;
}

/** `. <= today()` is a setting of dates. */
function limitedByToday(field: DraftField, part: XPath): boolean {
  if (field.type !== 'date' || part.kind !== 'binary') return false;
  const { left, right, operator } = part;
  if (left.kind !== 'self' || right.kind !== 'call' || right.name !== 'today') return false;
  if (operator === '<=') field.latest = 'today';
  else if (operator === '>=') field.earliest = 'today';
  return operator === '<=' || operator === '>=';
}

/** A default as the field holds it; what does not fit is refused by the checks of the definition. */
function valueFor(field: DraftField, text: string): unknown {
  switch (field.type) {
    case 'integer':
    case 'number':
    case 'rating':
      return Number(text);
    case 'multipleChoice':
      return text.split(/\s+/);
    case 'yesNo':
      return /^(ok|true|yes|1)$/i.test(text);
    case 'date':
      return text.slice(0, 10);
    default:
      return oneLineOf(text, 1000);
  }
}
