import { createHash } from 'node:crypto';
import { createApiKey, listDevices, me, sendCode, signOut } from '@anshao/core/access/contract.ts';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { createHttp } from '../base/http/server.ts';
import { testDatabase } from '../base/testing/database.ts';
import { testRuntime } from '../base/testing/runtime.ts';
import { buildCommunity, buildDistrict, buildPerson, buildPost } from '../org/testing/builders.ts';
import { createAuthenticate } from './authenticate.ts';
import { accessApp, cookieOf, rolesByKey } from './testing/access-app.ts';
import { openSession } from './testing/sessions.ts';
import { mayAt, requireScope, type Viewer } from './viewer.ts';

const database = await testDatabase();
const { pool } = database;
const app = accessApp(pool);
const secure = accessApp(pool, { environment: { PUBLIC_URL: 'https://anshao.example/' } });
afterAll(async () => {
  await app.close();
  await secure.close();
});
beforeEach(() => app.clock.set('2026-03-16T02:00:00.000Z'));

const getMe = (cookie: string) => app.send('GET', '/me', undefined, { headers: { cookie } });

async function signedInWithCode(from = app): Promise<{ id: string; cookie: string; header: string }> {
  const { id, mobile } = await buildPerson(pool);
  await from.send('POST', '/sign-in/code', { purpose: 'signIn', mobile });
  const answer = await from.send('POST', '/sign-in/mobile', { mobile, code: await from.codeFor(mobile ?? '') });
  return { id, cookie: cookieOf(answer), header: String(answer.headers['set-cookie']) };
}

/** The viewer that a cookie stands for. */
async function viewerOf(cookie: string): Promise<Viewer | undefined> {
  const http = createHttp(app.runtime);
  const authenticate = createAuthenticate(app.runtime, rolesByKey);
  let viewer: Viewer | undefined;
  http.get('/who', async (request) => {
    viewer = (await authenticate(request))?.viewer;
    return {};
  });
  await http.inject({ url: '/who', headers: { cookie } });
  await http.close();
  return viewer;
}

describe('many who ask in the same moment', () => {
  const held = async () => {
    const { id } = await buildPerson(pool);
    const place = await buildCommunity(pool, { districtId: (await buildDistrict(pool)).id });
    await buildPost(pool, { personId: id, role: 'personInCharge', communityId: place.id });
    const cookie = await openSession(pool, id);
    return { id, place: place.id, cookie };
  };

  it('are each told apart, with their own posts and what was read along for them; strangers stay strangers', async () => {
    const people = await Promise.all(Array.from({ length: 5 }, held));
    const http = createHttp(app.runtime);
    const authenticate = createAuthenticate(app.runtime, rolesByKey);
    http.get<{ Params: { place: string } }>('/who/:place', async (request) => {
      const { place } = request.params;
      const text = 'select c.id, $2::text as word from communities c where c.id = $1::uuid';
      const along = { name: 'place', text, types: ['uuid', 'text'], values: [place, `“${place}”\n`] };
      const entered = await authenticate(request, along);
      return {
        who: entered?.viewer.personId,
        posts: entered?.viewer.posts.map((post) => post.communityId),
        along: entered?.along,
      };
    });
    const asked = [...people, { id: undefined, place: people[0]?.place, cookie: 'anshao_session=made-up' }, ...people];
    const answers = await Promise.all(
      asked.map(async ({ place, cookie }) => (await http.inject({ url: `/who/${place}`, headers: { cookie } })).json()),
    );
    expect(answers).toEqual(
      asked.map(({ id, place }) => (id ? { who: id, posts: [place], along: { id: place, word: `“${place}”\n` } } : {})),
    );
    await http.close();
  });

  it('one whose session ended is out, whoever asks beside', async () => {
    const [first, second] = await Promise.all([held(), held()]);
    await pool.query('update sessions set revoked_at = $2 where person_id = $1', [first.id, app.clock.now()]);
    const answers = await Promise.all([first, second, first, second].map(({ cookie }) => getMe(cookie)));
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([401, 200, 401, 200]);
  });
});

describe('what another process changed', () => {
  const other = accessApp(pool);
  afterAll(() => other.close());
  const nameSeen = async (cookie: string) => (await getMe(cookie)).json().name;

  it('counts at the next request: a session ended there, a name, a post', async () => {
    const person = await buildPerson(pool);
    const [here, there] = [await openSession(pool, person.id), await openSession(pool, person.id)];
    expect(await nameSeen(here)).toBe(person.name);
    expect(await nameSeen(here)).toBe(person.name);
    await pool.query('update people set name = $2 where id = $1', [person.id, '新名字']);
    expect(await nameSeen(here)).toBe('新名字');
    await buildPost(pool, { personId: person.id, role: 'administrator' });
    expect((await getMe(here)).json().posts).toMatchObject([{ role: 'administrator' }]);
    const rows = (await other.send('GET', '/me/devices', undefined, { headers: { cookie: there } })).json().rows;
    const first = rows.find((row: { current: boolean }) => !row.current);
    await other.send('DELETE', `/me/devices/${first.id}`, undefined, { headers: { cookie: there } });
    expect((await getMe(here)).statusCode).toBe(401);
    expect((await getMe(there)).statusCode).toBe(200);
  });

  it('counts for each of many requests sent at once', async () => {
    const person = await buildPerson(pool);
    const cookie = await openSession(pool, person.id);
    const many = () => Promise.all(Array.from({ length: 8 }, () => getMe(cookie)));
    expect((await many()).map(({ statusCode }) => statusCode)).toEqual(Array(8).fill(200));
    await pool.query('update sessions set revoked_at = $2 where person_id = $1', [person.id, app.clock.now()]);
    expect((await many()).map(({ statusCode }) => statusCode)).toEqual(Array(8).fill(401));
  });
});

describe('the session cookie', () => {
  it('is out of reach for scripts and other sites, and lasts 90 days', async () => {
    const { header } = await signedInWithCode();
    expect(header).toMatch(/^anshao_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=7776000$/);
  });

  it('travels over TLS only, where the public address is https', async () => {
    const { header } = await signedInWithCode(secure);
    expect(header).toMatch(/; Secure$/);
  });

  it('is in the database only as its hash', async () => {
    const { id, cookie } = await signedInWithCode();
    const { rows } = await pool.query('select * from sessions where person_id = $1', [id]);
    const token = cookie.split('=')[1] ?? '';
    expect(rows[0].token_hash.toString('hex')).toBe(createHash('sha256').update(token).digest('hex'));
    expect(JSON.stringify(rows[0])).not.toContain(token);
  });

  it('ends after 90 days', async () => {
    const { cookie } = await signedInWithCode();
    app.clock.forward(90 * 24 * 60 - 1);
    expect((await getMe(cookie)).statusCode).toBe(200);
    app.clock.forward(1);
    expect((await getMe(cookie)).json().code).toBe('access.sign-in');
  });

  it('is taken away by signing out, on this device only', async () => {
    const person = await buildPerson(pool);
    const [here, there] = [await openSession(pool, person.id), await openSession(pool, person.id)];
    const out = await app.send('POST', '/sign-out', undefined, { headers: { cookie: here } });
    expect(out.headers['set-cookie']).toMatch(/^anshao_session=; .*Max-Age=0/);
    expect((await getMe(here)).statusCode).toBe(401);
    expect((await getMe(there)).statusCode).toBe(200);
  });

  it('of an earlier sign-in in the same browser ends with the next one', async () => {
    const { cookie } = await signedInWithCode();
    const other = await buildPerson(pool);
    await app.send('POST', '/sign-in/code', { purpose: 'signIn', mobile: other.mobile });
    const code = await app.codeFor(other.mobile ?? '');
    await app.send('POST', '/sign-in/mobile', { mobile: other.mobile, code }, { headers: { cookie } });
    expect((await getMe(cookie)).statusCode).toBe(401);
  });

  it('counts no longer once the person has left', async () => {
    const person = await buildPerson(pool);
    const cookie = await openSession(pool, person.id);
    await pool.query(`update people set status = 'left' where id = $1`, [person.id]);
    expect((await getMe(cookie)).statusCode).toBe(401);
  });
});

describe('devices', () => {
  it('are listed with the one that asks, and can be ended one by one', async () => {
    const person = await buildPerson(pool);
    const [here, there] = [await openSession(pool, person.id), await openSession(pool, person.id)];
    const { rows } = (await app.send('GET', '/me/devices', undefined, { headers: { cookie: here } })).json();
    expect(rows.map((row: { current: boolean }) => row.current).sort()).toEqual([false, true]);
    const other = rows.find((row: { current: boolean }) => !row.current);
    const ended = await app.send('DELETE', `/me/devices/${other.id}`, undefined, { headers: { cookie: here } });
    expect(ended.statusCode).toBe(200);
    expect((await getMe(there)).statusCode).toBe(401);
    expect((await getMe(here)).statusCode).toBe(200);
  });

  it('of somebody else cannot be ended', async () => {
    const [mine, theirs] = [await buildPerson(pool), await buildPerson(pool)];
    const cookie = await openSession(pool, theirs.id);
    const { rows } = await pool.query('select id from sessions where person_id = $1', [theirs.id]);
    const answer = await app.send('DELETE', `/me/devices/${rows[0].id}`, undefined, {
      headers: { cookie: await openSession(pool, mine.id) },
    });
    expect(answer.statusCode).toBe(404);
    expect((await getMe(cookie)).statusCode).toBe(200);
  });
});

describe('a viewer', () => {
  it('holds the posts that run now, bound or not', async () => {
    const person = await buildPerson(pool);
    const running = await buildPost(pool, { personId: person.id });
    const unbound = await buildPost(pool, { personId: person.id, boundAt: null });
    await buildPost(pool, { personId: person.id, endsAt: new Date('2026-03-16T02:00:00.000Z') });
    await buildPost(pool, { personId: person.id, startsAt: new Date('2026-03-16T02:00:00.001Z') });
    const viewer = await viewerOf(await openSession(pool, person.id));
    expect(new Map(viewer?.posts.map((post) => [post.id, post.bound]))).toEqual(
      new Map([
        [running.id, true],
        [unbound.id, false],
      ]),
    );
  });

  it('who supervises a city reaches every district below it, and no other', async () => {
    const province = await buildDistrict(pool, { level: 'province' });
    const city = await buildDistrict(pool, { level: 'city', parentId: province.id });
    const county = await buildDistrict(pool, { parentId: city.id });
    const street = await buildDistrict(pool, { level: 'street', parentId: county.id });
    const elsewhere = await buildDistrict(pool, { parentId: province.id });
    const person = await buildPerson(pool);
    await buildPost(pool, { personId: person.id, role: 'districtOfficer', districtId: city.id });
    const viewer = await viewerOf(await openSession(pool, person.id));
    const reads = (districtId: string) =>
      viewer && mayAt(viewer, 'dailyReport.read', { communityId: null, companyId: null, districtId });
    expect([city, county, street, elsewhere, province].map((district) => reads(district.id))).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
    expect(new Set(viewer?.posts.map((post) => post.id)).size).toBe(1);
  });

  it('who has bound nothing is told to bind, not that the right is missing', async () => {
    const person = await buildPerson(pool);
    await buildPost(pool, { personId: person.id, boundAt: null });
    const viewer = await viewerOf(await openSession(pool, person.id));
    expect(() => viewer && requireScope(viewer, 'dailyReport.file')).toThrow('access.not-bound');
    expect(() => viewer && requireScope(viewer, 'changeRequest.review')).toThrow('access.forbidden');
  });

  it('costs one statement, also when two parts of the server ask', async () => {
    const texts: string[] = [];
    const counting = new Proxy(pool, {
      get(target, name) {
        if (name !== 'query') return Reflect.get(target, name);
        return (query: { text: string; name?: string }) => {
          texts.push(query.name ?? query.text);
          return target.query(query);
        };
      },
    });
    const runtime = testRuntime(counting, { clock: app.clock });
    const http = createHttp(runtime);
    const authenticate = createAuthenticate(runtime, rolesByKey);
    http.addHook('preHandler', async (request) => void (await authenticate(request)));
    http.get('/who', async (request) => ({ id: (await authenticate(request))?.viewer.personId }));
    const person = await buildPerson(pool);
    const cookie = await openSession(pool, person.id, app.clock.now());
    const ask = () => http.inject({ url: '/who', headers: { cookie } });
    expect((await ask()).json().id).toBe(person.id);
    expect(texts).toEqual(['access_session']);
    app.clock.forward(4);
    await ask();
    expect(texts).toEqual(['access_session', 'access_marks_session']);
    app.clock.forward(1);
    await ask();
    await ask();
    expect(texts.filter((text) => text.includes('last_seen_at'))).toHaveLength(1);
    await http.close();
  });
});

describe('a changing request with a session cookie', () => {
  const signOutFrom = async (headers: Record<string, string>) => {
    const person = await buildPerson(pool);
    const cookie = await openSession(pool, person.id);
    return (
      await app.send('POST', '/sign-out', undefined, { headers: { cookie, host: 'desk.local:8080', ...headers } })
    ).json();
  };

  it.each([
    ['our own page', { 'sec-fetch-site': 'same-origin', origin: 'http://desk.local:8080' }],
    ['our own page in an older browser', { origin: 'http://desk.local:8080' }],
    ['the public address behind a proxy', { origin: 'http://localhost:8080' }],
    ['a program that is no browser', {}],
  ])('is served from %s', async (_, headers) => {
    expect(await signOutFrom(headers)).toEqual({ ok: true });
  });

  it.each([
    ['another site', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }],
    ['another site in an older browser', { origin: 'https://evil.example' }],
    ['another port of this machine', { origin: 'http://desk.local:9090' }],
    ['a sandboxed frame', { origin: 'null' }],
    ['a neighbouring site that names no origin', { 'sec-fetch-site': 'same-site' }],
  ])('is refused from %s', async (_, headers) => {
    expect((await signOutFrom(headers)).code).toBe('access.origin');
  });

  it('may only read from another site', async () => {
    const person = await buildPerson(pool);
    const cookie = await openSession(pool, person.id);
    const answer = await app.send('GET', '/me', undefined, { headers: { cookie, 'sec-fetch-site': 'cross-site' } });
    expect(answer.statusCode).toBe(200);
  });

  it('cannot be a sign-in from another site either, although nobody is signed in yet', async () => {
    const { mobile } = await buildPerson(pool);
    await app.send('POST', '/sign-in/code', { purpose: 'signIn', mobile });
    const code = await app.codeFor(mobile ?? '');
    const headers = { origin: 'https://evil.example' };
    const answer = await app.send('POST', '/sign-in/mobile', { mobile, code }, { headers });
    expect(answer.json().code).toBe('access.origin');
  });
});

describe('an API key', () => {
  async function administrator(): Promise<{ id: string; cookie: string }> {
    const person = await buildPerson(pool);
    await buildPost(pool, { personId: person.id, role: 'administrator' });
    return { id: person.id, cookie: await openSession(pool, person.id) };
  }
  const make = (cookie: string, body: object) => app.send('POST', '/api-keys', body, { headers: { cookie } });
  const withKey = (key: string) => ({ headers: { authorization: `Bearer ${key}`, origin: 'https://erp.example' } });

  it('has the rights of who made it, and is shown whole only once', async () => {
    const { id, cookie } = await administrator();
    const { key, row } = (await make(cookie, { name: '物业 ERP' })).json();
    expect(key).toMatch(/^ansk_[\w-]{43}$/);
    expect(row).toMatchObject({ name: '物业 ERP', prefix: key.slice(0, 12), lastUsedAt: null, expiresAt: null });
    const seen = await app.send('GET', '/me', undefined, withKey(key));
    expect(seen.json()).toMatchObject({ personId: id, posts: [{ role: 'administrator' }] });
    const list = await app.send('GET', '/api-keys', undefined, { headers: { cookie } });
    expect(list.body).not.toContain(key);
    const listed = list.json().rows.find((one: { id: string }) => one.id === row.id);
    expect(listed.lastUsedAt).toBe('2026-03-16T02:00:00.000Z');
    await pool.query('update posts set ends_at = $2 where person_id = $1', [id, app.clock.now()]);
    expect((await app.send('GET', '/me', undefined, withKey(key))).json().may).toEqual([]);
  });

  it('ends on its day, and when it is revoked', async () => {
    const { cookie } = await administrator();
    const short = (await make(cookie, { name: '一天', days: 1 })).json();
    const revoked = (await make(cookie, { name: '作废' })).json();
    const ended = await app.send('DELETE', `/api-keys/${revoked.row.id}`, undefined, { headers: { cookie } });
    expect(ended.statusCode).toBe(200);
    expect((await app.send('GET', '/me', undefined, withKey(revoked.key))).statusCode).toBe(401);
    expect((await app.send('GET', '/me', undefined, withKey(short.key))).statusCode).toBe(200);
    app.clock.forward(24 * 60);
    expect((await app.send('GET', '/me', undefined, withKey(short.key))).statusCode).toBe(401);
  });

  it('cannot make another key, or be made without the right', async () => {
    const { cookie } = await administrator();
    const { key } = (await make(cookie, { name: '钥匙' })).json();
    expect((await app.send('POST', '/api-keys', { name: '第二把' }, withKey(key))).json().code).toBe(
      'access.forbidden',
    );
    const officer = await buildPerson(pool);
    await buildPost(pool, { personId: officer.id, role: 'associationOfficer' });
    const refused = await make(await openSession(pool, officer.id), { name: '钥匙' });
    expect(refused.json().code).toBe('access.forbidden');
  });

  it('that nobody made is nobody, even beside a good cookie', async () => {
    const { cookie } = await administrator();
    const headers = { cookie, authorization: `Bearer ansk_${'x'.repeat(43)}` };
    expect((await app.send('GET', '/me', undefined, { headers })).statusCode).toBe(401);
  });
});

it('without a session every call for signed-in people is refused, and the open ones are not', async () => {
  for (const call of [me, signOut, listDevices, createApiKey]) {
    const answer = await app.send(call.method as 'GET', call.path, call.method === 'POST' ? { name: 'x' } : undefined);
    expect(answer.json().code).toBe('access.sign-in');
  }
  expect((await app.send('GET', '/settings/public')).json()).toMatchObject({ helpLine: '0752-2299541', weChat: false });
  const community = await buildCommunity(pool);
  expect((await app.send('POST', sendCode.path, { purpose: 'bind', communityId: community.id })).statusCode).toBe(409);
});
