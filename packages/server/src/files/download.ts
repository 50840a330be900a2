/** Headers of a download: what may be shown in place, what range was asked for, and what a cache may keep. */
import { Problem } from '@anshao/core/base/errors.ts';
import { extensionOf } from './inspect/kinds.ts';
import type { OpenedFile } from './service.ts';
import type { ByteRange } from './storage/contract.ts';

/** Browsers refuse to show a PDF inside a sandbox, and the rest is for other programs: these are saved. */
const shownInPlace = new Set(['image', 'video', 'audio']);
const extensions: Readonly<Record<string, string>> = { 'image/jpeg': 'jpg', 'image/webp': 'webp' };

export function etagOf({ file, rendition }: OpenedFile): string {
  return `"${file.sha256}-${rendition}"`;
}

export function downloadHeaders(opened: OpenedFile): Record<string, string> {
  const { file, stored } = opened;
  return {
    'content-type': stored.mediaType === 'text/csv' ? 'text/csv; charset=utf-8' : stored.mediaType,
    'content-disposition': disposition(shownInPlace.has(file.kind) ? 'inline' : 'attachment', nameFor(opened)),
    etag: etagOf(opened),
    // The bytes of an id never change; private, because the next user of a proxy may not have the right.
    'cache-control': 'private, max-age=31536000, immutable',
    vary: 'cookie, authorization',
    'accept-ranges': 'bytes',
    'content-security-policy': "sandbox; default-src 'none'",
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-origin',
  };
}

/** A photo sent as PNG is shown as JPEG and must be saved as what it is. */
function nameFor({ file, stored }: OpenedFile): string {
  const extension = extensions[stored.mediaType] ?? extensionOf(file.name);
  return extensionOf(file.name) === extension ? file.name : `${file.name.replace(/\.[^.]*$/, '')}.${extension}`;
}

/** RFC 6266: a name for every reader, and one in UTF-8 for those of this century. */
export function disposition(how: 'inline' | 'attachment', name: string): string {
  const plain = name.replace(/[^\x20-\x7e]/g, '_').replace(/["\\%]/g, '_');
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${how}; filename="${plain}"; filename*=UTF-8''${encoded}`;
}

/** `If-None-Match` compares weakly (RFC 9110). */
export function matches(header: string | undefined, etag: string): boolean {
  if (!header) return false;
  return header.trim() === '*' || header.split(',').some((one) => one.trim().replace(/^W\//, '') === etag);
}

/**
 * One range; several at once, or another unit, are answered with the whole, which the standard allows.
 * @throws Problem `files.range` when it begins behind the end
 */
export function rangeIn(header: string | undefined, size: number): ByteRange | undefined {
  const parts = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '');
  if (!parts || (parts[1] === '' && parts[2] === '')) return undefined;
  const [first, last] = [parts[1] ?? '', parts[2] ?? ''];
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (first !== '' && last !== '' && Number(last) < Number(first)) return undefined;
  if (start >= size || start > end) throw new Problem('files.range', { size });
  return { start, end };
}
