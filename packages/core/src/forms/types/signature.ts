/** A signature drawn with the finger (手写签名). The value is the id of its uploaded picture. */
import { type Static, Type } from 'typebox';
import { type FileDemands, fileProblem } from '../attachments.ts';
import { type FieldType, noProblems } from '../field-type.ts';
import { isId } from '../ids.ts';
import { problem } from '../messages.ts';
import { idSchema, idValue } from './values/ids.ts';

export const SignatureOptions = Type.Object({
  /** Above the line: "本人确认以上内容属实". */
  statement: Type.Optional(Type.String({ minLength: 1, maxLength: 500 })),
});
export type SignatureOptions = Static<typeof SignatureOptions>;

const demands: FileDemands = { kinds: ['image'], cameraOnly: false };

export const signature: FieldType<'signature', SignatureOptions, string> = {
  ...idValue,
  type: 'signature',
  label: { zh: '手写签名', en: 'Signature' },
  group: 'scene',
  icon: 'signature',
  optionsSchema: SignatureOptions,
  refersTo: 'file',
  starting: () => ({}),
  validator: () => (value, context, previous) => {
    if (!isId(value)) return [problem('', 'forms.wrong-type')];
    const found = value === previous ? undefined : fileProblem(value, '', demands, context);
    return found ? [found] : noProblems;
  },
  valueSchema: () => idSchema('签名图片的文件编号'),
};
