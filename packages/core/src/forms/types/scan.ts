/** The text of a QR or bar code (扫码): an extinguisher's label, a lift's number. */
import { type Static, Type } from 'typebox';
import { type FieldType, noProblems } from '../field-type.ts';
import { textProblem } from '../text-length.ts';
import { textSchema, textValue } from './values/texts.ts';

export const ScanOptions = Type.Object({
  /** The text may be typed or changed by hand as well, for labels that are worn off. */
  typing: Type.Optional(Type.Boolean()),
});
export type ScanOptions = Static<typeof ScanOptions>;

const longest = 1000;

export const scan: FieldType<'scan', ScanOptions, string> = {
  ...textValue,
  type: 'scan',
  label: { zh: '扫码', en: 'Scan' },
  group: 'scene',
  icon: 'scan',
  optionsSchema: ScanOptions,
  widensTo: { text: 'same', multiline: 'same' },
  starting: () => ({}),
  validator: () => (value) => {
    const found = textProblem(value, 0, longest);
    return found ? [found] : noProblems;
  },
  valueSchema: ({ typing }) =>
    textSchema({ maxLength: longest, description: typing ? '扫码所得或手工填写的内容' : '扫码所得的内容' }),
};
