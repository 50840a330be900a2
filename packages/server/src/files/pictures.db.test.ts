import { afterAll, beforeAll, expect, test } from 'vitest';
import { insertApp } from '../apps/app-store.ts';
import { inTransaction } from '../base/database/pool.ts';
import { testDatabase } from '../base/testing/database.ts';
import { executable, photo, photoWithEvidence } from './testing/samples.ts';
import { download, type FilesStand, filesStand, freshId } from './testing/stand.ts';

const database = await testDatabase();
let stand: FilesStand;
beforeAll(async () => {
  stand = await filesStand(database);
});
afterAll(() => stand.close());

const at = new Date('2026-03-16T02:00:00Z');
const bring = (id: string, bytes: Buffer, by: string | null = null) =>
  inTransaction(database.pool, (transaction) =>
    stand.service.pictures.store(transaction, { id, name: '说明图', bytes, by, at }),
  );

/** A form that is being drawn, with these pictures in it. */
async function drawn(ids: readonly string[]): Promise<string> {
  const [app, form] = [freshId(), freshId()];
  await inTransaction(database.pool, async (transaction) => {
    const look = { name: '应用', icon: 'box', description: '', audience: { roles: null }, menu: [] };
    await insertApp(
      transaction,
      { ...look, id: app, key: `a${app.slice(-12)}`, origin: 'own', shipped: null },
      { at, by: null },
    );
    await transaction.query(
      `insert into form_drafts (form_id, form_key, app_id, definition, revision, based_on, created_at, saved_at)
       values ($1, $2, $3, '{}', 1, 0, $4, $4)`,
      [form, `f${form.slice(-12)}`, app, at],
    );
    await stand.service.pictures.link(transaction, form, ids, at);
  });
  return form;
}

test('a picture keeps its id, tells nothing of where it was taken, and goes out again', async () => {
  const id = freshId();
  expect(await bring(id, await photoWithEvidence())).toBe(true);
  const packed = await stand.service.pictures.read(database.pool, id);
  expect(packed).toMatchObject({ name: '说明图', mediaType: 'image/jpeg' });
  expect(packed?.bytes.includes('Exif')).toBe(false);

  const again = freshId();
  expect(await bring(again, packed?.bytes ?? Buffer.alloc(0))).toBe(true);
  // An id that is taken stays what it was.
  expect(await bring(id, await photo())).toBe(false);
});

test.each([
  ['a program', executable()],
  ['nothing', Buffer.alloc(0)],
])('%s is no picture', async (_what, bytes) => {
  const id = freshId();
  expect(await bring(id, bytes)).toBe(false);
  expect(await stand.service.pictures.read(database.pool, id)).toBeUndefined();
});

test('a picture cut off in the middle is none', async () => {
  const whole = await photo();
  expect(await bring(freshId(), whole.subarray(0, whole.length / 2))).toBe(false);
});

test('pictures of a form are seen by everybody who is signed in, others are not', async () => {
  const [shown, loose] = [freshId(), freshId()];
  await bring(shown, await photo());
  await bring(loose, await photo());
  await drawn([shown, freshId()]);
  expect((await download(stand.url, 'outsider', shown)).status).toBe(200);
  expect((await download(stand.url, 'outsider', loose)).status).toBe(404);
  expect((await download(stand.url, null, shown)).status).toBe(401);
});

test('a large picture travels in a size that fits', async () => {
  const { default: sharp } = await import('sharp');
  const noise = Buffer.alloc(2600 * 2000 * 3);
  for (let index = 0; index < noise.length; index++) noise[index] = (index * 7919) % 251;
  const large = await sharp(noise, { raw: { width: 2600, height: 2000, channels: 3 } })
    .png()
    .toBuffer();
  const id = freshId();
  expect(await bring(id, large)).toBe(true);
  const packed = await stand.service.pictures.read(database.pool, id);
  expect(packed?.bytes.length ?? 0).toBeLessThan(1_500_000);
});
