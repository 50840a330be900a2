/** Files of several kinds (图片/视频/附件上传, FE-11). The value lists ids of uploaded files in display order. */
import { type Static, Type } from 'typebox';
import { fileKinds } from '../../files/contract.ts';
import { type AttachmentDemands, attachmentProblems } from '../attachments.ts';
import type { FieldType } from '../field-type.ts';
import { idsSchema, idsValue, pieceProblems, pieces, usualPieces } from './values/ids.ts';

export const FilesOptions = Type.Object({
  ...pieces,
  /** All kinds when left out. */
  accept: Type.Optional(
    Type.Array(Type.Enum([...fileKinds]), { minItems: 1, maxItems: fileKinds.length, uniqueItems: true }),
  ),
});
export type FilesOptions = Static<typeof FilesOptions>;

const demandsOf = ({ min = 1, max = usualPieces, accept = [...fileKinds] }: FilesOptions): AttachmentDemands => ({
  min,
  max,
  kinds: accept,
  cameraOnly: false,
});

export const files: FieldType<'files', FilesOptions, readonly string[]> = {
  ...idsValue,
  type: 'files',
  label: { zh: '附件', en: 'Files' },
  group: 'scene',
  icon: 'file',
  optionsSchema: FilesOptions,
  refersTo: 'file',
  starting: () => ({}),
  checkOptions: pieceProblems,
  validator(field) {
    const demands = demandsOf(field);
    return (value, context, previous) => attachmentProblems(value, demands, context, previous);
  },
  valueSchema: (field) => idsSchema(demandsOf(field), '已上传文件的编号，按显示顺序'),
};
