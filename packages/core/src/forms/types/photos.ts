/** Photos (图片上传, FE-09). The value lists ids of uploaded pictures in display order. */
import { type Static, Type } from 'typebox';
import { type AttachmentDemands, attachmentProblems } from '../attachments.ts';
import type { FieldType } from '../field-type.ts';
import { idsSchema, idsValue, pieceProblems, pieces, usualPieces } from './values/ids.ts';

export const PhotosOptions = Type.Object({
  ...pieces,
  /** Only photos taken inside the form count (DR-20). */
  cameraOnly: Type.Optional(Type.Boolean()),
  /** Time, place and person are drawn onto the copy that is shown; the original stays for evidence. */
  watermark: Type.Optional(Type.Boolean()),
  /** Arrows, circles and words may be drawn onto a copy before it is sent. */
  annotate: Type.Optional(Type.Boolean()),
});
export type PhotosOptions = Static<typeof PhotosOptions>;

const demandsOf = ({ min = 1, max = usualPieces, cameraOnly = false }: PhotosOptions): AttachmentDemands => ({
  min,
  max,
  kinds: ['image'],
  cameraOnly,
});

export const photos: FieldType<'photos', PhotosOptions, readonly string[]> = {
  ...idsValue,
  type: 'photos',
  label: { zh: '图片', en: 'Photos' },
  group: 'scene',
  icon: 'photo',
  optionsSchema: PhotosOptions,
  refersTo: 'file',
  widensTo: { files: 'same' },
  starting: () => ({}),
  checkOptions: pieceProblems,
  validator(field) {
    const demands = demandsOf(field);
    return (value, context, previous) => attachmentProblems(value, demands, context, previous);
  },
  valueSchema: (field) => idsSchema(demandsOf(field), '已上传图片的编号，按显示顺序'),
};
