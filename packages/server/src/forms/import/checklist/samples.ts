/** What the values of a column lead one to expect. */
import type { FormatKind } from '../book/formats.ts';
import type { Cell } from '../book/read-book.ts';
import { boxedChoices } from './labels.ts';
import type { Expectation } from './words.ts';

const shapes: readonly (readonly [type: string, shape: RegExp])[] = [
  ['idCard', /^\d{17}[\dXx]$/],
  ['phone', /^(\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}$|^0\d{2,3}[- ]?\d{7,8}(-\d{1,6})?$/],
  ['email', /^[^\s@]+@[^\s@]+\.[^\s@]+$/],
  ['url', /^https?:\/\/\S+$/i],
  ['dateTime', /^\d{4}([-/.年])\d{1,2}([-/.月])\d{1,2}日?\s*T?\d{1,2}[:：时]\d{1,2}/],
  ['date', /^\d{4}([-/.])\d{1,2}\1\d{1,2}$|^\d{4}年\d{1,2}月\d{1,2}日$/],
  ['time', /^([01]?\d|2[0-3])[:：][0-5]\d([:：][0-5]\d)?$/],
  ['money', /^[¥￥]\s?-?[\d,]+(\.\d+)?$|^-?[\d,]+(\.\d+)?\s?元$/],
  ['percentage', /^-?\d+(\.\d+)?\s?[%％]$/],
];
const pairs: readonly (readonly [yes: string, no: string])[] = [
  ['是', '否'],
  ['有', '无'],
  ['√', '×'],
  ['Y', 'N'],
  ['TRUE', 'FALSE'],
];
const byFormat: Partial<Record<FormatKind, string>> = {
  date: 'date',
  time: 'time',
  dateTime: 'dateTime',
  percent: 'percentage',
  money: 'money',
};
/** Words from a choice are short, and few beside the rows. */
const mostChoices = 15;
const longestChoice = 20;
const longLine = 40;
/** Longer texts are none of these; trying would cost more than linear time. */
const longestShape = 200;

/** @param cells filled cells of the column without errors; empty ones tell nothing */
export function expectedOf(cells: readonly Cell[]): Expectation | undefined {
  if (cells.length === 0) return undefined;
  const texts = cells.map(({ text }) => text);
  const boxes = boxedChoices(texts[0] as string);
  if (boxes && texts.every((text) => boxedChoices(text)?.choices.join() === boxes.choices.join()))
    return { type: 'singleChoice', choices: boxes.choices, certainty: 'sure' };
  const certainty = cells.length >= 3 ? 'sure' : 'likely';
  const kinds = new Set(cells.map(({ number, format }) => (number === undefined ? undefined : byFormat[format.kind])));
  const [kind] = kinds;
  if (kinds.size === 1 && kind !== undefined) return { type: kind, settings: digits(kind, texts, cells), certainty };
  for (const [type, shape] of shapes)
    if (texts.every((text) => text.length <= longestShape && shape.test(text)))
      return { type, settings: digits(type, texts, cells), certainty };
  for (const [yes, no] of pairs)
    if (texts.every((text) => text === yes || text === no))
      return yesNo(yes, no, new Set(texts).size === 2 ? certainty : 'likely');
  if (texts.every((text) => /^-?\d{1,15}(\.\d{1,10})?$/.test(text) && !/^-?0\d/.test(text))) {
    const unit = cells.find(({ format }) => format.unit)?.format.unit;
    const settings = { ...digits('number', texts, cells), ...(unit ? { unit: unit.slice(0, 20) } : {}) };
    if (settings.decimals !== 0) return { type: 'number', settings, certainty };
    // A number as long as this names something rather than counting it.
    if (texts.every((text) => text.length >= 8)) return { type: 'text', certainty: 'likely' };
    return { type: 'integer', ...(unit ? { settings: { unit: unit.slice(0, 20) } } : {}), certainty };
  }
  const several = severalOf(texts);
  if (several) return { type: 'multipleChoice', choices: several, certainty: 'unsure' };
  const choices = [...new Set(texts)];
  const areRepeated =
    texts.length >= 6 && choices.length >= 2 && choices.length <= mostChoices && choices.length * 3 <= texts.length;
  if (areRepeated && choices.every((text) => text.length <= longestChoice && !/^\d+$|\n/.test(text)))
    return { type: 'singleChoice', choices, certainty: 'likely' };
  if (texts.some((text) => text.includes('\n') || text.length > longLine))
    return { type: 'multiline', certainty: 'likely' };
  return { type: 'text', certainty: 'unsure' };
}

function yesNo(yes: string, no: string, certainty: 'sure' | 'likely'): Expectation {
  const isPlain = yes === '是' || yes === 'TRUE' || yes === 'Y';
  return { type: 'yesNo', certainty, ...(isPlain ? {} : { settings: { yes: { label: yes }, no: { label: no } } }) };
}

/** `消防；电梯`: words of a few, several in a cell. */
function severalOf(texts: readonly string[]): string[] | undefined {
  if (texts.length < 6 || !texts.some((text) => /[；;、|]/.test(text))) return undefined;
  const parts = texts
    .flatMap((text) => text.split(/[；;、|]/).map((part) => part.trim()))
    .filter((part) => part !== '');
  const choices = [...new Set(parts)];
  const areRepeated = choices.length <= mostChoices && choices.length * 3 <= parts.length;
  return areRepeated && choices.every((text) => text.length <= longestChoice) ? choices : undefined;
}

function digits(type: string, texts: readonly string[], cells: readonly Cell[]): { decimals?: number } {
  if (type !== 'number' && type !== 'percentage') return {};
  const said = Math.max(...cells.map(({ format }) => format.decimals ?? 0));
  const seen = Math.max(...texts.map((text) => /\.(\d+)/.exec(text)?.[1]?.length ?? 0));
  return { decimals: Math.min(Math.max(said, seen), type === 'number' ? 10 : 6) };
}
