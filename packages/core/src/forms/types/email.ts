/** An address for electronic mail (邮箱). The domain is written small; what stands before the @ belongs to its owner. */
import { type Static, Type } from 'typebox';
import { type FieldType, noProblems } from '../field-type.ts';
import { problem } from '../messages.ts';
import { textProblem } from '../text-length.ts';
import { compactLine, textSchema, textValue } from './values/texts.ts';

export const EmailOptions = Type.Object({ placeholder: Type.Optional(Type.String({ maxLength: 100 })) });
export type EmailOptions = Static<typeof EmailOptions>;

/** RFC 5321; so long a text is cheap to match. */
const longest = 254;
const local = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const label = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

export function isEmail(text: string): boolean {
  const at = text.lastIndexOf('@');
  if (at < 1 || at > 64 || !local.test(text.slice(0, at))) return false;
  const labels = text.slice(at + 1).split('.');
  return labels.length > 1 && labels.every((part) => label.test(part)) && !/^\d+$/.test(labels.at(-1) as string);
}

export const email: FieldType<'email', EmailOptions, string> = {
  ...textValue,
  type: 'email',
  label: { zh: '邮箱', en: 'E-mail' },
  group: 'text',
  icon: 'email',
  optionsSchema: EmailOptions,
  widensTo: { text: 'same', multiline: 'same' },
  starting: () => ({}),
  normalise(value) {
    if (typeof value !== 'string') return value;
    const text = compactLine(value);
    const at = text.lastIndexOf('@');
    return text.slice(0, at + 1) + (at < 0 ? text : text.slice(at + 1).toLowerCase());
  },
  validator: () => (value) => {
    const found = textProblem(value, 0, longest);
    if (found) return [found];
    return isEmail(value as string) ? noProblems : [problem('', 'forms.bad-email')];
  },
  valueSchema: () => textSchema({ maxLength: longest, description: '邮箱地址' }),
};
