/** What is accepted, by the type found in the bytes. The sender's word only chooses between two uses of one container. */
import { Problem } from '@anshao/core/base/errors.ts';
import { type FileKind, fileKinds } from '@anshao/core/files/contract.ts';
import type { RefusedType } from '@anshao/core/files/type-words.ts';

export interface AcceptedType {
  readonly kind: FileKind;
  readonly mediaType: string;
  readonly extension: string;
}

const sheetType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const documentType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

export const csv: AcceptedType = { kind: 'sheet', mediaType: 'text/csv', extension: 'csv' };

const accepted: readonly (AcceptedType & { also?: readonly string[] })[] = [
  { kind: 'image', mediaType: 'image/jpeg', extension: 'jpg' },
  { kind: 'image', mediaType: 'image/png', extension: 'png', also: ['image/apng'] },
  { kind: 'image', mediaType: 'image/webp', extension: 'webp' },
  { kind: 'image', mediaType: 'image/gif', extension: 'gif' },
  { kind: 'pdf', mediaType: 'application/pdf', extension: 'pdf' },
  { kind: 'video', mediaType: 'video/mp4', extension: 'mp4', also: ['video/x-m4v'] },
  { kind: 'video', mediaType: 'video/quicktime', extension: 'mov' },
  { kind: 'video', mediaType: 'video/webm', extension: 'webm' },
  { kind: 'video', mediaType: 'video/3gpp', extension: '3gp', also: ['video/3gpp2'] },
  { kind: 'audio', mediaType: 'audio/mpeg', extension: 'mp3' },
  { kind: 'audio', mediaType: 'audio/mp4', extension: 'm4a', also: ['audio/x-m4a'] },
  { kind: 'audio', mediaType: 'audio/aac', extension: 'aac' },
  { kind: 'audio', mediaType: 'audio/amr', extension: 'amr' },
  { kind: 'audio', mediaType: 'audio/ogg', extension: 'ogg', also: ['application/ogg'] },
  { kind: 'audio', mediaType: 'audio/wav', extension: 'wav', also: ['audio/vnd.wave', 'audio/x-wav'] },
  { kind: 'audio', mediaType: 'audio/webm', extension: 'weba' },
  { kind: 'sheet', mediaType: sheetType, extension: 'xlsx' },
  csv,
  { kind: 'document', mediaType: documentType, extension: 'docx' },
];

const byMediaType = new Map<string, AcceptedType>();
for (const { also = [], ...type } of accepted)
  for (const name of [type.mediaType, ...also]) byMediaType.set(name, type);
const byExtension = new Map<string, AcceptedType>(accepted.map(({ also: _, ...type }) => [type.extension, type]));
byExtension.set('jpeg', byMediaType.get('image/jpeg') as AcceptedType);

export function acceptedType(mediaType: string): AcceptedType | undefined {
  return byMediaType.get(bare(mediaType));
}

/** Recorders in browsers write sound into the containers of video; the bytes' head does not tell which it is. */
export function soundOnly(type: AcceptedType, declared: string): AcceptedType {
  if (type.kind !== 'video' || !bare(declared).startsWith('audio/')) return type;
  return byMediaType.get(type.mediaType === 'video/webm' ? 'audio/webm' : 'audio/mp4') as AcceptedType;
}

export function isHeic(mediaType: string): boolean {
  return /^image\/hei[cf]/.test(bare(mediaType));
}

/** @param kinds what this sender may send instead */
export function refused(type: RefusedType, kinds: readonly FileKind[] = fileKinds): Problem {
  // Where only sheets are taken, the advice is not to make a document of it.
  const sheetsOnly = kinds.length === 1 && kinds[0] === 'sheet';
  return new Problem('files.type-refused', {
    type: type === 'oldOffice' && sheetsOnly ? 'oldSheet' : type,
    accepted: kinds,
  });
}

/** A guess from what the sender says, good for limits before any byte has come and for nothing else. */
export function declaredKind(mediaType: string, name: string): FileKind | undefined {
  const family = /^(image|video|audio)\//.exec(bare(mediaType))?.[1] as 'image' | 'video' | 'audio' | undefined;
  if (bare(mediaType) === 'image/svg+xml') return undefined;
  return byMediaType.get(bare(mediaType))?.kind ?? family ?? byExtension.get(extensionOf(name))?.kind;
}

function bare(mediaType: string): string {
  return (mediaType.split(';')[0] ?? '').trim().toLowerCase();
}

export function extensionOf(name: string): string {
  return /\.([a-z0-9]{1,8})$/i.exec(name)?.[1]?.toLowerCase() ?? '';
}

/**
 * The name a file is kept and downloaded under: nothing that could be a path, hide its end (bidirectional marks), or
 * lie about the type.
 */
export function safeName(name: string, type: AcceptedType): string {
  const cleaned = name
    .normalize('NFC')
    .replace(/^.*[\\/]/, '')
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}<>:"|?*]/gu, '')
    .replace(/^[.\s]+|[.\s]+$/g, '');
  const own = byExtension.get(extensionOf(cleaned));
  const stem = own?.mediaType === type.mediaType ? cleaned.slice(0, cleaned.lastIndexOf('.')) : cleaned;
  return `${Array.from(stem).slice(0, 100).join('').trim() || 'file'}.${type.extension}`;
}
