/** Blanks of a paper form written into one text: `检查单位：________  检查日期：    年  月  日`. */
import { oneLineOf } from '../draft.ts';
import { boxedChoices } from './labels.ts';

export type DatedType = 'date' | 'dateTime' | 'dateRange';

export interface Blank {
  readonly label: string;
  /** What stands behind the colon: '' for nothing to fill in. */
  readonly value: string;
  /** The blank says what is to be filled in: 年月日. */
  readonly type?: DatedType;
  readonly choices: readonly string[];
}

const longestText = 1000;
const longestLabel = 24;
const longestValue = 60;
/** A remark for whoever fills the form. */
export const noteBeginning = /^[（(]?\s*(注|注意|备注|说明|填表说明|要求|附注|温馨提示|提示)\s*\d*\s*[：:]/;
const isNote = new RegExp(`${noteBeginning.source}\\s*[^\\s_＿]`);

/** The blanks of a text, or undefined when it is prose. */
export function blanksOf(text: string): Blank[] | undefined {
  if (text.length > longestText || isNote.test(text)) return undefined;
  const colons = [...text.matchAll(/[：:]/g)]
    .map(({ index }) => index)
    // 08:30 and https:// are no labels.
    .filter((at) => !/\d[:：]\d/.test(text.slice(at - 1, at + 2)) && text.slice(at + 1, at + 3) !== '//');
  if (colons.length === 0) return undefined;
  const blanks: Blank[] = [];
  let from = 0;
  for (const [index, colon] of colons.entries()) {
    const before = text.slice(from, colon);
    // What stands before a later colon is the value before it and, after the last gap, the label.
    const gap = index === 0 ? -1 : before.search(/[\s_＿，,；;、。]+[^\s_＿，,；;、。]*$/);
    if (index > 0 && gap < 0) return undefined;
    const label = oneLineOf(index === 0 ? before : before.slice(gap).replace(/^[\s_＿，,；;、。]+/, ''));
    if (label === '' || label.length > longestLabel) return undefined;
    if (index > 0) blanks.push({ ...(blanks.pop() as Blank), ...behind(before.slice(0, gap)) });
    blanks.push({ label, value: '', choices: [] });
    from = colon + 1;
  }
  blanks.push({ ...(blanks.pop() as Blank), ...behind(text.slice(from)) });
  // What is told in sentences is no blank: 尊敬的业主：您好！
  const isProse = blanks.some(({ value }) => value.length > longestValue || /[。！!？；]/.test(value));
  return isProse ? undefined : blanks;
}

function behind(text: string): Pick<Blank, 'value' | 'choices' | 'type'> {
  const boxes = boxedChoices(text);
  if (boxes) return { value: '', choices: boxes.choices };
  const type = datedType(text);
  if (type) return { value: '', choices: [], type };
  const rest = text.replace(/[_＿\s…—]+/g, ' ').trim();
  return { value: rest.replace(/^[（(]\s*[）)]$|^[-/\\]+$/, ''), choices: [] };
}

const day = '(\\d{0,4}|20)年月日?';
const moment = `${day}(\\d{0,2}时分?)?`;

/** What is to be written into `年  月  日`, `年 月 日 时 分` or `自  年 月 日 至  年 月 日`. */
export function datedType(text: string): DatedType | undefined {
  const bare = text.replace(/[_＿\s…]+/g, '');
  if (new RegExp(`^[自从由]?${moment}[至到~～—-]+${moment}止?$`).test(bare)) return 'dateRange';
  if (new RegExp(`^${day}$`).test(bare)) return 'date';
  return new RegExp(`^${moment}$`).test(bare) ? 'dateTime' : undefined;
}
