import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { testDatabase } from '../base/testing/database.ts';
import { buildCommunity, buildPerson, buildPost } from '../org/testing/builders.ts';
import { accessApp, cookieOf } from './testing/access-app.ts';
import type { TextMessage } from './text-messages.ts';

const database = await testDatabase();
const app = accessApp(database.pool);
afterAll(app.close);
beforeEach(() => app.clock.set('2026-03-16T02:00:00.000Z'));

const wrong = (code: string, by = 1) => String((Number(code) + by) % 1_000_000).padStart(6, '0');
const ask = (mobile: string, more = {}) => app.send('POST', '/sign-in/code', { purpose: 'signIn', mobile }, more);
const enter = (mobile: string, code: string, more = {}) => app.send('POST', '/sign-in/mobile', { mobile, code }, more);
const here = { remoteAddress: '198.51.100.7' };
const there = { remoteAddress: '192.0.2.66' };

async function somebody(): Promise<{ id: string; mobile: string }> {
  const person = await buildPerson(database.pool);
  return { id: person.id, mobile: person.mobile ?? '' };
}

describe('a code for signing in', () => {
  it('goes out as six digits in a delivery that was asked for, and signs in', async () => {
    const { id, mobile } = await somebody();
    const sent = await ask(mobile);
    expect(sent.statusCode).toBe(200);
    expect(sent.json()).toEqual({
      mobile: `${mobile.slice(0, 3)}****${mobile.slice(-4)}`,
      expiresAt: '2026-03-16T02:05:00.000Z',
      resendAt: '2026-03-16T02:01:00.000Z',
    });
    const { rows } = await database.pool.query('select * from deliveries where address = $1', [mobile]);
    expect(rows).toHaveLength(1);
    const code = await app.codeFor(mobile);
    expect(code).toMatch(/^\d{6}$/);
    expect(rows[0]).toMatchObject({
      channel: 'sms',
      kind: 'signInCode',
      state: 'waiting',
      person_id: id,
    });
    expect(rows[0].params).toEqual({ code, minutes: '5' });
    expect(rows[0].text).toContain(`验证码 ${code}，5 分钟内有效`);
    expect(app.delivered).toContain(rows[0].id);

    const entered = await enter(mobile, code);
    expect(entered.statusCode).toBe(200);
    expect(entered.json().personId).toBe(id);
    const me = await app.send('GET', '/me', undefined, { headers: { cookie: cookieOf(entered) } });
    expect(me.json().personId).toBe(id);
  });

  it('is handed over and not written down here: nothing readable before it is sealed', async () => {
    const { mobile } = await somebody();
    const sent: TextMessage[] = [];
    const only = accessApp(database.pool, {
      deps: { sendText: async (_transaction, message) => void sent.push(message) },
    });
    await only.send('POST', '/sign-in/code', { purpose: 'signIn', mobile });
    await only.close();
    expect(sent).toMatchObject([{ mobile, kind: 'signInCode', params: { code: expect.stringMatching(/^\d{6}$/) } }]);
    const { rows } = await database.pool.query('select id from deliveries where address = $1', [mobile]);
    expect(rows).toEqual([]);
  });

  it('is not kept in readable form', async () => {
    const { mobile } = await somebody();
    await ask(mobile);
    const code = await app.codeFor(mobile);
    const { rows } = await database.pool.query('select * from sign_in_codes where mobile = $1', [mobile]);
    expect(rows[0].code_hash).toHaveLength(32);
    expect(rows[0].code_hash.includes(code)).toBe(false);
  });

  it('works once', async () => {
    const { mobile } = await somebody();
    await ask(mobile);
    const code = await app.codeFor(mobile);
    expect((await enter(mobile, code)).statusCode).toBe(200);
    const again = await enter(mobile, code);
    expect(again.json().code).toBe('access.code-expired');
  });

  it('works once also for two who present it at the same moment', async () => {
    const { mobile } = await somebody();
    await ask(mobile);
    const code = await app.codeFor(mobile);
    const answers = await Promise.all([enter(mobile, code), enter(mobile, code), enter(mobile, code)]);
    expect(answers.filter((answer) => answer.statusCode === 200)).toHaveLength(1);
    const { rows } = await database.pool.query(
      'select count(*) as n from sessions s join people p on p.id = s.person_id where p.mobile = $1',
      [mobile],
    );
    expect(rows[0].n).toBe(1);
  });

  it('is void after five minutes', async () => {
    const { mobile } = await somebody();
    await ask(mobile);
    const code = await app.codeFor(mobile);
    app.clock.forward(5);
    expect((await enter(mobile, code)).json().code).toBe('access.code-expired');
  });

  it('can be sent again after 60 seconds, and then the first one is void', async () => {
    const { mobile } = await somebody();
    await ask(mobile);
    const first = await app.codeFor(mobile);
    app.clock.set('2026-03-16T02:00:45.000Z');
    const early = await ask(mobile);
    expect(early.json()).toMatchObject({ code: 'access.resend-early', details: { seconds: 15 } });
    expect(early.headers['retry-after']).toBe('15');
    app.clock.set('2026-03-16T02:01:00.000Z');
    expect((await ask(mobile)).statusCode).toBe(200);
    const second = await app.codeFor(mobile);
    if (first !== second) expect((await enter(mobile, first)).json().code).toBe('access.code-wrong');
    expect((await enter(mobile, second)).statusCode).toBe(200);
  });

  it('is sent once when it is asked for ten times at the same moment', async () => {
    const { mobile } = await somebody();
    const answers = await Promise.all(Array.from({ length: 10 }, () => ask(mobile)));
    expect(answers.filter((answer) => answer.statusCode === 200)).toHaveLength(1);
    expect(new Set(answers.filter((answer) => answer.statusCode !== 200).map((answer) => answer.json().code))).toEqual(
      new Set(['access.resend-early']),
    );
  });

  it('does not serve another purpose', async () => {
    const { mobile } = await somebody();
    await app.send('POST', '/sign-in/code', { purpose: 'changeRequest', mobile });
    expect((await enter(mobile, await app.codeFor(mobile))).json().code).toBe('access.code-expired');
  });
});

describe('wrong codes', () => {
  it('leave fewer tries each time, and the fifth locks the number for this address for a quarter of an hour', async () => {
    const { mobile } = await somebody();
    await ask(mobile, here);
    const code = await app.codeFor(mobile);
    for (const left of [4, 3, 2, 1]) {
      const answer = (await enter(mobile, wrong(code), here)).json();
      expect(answer).toMatchObject({ code: 'access.code-wrong', details: { left } });
    }
    expect((await enter(mobile, wrong(code), here)).json()).toMatchObject({
      code: 'access.locked',
      details: { minutes: 15 },
    });
    expect((await enter(mobile, code, here)).json().code).toBe('access.locked');
    app.clock.forward(2);
    expect((await ask(mobile, here)).json()).toMatchObject({ code: 'access.locked', details: { minutes: 13 } });
    app.clock.forward(13);
    expect((await ask(mobile, here)).statusCode).toBe(200);
    expect((await enter(mobile, wrong(await app.codeFor(mobile)), here)).json().details).toEqual({ left: 4 });
  });

  it('of somebody else leave the owner’s code good, and do not keep the owner from asking for the next one', async () => {
    const { mobile } = await somebody();
    await ask(mobile, here);
    const code = await app.codeFor(mobile);
    for (let index = 0; index < 7; index++) await enter(mobile, wrong(code), there);
    expect((await enter(mobile, code, there)).json().code).toBe('access.locked');
    expect((await enter(mobile, code, here)).statusCode).toBe(200);
    app.clock.forward(1);
    expect((await ask(mobile, there)).json().code).toBe('access.locked');
    expect((await ask(mobile, here)).statusCode).toBe(200);
  });

  it('from everywhere together void the code after twenty, and then a new one is good', async () => {
    const { mobile } = await somebody();
    await ask(mobile, here);
    const code = await app.codeFor(mobile);
    const answers = await Promise.all(Array.from({ length: 40 }, (_, index) => enter(mobile, wrong(code, index + 1))));
    expect(answers.filter((answer) => answer.json().code === 'access.code-wrong')).toHaveLength(19);
    expect(answers.filter((answer) => answer.json().code === 'access.code-expired')).toHaveLength(21);
    expect((await enter(mobile, code, here)).json().code).toBe('access.code-expired');
    app.clock.forward(1);
    await ask(mobile, here);
    expect((await enter(mobile, await app.codeFor(mobile), here)).statusCode).toBe(200);
  });

  it('get no more than five tries when ten come at the same moment', async () => {
    const { mobile } = await somebody();
    await ask(mobile);
    const code = await app.codeFor(mobile);
    const guesses = Array.from({ length: 10 }, (_, index) => enter(mobile, wrong(code, index + 1), here));
    const answers = (await Promise.all(guesses)).map((answer) => answer.json().code);
    expect(answers.filter((answer) => answer === 'access.code-wrong')).toHaveLength(4);
    expect(answers.filter((answer) => answer === 'access.locked')).toHaveLength(6);
    const { rows } = await database.pool.query('select attempts from sign_in_codes where mobile = $1', [mobile]);
    expect(rows[0].attempts).toBe(5);
    expect((await enter(mobile, code, here)).json().code).toBe('access.locked');
  });

  it('are forgotten after the right one', async () => {
    const { mobile } = await somebody();
    await ask(mobile);
    const first = await app.codeFor(mobile);
    for (let index = 1; index <= 4; index++) await enter(mobile, wrong(first, index), here);
    expect((await enter(mobile, first, here)).statusCode).toBe(200);
    app.clock.forward(1);
    await ask(mobile);
    expect((await enter(mobile, wrong(await app.codeFor(mobile)), here)).json().details).toEqual({ left: 4 });
  });

  it('do not count when no code is out, so that nobody can lock a number that asked for nothing', async () => {
    const { mobile } = await somebody();
    for (let index = 0; index < 6; index++) {
      expect((await enter(mobile, '123456')).json().code).toBe('access.code-expired');
    }
    expect((await ask(mobile)).statusCode).toBe(200);
  });
});

describe('a number that is not on file', () => {
  const strangers = ['19900000001', '19900000002', '19900000003'];

  it('gets the same answer as one that is, with the same waiting time and the same tries, but no message', async () => {
    const known = await somebody();
    const shape = (answer: { json(): { mobile: string } } | undefined) => ({
      ...answer?.json(),
      mobile: answer?.json().mobile.length,
    });
    const [stranger = ''] = strangers;
    const answers = [await ask(known.mobile), await ask(stranger)];
    expect(shape(answers[1])).toEqual(shape(answers[0]));
    expect(answers.map((answer) => answer.statusCode)).toEqual([200, 200]);
    expect((await ask(stranger)).json().details).toEqual((await ask(known.mobile)).json().details);
    const guess = wrong(await app.codeFor(known.mobile));
    const refused = [await enter(known.mobile, guess), await enter(stranger, guess)].map((answer) => {
      const { trace: _, ...body } = answer.json();
      return body;
    });
    expect(refused[1]).toEqual(refused[0]);

    const { rows } = await database.pool.query(
      'select id, state, text, params, error from deliveries where address = $1',
      [stranger],
    );
    expect(rows).toMatchObject([{ state: 'skipped', params: {} }]);
    expect(rows[0].text).not.toMatch(/\d{6}/);
    expect(app.delivered).not.toContain(rows[0].id);
  });

  it('costs the same statements, so that time tells nothing', async () => {
    const known = await somebody();
    const statements = async (mobile: string): Promise<string[]> => {
      const seen: string[] = [];
      const listening = new Proxy(database.pool, {
        get(pool, name) {
          if (name !== 'connect' && name !== 'query') return Reflect.get(pool, name);
          if (name === 'query') {
            return (query: { text: string }) => {
              seen.push(query.text);
              return pool.query(query);
            };
          }
          return async () => {
            const client = await pool.connect();
            return new Proxy(client, {
              get(target, key) {
                const value = Reflect.get(target, key);
                if (key !== 'query') return typeof value === 'function' ? value.bind(target) : value;
                return (query: string | { text: string }) => {
                  seen.push(typeof query === 'string' ? query : query.text);
                  return target.query(query as string);
                };
              },
            });
          };
        },
      });
      const watched = accessApp(listening);
      await watched.send('POST', '/sign-in/code', { purpose: 'signIn', mobile });
      await watched.close();
      return seen;
    };
    const [, stranger = ''] = strangers;
    const forKnown = await statements(known.mobile);
    expect(forKnown.length).toBeGreaterThan(5);
    expect(await statements(stranger)).toEqual(forKnown);
  });
});

describe('limits', () => {
  it('allow one address ten codes a day for one number, and leave the owner elsewhere theirs', async () => {
    const { mobile } = await somebody();
    const answers: number[] = [];
    for (let index = 0; index < 11; index++) {
      answers.push((await ask(mobile, there)).statusCode);
      app.clock.forward(2);
    }
    expect(answers).toEqual([...Array(10).fill(200), 429]);
    expect((await ask(mobile, there)).json()).toMatchObject({
      code: 'access.codes-used-up',
      message: '今天获取验证码的次数已用完，请 22 小时后再试，或联系技术支持',
    });
    expect((await ask(mobile, here)).statusCode).toBe(200);
    app.clock.set('2026-03-17T02:00:00.000Z');
    expect((await ask(mobile, there)).statusCode).toBe(200);
  });

  it('send one number fifty codes a day, whoever asks', async () => {
    const { mobile } = await somebody();
    const answers: number[] = [];
    for (let index = 0; index < 51; index++) {
      answers.push((await ask(mobile, { remoteAddress: `198.51.100.${10 + index}` })).statusCode);
      app.clock.forward(2);
    }
    expect(answers).toEqual([...Array(50).fill(200), 429]);
  });

  it('allow forty codes an hour from one address, counting a /64 of IPv6 as one', async () => {
    const answers = await Promise.all(
      Array.from({ length: 45 }, (_, index) =>
        ask(`1970000${String(index).padStart(4, '0')}`, { remoteAddress: `2001:db8:1:2::${(index + 1).toString(16)}` }),
      ),
    );
    expect(answers.filter((answer) => answer.statusCode === 200)).toHaveLength(40);
    const refused = answers.find((answer) => answer.statusCode !== 200);
    expect(refused?.json()).toMatchObject({ code: 'base.too-many', details: { seconds: 3600 } });
    expect((await ask('19700009999', { remoteAddress: '2001:db8:1:3::1' })).statusCode).toBe(200);
  });
});

describe('binding', () => {
  const bind = (communityId: string, code: string, more = {}) =>
    app.send('POST', '/sign-in/bind', { communityId, code, consent: '2026-01', ...more });

  it('sends only to the number on file and tells it masked; the code binds every community of that person', async () => {
    const community = await buildCommunity(database.pool);
    const person = await buildPerson(database.pool, { mobile: '13711112222' });
    await buildPost(database.pool, { personId: person.id, communityId: community.id, boundAt: null });
    await buildPost(database.pool, { personId: person.id, boundAt: null });
    const past = await buildPost(database.pool, { personId: person.id, boundAt: null, endsAt: new Date('2021-01-01') });

    const sent = await app.send('POST', '/sign-in/code', {
      purpose: 'bind',
      communityId: community.id,
      mobile: '13999999999',
    });
    expect(sent.json().mobile).toBe('137****2222');
    expect(sent.body).not.toContain('13711112222');
    expect(await app.codeFor('13999999999')).toBeUndefined();

    const bound = await bind(community.id, await app.codeFor('13711112222'));
    expect(bound.statusCode).toBe(200);
    expect(bound.json().mobile).toBe('13711112222');
    expect(bound.json().posts.map((post: { bound: boolean }) => post.bound)).toEqual([true, true]);
    expect(bound.json().may).toContain('dailyReport.file');
    const { rows } = await database.pool.query('select bound_at from posts where id = $1', [past.id]);
    expect(rows[0].bound_at).toBeNull();

    const events = await database.pool.query('select type, data from events where subject_id = $1 order by seq', [
      person.id,
    ]);
    expect(events.rows.map((row) => row.type)).toEqual([
      'access.consented',
      'access.bound',
      'access.bound',
      'access.signedIn',
    ]);
    expect(events.rows[0].data).toEqual({ version: '2026-01' });
  });

  it('says so when a community has nobody with a number, and nothing about one that does not exist', async () => {
    const empty = await buildCommunity(database.pool);
    const numberless = await buildPerson(database.pool, { mobile: null });
    const post = await buildPost(database.pool, { personId: numberless.id });
    for (const communityId of [empty.id, post.communityId]) {
      const answer = await app.send('POST', '/sign-in/code', { purpose: 'bind', communityId });
      expect(answer.json().code).toBe('access.no-contact');
    }
    const nowhere = '0195a000-0000-7000-8000-000000000000';
    expect((await app.send('POST', '/sign-in/code', { purpose: 'bind', communityId: nowhere })).statusCode).toBe(404);
    expect((await bind(nowhere, '123456')).statusCode).toBe(404);
  });

  it('does not take the code of another community', async () => {
    const person = await buildPerson(database.pool);
    const first = await buildPost(database.pool, { personId: person.id, boundAt: null });
    const second = await buildPost(database.pool, { personId: person.id, boundAt: null });
    await app.send('POST', '/sign-in/code', { purpose: 'bind', communityId: first.communityId });
    const answer = await bind(second.communityId ?? '', await app.codeFor(person.mobile ?? ''));
    expect(answer.json().code).toBe('access.code-expired');
  });

  it('is still open after signing in with a code alone, which gives no consent', async () => {
    const { id, mobile } = await somebody();
    await buildPost(database.pool, { personId: id, boundAt: null });
    await ask(mobile);
    const entered = (await enter(mobile, await app.codeFor(mobile))).json();
    expect(entered.posts).toMatchObject([{ role: 'personInCharge', bound: false }]);
    expect(entered.may).toEqual([]);
  });

  it('comes with the code for an officer, and for a further community of somebody who is bound', async () => {
    const officer = await somebody();
    await buildPost(database.pool, { personId: officer.id, role: 'districtOfficer', boundAt: null });
    await ask(officer.mobile);
    expect((await enter(officer.mobile, await app.codeFor(officer.mobile))).json().posts).toMatchObject([
      { bound: true },
    ]);

    const manager = await somebody();
    await buildPost(database.pool, { personId: manager.id });
    await buildPost(database.pool, { personId: manager.id, boundAt: null });
    await ask(manager.mobile);
    const entered = (await enter(manager.mobile, await app.codeFor(manager.mobile))).json();
    expect(entered.posts).toMatchObject([{ bound: true }, { bound: true }]);
  });
});
