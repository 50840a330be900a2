/** Yes or no (是否): true or false, in the words the designer chose (正常 / 异常). */
import { type Static, Type } from 'typebox';
import { Tone } from '../contract.ts';
import { type FieldType, noProblems } from '../field-type.ts';
import { problem } from '../messages.ts';

const Answer = Type.Object(
  { label: Type.Optional(Type.String({ minLength: 1, maxLength: 40 })), tone: Type.Optional(Tone) },
  { additionalProperties: false },
);

export const YesNoOptions = Type.Object({
  /** 是 when it has no label. */
  yes: Type.Optional(Answer),
  /** 否 when it has no label. */
  no: Type.Optional(Answer),
});
export type YesNoOptions = Static<typeof YesNoOptions>;

/** The words of both answers. */
export function answerLabels({ yes, no }: YesNoOptions): { readonly yes: string; readonly no: string } {
  return { yes: yes?.label ?? '是', no: no?.label ?? '否' };
}

export const yesNo: FieldType<'yesNo', YesNoOptions, boolean> = {
  type: 'yesNo',
  label: { zh: '是否', en: 'Yes or no' },
  group: 'choice',
  icon: 'yes-no',
  optionsSchema: YesNoOptions,
  valueKind: 'boolean',
  starting: () => ({}),
  columns: () => [{ suffix: '', pgType: 'boolean' }],
  normalise: (value) => value,
  // "No" is an answer: only what was not answered is empty.
  isEmpty: (value) => value === null || value === undefined,
  validator: () => (value) => (typeof value === 'boolean' ? noProblems : [problem('', 'forms.wrong-type')]),
  toColumns: (value) => [value],
  fromColumns: ([cell]) => (typeof cell === 'boolean' ? cell : null),
  valueSchema(field) {
    const { yes, no } = answerLabels(field);
    return Type.Boolean({ description: `true 为“${yes}”，false 为“${no}”` });
  },
};
