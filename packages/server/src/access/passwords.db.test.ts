import { signInLimits } from '@anshao/core/access/contract.ts';
import { verify } from '@node-rs/argon2';
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createTestDatabase, testDatabase } from '../base/testing/database.ts';
import { testRuntime } from '../base/testing/runtime.ts';
import { buildPerson, buildPost } from '../org/testing/builders.ts';
import { ensureFirstAdministrator } from './first-administrator.ts';
import { hashPassword } from './passwords.ts';
import { accessApp, cookieOf } from './testing/access-app.ts';
import { openSession } from './testing/sessions.ts';

vi.mock('@node-rs/argon2', { spy: true });

const database = await testDatabase();
const { pool } = database;
const app = accessApp(pool);
afterAll(app.close);
beforeEach(() => app.clock.set('2026-03-16T02:00:00.000Z'));

const password = '湖边三棵榕树一只白鹭';
const hash = await hashPassword(password);
let made = 0;

async function officer(): Promise<{ id: string; account: string; mobile: string }> {
  const account = `officer${++made}`;
  const person = await buildPerson(pool, { account });
  await buildPost(pool, { personId: person.id, role: 'associationOfficer' });
  await pool.query('update people set password_hash = $2 where id = $1', [person.id, hash]);
  return { id: person.id, account, mobile: person.mobile ?? '' };
}
const here = { remoteAddress: '198.51.100.7' };
const enter = (account: string, given: string, more = {}) =>
  app.send('POST', '/sign-in/password', { account, password: given }, more);

describe('a password', () => {
  it('is kept as argon2id with 19 MiB and two passes', () => {
    expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });

  it('signs in with the account or the mobile number', async () => {
    const { id, account, mobile } = await officer();
    for (const login of [account, mobile, ` ${account} `]) {
      const entered = (await enter(login, password)).json();
      expect(entered.personId).toBe(id);
      // A post for the whole city has no place; the page words that in its reader's language.
      expect(entered.posts).toMatchObject([{ role: 'associationOfficer', placeName: null }]);
    }
  });

  it('is refused alike when it is wrong, when the account does not exist, and when it has no password', async () => {
    const { account } = await officer();
    await buildPerson(pool, { account: 'no-password' });
    const answers = await Promise.all(
      [account, 'nobody', 'no-password'].map((login) => enter(login, 'wrong password')),
    );
    const bodies = answers.map((answer) => {
      const { trace: _, ...body } = answer.json();
      return body;
    });
    expect(bodies[0]).toMatchObject({ code: 'access.password-wrong', details: { left: 4 } });
    expect(bodies[1]).toEqual(bodies[0]);
    expect(bodies[2]).toEqual(bodies[0]);
  });

  it('is worked through also for accounts that do not exist, so that the time of the answer tells nothing', async () => {
    const { account } = await officer();
    const work = async (login: string) => {
      vi.mocked(verify).mockClear();
      await enter(login, 'wrong password');
      return vi
        .mocked(verify)
        .mock.calls.map(([stored, given]) => [String(stored).replace(/\$[^$]+\$[^$]+$/, ''), given]);
    };
    const known = await work(account);
    expect(known).toEqual([['$argon2id$v=19$m=19456,t=2,p=1', 'wrong password']]);
    expect(await work('stranger')).toEqual(known);
    expect(await work('no-password')).toEqual(known);
  });

  it('locks after five failures for a quarter of an hour, whichever of the two names was used', async () => {
    const { account, mobile } = await officer();
    for (const login of [account, mobile, account, mobile]) {
      expect((await enter(login, 'wrong password', here)).json().code).toBe('access.password-wrong');
    }
    expect((await enter(account, 'wrong password', here)).json()).toMatchObject({
      code: 'access.locked',
      details: { minutes: 15 },
    });
    expect((await enter(mobile, password, here)).json().code).toBe('access.locked');
    app.clock.forward(15);
    expect((await enter(mobile, password, here)).statusCode).toBe(200);
  });

  it('still lets the owner in while somebody else types it wrong, hour after hour', async () => {
    const { account } = await officer();
    for (let quarter = 0; quarter < 12; quarter++) {
      const guesses = Array.from({ length: 20 }, () =>
        enter(account, 'wrong password', { remoteAddress: '192.0.2.66' }),
      );
      expect((await Promise.all(guesses)).filter((answer) => answer.json().code === 'access.locked')).toHaveLength(16);
      expect((await enter(account, password, here)).statusCode).toBe(200);
      app.clock.forward(15);
    }
  });

  it('is not guessed from many addresses either: they have fifty tries a quarter of an hour between them', async () => {
    const { account } = await officer();
    // Every address of a /64 of IPv6 counts as one, so these are thirty.
    const answers = await Promise.all(
      Array.from({ length: 120 }, (_, index) =>
        enter(account, `guess number ${index}`, { remoteAddress: `2001:db8:0:${index % 30}::${index + 1}` }),
      ),
    );
    const wrong = answers.filter((answer) => answer.json().code === 'access.password-wrong');
    expect(wrong).toHaveLength(signInLimits.passwordAttemptsInAll);
    const refused = (await enter(account, password, here)).json();
    expect(refused).toMatchObject({ code: 'access.locked', details: { minutes: 15 } });
    // What was refused unseen has cost the owner's address none of its tries.
    for (let index = 0; index < 6; index++) await enter(account, password, here);
    app.clock.forward(15);
    expect((await enter(account, password, here)).statusCode).toBe(200);
  });

  it('gives no try of the account away when it was right', async () => {
    const { id, account } = await officer();
    for (let index = 0; index < 3; index++) await enter(account, password);
    const { rows } = await pool.query('select hits from rate_limits where key = $1', [`password-for:${id}`]);
    expect(rows).toEqual([{ hits: 0 }]);
  });

  it('gets five tries when twenty come at the same moment, for accounts that do not exist as well', async () => {
    const { account } = await officer();
    for (const login of [account, 'also-nobody']) {
      const answers = await Promise.all(
        Array.from({ length: 20 }, (_, index) => enter(login, `guess number ${index}`, here)),
      );
      expect(answers.filter((answer) => answer.json().code === 'access.password-wrong')).toHaveLength(4);
      expect(answers.filter((answer) => answer.json().code === 'access.locked')).toHaveLength(16);
    }
  });

  it('is limited per address over all accounts, and success does not count', async () => {
    const from = { remoteAddress: '192.0.2.77' };
    const { account } = await officer();
    for (let index = 0; index < 3; index++) await enter(account, password, from);
    const { rows } = await pool.query(`select hits from rate_limits where key = 'password-from:192.0.2.77'`);
    expect(rows[0].hits).toBe(0);
    await pool.query(`update rate_limits set hits = 59 where key = 'password-from:192.0.2.77'`);
    expect((await enter('someone-1', 'wrong password', from)).json().code).toBe('access.password-wrong');
    expect((await enter(account, password, from)).json().code).toBe('base.too-many');
    expect((await enter(account, password)).statusCode).toBe(200);
  });
});

describe('changing the password', () => {
  const change = (cookie: string, current: string, next: string) =>
    app.send('POST', '/me/password', { current, next }, { ...here, headers: { cookie } });

  it('needs the present one, and ends every other session', async () => {
    const { id, account } = await officer();
    const [here, there] = [await openSession(pool, id), await openSession(pool, id)];
    expect((await change(here, 'not the password', 'a quite new one')).json().code).toBe('access.password-wrong');
    expect((await change(here, password, 'a quite new one')).statusCode).toBe(200);
    const who = (cookie: string) => app.send('GET', '/me', undefined, { headers: { cookie } });
    expect((await who(here)).statusCode).toBe(200);
    expect((await who(there)).statusCode).toBe(401);
    expect((await enter(account, password)).json().code).toBe('access.password-wrong');
    expect((await enter(account, 'a quite new one')).statusCode).toBe(200);
  });

  it('refuses weak ones and the present one', async () => {
    const { id, mobile } = await officer();
    const cookie = await openSession(pool, id);
    for (const next of ['1234567890', mobile, 'Password123', password]) {
      expect((await change(cookie, password, next)).json().code).toBe('access.password-weak');
    }
    expect((await change(cookie, password, 'short')).json().code).toBe('base.invalid');
  });

  it('gives five tries for the present one', async () => {
    const { id } = await officer();
    const cookie = await openSession(pool, id);
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, index) => change(cookie, `guess number ${index}`, 'a quite new one')),
    );
    expect(answers.filter((answer) => answer.json().code === 'access.password-wrong')).toHaveLength(4);
    expect((await change(cookie, password, 'a quite new one')).json().code).toBe('access.locked');
  });
});

describe('the first administrator', () => {
  it('is made once when several processes start at once, and must change the password before anything else', async () => {
    const empty = await createTestDatabase();
    try {
      const own = accessApp(empty.pool);
      const results = await Promise.all(Array.from({ length: 4 }, () => ensureFirstAdministrator(own.runtime)));
      const [first, ...others] = results.filter((result) => result !== null);
      expect(others).toEqual([]);
      expect(first?.account).toBe('admin');
      expect(first?.password).toMatch(/^\w{16}$/);
      const posts = await empty.pool.query(`select count(*) as n from posts where role = 'administrator'`);
      expect(posts.rows[0].n).toBe(1);

      const entered = await own.send('POST', '/sign-in/password', first ?? {});
      expect(entered.json().mustChangePassword).toBe(true);
      const headers = { cookie: cookieOf(entered) };
      expect((await own.send('GET', '/api-keys', undefined, { headers })).json().code).toBe(
        'access.must-change-password',
      );
      expect((await own.send('GET', '/me', undefined, { headers })).statusCode).toBe(200);
      const body = { current: first?.password, next: '湖边三棵榕树一只白鹭' };
      expect((await own.send('POST', '/me/password', body, { headers })).statusCode).toBe(200);
      expect((await own.send('GET', '/api-keys', undefined, { headers })).statusCode).toBe(200);
      const again = await own.send('POST', '/sign-in/password', first ?? {});
      expect(again.json().code).toBe('access.password-wrong');
      expect(await ensureFirstAdministrator(own.runtime)).toBeNull();
      await own.close();
    } finally {
      await empty.close();
    }
  });

  it('gets the post back with a new password when the last one has gone', async () => {
    const empty = await createTestDatabase();
    try {
      const runtime = testRuntime(empty.pool);
      const first = await ensureFirstAdministrator(runtime);
      await empty.pool.query('update posts set ends_at = $1', [runtime.clock.now()]);
      const second = await ensureFirstAdministrator(runtime);
      expect(second?.password).not.toBe(first?.password);
      const { rows } = await empty.pool.query(
        `select count(distinct x.id) as people, count(*) filter (where p.ends_at is null) as running
         from people x join posts p on p.person_id = x.id`,
      );
      expect(rows[0]).toEqual({ people: 1, running: 1 });
    } finally {
      await empty.close();
    }
  });
});
