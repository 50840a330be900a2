/**
 * A telephone number of mainland China (电话): `13812345678`, `0574-87654321`, `0574-87654321-802`. Digits only, the
 * area code and an extension set off by hyphens, whatever way it was typed.
 */
import { type Static, Type } from 'typebox';
import { type FieldType, noProblems } from '../field-type.ts';
import { problem } from '../messages.ts';
import { textProblem } from '../text-length.ts';
import { compactLine, textSchema, textValue } from './values/texts.ts';

export const PhoneOptions = Type.Object({
  /** Both when left out. */
  accepts: Type.Optional(Type.Enum(['mobile', 'landline', 'both'])),
});
export type PhoneOptions = Static<typeof PhoneOptions>;

const mobile = /^1[3-9]\d{9}$/;
// Three digits for 010 and 02x, four for all other areas.
const landline = /^(?:(?:010|02\d)-[2-8]\d{7}|0[3-9]\d{2}-[2-8]\d{6,7})(?:-\d{1,6})?$/;
const typedLandline = /^(010|02\d|0[3-9]\d{2})-?([2-8]\d{2,3}-?\d{4})(?:(?:-|转|x|ext\.?)(\d{1,6}))?$/i;

/** Long enough for an area, eight digits and an extension. */
const longest = 20;

/** `+86 (574) 8765 4321` → `0574-87654321`; what is no number comes back without blanks. */
export function normalisePhone(text: string): string {
  const typed = compactLine(text).replace(/[‐-―]/g, '-').replace(/[()]/g, '');
  // Some write it twice.
  const national = typed.replace(/^(?:(?:\+|00)86-?)+/, '');
  const digits = national.replaceAll('-', '');
  if (mobile.test(digits)) return digits;
  // Behind the number of the country the zero of an area is left out.
  const isFromAbroad = national !== typed && !national.startsWith('0');
  const parts = typedLandline.exec(isFromAbroad ? `0${national}` : national);
  if (!parts) return national;
  const [, area, number = '', extension] = parts;
  return `${area}-${number.replace('-', '')}${extension ? `-${extension}` : ''}`;
}

export const phone: FieldType<'phone', PhoneOptions, string> = {
  ...textValue,
  type: 'phone',
  label: { zh: '电话', en: 'Telephone' },
  group: 'text',
  icon: 'phone',
  optionsSchema: PhoneOptions,
  widensTo: { text: 'same', multiline: 'same' },
  starting: () => ({}),
  normalise: (value) => (typeof value === 'string' ? normalisePhone(value) : value),
  validator({ accepts = 'both' }) {
    const code = { mobile: 'forms.bad-mobile', landline: 'forms.bad-landline', both: 'forms.bad-phone' } as const;
    return (value, _context, previous) => {
      const found = textProblem(value, 0, longest);
      if (found) return [found];
      const text = value as string;
      const isMobile = accepts !== 'landline' && mobile.test(text);
      const isLandline = accepts !== 'mobile' && landline.test(text);
      return isMobile || isLandline || text === previous ? noProblems : [problem('', code[accepts])];
    };
  },
  valueSchema: ({ accepts = 'both' }) =>
    textSchema({
      maxLength: longest,
      description: {
        mobile: '11 位手机号',
        landline: '座机，如 0574-87654321 或 0574-87654321-802',
        both: '11 位手机号，或座机如 0574-87654321',
      }[accepts],
    }),
};
