/** Short films (视频, FE-11). The value lists ids of uploaded files in display order. */
import { type Static, Type } from 'typebox';
import { attachmentProblems } from '../attachments.ts';
import type { FieldType } from '../field-type.ts';
import { idsSchema, idsValue, pieceProblems } from './values/ids.ts';
import { recordingDemands, recordingOptions } from './values/recordings.ts';

export const VideoOptions = Type.Object(recordingOptions);
export type VideoOptions = Static<typeof VideoOptions>;

export const video: FieldType<'video', VideoOptions, readonly string[]> = {
  ...idsValue,
  type: 'video',
  label: { zh: '视频', en: 'Video' },
  group: 'scene',
  icon: 'video',
  optionsSchema: VideoOptions,
  refersTo: 'file',
  widensTo: { files: 'same' },
  starting: () => ({}),
  checkOptions: (field) => pieceProblems(recordingDemands(field, 'video')),
  validator(field) {
    const demands = recordingDemands(field, 'video');
    return (value, context, previous) => attachmentProblems(value, demands, context, previous);
  },
  valueSchema: (field) => idsSchema(recordingDemands(field, 'video'), '已上传视频的编号，按显示顺序'),
};
