import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Problem } from '@anshao/core/base/errors.ts';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testDatabase } from '../base/testing/database.ts';
import { executable, heic, mp4, pdf, photo, photoWithEvidence, sheet, zip } from './testing/samples.ts';
import { download, type FilesStand, filesStand, freshId, sha256, tusClient } from './testing/stand.ts';

const database = await testDatabase();
let full = false;
let stand: FilesStand;
beforeAll(async () => {
  stand = await filesStand(database, {
    storage: (real) => ({
      ...real,
      put: async (...given) => (full ? Promise.reject(new Problem('base.storage-full')) : real.put(...given)),
    }),
  });
});
afterAll(() => stand.close());

const client = () => tusClient(stand.url, 'personInCharge');

async function refusal(bytes: Uint8Array, name: string, type: string) {
  const { id, answer } = await client().send(bytes, { name, type });
  const { code, details } = (await answer.json()) as { code: string; details?: Record<string, unknown> };
  const left = await client().head(id);
  return { status: answer.status, code, details, left: left.status };
}

describe('what is refused, whatever it calls itself', () => {
  const picture = ['现场.jpg', 'image/jpeg'] as const;

  test.each([
    ['a renamed program', executable(), 'files.type-refused'],
    ['a script', Buffer.from('#!/bin/sh\nrm -rf /\n'), 'files.type-refused'],
    ['a web page', Buffer.from('<!doctype html><script>alert(1)</script>'), 'files.type-refused'],
    [
      'an SVG drawing',
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
      'files.type-refused',
    ],
    ['an archive', zip([{ name: 'a.jpg', content: Buffer.alloc(10) }]), 'files.type-refused'],
    ['an iPhone’s HEIC photo', heic(), 'files.heic'],
  ])('%s', async (_what, bytes, code) => {
    const answer = await refusal(bytes, ...picture);

    expect(answer).toMatchObject({ status: 415, code, left: 404 });
  });

  test.each([
    [executable(), 'exe', '程序文件', 'a program'],
    [Buffer.from(`\x7fELF${'\0'.repeat(600)}`, 'latin1'), '', '程序文件', 'a program'],
    [zip([{ name: 'a.jpg', content: Buffer.alloc(10) }]), 'jpg', '压缩包', 'an archive'],
    [Buffer.from('#!/bin/sh\nrm -rf /\n'), 'jpg', '内容与文件名不符', 'its contents are not what its name says'],
    [Buffer.from('no mark of its own'), '', '未知类型', 'an unknown type'],
  ])('people are told what it is and what is taken instead (%#)', async (bytes, extension, zh, en) => {
    const words = { name: extension && `现场.${extension}`, type: extension && 'image/jpeg' };
    const say = async (language: string) => {
      const id = freshId();
      await client().create(bytes.length, { ...words, id });
      const answer = await client().patch(id, 0, bytes, { 'accept-language': language });
      return ((await answer.json()) as { message: string }).message;
    };

    expect(await say('zh-CN')).toMatch(new RegExp(`^不支持这种文件（${zh}）；这里可以上传：照片（JPG、.*、PDF、视频`));
    expect(await say('en')).toMatch(
      new RegExp(`^This kind of file is not accepted \\(${en}\\). .*: pictures \\(JPG, `),
    );
  });

  test('who may send less is told less, before a byte is sent', async () => {
    const { ticket } = await stand.service.tickets.issue('192.0.2.9');
    const answer = await tusClient(stand.url, { ticket }).create(100, { name: '现场.mp4', type: 'video/mp4' });

    expect(((await answer.json()) as { message: string }).message).toBe(
      '不支持这种文件（视频）；这里可以上传：照片（JPG、PNG、WebP、GIF）、PDF',
    );
  });

  test('a limit names what it is for in the reader’s language', async () => {
    const create = (language: string) =>
      client().create(400 * 1024 * 1024, { name: 'a.mp4', type: 'video/mp4' }, { 'accept-language': language });

    expect(((await (await create('zh')).json()) as { message: string }).message).toBe('文件过大：文件最大 300 MB');
    expect(((await (await create('en')).json()) as { message: string }).message).toBe(
      'Too large: at most 300 MB for files',
    );
  });

  test.each([
    ['setup.exe', 'application/x-msdownload', 'files.type-refused'],
    ['page.html', 'text/html', 'files.type-refused'],
    ['drawing.svg', 'image/svg+xml', 'files.type-refused'],
    ['IMG_0001.HEIC', 'image/heic', 'files.heic'],
    ['IMG_0002.heif', '', 'files.heic'],
    ['IMG_0003.HEIC', 'application/octet-stream', 'files.heic'],
  ])('%s that says what it is, before a byte is sent', async (name, type, code) => {
    const answer = await client().create(100, { name, type });

    expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([415, code]);
  });

  test('markup that calls itself a list', async () => {
    const page = Buffer.from('\uFEFF  <html><script>alert(1)</script></html>');

    expect(await refusal(page, '名单.csv', 'text/csv')).toMatchObject({ code: 'files.type-refused' });
  });

  test('a picture cut short', async () => {
    const whole = await photo(1600, 1200);

    const answer = await refusal(whole.subarray(0, whole.length / 2), ...picture);

    expect(answer).toMatchObject({ status: 422, code: 'files.broken', left: 404 });
  });

  test('a recording without its index, and a PDF without its end', async () => {
    const video = mp4();

    expect(await refusal(video.subarray(0, 300), 'a.mp4', 'video/mp4')).toMatchObject({ code: 'files.broken' });
    expect(await refusal(pdf().subarray(0, 60), 'a.pdf', 'application/pdf')).toMatchObject({ code: 'files.broken' });
  });

  test('a picture of 60 megapixels, by its head alone', async () => {
    const large = await sharp({ create: { width: 8000, height: 7500, channels: 3, background: '#888888' } })
      .png({ compressionLevel: 1 })
      .toBuffer();

    const answer = await refusal(large, '大.png', 'image/png');

    expect(answer).toMatchObject({
      status: 422,
      code: 'files.too-many-pixels',
      details: { megapixels: 60, limit: 50 },
      left: 404,
    });
  });
});

describe('sheets and documents', () => {
  const xlsx = ['表.xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'] as const;

  test('an ordinary sheet is kept and saved, never shown in place', async () => {
    const { id, answer } = await client().send(sheet(), { name: xlsx[0], type: xlsx[1] });

    expect(answer.status).toBe(204);
    const got = await download(stand.url, 'personInCharge', id);
    expect(got.headers.get('content-disposition')).toMatch(/^attachment; .*filename\*=UTF-8''%E8%A1%A8\.xlsx$/);
    expect(Buffer.from(await got.arrayBuffer())).toEqual(sheet());
  });

  test('a list as text is kept, in the encoding of Chinese Windows as well', async () => {
    const gb18030 = Buffer.from([0xd0, 0xa1, 0xc7, 0xf8, 0x2c, 0x41, 0x0d, 0x0a]);

    const sent = await client().send(gb18030, { name: '名单.csv', type: 'text/csv' });

    expect(sent.answer.status).toBe(204);
  });

  describe('brought to import', () => {
    const send = (bytes: Uint8Array, name: string, type: string, purpose = 'import') =>
      client().send(bytes, { name, type, purpose });
    const said = async (bytes: Uint8Array, name: string, type: string) => {
      const { answer } = await send(bytes, name, type);
      return ((await answer.json()) as { message: string }).message;
    };

    test('a list with a stray control character is kept, to be told which cell it is in', async () => {
      for (const stray of ['\x07', '\0', '\x1b']) {
        const list = Buffer.from(`小区编号,小区名称\r\nA1,东${stray}晖苑\r\n`);
        expect((await send(list, '台账.csv', 'text/csv')).answer.status).toBe(204);
        expect((await send(list, '台账.csv', 'text/csv', '')).answer.status).toBe(415);
      }
      const unicodeText = Buffer.from('\uFEFF小区编号\t小区名称\r\nA1\t东晖苑\r\n', 'utf16le');
      expect((await send(unicodeText, '台账.csv', 'text/csv')).answer.status).toBe(204);
    });

    test('what is no sheet is refused in words that name sheets and nothing else', async () => {
      const only = '；这里可以上传：表格（XLSX、CSV）';
      const whole = sheet([{ name: 'xl/worksheets/sheet1.xml', content: Buffer.alloc(3000, 'x') }]);
      const binary = Buffer.from(Array.from({ length: 600 }, (_, index) => index % 24));
      expect(await said(Buffer.from('not a workbook'), ...xlsx)).toBe(`不支持这种文件（内容与文件名不符）${only}`);
      expect(await said(whole.subarray(0, whole.length - 30), ...xlsx)).toBe(
        `不支持这种文件（文件已损坏或不完整）${only}`,
      );
      expect(await said(Buffer.alloc(0), '空.csv', 'text/csv')).toBe(`不支持这种文件（文件已损坏或不完整）${only}`);
      expect(await said(binary, '台账.csv', 'text/csv')).toBe(`不支持这种文件（内容与文件名不符）${only}`);
      expect(await said(pdf(), '台账.xlsx', xlsx[1])).toBe(`不支持这种文件（PDF）${only}`);
      expect(await said(Buffer.from('d0cf11e0a1b11ae1', 'hex'), '台账.xls', 'application/vnd.ms-excel')).toBe(
        `不支持这种文件（旧版 Office 文件，请另存为 XLSX）${only}`,
      );
      const page = Buffer.from('<html><script>alert(1)</script></html>');
      expect(await said(page, '台账.csv', 'text/csv')).toContain(only);
    });
  });

  test('a sheet that unpacks to more than it may is refused by its directory', async () => {
    const bomb = sheet([{ name: 'xl/worksheets/sheet1.xml', content: Buffer.alloc(210 * 1024 * 1024) }]);

    expect(await refusal(bomb, ...xlsx)).toMatchObject({
      status: 422,
      code: 'files.archive-unsafe',
      details: { reason: 'inflated' },
      left: 404,
    });
  });

  test('a sheet that unpacks to a thousand times its size is refused', async () => {
    const bomb = sheet([{ name: 'xl/worksheets/sheet1.xml', content: Buffer.alloc(50 * 1024 * 1024) }]);

    expect(await refusal(bomb, ...xlsx)).toMatchObject({ details: { reason: 'ratio' } });
  });

  test('a sheet that lies about its size is refused at the first surplus byte', async () => {
    const bomb = sheet([{ name: 'xl/sheet1.xml', content: Buffer.alloc(80 * 1024 * 1024), claimed: 1000 }]);

    expect(await refusal(bomb, ...xlsx)).toMatchObject({ details: { reason: 'size' } });
  });

  test('a sheet of too many parts is refused', async () => {
    const parts = Array.from({ length: 5001 }, (_, index) => ({ name: `x${index}`, content: Buffer.alloc(0) }));

    expect(await refusal(sheet(parts), ...xlsx)).toMatchObject({ details: { reason: 'entries' } });
  });

  test('a sheet with macros is refused', async () => {
    const macros = sheet([{ name: 'xl/vbaProject.bin', content: Buffer.alloc(10) }]);

    expect(await refusal(macros, ...xlsx)).toMatchObject({ code: 'files.type-refused' });
  });
});

describe('pictures', () => {
  async function kept(id: string, size: string) {
    const answer = await download(stand.url, 'personInCharge', id, `?size=${size}`);
    const bytes = Buffer.from(await answer.arrayBuffer());
    return { answer, bytes, head: await sharp(bytes).metadata() };
  }

  test('place and time of a photo go into evidence and out of what is shown', async () => {
    const bytes = await photoWithEvidence();
    expect(bytes.includes('Test Camera')).toBe(true);

    const { id } = await client().send(bytes);

    const { rows } = await database.pool.query('select evidence, sha256 from files where id = $1', [id]);
    expect(rows[0].evidence).toEqual({
      gps: { latitude: 23.0866, longitude: 114.4263 },
      takenAt: '2026-03-15T10:05:00',
      offset: '+08:00',
      camera: 'Anshao Test Camera',
    });
    expect(rows[0].sha256).toBe(sha256(bytes));
    for (const size of ['full', 'thumb']) {
      const { head, bytes: shown } = await kept(id, size);
      expect([head.exif, head.xmp, head.iptc, head.icc, head.orientation]).toEqual(Array(5).fill(undefined));
      expect(shown.includes('Test Camera')).toBe(false);
    }
    expect((await kept(id, 'original')).bytes).toEqual(bytes);
  });

  test('a photo taken upright is shown upright', async () => {
    const { id } = await client().send(await photoWithEvidence(640, 480, 6));

    const { head, bytes } = await kept(id, 'full');

    expect([head.width, head.height]).toEqual([480, 640]);
    // Turned clockwise, the red left half is on top.
    const { data, info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true });
    const at = (x: number, y: number) => [...data.subarray((y * info.width + x) * 3, (y * info.width + x) * 3 + 3)];
    expect(at(240, 50)[0]).toBeGreaterThan(200);
    expect(at(240, 590)[2]).toBeGreaterThan(200);
    const details = await (await download(stand.url, 'personInCharge', id, '/info')).json();
    expect(details).toMatchObject({ width: 480, height: 640, kind: 'image' });
    expect(details).not.toHaveProperty('evidence');
  });

  test('a large photo is drawn smaller, a small one is left in size', async () => {
    const large = await client().send(await photo(5000, 3000));
    const small = await client().send(await photo(100, 80));

    expect(await kept(large.id, 'full').then(({ head }) => [head.format, head.width, head.height])).toEqual([
      'jpeg',
      2560,
      1536,
    ]);
    expect(await kept(large.id, 'thumb').then(({ head }) => [head.format, head.width, head.height])).toEqual([
      'webp',
      320,
      192,
    ]);
    expect(await kept(small.id, 'full').then(({ head }) => [head.width, head.height])).toEqual([100, 80]);
  });

  test('what was said of the name does not matter for the type', async () => {
    const { id } = await client().send(await photo(), { name: '..\\报告‮gpj.exe', type: 'image/png' });

    const { answer } = await kept(id, 'full');

    expect(answer.headers.get('content-type')).toBe('image/jpeg');
    expect(answer.headers.get('content-disposition')).toBe(
      `inline; filename="__gpj.exe.jpg"; filename*=UTF-8''${encodeURIComponent('报告gpj.exe.jpg')}`,
    );
  });
});

describe('what is left behind', () => {
  test('stored bytes are readable by the server’s account only, and nothing stays in the incoming folder', async () => {
    const { id } = await client().send(await photo());

    const content = join(stand.dataDir, 'files', 'content', id.slice(-4, -2), id.slice(-2));
    expect((await readdir(content)).filter((name) => name.startsWith(id)).sort()).toEqual(
      ['full', 'original', 'thumb'].map((rendition) => `${id}.${rendition}`),
    );
    expect((await stat(content)).mode & 0o777).toBe(0o700);
    expect((await stat(join(stand.dataDir, 'files', 'incoming'))).mode & 0o777).toBe(0o700);
    const incoming = await readdir(join(stand.dataDir, 'files', 'incoming'));
    expect(incoming.filter((name) => name.startsWith(id))).toEqual([]);
  });

  test('a full disk refuses what is new, serves what is there, and takes the same upload once there is room', async () => {
    const before = await client().send(await photo());
    const bytes = await photo(300, 200);

    full = true;
    const { id, answer } = await client().send(bytes);
    const read = await download(stand.url, 'personInCharge', before.id);
    full = false;
    const resumed = await client().head(id);

    expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([507, 'base.storage-full']);
    expect(read.status).toBe(200);
    expect([resumed.status, resumed.headers.get('upload-offset')]).toEqual([200, String(bytes.length)]);
    expect((await download(stand.url, 'personInCharge', id)).status).toBe(200);
  });
});
