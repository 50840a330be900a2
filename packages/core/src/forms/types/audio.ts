/** Sounds, spoken or recorded (录音). The value lists ids of uploaded files in display order. */
import { type Static, Type } from 'typebox';
import { attachmentProblems } from '../attachments.ts';
import type { FieldType } from '../field-type.ts';
import { idsSchema, idsValue, pieceProblems } from './values/ids.ts';
import { recordingDemands, recordingOptions } from './values/recordings.ts';

export const AudioOptions = Type.Object(recordingOptions);
export type AudioOptions = Static<typeof AudioOptions>;

export const audio: FieldType<'audio', AudioOptions, readonly string[]> = {
  ...idsValue,
  type: 'audio',
  label: { zh: '录音', en: 'Sound' },
  group: 'scene',
  icon: 'audio',
  optionsSchema: AudioOptions,
  refersTo: 'file',
  widensTo: { files: 'same' },
  starting: () => ({}),
  checkOptions: (field) => pieceProblems(recordingDemands(field, 'audio')),
  validator(field) {
    const demands = recordingDemands(field, 'audio');
    return (value, context, previous) => attachmentProblems(value, demands, context, previous);
  },
  valueSchema: (field) => idsSchema(recordingDemands(field, 'audio'), '已上传录音的编号，按显示顺序'),
};
