import { afterAll, beforeAll, expect, test } from 'vitest';
import { testDatabase } from '../base/testing/database.ts';
import { buildPerson, buildPost } from '../org/testing/builders.ts';
import { accessApp, cookieOf } from './testing/access-app.ts';
import { buildCast, type Cast } from './testing/cast.ts';
import { openSession } from './testing/sessions.ts';

const { pool } = await testDatabase();
const app = accessApp(pool);
let cast: Cast;
let administrator: string;

beforeAll(async () => {
  cast = await buildCast(pool);
  administrator = await openSession(pool, cast.administrator.person.id);
});

afterAll(app.close);

const give = (personId: string, account: string | undefined, cookie = administrator) =>
  app.send('POST', `/people/${personId}/account`, { ...(account && { account }) }, { headers: { cookie } });

test('an account is given with a one-time password that has to be changed, and ends what was signed in', async () => {
  const { person } = cast.districtOfficer;
  const before = await openSession(pool, person.id);

  const given = (await give(person.id, 'huicheng.officer')).json();
  const signedIn = await app.send('POST', '/sign-in/password', { account: given.account, password: given.password });

  expect(given.account).toBe('huicheng.officer');
  expect(signedIn.json()).toMatchObject({ personId: person.id, mustChangePassword: true });
  expect((await app.send('GET', '/me', undefined, { headers: { cookie: before } })).statusCode).toBe(401);
  const devices = await app.send('GET', '/me/devices', undefined, { headers: { cookie: cookieOf(signedIn) } });
  expect(devices.json()).toMatchObject({ code: 'access.must-change-password' });
});

test('who was appointed and given an account holds the post once the one-time password is changed, without a code', async () => {
  const person = await buildPerson(pool);
  const company = cast.anju.id;
  await buildPost(pool, { personId: person.id, role: 'companyManager', companyId: company, boundAt: null });
  await buildPost(pool, { personId: person.id, role: 'personInCharge', boundAt: null });
  const { account, password } = (await give(person.id, 'newly.appointed')).json();
  const cookie = cookieOf(await app.send('POST', '/sign-in/password', { account, password }));

  const changed = await app.send(
    'POST',
    '/me/password',
    { current: password, next: 'Qingming-2026-x' },
    { headers: { cookie } },
  );

  expect(changed.statusCode, changed.body).toBe(200);
  const me = (await app.send('GET', '/me', undefined, { headers: { cookie } })).json();
  expect(me.may).not.toEqual([]);
  const { rows } = await pool.query(
    'select role, bound_at is not null as bound from posts where person_id = $1 order by role',
    [person.id],
  );
  expect(rows).toEqual([
    { role: 'companyManager', bound: true },
    { role: 'personInCharge', bound: false },
  ]);
});

test('a second password replaces the first, and the account name stays', async () => {
  const { person } = cast.companyManager;
  const first = (await give(person.id, 'anju.manager')).json();
  const second = (await give(person.id, undefined)).json();

  expect(second.account).toBe('anju.manager');
  const old = await app.send('POST', '/sign-in/password', first);
  expect(old.json()).toMatchObject({ code: 'access.password-wrong' });
});

test('a name that is taken and a person who could sign in with nothing are refused, and nothing is changed', async () => {
  const nobody = await buildPerson(pool, { mobile: null });

  expect((await give(cast.outsider.person.id, 'anju.manager')).json()).toMatchObject({ code: 'base.duplicate' });
  expect((await give(nobody.id, undefined)).json()).toMatchObject({ code: 'access.no-account-name' });
  const { rows } = await pool.query('select password_hash from people where id = any($1)', [
    [nobody.id, cast.outsider.person.id],
  ]);
  expect(rows.every((row) => row.password_hash === null)).toBe(true);
});

test('only administrators give accounts', async () => {
  const cookie = await openSession(pool, cast.associationOfficer.person.id);
  expect((await give(cast.outsider.person.id, 'x.y.z', cookie)).json()).toMatchObject({ code: 'access.forbidden' });
});
