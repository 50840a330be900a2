import type { FieldDefinition } from '@anshao/core/forms/contract.ts';
import { beforeAll, expect, test } from 'vitest';
import { buildCast, type Cast } from '../access/testing/cast.ts';
import type { Viewer } from '../access/viewer.ts';
import { migrateJobs } from '../base/jobs/worker.ts';
import { testDatabase } from '../base/testing/database.ts';
import { testClock, testRuntime } from '../base/testing/runtime.ts';
import { buildApp, buildDesign, designingFor } from './testing/designing.ts';

const database = await testDatabase();
const clock = testClock();
const runtime = testRuntime(database.pool, { clock });
const { designs, shares } = designingFor(runtime);
let cast: Cast;
let admin: Viewer;
let app: string;

beforeAll(async () => {
  await migrateJobs(runtime);
  cast = await buildCast(database.pool);
  admin = cast.administrator.viewer;
  app = await buildApp(runtime);
  await database.pool.query("insert into dictionaries (key, name) values ('kinds', '类别')");
  await database.pool.query(
    `insert into dictionary_entries (id, dictionary, code, label, position, effective_from, effective_to) values
      ($1, 'kinds', 'now', '现在', 0, '2020-01-01', null), ($2, 'kinds', 'past', '过去', 1, '2020-01-01', '2021-01-01')`,
    [runtime.newId(), runtime.newId()],
  );
});

const fields: FieldDefinition[] = [
  { key: 'note', type: 'text', label: '备注' },
  { key: 'kind', type: 'singleChoice', label: '类别', dictionary: 'kinds' },
];
let number = 0;
async function drawn(): Promise<string> {
  const definition = buildDesign(runtime, `shared${++number}`, fields);
  await designs.create(admin, { app, definition });
  return definition.id;
}
const said = (more: object = {}) => {
  return { id: runtime.newId(), field: 'note', author: '门岗老王', text: '太长了', vote: -1, ...more };
};

test('a link shows the draft as it is now, with its choices, to whoever has it', async () => {
  const form = await drawn();
  const { token, share } = await shares.share(admin, form, 7);
  expect(token).toMatch(/^[\w-]{43}$/);
  const { rows } = await database.pool.query("select encode(token_hash, 'escape') as kept from draft_shares");
  expect(rows.some(({ kept }) => kept.includes(token))).toBe(false);
  const { draft } = await designs.get(admin, form);
  await designs.save(admin, form, { definition: { ...draft.definition, name: '改过' }, revision: 1 });

  const seen = await shares.read(token, '203.0.113.1');

  expect(seen).toMatchObject({
    definition: { name: '改过' },
    dictionaries: { kinds: [{ code: 'now', label: '现在', status: 'active' }] },
    comments: [],
    expiresAt: share.expiresAt,
  });
});

test('comments come back with the draft, once each, and can be put aside and taken up again', async () => {
  const form = await drawn();
  const { token } = await shares.share(admin, form, 7);
  const body = said();
  const first = await shares.comment(token, '203.0.113.1', undefined, body);
  await shares.comment(token, '203.0.113.1', undefined, { ...body, text: '又一次' });

  expect(first).toMatchObject({ author: '门岗老王', field: 'note', vote: -1, resolvedAt: null });
  expect(await shares.comments(admin, form)).toEqual([first]);
  expect((await shares.list(admin, form))[0]?.comments).toBe(1);
  expect((await shares.resolve(admin, form, body.id, true)).resolvedAt).not.toBeNull();
  expect((await shares.resolve(admin, form, body.id, false)).resolvedAt).toBeNull();
});

test.each([
  [{ text: '', vote: 0 }, 'text'],
  [{ author: '\u200b' }, 'author'],
  [{ text: 'a\0' }, 'text'],
  [{ field: 'nothing' }, 'field'],
])('a comment like %j is refused', async (part, path) => {
  const { token } = await shares.share(admin, await drawn(), 1);
  await expect(shares.comment(token, '203.0.113.2', undefined, said(part))).rejects.toMatchObject({
    code: 'base.invalid',
    problems: [{ path }],
  });
});

test('links that were ended, ran out, were never made or lost their form are all the same', async () => {
  const form = await drawn();
  const [ended, short, orphan] = [
    await shares.share(admin, form, 7),
    await shares.share(admin, form, 1),
    await shares.share(admin, await drawn(), 7),
  ];
  await shares.revoke(admin, form, ended.share.id);
  const orphaned = (await database.pool.query('select form_id from draft_shares where id = $1', [orphan.share.id]))
    .rows[0];
  await designs.discard(admin, orphaned.form_id, 1);
  clock.forward(24 * 60 + 1);
  for (const token of [ended.token, short.token, orphan.token, 'x'.repeat(43)]) {
    await expect(shares.read(token, '203.0.113.3')).rejects.toMatchObject({ code: 'forms.share-ended' });
    await expect(shares.comment(token, '203.0.113.3', undefined, said())).rejects.toMatchObject({
      code: 'forms.share-ended',
    });
  }
  await expect(shares.revoke(admin, form, ended.share.id)).rejects.toMatchObject({ code: 'base.not-found' });
  expect(await shares.list(admin, form)).toEqual([]);
});

test('one address can neither guess nor flood', async () => {
  const { token } = await shares.share(admin, await drawn(), 1);
  const comment = () => shares.comment(token, '203.0.113.4', undefined, said());
  for (let turn = 0; turn < 30; turn++) await comment();
  await expect(comment()).rejects.toMatchObject({ code: 'base.too-many' });
  for (let turn = 0; turn < 120; turn++) await shares.read(token, '203.0.113.4');
  await expect(shares.read('guess'.repeat(8), '203.0.113.4')).rejects.toMatchObject({ code: 'base.too-many' });
});

test('only whoever may draw makes links and reads comments', async () => {
  const form = await drawn();
  for (const { viewer } of [cast.associationOfficer, cast.personInCharge]) {
    await expect(shares.share(viewer, form, 1)).rejects.toMatchObject({ code: 'access.forbidden' });
    await expect(shares.comments(viewer, form)).rejects.toMatchObject({ code: 'access.forbidden' });
  }
});
