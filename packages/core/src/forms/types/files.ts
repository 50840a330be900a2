/** Files of several kinds (图片/视频/附件上传, FE-11). The value lists ids of uploaded files in display order. */
import { type Static, Type } from 'typebox';
import { fileKinds } from '../../files/contract.ts';
import { attachmentProblems, normaliseIds } from '../attachments.ts';
import { type FieldType, noProblems } from '../field-type.ts';
import { problem } from '../messages.ts';

export const FilesOptions = Type.Object({
  /** All kinds when left out. */
  accept: Type.Optional(
    Type.Array(Type.Enum([...fileKinds]), { minItems: 1, maxItems: fileKinds.length, uniqueItems: true }),
  ),
  min: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
  /** 9 when left out. */
  max: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
});
export type FilesOptions = Static<typeof FilesOptions>;

const defaultMax = 9;

export const files: FieldType<'files', FilesOptions, readonly string[]> = {
  type: 'files',
  label: { zh: '附件', en: 'Files' },
  optionsSchema: FilesOptions,
  valueKind: 'ids',
  refersTo: 'file',
  checkOptions: (field) =>
    (field.min ?? 1) > (field.max ?? defaultMax) ? [problem('min', 'forms.limits-disordered')] : noProblems,
  columns: () => [{ suffix: '', pgType: 'uuid[]' }],
  normalise: normaliseIds,
  isEmpty: (value) => value === null || value === undefined || (Array.isArray(value) && value.length === 0),
  validator(field) {
    const demands = {
      min: field.min ?? 1,
      max: field.max ?? defaultMax,
      kinds: field.accept ?? fileKinds,
      cameraOnly: false,
    };
    return (value, context, previous) => attachmentProblems(value, demands, context, previous);
  },
  toColumns: (value) => [value],
  fromColumns: ([cell]) => (cell ?? null) as readonly string[] | null,
};
