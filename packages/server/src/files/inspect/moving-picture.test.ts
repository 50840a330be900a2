import { mkdtempSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { box, filmWithPlace, mp4, placeInFilm } from '../testing/samples.ts';
import { type Blank, blanking, hasWholeBoxes, tellingParts } from './moving-picture.ts';

const folder = mkdtempSync(join(tmpdir(), 'anshao-film-'));
afterAll(() => rm(folder, { recursive: true, force: true }));
const path = join(folder, 'film');

async function partsOf(bytes: Buffer): Promise<Blank[]> {
  await writeFile(path, bytes);
  return tellingParts(path, bytes.length);
}

/** Sent in pieces, as a stream does. */
function blanked(bytes: Buffer, blanks: readonly Blank[], piece: number): Promise<Buffer> {
  const pieces = Array.from({ length: Math.ceil(bytes.length / piece) }, (_, index) =>
    Buffer.from(bytes.subarray(index * piece, (index + 1) * piece)),
  );
  return buffer(Readable.from(pieces).pipe(blanking(blanks)));
}

describe('a film that tells its place', () => {
  const film = filmWithPlace();

  it.each([1, 7, 64, 1_000_000])('tells it nowhere any more, wherever the stream is cut (%i)', async (piece) => {
    const quiet = await blanked(film, await partsOf(film), piece);

    expect(film.toString('latin1').split(placeInFilm).length - 1).toBe(8);
    expect(quiet.includes('+23.0866')).toBe(false);
    expect(quiet.includes('location')).toBe(false);
    expect(quiet.includes('gate camera')).toBe(false);
  });

  it('keeps its size, its boxes and its pictures where they were', async () => {
    const quiet = await blanked(film, await partsOf(film), 100);

    expect(quiet.length).toBe(film.length);
    await writeFile(path, quiet);
    expect(await hasWholeBoxes(path, quiet.length)).toBe(true);
    for (let at = film.indexOf('PICTURE'); at >= 0; at = film.indexOf('PICTURE', at + 1)) {
      expect(quiet.toString('latin1', at, at + 7)).toBe('PICTURE');
    }
    for (const kept of ['mvhd', 'tkhd', 'vide', 'mdat']) expect(quiet.indexOf(kept)).toBe(film.indexOf(kept));
    expect(quiet.toString('latin1').match(/udta|meta|uuid/g)).toBeNull();
  });
});

describe('what is looked at', () => {
  it('a film without anything of the kind is left as it is', async () => {
    expect(await partsOf(mp4())).toEqual([]);
  });

  it('a track whose tables contradict themselves is refused, not served', async () => {
    const table = (type: string, ...values: number[]) =>
      box(type, Buffer.from(Uint32Array.from(values).buffer).swap32());
    const lying = (sizes: Buffer) =>
      box(
        'moov',
        box(
          'trak',
          box(
            'mdia',
            box('hdlr', Buffer.alloc(24)),
            box('minf', box('stbl', sizes, table('stsc', 0, 1, 1, 0xffffffff, 1), table('stco', 0, 1, 0))),
          ),
        ),
      );

    await expect(partsOf(lying(table('stsz', 0, 0, 0xffffffff, 1)))).rejects.toMatchObject({ code: 'files.broken' });
    // The same with one size for all: four thousand million samples are counted without looking at each.
    expect((await partsOf(lying(table('stsz', 0, 9, 0xffffffff)))).length).toBeGreaterThan(0);
    const nested = Array.from({ length: 50 }).reduce<Buffer>((inner) => box('moov', inner), Buffer.alloc(0));
    await expect(partsOf(nested)).rejects.toMatchObject({ code: 'files.broken' });
    await expect(partsOf(box('moov', Buffer.from('more than fits')))).rejects.toMatchObject({ code: 'files.broken' });
  });

  it('boxes of any size and cut give bytes of the same number, zero where they were told to be', async () => {
    const range = fc.tuple(fc.nat(300), fc.nat(40)).map(([from, length]) => ({ from, to: from + length, by: null }));
    await fc.assert(
      fc.asyncProperty(fc.array(range, { maxLength: 6 }), fc.integer({ min: 1, max: 90 }), async (ranges, piece) => {
        const inOrder: Blank[] = [];
        for (const one of ranges.toSorted((a, b) => a.from - b.from))
          if (one.from >= (inOrder.at(-1)?.to ?? 0) && one.to > one.from) inOrder.push(one);
        const bytes = Buffer.alloc(256, 1);
        const expected = Buffer.from(bytes);
        for (const { from, to } of inOrder) expected.fill(0, Math.min(from, 256), Math.min(to, 256));
        expect(await blanked(bytes, inOrder, piece)).toEqual(expected);
      }),
    );
  });
});
