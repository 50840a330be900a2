/**
 * A repeating slanted text over a picture. Chinese needs a font of the machine; without one the letters would come out
 * as empty boxes, so a pattern of plain lines is drawn instead (still visible in any copy) and `watermarkStyle` says so.
 */
import { sharpLibrary } from './sharp.ts';

/** Tried in this order: Linux, Windows, macOS. */
const fonts =
  "'Noto Sans CJK SC','Source Han Sans SC','WenQuanYi Micro Hei','Microsoft YaHei','PingFang SC',sans-serif";

let known: Promise<'text' | 'pattern'> | undefined;

export function watermarkStyle(): Promise<'text' | 'pattern'> {
  known ??= canDrawChinese().then((can) => (can ? 'text' : 'pattern'));
  return known;
}

/** 一 is one flat stroke; the box drawn for a missing letter is as high as it is wide, and no font draws nothing. */
async function canDrawChinese(): Promise<boolean> {
  const sharp = await sharpLibrary();
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="200" height="200"><text x="50" y="130" font-size="100" font-family="${fonts}">一</text></svg>`;
  const { data, info } = await sharp(Buffer.from(svg)).raw().toBuffer({ resolveWithObject: true });
  let [top, bottom, left, right] = [info.height, -1, info.width, -1];
  for (let y = 0; y < info.height; y++) {
    for (let x = 0; x < info.width; x++) {
      const alpha = data[(y * info.width + x) * info.channels + info.channels - 1] ?? 0;
      if (alpha < 64) continue;
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
      left = Math.min(left, x);
      right = Math.max(right, x);
    }
  }
  return bottom >= 0 && (bottom - top + 1) * 3 < right - left + 1;
}

/** @returns a PNG no larger than the picture, to be repeated over it */
export async function watermarkTile(
  text: string,
  width: number,
  height: number,
  style: 'text' | 'pattern',
): Promise<Buffer> {
  const size = Math.max(14, Math.round(Math.max(width, height) / 40));
  const tileWidth = Math.min(width, Math.round(size * (text.length + 3) * 0.92));
  const tileHeight = Math.min(height, Math.round(size * text.length * 0.5));
  const middle = `${tileWidth / 2} ${tileHeight / 2}`;
  const look = 'fill-opacity="0.32" stroke-opacity="0.4"';
  const mark =
    style === 'text'
      ? `<text ${look} x="${tileWidth / 2}" y="${tileHeight / 2}" transform="rotate(-24 ${middle})" text-anchor="middle" font-size="${size}" font-family="${fonts}" fill="#ffffff" stroke="#000000" stroke-width="${size / 18}">${text}</text>`
      : `<path ${look} d="M0 ${tileHeight} L${tileWidth} 0" stroke="#ffffff" stroke-width="${size / 4}"/><path ${look} d="M0 ${tileHeight - size / 4} L${tileWidth} ${-size / 4}" stroke="#000000" stroke-width="${size / 8}"/>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${tileWidth}" height="${tileHeight}">${mark}</svg>`;
  const sharp = await sharpLibrary();
  return sharp(Buffer.from(svg)).png().toBuffer();
}
