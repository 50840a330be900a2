/**
 * An identity card's number (身份证号), GB 11643-1999: six digits of a region, the birth date, three digits of order and
 * a check sign. Sensitive personal data: sealed in the database, masked wherever it is shown.
 *
 * The region is not looked up: regions are dissolved and renamed, and old cards keep theirs.
 */
import { Type } from 'typebox';
import { isCalendarDay } from '../../base/calendar-day.ts';
import { type FieldType, noProblems } from '../field-type.ts';
import { problem } from '../messages.ts';
import { textProblem } from '../text-length.ts';
import { compactLine, textSchema, textValue } from './values/texts.ts';

export const IdCardOptions = Type.Object({});
export type IdCardOptions = object;

const longest = 18;
const shape = /^[1-9]\d{5}(\d{4})(\d{2})(\d{2})\d{3}[\dX]$/;
const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const checkSigns = '10X98765432';

/** @param today `2024-03-15`: nobody is born tomorrow */
export function isIdCard(text: string, today: string): boolean {
  const parts = shape.exec(text);
  if (!parts) return false;
  const birth = `${parts[1]}-${parts[2]}-${parts[3]}`;
  if (!isCalendarDay(birth) || birth < '1850-01-01' || birth > today) return false;
  const sum = weights.reduce((total, weight, index) => total + weight * Number(text[index]), 0);
  return checkSigns[sum % 11] === text[17];
}

export const idCard: FieldType<'idCard', IdCardOptions, string> = {
  ...textValue,
  type: 'idCard',
  label: { zh: '身份证号', en: 'Identity card' },
  group: 'text',
  icon: 'id-card',
  optionsSchema: IdCardOptions,
  // The database holds it sealed and could not compare it; conditions may only ask whether it is there.
  valueKind: 'opaque',
  sealed: true,
  mask: (value) => `${value.slice(0, 3)}${'*'.repeat(Math.max(value.length - 7, 0))}${value.slice(-4)}`,
  starting: () => ({}),
  normalise: (value) => (typeof value === 'string' ? compactLine(value).toUpperCase() : value),
  validator: () => (value, context, previous) => {
    // Whoever may not see the number has its mask for the stored value; left as it is, the number stays.
    if (value === previous) return noProblems;
    const found = textProblem(value, 0, longest);
    if (found) return [found];
    return isIdCard(value as string, context.today) ? noProblems : [problem('', 'forms.bad-id-card')];
  },
  valueSchema: () =>
    textSchema({
      minLength: longest,
      maxLength: longest,
      description: '18 位身份证号；没有查看权限时只给出首三位与末四位，其余为 *',
    }),
};
