/** Photos (图片上传, FE-09). The value lists ids of uploaded pictures in display order. */
import { type Static, Type } from 'typebox';
import { attachmentProblems, normaliseIds } from '../attachments.ts';
import { type FieldType, noProblems } from '../field-type.ts';
import { problem } from '../messages.ts';

export const PhotosOptions = Type.Object({
  /** How many once there are any; whether there must be any is `required`. */
  min: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
  /** 9 when left out, as in WeChat. */
  max: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
  /** Only photos taken inside the form count (DR-20). */
  cameraOnly: Type.Optional(Type.Boolean()),
  /** Time, place and person are drawn onto the copy that is shown; the original stays for evidence. */
  watermark: Type.Optional(Type.Boolean()),
});
export type PhotosOptions = Static<typeof PhotosOptions>;

const defaultMax = 9;

export const photos: FieldType<'photos', PhotosOptions, readonly string[]> = {
  type: 'photos',
  label: { zh: '图片', en: 'Photos' },
  optionsSchema: PhotosOptions,
  valueKind: 'ids',
  refersTo: 'file',
  widensTo: { files: 'same' },
  checkOptions: (field) =>
    (field.min ?? 1) > (field.max ?? defaultMax) ? [problem('min', 'forms.limits-disordered')] : noProblems,
  columns: () => [{ suffix: '', pgType: 'uuid[]' }],
  normalise: normaliseIds,
  isEmpty: (value) => value === null || value === undefined || (Array.isArray(value) && value.length === 0),
  validator(field) {
    const demands = {
      min: field.min ?? 1,
      max: field.max ?? defaultMax,
      kinds: ['image'] as const,
      cameraOnly: field.cameraOnly ?? false,
    };
    return (value, context, previous) => attachmentProblems(value, demands, context, previous);
  },
  toColumns: (value) => [value],
  fromColumns: ([cell]) => (cell ?? null) as readonly string[] | null,
};
