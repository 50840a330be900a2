/**
 * A small library of checks that one line of text can be held to. Each brings the text into its canonical form, too:
 * half width, capitals, no blanks.
 */
import type { FormProblemCode } from '../../messages.ts';
import { compactLine } from './texts.ts';

export interface TextFormat {
  readonly label: { readonly zh: string; readonly en: string };
  readonly normalise: (text: string) => string;
  readonly isValid: (text: string) => boolean;
  readonly problem: FormProblemCode;
}

const capitals = (text: string): string => compactLine(text).toUpperCase();

export const textFormats = {
  /** 车牌: 5 signs after the letter, 6 for new energy; the last may be a character such as 学 or 警. */
  plate: {
    label: { zh: '车牌号', en: 'Number plate' },
    // Plates show a dot after the letter, phones' keyboards have several of them.
    normalise: (text) => capitals(text).replace(/[·•・.]/g, ''),
    isValid: (text) =>
      /^[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-Z](?:[A-HJ-NP-Z0-9]{4}[A-HJ-NP-Z0-9挂学警港澳]|[A-HJ-NP-Z0-9]{6})$/u.test(
        text,
      ),
    problem: 'forms.bad-plate',
  },
  /** 统一社会信用代码, GB 32100-2015. */
  creditCode: {
    label: { zh: '统一社会信用代码', en: 'Unified social credit code' },
    normalise: capitals,
    isValid: isCreditCode,
    problem: 'forms.bad-credit-code',
  },
  postcode: {
    label: { zh: '邮政编码', en: 'Postcode' },
    normalise: capitals,
    isValid: (text) => /^\d{6}$/.test(text),
    problem: 'forms.bad-postcode',
  },
} satisfies Record<string, TextFormat>;
export type TextFormatName = keyof typeof textFormats;
export const textFormatNames = Object.keys(textFormats) as TextFormatName[];

// I, O, S, V and Z are left out, for they look like digits or like U.
const creditSigns = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/** The last of 18 signs makes the sum of values × 3^position divisible by 31. */
function isCreditCode(text: string): boolean {
  if (text.length !== 18) return false;
  let sum = 0;
  let weight = 1;
  for (const sign of text.slice(0, 17)) {
    const value = creditSigns.indexOf(sign);
    if (value < 0) return false;
    sum += value * weight;
    weight = (weight * 3) % 31;
  }
  return creditSigns[(31 - (sum % 31)) % 31] === text[17];
}
