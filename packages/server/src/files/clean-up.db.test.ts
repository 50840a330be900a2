import { mkdir, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { inTransaction } from '../base/database/pool.ts';
import { testDatabase } from '../base/testing/database.ts';
import { keysOf } from './finish.ts';
import { filesJobs } from './jobs.ts';
import { storageKey } from './storage/contract.ts';
import { executable, mp4, pdf, photo } from './testing/samples.ts';
import { download, type FilesStand, filesStand, freshId, tusClient } from './testing/stand.ts';

const database = await testDatabase();
const start = new Date('2026-03-15T02:00:00Z');
const hours = (count: number) => new Date(start.getTime() + count * 3_600_000);
const longAgo = new Date(Date.now() - 49 * 3_600_000);
let stand: FilesStand;
beforeAll(async () => {
  stand = await filesStand(database);
});
beforeEach(() => {
  stand.clock.at = start;
});
afterAll(() => stand.close());

const run = (job: string) => filesJobs(stand.service)[job]?.({});
const person = () => tusClient(stand.url, 'personInCharge');
const stored = async (id: string) => {
  const there = await Promise.all(keysOf(id).map((key) => stand.storage.exists(key)));
  return there.filter(Boolean).length;
};

async function issue(address = '127.0.0.1') {
  const answer = await stand.app.inject({
    method: 'POST',
    url: '/api/uploads/ticket',
    payload: { purpose: 'changeRequest' },
    remoteAddress: address,
  });
  return { status: answer.statusCode, body: answer.json<{ ticket: string; expiresAt: string; code?: string }>() };
}

async function claimFor(subjectId: string, fileIds: string[], ticket: string) {
  const { id, companyId, districtId } = stand.cast.eastGarden;
  await inTransaction(database.pool, (transaction) =>
    stand.service.claim(transaction, { fileIds, ticket, subjectId, place: { communityId: id, companyId, districtId } }),
  );
}

describe('clean-up', () => {
  test('removes what nobody named within 48 hours, and nothing that was named', async () => {
    const orphan = await person().send(await photo());
    const named = await person().send(await photo());
    const { id, companyId, districtId } = stand.cast.eastGarden;
    await inTransaction(database.pool, (transaction) =>
      stand.service.claim(transaction, {
        fileIds: [named.id],
        viewer: stand.cast.personInCharge.viewer,
        subjectId: freshId(),
        place: { communityId: id, companyId, districtId },
      }),
    );

    stand.clock.at = hours(47);
    await run('files.cleanOrphans');
    expect(await stored(orphan.id)).toBe(3);
    stand.clock.at = hours(49);
    await run('files.cleanOrphans');
    await run('files.cleanOrphans');

    expect([await stored(orphan.id), await stored(named.id)]).toEqual([0, 3]);
    expect((await download(stand.url, 'personInCharge', orphan.id)).status).toBe(404);
    expect((await download(stand.url, 'personInCharge', named.id)).status).toBe(200);
  });

  test('removes uploads that were never completed, and bytes of none', async () => {
    const id = freshId();
    const stray = freshId();
    await person().create(1000, { id });
    await person().patch(id, 0, Buffer.alloc(10));
    const path = join(stand.dataDir, 'files', 'incoming', stray);
    await writeFile(path, 'x');
    await utimes(path, longAgo, longAgo);

    stand.clock.at = hours(49);
    await run('files.cleanIncoming');

    const { incoming } = stand.service.uploads;
    expect([await incoming.received(id), await incoming.received(stray)]).toEqual([undefined, undefined]);
    expect((await person().head(id)).status).toBe(404);
  });

  test('removes bytes whose row is gone, half-written ones too, and spares young and foreign ones', async () => {
    const kept = await person().send(await photo());
    const [old, young] = [freshId(), freshId()];
    const content = join(stand.dataDir, 'files', 'content');
    const place = async (key: string, at: Date) => {
      await mkdir(dirname(join(content, key)), { recursive: true });
      await writeFile(join(content, key), 'x');
      await utimes(join(content, key), at, at);
    };
    await place(storageKey(old, 'full'), longAgo);
    await place(`${storageKey(old, 'thumb')}.${freshId()}.partial`, longAgo);
    await place(storageKey(young, 'full'), new Date());
    await place('readme.txt', longAgo);
    for (const key of keysOf(kept.id)) await utimes(join(content, key), longAgo, longAgo);

    await run('files.sweep');

    const left: string[] = [];
    for await (const { key } of stand.storage.list()) left.push(key);
    expect(left.filter((key) => key.includes(old))).toEqual([]);
    expect(left).toContain(storageKey(young, 'full'));
    expect(left).toContain('readme.txt');
    expect(await stored(kept.id)).toBe(3);
  });

  test('removes files of a change request 180 days after the decision, or as the setting says', async () => {
    const { body } = await issue();
    const sender = tusClient(stand.url, { ticket: body.ticket });
    const decided = await sender.send(await photo());
    const open = await sender.send(await photo());
    const [decidedId, openId] = [freshId(), freshId()];
    await claimFor(decidedId, [decided.id], body.ticket);
    await claimFor(openId, [open.id], body.ticket);
    await database.pool.query(
      `insert into change_requests (id, number, state, community_id, name, mobile, reason, file_ids, submitted_at, decided_at)
       values ($1, 'A1', 'approved', $3, '新人', '13811112222', '更换', '{}', $5, $5),
              ($2, 'A2', 'submitted', $4, '新人', '13811112222', '更换', '{}', $5, null)`,
      [decidedId, openId, stand.cast.eastGarden.id, stand.cast.lakeGarden.id, start],
    );

    stand.clock.at = hours(179 * 24);
    await run('files.cleanDecided');
    expect(await stored(decided.id)).toBe(3);
    stand.clock.at = hours(181 * 24);
    await run('files.cleanDecided');

    expect([await stored(decided.id), await stored(open.id)]).toEqual([0, 3]);

    await database.pool.query(`update change_requests set state = 'approved', decided_at = $1 where id = $2`, [
      start,
      openId,
    ]);
    await database.pool.query(
      `insert into settings (key, value, updated_at) values ('files.change-request-retention-days', '400', now())`,
    );
    await run('files.cleanDecided');
    expect(await stored(open.id)).toBe(3);
    stand.clock.at = hours(401 * 24);
    await run('files.cleanDecided');
    expect(await stored(open.id)).toBe(0);
  });
});

describe('the anonymous ticket', () => {
  test('lets somebody who is not signed in send pictures and PDF, for an hour', async () => {
    const { body } = await issue();
    const sender = tusClient(stand.url, { ticket: body.ticket });

    const picture = await sender.send(await photo());
    const paper = await sender.send(pdf(), { name: '授权.pdf', type: 'application/pdf' });
    stand.clock.at = hours(1);
    const late = await sender.create(100);

    expect(body.expiresAt).toBe('2026-03-15T03:00:00.000Z');
    expect([picture.answer.status, paper.answer.status, late.status]).toEqual([204, 204, 401]);
  });

  test('lets nothing else through: other kinds, larger files, a sixth file', async () => {
    const { body } = await issue();
    const sender = tusClient(stand.url, { ticket: body.ticket });

    const refused = [
      (await sender.create(100, { name: 'a.mp4', type: 'video/mp4' })).status,
      (await sender.create(20 * 1024 * 1024 + 1)).status,
      (await sender.send(executable())).answer.status,
      (await sender.send(mp4())).answer.status,
    ];
    const sent = await Promise.all(Array.from({ length: 8 }, async () => (await sender.create(100)).status));

    expect(refused).toEqual([415, 413, 415, 415]);
    expect(sent.filter((status) => status === 201)).toHaveLength(5);
    expect(sent.filter((status) => status === 403)).toHaveLength(3);
  });

  test('of another holder, forged or torn opens nothing', async () => {
    const [one, two] = [(await issue()).body.ticket, (await issue()).body.ticket];
    const id = freshId();
    await tusClient(stand.url, { ticket: one }).create(100, { id });
    const forged = `${Buffer.from(JSON.stringify({ id: freshId(), until: 9e15 })).toString('base64url')}.${one.split('.')[1]}`;

    const statuses = await Promise.all(
      [two, forged, 'x', '.', `${one}x`].map(
        async (ticket) => (await tusClient(stand.url, { ticket }).head(id)).status,
      ),
    );

    expect(statuses).toEqual([404, 401, 401, 401, 401]);
  });

  test('is made with one key, whichever process makes it first', async () => {
    await database.pool.query(`delete from settings where key = 'files.ticket-key'`);
    const [one, two] = [await stand.another(), await stand.another()];

    const [first, second] = await Promise.all([one.service.tickets.issue('a'), two.service.tickets.issue('b')]);

    await expect(two.service.tickets.hashOf(first.ticket, 'refused')).resolves.toHaveLength(32);
    await expect(one.service.tickets.hashOf(second.ticket, 'refused')).resolves.toHaveLength(32);
  });

  test('is given twenty times an hour to one address', async () => {
    const statuses: number[] = [];
    for (let index = 0; index < 21; index++) statuses.push((await issue('203.0.113.7')).status);

    expect(statuses).toEqual([...Array(20).fill(200), 429]);
    expect((await issue('203.0.113.8')).status).toBe(200);
    stand.clock.at = hours(1);
    expect((await issue('203.0.113.7')).status).toBe(200);
  });

  test('marks pictures as of no other use, and leaves the original as it came', async () => {
    const { body } = await issue();
    const plain = await sharp({ create: { width: 1200, height: 900, channels: 3, background: '#808080' } })
      .jpeg()
      .toBuffer();
    const { id } = await tusClient(stand.url, { ticket: body.ticket }).send(plain);
    const subjectId = freshId();
    await claimFor(subjectId, [id], body.ticket);

    const shown = Buffer.from(await (await download(stand.url, 'administrator', id)).arrayBuffer());
    const original = await (await download(stand.url, 'administrator', id, '?size=original')).arrayBuffer();

    const spread = (await sharp(shown).stats()).channels[0];
    expect(spread?.stdev).toBeGreaterThan(3);
    expect(Buffer.from(original)).toEqual(plain);
    const { rows } = await database.pool.query('select evidence from files where id = $1', [id]);
    expect(['text', 'pattern']).toContain(rows[0].evidence.watermark);
  });
});
