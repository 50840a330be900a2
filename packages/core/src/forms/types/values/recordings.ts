/** What films and sounds share: a few uploaded files of one kind, none of them longer than so many seconds. */
import { Type } from 'typebox';
import type { FileKind } from '../../../files/contract.ts';
import type { AttachmentDemands } from '../../attachments.ts';

export const recordingOptions = {
  min: Type.Optional(Type.Integer({ minimum: 1, maximum: 20 })),
  /** 3 when left out. */
  max: Type.Optional(Type.Integer({ minimum: 1, maximum: 20 })),
  /** The recorder stops here, and a file that tells its length is held to it. */
  maxSeconds: Type.Optional(Type.Integer({ minimum: 1, maximum: 3600 })),
};

export interface RecordingOptions {
  readonly min?: number;
  readonly max?: number;
  readonly maxSeconds?: number;
}

export function recordingDemands(field: RecordingOptions, kind: FileKind): AttachmentDemands {
  const { min = 1, max = 3, maxSeconds } = field;
  return { min, max, kinds: [kind], cameraOnly: false, maxSeconds };
}
