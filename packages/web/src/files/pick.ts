/** From what a person picked to files on their way: checked, made small, and put on the list. */
import { type FileKind, fileLimits } from '@anshao/core/files/contract.ts';
import { refusedType } from '@anshao/core/files/refused-types.ts';
import { sentenceOf } from '../base/sentences.ts';
import { secondsOf } from './media.ts';
import { addOutgoing, type OutgoingFile } from './outgoing.ts';
import { isHeic, shrinkPicture, type Watermark } from './picture.ts';

/** No more than the server takes: what it would refuse anyway is refused before it is sent. */
const kinds: readonly (readonly [RegExp, FileKind])[] = [
  [/^image\//, 'image'],
  [/^application\/pdf$/, 'pdf'],
  [/^video\//, 'video'],
  [/^audio\//, 'audio'],
  [/^(text\/csv|application\/vnd\.(ms-excel|openxmlformats-officedocument\.spreadsheetml.*))$/, 'sheet'],
  [/^application\/vnd\.openxmlformats-officedocument\.wordprocessingml/, 'document'],
];

export function kindOf(type: string): FileKind | undefined {
  return kinds.find(([pattern]) => pattern.test(type))?.[1];
}

const accepted: Record<FileKind, string> = {
  image: 'image/*',
  pdf: 'application/pdf',
  video: 'video/*',
  audio: 'audio/*',
  sheet: '.xlsx,.csv',
  document: '.docx',
};

/** The `accept` of a file input. */
export function acceptOf(fileKinds: readonly FileKind[]): string {
  return fileKinds.map((kind) => accepted[kind]).join(',');
}

export interface Picking {
  readonly kinds: readonly FileKind[];
  readonly source: OutgoingFile['source'];
  readonly watermark?: Watermark | undefined;
  readonly ticket?: string | undefined;
  /** Seconds a film or sound may last. */
  readonly maxSeconds?: number | undefined;
  readonly isTrial?: boolean | undefined;
}

export interface Picked {
  readonly ids: string[];
  /** Sentences about files that were not taken, each naming the file. */
  readonly refusals: string[];
}

export async function takeFiles(files: readonly File[], picking: Picking): Promise<Picked> {
  const picked: Picked = { ids: [], refusals: [] };
  for (const file of files) {
    const refusal = (await refusalOf(file, picking.kinds)) ?? (await lastsTooLong(file, picking.maxSeconds));
    if (refusal) {
      picked.refusals.push(`${file.name}：${refusal}`);
      continue;
    }
    const isPicture = kindOf(file.type) === 'image';
    try {
      const blob = isPicture ? await shrinkPicture(file, picking.watermark) : file;
      picked.ids.push(
        addOutgoing({
          name: blob === file ? file.name : file.name.replace(/\.\w+$/, '.jpg'),
          type: blob.type || file.type,
          blob,
          source: picking.source,
          ...(picking.ticket ? { ticket: picking.ticket } : {}),
          ...(picking.isTrial ? { isTrial: true } : {}),
        }),
      );
    } catch {
      picked.refusals.push(`${file.name}：${sentenceOf('files.broken')}`);
    }
  }
  return picked;
}

async function refusalOf(file: File, taken: readonly FileKind[]): Promise<string | undefined> {
  if (await isHeic(file)) return sentenceOf('files.heic');
  const kind = kindOf(file.type);
  if (!kind || !taken.includes(kind))
    return sentenceOf('files.type-refused', {
      type: kind ?? refusedType(file.type, /\.(\w+)$/.exec(file.name)?.[1] ?? ''),
      accepted: taken,
    });
  // Pictures become small before they leave.
  if (kind !== 'image' && file.size > fileLimits.bytes[kind])
    return sentenceOf('files.too-large', { kind, limit: `${fileLimits.bytes[kind] / 1024 / 1024} MB` });
  if (file.size === 0) return sentenceOf('files.broken');
  return undefined;
}

/** Said before minutes are spent on sending; what does not tell its length is left to the server. */
async function lastsTooLong(file: File, max: number | undefined): Promise<string | undefined> {
  if (max === undefined || !/^(video|audio)\//.test(file.type)) return undefined;
  const seconds = await secondsOf(file);
  return seconds !== undefined && seconds > max + 1 ? sentenceOf('forms.lasts-too-long', { max }) : undefined;
}
