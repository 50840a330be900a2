/**
 * Formatted text (富文本): a small part of Markdown, kept as the text it is. Headings (`#` to `###`), lists (`- `, `1. `),
 * quotes (`> `), **bold**, *italic* and links to http and https; a reader that knows none of these still shows every
 * word. HTML has no meaning in it: `<b>` is three characters, and whoever draws it must treat it as such.
 */
import { type Static, Type } from 'typebox';
import { cleanText } from '../clean-text.ts';
import { type FieldType, noProblems } from '../field-type.ts';
import { textProblem } from '../text-length.ts';
import { textSchema, textValue } from './values/texts.ts';

const most = 20_000;

export const RichTextOptions = Type.Object({
  /** In code points, marks included; 20,000 when left out. */
  maxLength: Type.Optional(Type.Integer({ minimum: 1, maximum: most })),
  placeholder: Type.Optional(Type.String({ maxLength: 200 })),
});
export type RichTextOptions = Static<typeof RichTextOptions>;

export const richText: FieldType<'richText', RichTextOptions, string> = {
  ...textValue,
  type: 'richText',
  label: { zh: '富文本', en: 'Formatted text' },
  group: 'text',
  icon: 'rich-text',
  optionsSchema: RichTextOptions,
  starting: () => ({}),
  normalise: (value) => (typeof value === 'string' ? cleanText(value) : value),
  validator({ maxLength = most }) {
    return (value) => {
      const found = textProblem(value, 0, maxLength);
      return found ? [found] : noProblems;
    };
  },
  valueSchema: ({ maxLength = most }) =>
    textSchema({ maxLength, description: 'Markdown 的一部分：标题、列表、引用、粗体、斜体、链接；不支持 HTML' }),
};
