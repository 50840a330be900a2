/** A web address (网址), http or https. It is kept as it was typed; nothing is fetched from it. */
import { type Static, Type } from 'typebox';
import { type FieldType, noProblems } from '../field-type.ts';
import { problem } from '../messages.ts';
import { textProblem } from '../text-length.ts';
import { textSchema, textValue } from './values/texts.ts';

export const UrlOptions = Type.Object({ placeholder: Type.Optional(Type.String({ maxLength: 100 })) });
export type UrlOptions = Static<typeof UrlOptions>;

const longest = 1000;

/**
 * Safe to put behind a link: no `javascript:`, and no name and password that would dress one host up as another
 * (`https://bank.cn@evil.cn`).
 */
export function isWebAddress(text: string): boolean {
  if (!/^https?:\/\/[^\s\\/\p{Cf}][^\s\\\p{Cf}]*$/iu.test(text)) return false;
  try {
    const { protocol, username, password, hostname } = new URL(text);
    const isWeb = protocol === 'http:' || protocol === 'https:';
    return isWeb && username === '' && password === '' && hostname !== '';
  } catch {
    // Not an address is an answer, not a failure.
    return false;
  }
}

export const url: FieldType<'url', UrlOptions, string> = {
  ...textValue,
  type: 'url',
  label: { zh: '网址', en: 'Web address' },
  group: 'text',
  icon: 'web-address',
  optionsSchema: UrlOptions,
  widensTo: { text: 'same', multiline: 'same' },
  starting: () => ({}),
  validator: () => (value) => {
    const found = textProblem(value, 0, longest);
    if (found) return [found];
    return isWebAddress(value as string) ? noProblems : [problem('', 'forms.bad-url')];
  },
  valueSchema: () => textSchema({ maxLength: longest, pattern: '^[Hh][Tt][Tt][Pp][Ss]?://', description: '网址' }),
};
