import { expect, test } from 'vitest';
import { type Credential, type CredentialQuestion, findCredentials } from '../access/credentials.ts';
import { hashToken } from '../access/secrets.ts';
import { openSession } from '../access/testing/sessions.ts';
import { testDatabase } from '../base/testing/database.ts';
import { headerAlong, headerAndPlaceAlong } from './record-forms.ts';
import { recordsStand } from './testing/records-stand.ts';

const database = await testDatabase();
const { pool } = database;
const stand = await recordsStand(database);
const community = stand.cast.eastGarden.id;

const app = stand.runtime.newId();
await pool.query(
  `insert into apps (id, key, name, icon, origin, created_at, updated_at) values ($1, 'watch', '值班', 'shield', 'own', $2, $2)`,
  [app, stand.clock.now()],
);
await stand.publish('rounds', [{ key: 'note', label: '备注', type: 'text' }]);
await stand.publish('others', [{ key: 'note', label: '备注', type: 'text' }]);
await pool.query(`update forms set app_id = $1 where key = 'rounds'`, [app]);
await pool.query(`insert into dictionaries (key, name, revision) values ('kinds', '类别', 1)`);
const cookie = await openSession(pool, stand.cast.personInCharge.person.id);

const question = (form: string, isPlaced: boolean, known?: Credential): CredentialQuestion => ({
  kind: 'session',
  hash: hashToken(cookie.split('=')[1] ?? ''),
  now: stand.clock.now(),
  along: isPlaced ? headerAndPlaceAlong({ form }, { community }) : headerAlong({ form }),
  known,
});
const ask = async (...given: CredentialQuestion[]) => findCredentials(pool, given);

test.each([
  ['rights in the form', `update forms set access = '[]' where key = 'rounds'`],
  ['a stopped form', `update forms set status = 'stopped' where key = 'rounds'`],
  ['another version', `update forms set current_version = 2 where key = 'rounds'`],
  ['whom the application is for', `update apps set audience = '{"roles": ["companyManager"]}' where key = 'watch'`],
  ['a stopped application', `update apps set status = 'stopped' where key = 'watch'`],
  ['a form moved out of its application', `update forms set app_id = null where key = 'rounds'`],
  ['an entry of a dictionary', 'update dictionaries set revision = revision + 1'],
  ['a new dictionary', `insert into dictionaries (key, name, revision) values ('fresh', '新', 1)`],
])('%s is seen by who knows the answer of before', async (_, change) => {
  const [known, other] = await ask(question('rounds', false), question('others', false));
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query(change);
    // What is not committed does not count yet.
    expect((await ask(question('rounds', false, known)))[0]).toBe(known);
    const [now] = await findCredentials(client, [question('rounds', false, known)]);
    const [fresh] = await findCredentials(client, [question('rounds', false)]);
    expect(now).toEqual(fresh);
    expect(now?.along).not.toEqual(known?.along);
    const isGeneral = change.includes('dictionaries');
    const [beside] = await findCredentials(client, [question('others', false, other)]);
    if (!isGeneral) expect(beside).toBe(other);
  } finally {
    await client.query('rollback');
    client.release();
  }
});

test('a community that is closed is seen, beside another form of the same moment', async () => {
  const [known, other] = await ask(question('rounds', true)).then(async ([one]) => [
    one,
    (await ask(question('others', true)))[0],
  ]);
  expect(await ask(question('rounds', true, known), question('others', true, other))).toEqual([known, other]);
  await pool.query(`update communities set status = 'closed' where id = $1`, [community]);
  const [now, beside] = await ask(question('rounds', true, known), question('others', true, other));
  expect(now?.along).toMatchObject({ key: 'rounds', place: { isClosed: true } });
  expect(beside?.along).toMatchObject({ key: 'others', place: { isClosed: true } });
});

test('a form that was not there is there once it is made', async () => {
  const [known] = await ask(question('later', false));
  expect(known?.along).toBeNull();
  expect((await ask(question('later', false, known)))[0]).toBe(known);
  await stand.publish('later', [{ key: 'note', label: '备注', type: 'text' }]);
  expect((await ask(question('later', false, known)))[0]?.along).toMatchObject({ key: 'later' });
});
