import { createHash } from 'node:crypto';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { inTransaction } from '../base/database/pool.ts';
import { testDatabase } from '../base/testing/database.ts';
import { buildPerson, buildPost } from '../org/testing/builders.ts';
import { accessJobs } from './jobs.ts';
import { accessApp, cookieOf } from './testing/access-app.ts';
import { openSession } from './testing/sessions.ts';

const database = await testDatabase();
const { pool } = database;
const environment = {
  PUBLIC_URL: 'https://anshao.example',
  WECHAT_APP_ID: 'wx1234567890abcdef',
  WECHAT_APP_SECRET: 'secret-of-the-account',
  WECHAT_TOKEN: 'token',
};
const app = accessApp(pool, {
  environment,
  deps: {
    weChat: {
      authorizeUrl: ({ redirectUri, state }) =>
        `https://open.weixin.qq.com/connect?redirect_uri=${encodeURIComponent(redirectUri)}&state=${state}`,
      exchange: async (code) => {
        if (code === 'refused') throw new Error('40029 invalid code');
        return { openId: code };
      },
    },
  },
});
afterAll(app.close);
beforeEach(() => app.clock.set('2026-03-16T02:00:00.000Z'));

async function leave(to: string): Promise<{ state: string; cookie: string; url: URL }> {
  const answer = await app.send('GET', `/wechat/login?to=${encodeURIComponent(to)}`);
  expect(answer.statusCode).toBe(302);
  const url = new URL(String(answer.headers.location));
  const header = String(answer.headers['set-cookie']);
  expect(header).toMatch(/; Path=\/api\/wechat; HttpOnly; SameSite=Lax; Max-Age=600; Secure$/);
  return { state: url.searchParams.get('state') ?? '', cookie: header.split(';')[0] ?? '', url };
}
const comeBack = (code: string, state: string, cookie: string) =>
  app.send('GET', `/wechat/return?code=${code}&state=${state}`, undefined, { headers: { cookie } });

describe('sign-in in WeChat', () => {
  it('goes to WeChat with a state of letters and digits and our way back', async () => {
    const { url, state } = await leave('/m/');
    expect(state).toMatch(/^[A-Za-z0-9]{1,128}$/);
    expect(url.searchParams.get('redirect_uri')).toBe('https://anshao.example/api/wechat/return');
  });

  it('opens the wanted page signed in when the account is known', async () => {
    const person = await buildPerson(pool);
    await pool.query(
      `insert into identities (provider, subject, person_id, created_at) values ('weChat', 'o-known', $1, now())`,
      [person.id],
    );
    const { state, cookie } = await leave('/m/report/1?x=2');
    const answer = await comeBack('o-known', state, cookie);
    expect(answer.headers.location).toBe('/m/report/1?x=2');
    const me = await app.send('GET', '/me', undefined, { headers: { cookie: cookieOf(answer) } });
    expect(me.json().personId).toBe(person.id);
  });

  it('leads somebody unknown to the binding with a ticket, and the binding links the account once', async () => {
    const { state, cookie } = await leave('/m/report/9');
    const answer = await comeBack('o-new', state, cookie);
    const target = new URL(String(answer.headers.location), 'https://anshao.example');
    expect(target.pathname).toBe('/m/bind');
    expect(target.searchParams.get('to')).toBe('/m/report/9');
    expect(target.href).not.toContain('o-new');
    expect(cookieOf(answer)).toBe('');
    const ticket = target.searchParams.get('ticket');

    const bindWithTicket = async () => {
      const person = await buildPerson(pool);
      const post = await buildPost(pool, { personId: person.id, boundAt: null });
      await app.send('POST', '/sign-in/code', { purpose: 'bind', communityId: post.communityId });
      const code = await app.codeFor(person.mobile ?? '');
      const body = { communityId: post.communityId, code, consent: '2026-01', ticket };
      expect((await app.send('POST', '/sign-in/bind', body)).statusCode).toBe(200);
      return person.id;
    };
    const owner = await bindWithTicket();
    await bindWithTicket();
    const { rows } = await pool.query(`select person_id from identities where subject = 'o-new'`);
    expect(rows).toEqual([{ person_id: owner }]);

    const next = await leave('/m/');
    expect(cookieOf(await comeBack('o-new', next.state, next.cookie))).not.toBe('');
  });

  it.each([
    ['with the state of another browser', async () => ({ ...(await leave('/m/')), state: (await leave('/m/')).state })],
    ['without the cookie', async () => ({ ...(await leave('/m/')), cookie: '' })],
    [
      'with a cookie whose contents were changed',
      async () => {
        const { state, cookie } = await leave('/m/');
        const forged = Buffer.from(JSON.stringify({ state, to: '/m/', until: 9e15 })).toString('base64url');
        return { state, cookie: cookie.replace(/=[^.]+/, `=${forged}`) };
      },
    ],
    [
      'after ten minutes',
      async () => {
        const left = await leave('/m/');
        app.clock.forward(10);
        return left;
      },
    ],
  ])('is refused %s', async (_, prepare) => {
    const { state, cookie } = await prepare();
    const answer = await comeBack('o-known', state, cookie);
    expect(answer.headers.location).toMatch(/^\/m\/bind\?problem=access\.wechat-failed/);
    expect(cookieOf(answer)).toBe('');
  });

  it('tells on the binding page when WeChat refuses', async () => {
    const { state, cookie } = await leave('/m/');
    expect((await comeBack('refused', state, cookie)).headers.location).toBe('/m/bind?problem=access.wechat-failed');
  });

  it.each(['https://evil.example/', '//evil.example', '/\\evil.example'])('never leads to %s', async (to) => {
    const person = await buildPerson(pool);
    await pool.query(
      `insert into identities (provider, subject, person_id, created_at) values ('weChat', $2, $1, now())`,
      [person.id, person.id],
    );
    const { state, cookie } = await leave(to);
    expect((await comeBack(person.id, state, cookie)).headers.location).toBe('/m/');
  });

  it('does not exist without an official account', async () => {
    const without = accessApp(pool);
    expect((await without.send('GET', '/wechat/login')).statusCode).toBe(404);
    await without.close();
  });
});

describe('a link in a pushed message', () => {
  const newLink = async (path = '/m/report/5') => {
    const person = await buildPerson(pool);
    const token = await inTransaction(pool, (transaction) => app.service.createLinkToken(transaction, person.id, path));
    return { person, token };
  };
  const follow = (token: string, cookie = '', method = 'GET') =>
    app.send(method as 'GET', `/l/${token}`, undefined, { headers: { cookie } });

  it('signs its person in and opens the page', async () => {
    const { person, token } = await newLink();
    const answer = await follow(token);
    expect(answer.statusCode).toBe(302);
    expect(answer.headers.location).toBe('/m/report/5');
    expect(answer.headers['cache-control']).toBe('no-store');
    const me = await app.send('GET', '/me', undefined, { headers: { cookie: cookieOf(answer) } });
    expect(me.json().personId).toBe(person.id);
  });

  it('signs in once, also when it is opened twice at the same moment; the page still opens', async () => {
    const { token } = await newLink();
    const answers = await Promise.all([follow(token), follow(token), follow(token)]);
    expect(answers.filter((answer) => cookieOf(answer) !== '')).toHaveLength(1);
    expect(answers.map((answer) => answer.headers.location)).toEqual(Array(3).fill('/m/report/5'));
  });

  it('signs nobody in after 24 hours, or when the person has left', async () => {
    const { token } = await newLink();
    app.clock.forward(24 * 60);
    expect(cookieOf(await follow(token))).toBe('');
    const left = await newLink();
    await pool.query(`update people set status = 'left' where id = $1`, [left.person.id]);
    expect(cookieOf(await follow(left.token))).toBe('');
  });

  it('is not used up by a preview or by somebody who is signed in', async () => {
    const { person, token } = await newLink();
    await follow(token, '', 'HEAD');
    expect(cookieOf(await follow(token, await openSession(pool, person.id)))).toBe('');
    expect(cookieOf(await follow(token))).not.toBe('');
  });

  it('that never existed opens the start page, and one to a foreign site does too', async () => {
    expect((await follow('x'.repeat(43))).headers.location).toBe('/m/');
    const { token } = await newLink('https://evil.example');
    expect((await follow(token)).headers.location).toBe('/m/');
  });

  it('is kept as a hash, and swept a week after its end', async () => {
    const { token } = await newLink();
    const hash = createHash('sha256').update(token).digest();
    const kept = async () => (await pool.query('select from access_links where token_hash = $1', [hash])).rowCount;
    const sweep = () => accessJobs(app.runtime)['access.sweep']?.({});
    expect(await kept()).toBe(1);
    app.clock.forward(8 * 24 * 60);
    await sweep();
    expect(await kept()).toBe(1);
    app.clock.forward(1);
    await sweep();
    expect(await kept()).toBe(0);
  });
});
