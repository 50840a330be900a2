/** Which field a column or a blank of a paper form becomes: what the sheet says outright first, then values, then words. */

import { mostOptions } from '@anshao/core/forms/choices.ts';
import type { Option, Tone } from '@anshao/core/forms/contract.ts';
import type { Certainty } from '@anshao/core/forms/import-contract.ts';
import { findFieldType } from '@anshao/core/forms/registry.ts';
import type { Format } from '../book/formats.ts';
import type { Cell, CellRule } from '../book/read-book.ts';
import { oneLineOf, optionsOf } from '../draft.ts';
import { isAmount, type Title } from './labels.ts';
import { limitsOf } from './rules.ts';
import { expectedOf } from './samples.ts';
import { type Expectation, expectedBy } from './words.ts';

export interface Evidence {
  readonly title: Title;
  /** Filled cells below the title. */
  readonly cells: readonly Cell[];
  /** What Excel lets into them. */
  readonly rule?: CellRule | undefined;
  /** The format of empty cells. */
  readonly format?: Format | undefined;
}

export interface FieldGuess {
  readonly type: string;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly what: string;
  readonly certainty: Certainty;
}

export function guessField({ title, cells, rule, format }: Evidence): FieldGuess {
  const sound = cells.filter(({ isError }) => !isError);
  if (title.choices.length > 0)
    return made({ type: 'singleChoice', choices: title.choices, certainty: 'sure' }, title, '标题里列出了选项');
  if (rule?.choices && rule.choices.length > 0) {
    const reason = `单元格的下拉列表：${examples(rule.choices)}`;
    if (rule.choices.length > mostOptions)
      return made(
        { type: 'text', certainty: 'unsure' },
        title,
        `下拉列表有 ${rule.choices.length} 项，最多 ${mostOptions} 项`,
      );
    return made({ type: 'singleChoice', choices: rule.choices, certainty: 'sure' }, title, reason);
  }
  const limits = rule && limitsOf(rule);
  if (limits) return made({ ...limits, certainty: 'sure' }, title, '单元格的数据有效性规则');

  const bySamples = expectedOf(sound);
  const byWords = withUnit(expectedBy(title.label), title.unit);
  if (bySamples) {
    const both = byWords && agreed(byWords, bySamples);
    const reason = `内容如 ${examples(sound.map(({ text }) => text))}`;
    return made(both ?? bySamples, title, both ? `标题“${title.label}”，${reason}` : reason);
  }
  const byFormat = format && formatTypes[format.kind];
  if (byFormat) {
    const decimals = byFormat === 'percentage' && format.decimals ? { settings: { decimals: format.decimals } } : {};
    return made({ type: byFormat, ...decimals, certainty: 'likely' }, title, '这一列的单元格格式');
  }
  if (byWords) return made(byWords, title, `标题“${title.label}”${title.unit ? `，单位“${title.unit}”` : ''}`);
  return made({ type: 'text', certainty: 'unsure' }, title, '没有更多线索');
}

const formatTypes: Partial<Record<Format['kind'], string>> = {
  date: 'date',
  time: 'time',
  dateTime: 'dateTime',
  percent: 'percentage',
  money: 'money',
};

function withUnit(words: Expectation | undefined, unit: string | undefined): Expectation | undefined {
  if (unit === undefined) return words;
  if (isAmount(unit)) return { type: 'money', certainty: 'sure' };
  if (unit === '%') return { type: 'percentage', certainty: 'sure' };
  return { type: words?.type === 'integer' ? 'integer' : 'number', certainty: 'likely' };
}

/** These are known by their title alone: in the sheet stands a name, or the name of a file. */
const knownByTitle = new Set([
  'person',
  'people',
  'department',
  'community',
  'photos',
  'files',
  'video',
  'audio',
  'signature',
  'scan',
  'location',
]);
const plainTypes = new Set(['text', 'multiline', 'singleChoice', 'multipleChoice']);
/** Titles that say more precisely what values of these types are. */
const narrower: Readonly<Record<string, readonly string[]>> = {
  money: ['integer', 'number'],
  percentage: ['integer', 'number'],
  rating: ['integer'],
  number: ['integer'],
  phone: ['integer', 'text'],
  multiline: ['text'],
};

/** What title and values say together; undefined when the values know better. */
function agreed(words: Expectation, samples: Expectation): Expectation | undefined {
  if (knownByTitle.has(words.type) && plainTypes.has(samples.type)) return { ...words, certainty: 'unsure' };
  if (!narrower[words.type]?.includes(samples.type)) return undefined;
  const settings = words.type === 'number' ? samples.settings : words.settings;
  return { ...words, ...(settings ? { settings } : {}), certainty: 'likely' };
}

function made(expected: Expectation, title: Title, reason: string): FieldGuess {
  const { type, settings, certainty } = asYesNo(expected);
  const unit = title.unit !== undefined && (type === 'number' || type === 'integer') ? { unit: title.unit } : {};
  const name = findFieldType(type)?.label.zh ?? type;
  return { type, settings: { ...settings, ...unit }, what: `${name}：${reason}`, certainty };
}

const yesWords: readonly (readonly [string, string])[] = [
  ['是', '否'],
  ['有', '无'],
];

/** A choice with its options, or yes and no where these are all. */
function asYesNo({ type, settings = {}, choices, certainty }: Expectation): {
  type: string;
  settings: Record<string, unknown>;
  certainty: Certainty;
} {
  if (!choices) return { type, settings: { ...settings }, certainty };
  const pair =
    type === 'singleChoice' &&
    yesWords.find(([yes, no]) => choices.length === 2 && choices.includes(yes) && choices.includes(no));
  if (pair) {
    const labels = pair[0] === '是' ? {} : { yes: { label: pair[0] }, no: { label: pair[1] } };
    return { type: 'yesNo', settings: labels, certainty };
  }
  const options = optionsOf(choices).map(toned);
  const appearance = type === 'singleChoice' && options.length <= 4 ? { appearance: 'buttons' } : {};
  return { type, settings: { ...settings, options, ...appearance }, certainty };
}

const tones: readonly (readonly [words: RegExp, tone: Tone])[] = [
  [/^(不适用|无此项|未检查|N\/?A)$/i, 'neutral'],
  [/^(合格|正常|符合|完好|达标|通过|良好|已完成|无异常|√|✓)$/, 'good'],
  [/^(不合格|异常|不正常|不符合|损坏|不达标|不通过|发现异常|有异常|×|✗|✘|X)$/i, 'danger'],
];

function toned(option: Option): Option {
  const tone = tones.find(([words]) => words.test(option.label))?.[1];
  return tone ? { ...option, tone } : option;
}

export function examples(texts: readonly string[]): string {
  const distinct = [...new Set(texts)];
  const shown = distinct.slice(0, 3).map((text) => oneLineOf(text, 20));
  return shown.join('、') + (distinct.length > shown.length ? ' 等' : '');
}
