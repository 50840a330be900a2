import { expect, test } from 'vitest';
import { acceptOf, kindOf } from './pick.ts';
import { fitWithin, isHeic } from './picture.ts';

test('a picture is made smaller to its longest side and never larger', () => {
  expect(fitWithin(4000, 3000)).toEqual({ width: 1920, height: 1440 });
  expect(fitWithin(3000, 4000)).toEqual({ width: 1440, height: 1920 });
  expect(fitWithin(800, 600)).toEqual({ width: 800, height: 600 });
  expect(fitWithin(50_000, 10)).toEqual({ width: 1920, height: 1 });
});

const bytes = (brand: string) => new Blob([new Uint8Array([0, 0, 0, 24]), `ftyp${brand}`, 'rest']);

test('HEIC is known by its bytes, also when the phone gives it another name', async () => {
  expect(await isHeic(bytes('heic'))).toBe(true);
  expect(await isHeic(bytes('mif1'))).toBe(true);
  expect(await isHeic(new File(['x'], 'IMG_0001.HEIC'))).toBe(true);
  expect(await isHeic(bytes('isom'))).toBe(false);
  expect(await isHeic(new Blob([new Uint8Array([0xff, 0xd8, 0xff, 0xe0])], { type: 'image/jpeg' }))).toBe(false);
});

test('kinds follow from the media type, and unknown ones are none', () => {
  expect(kindOf('image/jpeg')).toBe('image');
  expect(kindOf('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')).toBe('sheet');
  expect(kindOf('application/x-msdownload')).toBeUndefined();
  expect(acceptOf(['image', 'pdf'])).toBe('image/*,application/pdf');
});
