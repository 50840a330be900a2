import fc from 'fast-check';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { photoWithEvidence } from '../testing/samples.ts';
import { readEvidence } from './exif.ts';

const written = (await sharp(await photoWithEvidence()).metadata()).exif ?? Buffer.alloc(0);

test('reads place and time of what a camera wrote', () => {
  expect(readEvidence(written)).toEqual({
    gps: { latitude: 23.0866, longitude: 114.4263 },
    takenAt: '2026-03-15T10:05:00',
    offset: '+08:00',
    camera: 'Anshao Test Camera',
  });
});

test('no bytes, however damaged, make it fail or tell an impossible place', () => {
  const damage = fc.array(fc.tuple(fc.nat(written.length - 1), fc.nat(255)), { maxLength: 40 });
  const damaged = fc.tuple(damage, fc.nat(written.length)).map(([changes, length]) => {
    const bytes = Buffer.from(written);
    for (const [at, value] of changes) bytes[at] = value;
    return bytes.subarray(0, length);
  });
  const any = fc.uint8Array({ maxLength: 400 }).map((bytes) => Buffer.concat([Buffer.from('II*\0\x08\0\0\0'), bytes]));

  fc.assert(
    fc.property(fc.oneof(damaged, any), (bytes) => {
      const { gps, takenAt } = readEvidence(bytes);
      if (gps) {
        expect(Math.abs(gps.latitude)).toBeLessThanOrEqual(90);
        expect(Math.abs(gps.longitude)).toBeLessThanOrEqual(180);
      }
      if (takenAt) expect(Number.isNaN(Date.parse(`${takenAt}Z`))).toBe(false);
    }),
    { numRuns: 2000 },
  );
});
