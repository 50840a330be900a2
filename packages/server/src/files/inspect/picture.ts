/** Pictures: judged by their header before any pixel is decoded, then re-encoded, which drops all metadata. */
import { Problem } from '@anshao/core/base/errors.ts';
import { fileLimits } from '@anshao/core/files/contract.ts';
import type { Sharp } from 'sharp';
import { type PictureEvidence, readEvidence } from './exif.ts';
import { sharpLibrary } from './sharp.ts';
import { watermarkStyle, watermarkTile } from './watermark.ts';

/** Pixels of the longer side: a hazard stays recognisable on a wall screen; a list needs no more. */
export const sides = { full: 2560, thumb: 320 } as const;
/** What is sent is always JPEG: every phone and every PDF writer reads it. */
export const fullType = 'image/jpeg';
export const thumbType = 'image/webp';
const decodeSeconds = 40;

export interface PictureHead {
  readonly evidence: PictureEvidence;
}

/**
 * Reads the header only.
 * @throws Problem `files.too-many-pixels` or `files.broken`
 */
export async function readHead(path: string | Buffer): Promise<PictureHead> {
  const sharp = await sharpLibrary();
  // The limit is ours to report, with the number; sharp would only throw.
  const head = await sharp(path, { limitInputPixels: false }).metadata().catch(broken);
  const { width, height } = head;
  if (!width || !height) throw new Problem('files.broken');
  if (width * height > fileLimits.imagePixels) {
    throw new Problem('files.too-many-pixels', {
      megapixels: Math.round((width * height) / 1e6),
      limit: fileLimits.imagePixels / 1e6,
    });
  }
  return { evidence: head.exif ? readEvidence(head.exif) : {} };
}

export interface DrawnPicture {
  readonly full: Buffer;
  readonly thumb: Buffer;
  /** Of `full`, upright. */
  readonly width: number;
  readonly height: number;
}

/**
 * @param watermark text drawn across, for pictures that must be of no other use
 * @throws Problem `files.broken` when the pixels cannot be decoded to the end
 */
export async function draw(path: string | Buffer, watermark: string | null): Promise<DrawnPicture> {
  const sharp = await sharpLibrary();
  const upright = sharp(path, { limitInputPixels: fileLimits.imagePixels, failOn: 'truncated' })
    .autoOrient()
    .resize({ width: sides.full, height: sides.full, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .timeout({ seconds: decodeSeconds });
  const plain = watermark
    ? await marked(upright, watermark)
    : await upright.jpeg({ quality: 82 }).toBuffer({ resolveWithObject: true }).catch(broken);
  const thumb = await sharp(plain.data)
    .resize({ width: sides.thumb, height: sides.thumb, fit: 'inside', withoutEnlargement: true })
    .webp({ quality: 72 })
    .toBuffer();
  return { full: plain.data, thumb, width: plain.info.width, height: plain.info.height };
}

async function marked(upright: Sharp, watermark: string) {
  const sharp = await sharpLibrary();
  const { data, info } = await upright.toColourspace('srgb').raw().toBuffer({ resolveWithObject: true }).catch(broken);
  const { width, height, channels } = info;
  const tile = await watermarkTile(watermark, width, height, await watermarkStyle());
  return sharp(data, { raw: { width, height, channels } })
    .composite([{ input: tile, tile: true, blend: 'over' }])
    .jpeg({ quality: 82 })
    .toBuffer({ resolveWithObject: true });
}

function broken(): never {
  throw new Problem('files.broken');
}
