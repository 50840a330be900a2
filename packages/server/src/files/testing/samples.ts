/** Files made for tests, so that no real person's picture lies in the repository. */
import { crc32, deflateRawSync } from 'node:zlib';
import sharp from 'sharp';

/** Red on the left, blue on the right: tells how a picture was turned. */
export async function photo(width = 640, height = 480): Promise<Buffer> {
  const half = { width: Math.ceil(width / 2), height, channels: 3 as const };
  const blue = await sharp({ create: { ...half, background: '#0000ff' } })
    .png()
    .toBuffer();
  return sharp({ create: { width, height, channels: 3, background: '#ff0000' } })
    .composite([{ input: blue, left: Math.floor(width / 2), top: 0 }])
    .jpeg({ quality: 90 })
    .toBuffer();
}

/** 东晖苑's gate, five past two in the afternoon, the camera held upright (orientation 6: turn clockwise to see it). */
export async function photoWithEvidence(width = 640, height = 480, orientation = 6): Promise<Buffer> {
  return sharp(await photo(width, height))
    .withMetadata({ orientation })
    .withExifMerge({
      IFD0: { Make: 'Anshao', Model: 'Test Camera' },
      IFD2: { DateTimeOriginal: '2026:03:15 10:05:00', OffsetTimeOriginal: '+08:00' },
      IFD3: {
        GPSLatitudeRef: 'N',
        GPSLatitude: '23/1 5/1 1176/100',
        GPSLongitudeRef: 'E',
        GPSLongitude: '114/1 25/1 3468/100',
      },
    })
    .jpeg()
    .toBuffer();
}

/** The first box of an iPhone's HEIC picture. */
export function heic(): Buffer {
  const box = Buffer.alloc(600);
  box.writeUInt32BE(24, 0);
  box.write('ftypheic\0\0\0\0mif1heic', 4, 'latin1');
  return box;
}

export function executable(): Buffer {
  const bytes = Buffer.alloc(4096);
  bytes.write('MZ', 0, 'latin1');
  bytes.writeUInt32LE(128, 60);
  bytes.write('PE\0\0', 128, 'latin1');
  return bytes;
}

export function pdf(): Buffer {
  return Buffer.from(
    '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n',
  );
}

export function box(type: string, ...content: Buffer[]): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(
    content.reduce((sum, one) => sum + one.length, 8),
    0,
  );
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, ...content]);
}

const numbers = (...values: number[]) => {
  const bytes = Buffer.alloc(values.length * 4);
  for (const [index, value] of values.entries()) bytes.writeUInt32BE(value, index * 4);
  return bytes;
};

/** Where 东晖苑 lies, as phones write it. */
export const placeInFilm = '+23.0866+114.4263+012.000/';

/**
 * A film that tells its place in every way there is: Apple's keys, user data of QuickTime and of 3GPP, XMP, and a track
 * of its own whose three samples lie in two chunks between those of the picture.
 */
export function filmWithPlace(brand = 'qt  '): Buffer {
  const text = (value: string) => Buffer.from(value, 'latin1');
  const place = text(placeInFilm);
  const handler = (type: string) => box('hdlr', numbers(0, 0), text(type), Buffer.alloc(13));
  const head = box('ftyp', text(brand), numbers(512), text(brand));
  const picture = Buffer.from('PICTURE-PICTURE-PICTURE-PICTURE');
  const media = Buffer.concat([picture, place, place, picture, place, picture]);
  const dataFrom = head.length + 8;
  const chunks = numbers(0, 2, dataFrom + picture.length, dataFrom + 2 * picture.length + 2 * place.length);
  const trackOfPlaces = box(
    'trak',
    box('tkhd', Buffer.alloc(84)),
    box(
      'mdia',
      handler('meta'),
      box(
        'minf',
        box(
          'stbl',
          box('stsd', numbers(0, 0)),
          box('stsz', numbers(0, 0, 3, place.length, place.length, place.length)),
          box('stsc', numbers(0, 2, 1, 2, 1, 2, 1, 1)),
          box('stco', chunks),
        ),
      ),
    ),
  );
  const keys = box('keys', numbers(0, 1), box('mdta', text('com.apple.quicktime.location.ISO6709')));
  const values = box('ilst', box('\0\0\0\x01', box('data', numbers(1, 0), place)));
  const userData = box('udta', box('\xa9xyz', numbers(0x001a15c7), place), box('loci', numbers(0), place), numbers(0));
  return Buffer.concat([
    head,
    box('mdat', media),
    box(
      'moov',
      box('mvhd', Buffer.alloc(100)),
      box('trak', box('tkhd', Buffer.alloc(84)), box('mdia', handler('vide')), box('udta', text('gate camera'))),
      trackOfPlaces,
      box('meta', handler('mdta'), keys, values),
      userData,
    ),
    box('uuid', Buffer.from('be7acfcb97a942e89c71999491e3afac', 'hex'), place),
    box('free', place),
  ]);
}

/** The boxes of a playable file, without pictures in it. */
export function mp4(bytes = 4000): Buffer {
  return Buffer.concat([
    box('ftyp', Buffer.from('isom\0\0\x02\0isomiso2mp41', 'latin1')),
    box('moov', box('mvhd', Buffer.alloc(100))),
    box('mdat', Buffer.alloc(bytes)),
  ]);
}

export interface ZipPart {
  name: string;
  content: Buffer;
  /** What the archive claims the size to be, where that is a lie. */
  claimed?: number;
}

export function zip(parts: readonly ZipPart[]): Buffer {
  const local: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const { name, content, claimed } of parts) {
    const packed = deflateRawSync(content, { level: 9 });
    const about = Buffer.alloc(26);
    about.writeUInt16LE(20, 0);
    about.writeUInt16LE(8, 4);
    about.writeUInt32LE(crc32(content), 10);
    about.writeUInt32LE(packed.length, 14);
    about.writeUInt32LE(claimed ?? content.length, 18);
    about.writeUInt16LE(name.length, 22);
    const entry = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), about, Buffer.from(name), packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(at, 10);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\0', 'latin1'), about, tail, Buffer.from(name)]));
    local.push(entry);
    at += entry.length;
  }
  const size = directory.reduce((sum, one) => sum + one.length, 0);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...local, ...directory, end]);
}

const contentTypes = Buffer.from(
  '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
);

export function sheet(more: readonly ZipPart[] = []): Buffer {
  return zip([
    { name: '[Content_Types].xml', content: contentTypes },
    { name: 'xl/workbook.xml', content: Buffer.from('<workbook/>') },
    ...more,
  ]);
}
