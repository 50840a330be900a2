import { Problem } from '@anshao/core/base/errors.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CastName, castNames } from '../access/testing/cast.ts';
import { inTransaction } from '../base/database/pool.ts';
import { write } from '../base/database/write-batch.ts';
import { testDatabase } from '../base/testing/database.ts';
import type { Claim } from './service.ts';
import { filmWithPlace, mp4, photo, photoWithEvidence } from './testing/samples.ts';
import { download, type FilesStand, filesStand, freshId, tusClient } from './testing/stand.ts';

const database = await testDatabase();
let stand: FilesStand;
beforeAll(async () => {
  stand = await filesStand(database);
});
afterAll(() => stand.close());

const send = async (sender: CastName, bytes?: Buffer, words = {}) => {
  const { id, answer } = await tusClient(stand.url, sender).send(bytes ?? (await photo(60, 40)), words);
  expect(answer.status).toBe(204);
  return id;
};
const placeOf = (community: 'eastGarden' | 'lakeGarden' | 'southTown') => {
  const { id, companyId, districtId } = stand.cast[community];
  return { communityId: id, companyId, districtId };
};
const claim = (words: Claim) => inTransaction(database.pool, (transaction) => stand.service.claim(transaction, words));
const viewerOf = (name: CastName) => stand.cast[name].viewer;

async function changeRequest(id: string, decided: Date | null = null) {
  await database.pool.query(
    `insert into change_requests (id, number, state, community_id, name, mobile, reason, file_ids, submitted_at, decided_at)
     values ($1, $2, $3, $4, '新人', '13811112222', '更换', '{}', $5, $6)`,
    [id, id, decided ? 'approved' : 'submitted', stand.cast.eastGarden.id, stand.clock.at, decided],
  );
}

async function whoGets(id: string, query = '') {
  const statuses = await Promise.all(
    castNames.map(async (name) => (await download(stand.url, name, id, query)).status),
  );
  return castNames.filter((_, index) => statuses[index] === 200);
}

describe('who may read a file', () => {
  test('before anything names it only its uploader, to all others it does not exist', async () => {
    const id = await send('unboundPersonInCharge');

    expect(await whoGets(id)).toEqual(['unboundPersonInCharge']);
    expect((await download(stand.url, null, id)).status).toBe(401);
    expect((await download(stand.url, 'outsider', id)).status).toBe(404);
  });

  test('after a report names it, whoever reads the reports of that place', async () => {
    const id = await send('personInCharge');
    await claim({
      fileIds: [id],
      viewer: viewerOf('personInCharge'),
      subjectId: freshId(),
      place: placeOf('eastGarden'),
    });

    const readers = ['administrator', 'associationOfficer', 'districtOfficer', 'companyManager', 'personInCharge'];
    expect(await whoGets(id)).toEqual(readers);
    expect(await whoGets(id, '?size=thumb')).toEqual(readers);
    expect(await whoGets(id, '/info')).toEqual(readers);
  });

  test('the original only with evidence.read there, or as its uploader, and the look is on record', async () => {
    const id = await send('personInCharge', await photoWithEvidence());
    await claim({
      fileIds: [id],
      viewer: viewerOf('personInCharge'),
      subjectId: freshId(),
      place: placeOf('eastGarden'),
    });

    expect(await whoGets(id, '?size=original')).toEqual([
      'administrator',
      'associationOfficer',
      'districtOfficer',
      'personInCharge',
    ]);
    const { rows } = await database.pool.query(
      `select actor_id from events where type = 'files.originalOpened' and subject_id = $1`,
      [id],
    );
    expect(rows.map((row) => row.actor_id).sort()).toEqual(
      (['administrator', 'associationOfficer', 'districtOfficer'] as const)
        .map((name) => viewerOf(name).personId)
        .sort(),
    );
  });

  test.each([
    ['a film of an iPhone', 'qt  ', 'video/quicktime', '现场.mov'],
    ['a film of another phone', 'mp42', 'video/mp4', '现场.mp4'],
    ['a film of an old phone', '3gp5', 'video/3gpp', '现场.3gp'],
    ['a voice memo', 'M4A ', 'audio/mp4', '现场.m4a'],
  ])(
    '%s goes to readers without its place, and as it came to those with evidence.read',
    async (_what, brand, type, name) => {
      const film = filmWithPlace(brand);
      const id = await send('personInCharge', film, { name, type });
      const subjectId = freshId();
      await claim({ fileIds: [id], viewer: viewerOf('personInCharge'), subjectId, place: placeOf('eastGarden') });

      for (const query of ['', '?size=full', '?size=thumb']) {
        const answer = await download(stand.url, 'companyManager', id, query);
        const shown = Buffer.from(await answer.arrayBuffer());
        expect([answer.headers.get('content-type'), shown.length]).toEqual([type, film.length]);
        expect(shown.includes('+23.0866')).toBe(false);
        expect(shown.includes('PICTURE')).toBe(true);
      }
      const range = await download(stand.url, 'companyManager', id, '', { range: 'bytes=200-' });
      expect(range.status).toBe(206);
      expect(Buffer.from(await range.arrayBuffer()).includes('+23.0866')).toBe(false);
      expect(await whoGets(id, '?size=original')).toEqual([
        'administrator',
        'associationOfficer',
        'districtOfficer',
        'personInCharge',
      ]);
      const original = await download(stand.url, 'districtOfficer', id, '?size=original');
      expect(Buffer.from(await original.arrayBuffer())).toEqual(film);
      const { rows } = await database.pool.query(
        `select count(*) as looks from events where type = 'files.originalOpened' and subject_id = $1`,
        [id],
      );
      expect(rows[0].looks).toBe(4);
    },
  );

  test('a film of which no silent copy was made is for its uploader and for evidence only', async () => {
    const id = await send('personInCharge', filmWithPlace(), { name: 'a.mov', type: 'video/quicktime' });
    const subjectId = freshId();
    await claim({ fileIds: [id], viewer: viewerOf('personInCharge'), subjectId, place: placeOf('eastGarden') });
    await database.pool.query(`update files set renditions = renditions - 'full' where id = $1`, [id]);

    expect(await whoGets(id)).not.toContain('companyManager');
    expect(await whoGets(id)).toContain('personInCharge');
  });

  test('files of a change request are for its reviewers and not for readers of reports', async () => {
    const id = await send('outsider');
    const subjectId = freshId();
    await changeRequest(subjectId);
    await claim({ fileIds: [id], viewer: viewerOf('outsider'), subjectId, place: placeOf('eastGarden') });

    expect(await whoGets(id)).toEqual(['administrator', 'associationOfficer', 'outsider']);
  });
});

describe('a download', () => {
  test('may be kept by the reader’s browser for ever and by nobody else, and runs nothing', async () => {
    const id = await send('personInCharge', await photo(60, 40), { name: '东晖苑 “外墙”.jpg' });

    const { headers } = await download(stand.url, 'personInCharge', id);

    expect(headers.get('cache-control')).toBe('private, max-age=31536000, immutable');
    expect(headers.get('content-security-policy')).toContain('sandbox');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-disposition')).toBe(
      `inline; filename="___ ____.jpg"; filename*=UTF-8''${encodeURIComponent('东晖苑 “外墙”.jpg')}`,
    );
    const etag = headers.get('etag') ?? '';
    expect(etag).toMatch(/^"[0-9a-f]{64}-full"$/);
    expect((await download(stand.url, 'personInCharge', id, '', { 'if-none-match': etag })).status).toBe(304);
    expect((await download(stand.url, 'outsider', id, '', { 'if-none-match': etag })).status).toBe(404);
  });

  test.each([
    ['bytes=0-9', 206, 10, 'bytes 0-9/{size}'],
    ['bytes=100-', 206, -100, 'bytes 100-{last}/{size}'],
    ['bytes=-20', 206, 20, 'bytes {fromEnd}-{last}/{size}'],
    ['bytes=0-99999999', 206, 0, 'bytes 0-{last}/{size}'],
    ['bytes=99999999-', 416, null, 'bytes */{size}'],
    ['bytes=0-1,5-6', 200, 0, null],
    ['lines=1-2', 200, 0, null],
  ])('of a video answers the range %s with %i', async (range, status, length, contentRange) => {
    const bytes = mp4();
    const id = await send('personInCharge', bytes, { name: 'a.mp4', type: 'video/mp4' });

    const answer = await download(stand.url, 'personInCharge', id, '', { range });

    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-range')).toBe(
      contentRange
        ?.replace('{size}', String(bytes.length))
        .replace('{last}', String(bytes.length - 1))
        .replace('{fromEnd}', String(bytes.length - 20)) ?? null,
    );
    if (length !== null) {
      expect((await answer.arrayBuffer()).byteLength).toBe(length > 0 ? length : bytes.length + length);
    }
  });
});

describe('claiming', () => {
  test('names every file that is missing or somebody else’s, and links none', async () => {
    const own = await send('personInCharge');
    const other = await send('outsider');
    const missing = freshId();

    const attempt = claim({
      fileIds: [own, other, missing],
      viewer: viewerOf('personInCharge'),
      subjectId: freshId(),
      place: placeOf('eastGarden'),
      pathOf: (index) => `items[0].photos[${index}]`,
    });

    await expect(attempt).rejects.toMatchObject({
      code: 'files.not-yours',
      problems: [{ path: 'items[0].photos[1]' }, { path: 'items[0].photos[2]' }],
    });
    const { rows } = await database.pool.query('select from file_links where file_id = $1', [own]);
    expect(rows).toEqual([]);
  });

  test('photos of the community’s earlier reports may be carried over, those of other places not', async () => {
    const id = await send('personInCharge');
    const place = placeOf('eastGarden');
    await claim({ fileIds: [id], viewer: viewerOf('personInCharge'), subjectId: freshId(), place });

    const viewer = viewerOf('companyManager');
    await claim({ fileIds: [id], viewer, subjectId: freshId(), place });
    const elsewhere = claim({ fileIds: [id], viewer, subjectId: freshId(), place: placeOf('lakeGarden') });

    await expect(elsewhere).rejects.toBeInstanceOf(Problem);
  });

  test('repeating a claim changes nothing', async () => {
    const id = await send('personInCharge');
    const words = {
      fileIds: [id, id],
      viewer: viewerOf('personInCharge'),
      subjectId: freshId(),
      place: placeOf('eastGarden'),
    };

    await claim(words);
    await claim(words);

    const { rows } = await database.pool.query('select from file_links where file_id = $1', [id]);
    expect(rows).toHaveLength(1);
  });

  test('as part of a composed write links the files with the record or neither', async () => {
    const own = await send('personInCharge');
    const other = await send('outsider');
    const file = async (fileIds: string[]) => {
      const words = { fileIds, viewer: viewerOf('personInCharge'), subjectId: freshId(), place: placeOf('eastGarden') };
      const { before, after } = await stand.service.claimFragments(words);
      const record = {
        name: 'recorded',
        text: `insert into settings (key, value, updated_at) select $1::text, 'true', now()
          where exists (select from claim_ready) returning key`,
        values: [words.subjectId],
      };
      const rows = await write(database.pool, [...before, record, ...after('recorded')], 'select key from recorded');
      return { rows, words };
    };

    const done = await file([own]);
    const refused = await file([own, other]);

    expect(done.rows).toHaveLength(1);
    const links = await database.pool.query(
      'select f.linked_at from file_links l join files f on f.id = l.file_id where subject_id = $1',
      [done.words.subjectId],
    );
    expect(links.rows).toEqual([{ linked_at: stand.clock.at }]);
    expect(refused.rows).toEqual([]);
    await expect(stand.service.explainClaim(database.pool, refused.words)).rejects.toMatchObject({
      problems: [{ path: 'fileIds[1]', code: 'files.not-yours' }],
    });
    const none = await database.pool.query('select from file_links where subject_id = $1', [refused.words.subjectId]);
    expect(none.rows).toEqual([]);
  });
});

describe('facts for the validation of a form', () => {
  test('tell kind and camera of files the viewer may know, and leave out the rest', async () => {
    stand.clock.at = new Date('2026-03-15T02:10:00Z');
    const camera = await send('personInCharge', await photoWithEvidence(), { source: 'camera' });
    const gallery = await send('personInCharge', await photoWithEvidence());
    const video = await send('personInCharge', mp4(), { name: 'a.mp4', type: 'video/mp4' });
    const other = await send('outsider');
    stand.clock.at = new Date('2026-06-15T02:10:00Z');
    const old = await send('personInCharge', await photoWithEvidence(), { source: 'camera' });

    const facts = await stand.service.check(database.pool, viewerOf('personInCharge'), [
      camera,
      gallery,
      video,
      other,
      old,
    ]);

    expect(Object.fromEntries([...facts].map(([id, { kind, fromCamera }]) => [id, [kind, fromCamera]]))).toEqual({
      [camera]: ['image', true],
      [gallery]: ['image', false],
      [video]: ['video', false],
      [old]: ['image', false],
    });
  });
});
