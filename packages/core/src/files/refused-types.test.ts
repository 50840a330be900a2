import { expect, it } from 'vitest';
import { refusedType } from './refused-types.ts';

it.each([
  ['application/x-elf', 'elf', 'program'],
  ['application/x-msdownload', 'EXE', 'program'],
  ['application/zip', 'zip', 'archive'],
  ['', '7z', 'archive'],
  ['text/html', '', 'webPage'],
  ['image/svg+xml', 'svg', 'drawing'],
  ['application/x-cfb', 'cfb', 'oldOffice'],
  ['image/x-new', 'new', 'otherPicture'],
  ['video/vnd.avi', 'avi', 'otherVideo'],
  ['audio/flac', '', 'otherAudio'],
  ['text/x-new', '', 'text'],
  ['application/octet-stream', 'constructor', 'unknown'],
  ['constructor/x', '', 'unknown'],
  ['', '', 'unknown'],
])('a file of %s “%s” is called %s', (mediaType, extension, type) => {
  expect(refusedType(mediaType, extension)).toBe(type);
});
