import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { CastName } from '../access/testing/cast.ts';
import { many, one, sql } from '../base/database/sql.ts';
import { testDatabase } from '../base/testing/database.ts';
import { buildCommunity, buildDistrict, buildPerson, buildPost } from './testing/builders.ts';
import { type OrgStand, orgStand } from './testing/stand.ts';

const database = await testDatabase();
let stand: OrgStand;
beforeAll(async () => {
  stand = await orgStand(database.pool);
});
beforeEach(() => stand.clock.set('2026-03-16T02:00:00.000Z'));
afterAll(() => stand.close());

const codeOf = (answer: { json: { code: string } }) => answer.json.code;
const events = (type: string, subjectId: string) =>
  many<{ data: Record<string, unknown>; actor_id: string; district_id: string }>(
    database.pool,
    sql`select data, actor_id, district_id from events where type = ${type} and subject_id = ${subjectId} order by xid, seq`,
  );

describe('who may do what', () => {
  const sees: Record<CastName, string[] | number> = {
    administrator: ['东晖苑', '金山湖花园', '南站新城'],
    associationOfficer: ['东晖苑', '金山湖花园', '南站新城'],
    districtOfficer: ['东晖苑', '金山湖花园'],
    companyManager: ['东晖苑', '金山湖花园'],
    personInCharge: ['东晖苑'],
    unboundPersonInCharge: 403,
    outsider: ['南站新城'],
  };
  test.each(Object.entries(sees))('%s sees exactly the communities in scope', async (name, expected) => {
    const answer = await stand.ask(name as CastName, 'GET', '/communities?limit=200');
    if (typeof expected === 'number') {
      expect(answer.status).toBe(expected);
      expect(codeOf(answer)).toBe('access.not-bound');
    } else {
      const names = answer.json.rows.map((row: { name: string }) => row.name);
      expect(names.filter((one: string) => ['东晖苑', '金山湖花园', '南站新城'].includes(one)).toSorted()).toEqual(
        expected.toSorted(),
      );
    }
  });

  const people: Record<CastName, string[] | number> = {
    administrator: ['管一鸣', '谢会文', '区建国', '安晓居', '陈国强', '林未定', '外路人'],
    associationOfficer: ['管一鸣', '谢会文', '区建国', '安晓居', '陈国强', '林未定', '外路人'],
    districtOfficer: ['区建国', '陈国强', '林未定'],
    companyManager: ['安晓居', '陈国强', '林未定'],
    personInCharge: ['陈国强'],
    unboundPersonInCharge: 403,
    outsider: ['外路人'],
  };
  test.each(Object.entries(people))('%s sees exactly the people in scope, numbers masked', async (name, expected) => {
    const answer = await stand.ask(name as CastName, 'GET', '/people?limit=200');
    if (typeof expected === 'number') return expect(answer.status).toBe(expected);
    const rows = answer.json.rows as { name: string; mobile: string }[];
    const cast = Object.values(people).flat();
    expect(
      rows
        .map((row) => row.name)
        .filter((one) => cast.includes(one))
        .toSorted(),
    ).toEqual(expected.toSorted());
    for (const row of rows) expect(row.mobile).toMatch(/^1\d\d\*{4}\d{4}$/);
  });

  const allowed: readonly CastName[] = ['administrator', 'associationOfficer'];
  const others: readonly CastName[] = [
    'districtOfficer',
    'companyManager',
    'personInCharge',
    'unboundPersonInCharge',
    'outsider',
  ];
  test.each(others)('%s may not edit the directory, import, or load districts', async (name) => {
    const id = stand.cast.eastGarden.id;
    const body = { code: 'N1', name: '新小区', districtId: stand.cast.huicheng.id };
    const appoint = { name: '某人', mobile: '13711112222', role: 'personInCharge', communityId: id };
    const tries = [
      stand.ask(name, 'POST', '/communities', body),
      stand.ask(name, 'PATCH', `/communities/${id}`, { name: '改名' }),
      stand.ask(name, 'POST', '/posts', appoint),
      stand.ask(name, 'POST', `/posts/${stand.cast.personInCharge.post.id}/end`),
      stand.ask(name, 'POST', `/posts/${stand.runtime.newId()}/end`),
      stand.ask(name, 'POST', '/imports', { id: stand.runtime.newId(), kind: 'people', fileId: stand.runtime.newId() }),
      stand.ask(name, 'GET', `/imports/${stand.runtime.newId()}`),
      stand.ask(name, 'POST', `/imports/${stand.runtime.newId()}/confirm`),
      stand.ask(name, 'POST', '/districts', { rows: [{ code: '99', name: '某省', level: 'province' }] }),
    ];
    for (const answer of await Promise.all(tries)) expect(answer.status).toBe(403);
    expect((await many(database.pool, sql`select 1 from communities where code = 'N1' or name = '改名'`)).length).toBe(
      0,
    );
  });

  test('nobody who is not signed in gets anything but the picker, districts and posters', async () => {
    for (const call of stand.routes.calls.filter((one) => one.admission === 'signedIn')) {
      const path = call.path.replace(':id', stand.runtime.newId()).replace(':kind', 'people');
      const bodies: Record<string, object> = {
        'org.createCommunity': { code: 'N2', name: '新', districtId: stand.cast.huicheng.id },
        'org.updateCommunity': {},
        'org.createPost': { name: '某人', mobile: '13711112222', role: 'administrator' },
        'org.startImport': { id: stand.runtime.newId(), kind: 'people', fileId: stand.runtime.newId() },
        'org.loadDistricts': { rows: [{ code: '99', name: '某省', level: 'province' }] },
      };
      const answer = await stand.ask(undefined, call.method as 'GET', path, bodies[call.name]);
      expect(answer.status, call.name).toBe(401);
    }
  });

  test('companies are those in scope', async () => {
    const names = async (as: CastName) =>
      (await stand.ask(as, 'GET', '/companies')).json.rows.map((row: { name: string }) => row.name);
    expect(await names('companyManager')).toEqual(['安居物业服务有限公司']);
    expect(await names('districtOfficer')).toEqual(['安居物业服务有限公司']);
    expect(await names('outsider')).toEqual(['和美物业服务有限公司']);
    expect(await names('administrator')).toEqual(
      expect.arrayContaining(['安居物业服务有限公司', '和美物业服务有限公司']),
    );
  });

  test.each(allowed)('%s may load districts only as administrator', async (name) => {
    const rows = [{ code: '4413DY', name: '大亚湾区', level: 'county', parentCode: '4413' }];
    const answer = await stand.ask(name, 'POST', '/districts', { rows });
    expect(answer.status).toBe(name === 'administrator' ? 200 : 403);
  });
});

describe('communities', () => {
  test('are created, found by the picker, changed, and each change is an event', async () => {
    const made = await stand.ask('associationOfficer', 'POST', '/communities', {
      code: ' ＨＣ0100 ',
      name: '江北豪庭',
      districtId: stand.cast.huicheng.id,
      companyId: stand.cast.anju.id,
      address: '三新路9号',
    });
    expect(made.status).toBe(200);
    expect(made.json).toMatchObject({
      code: 'HC0100',
      districtName: '惠城区',
      status: 'active',
      timeZone: 'Asia/Shanghai',
    });
    const id = made.json.id as string;
    const found = await stand.ask(undefined, 'GET', '/communities/pick?q=jbht');
    expect(found.json.rows[0].id).toBe(id);
    const changed = await stand.ask('administrator', 'PATCH', `/communities/${id}`, {
      name: '江北华庭',
      status: 'suspended',
    });
    expect(changed.json).toMatchObject({ name: '江北华庭', status: 'suspended', address: '三新路9号' });
    await stand.ask('administrator', 'PATCH', `/communities/${id}`, { name: '江北华庭' });
    const logged = await events('org.communityChanged', id);
    expect(logged.map((event) => event.data)).toEqual([
      { before: { name: '江北豪庭', status: 'active' }, after: { name: '江北华庭', status: 'suspended' } },
    ]);
    expect(await events('org.communityCreated', id)).toHaveLength(1);
  });

  test('answer every wrong field at once', async () => {
    const answer = await stand.ask('administrator', 'POST', '/communities', {
      code: '   ',
      name: '坏\u0007名',
      districtId: stand.runtime.newId(),
      companyId: stand.runtime.newId(),
      latitude: 23,
      timeZone: 'Mars/Olympus',
    });
    expect(answer.status).toBe(422);
    expect(
      answer.json.problems.map((one: { path: string; code: string }) => `${one.path} ${one.code}`).toSorted(),
    ).toEqual([
      'code org.blank',
      'companyId org.unknown-place',
      'districtId org.unknown-place',
      'longitude org.coordinates-pair',
      'name org.control-character',
      'timeZone org.time-zone',
    ]);
  });

  test('a code is used once', async () => {
    const body = { code: 'HC0001', name: '重复', districtId: stand.cast.huicheng.id };
    const answer = await stand.ask('administrator', 'POST', '/communities', body);
    expect([answer.status, codeOf(answer)]).toEqual([409, 'org.code-taken']);
  });

  test('are paged by code without gap or repetition', async () => {
    const districtId = (await buildDistrict(database.pool)).id;
    for (let number = 0; number < 7; number++) await buildCommunity(database.pool, { districtId });
    const seen: string[] = [];
    let cursor = '';
    do {
      const answer = await stand.ask(
        'administrator',
        'GET',
        `/communities?districtId=${districtId}&limit=3${cursor && `&cursor=${cursor}`}`,
      );
      seen.push(...answer.json.rows.map((row: { code: string }) => row.code));
      cursor = answer.json.next ?? '';
    } while (cursor);
    expect(seen).toHaveLength(7);
    expect(new Set(seen).size).toBe(7);
    expect((await stand.ask('administrator', 'GET', '/communities?cursor=nonsense')).status).toBe(400);
  });
});

describe('posts', () => {
  const appoint = (body: object, as: CastName = 'associationOfficer') => stand.ask(as, 'POST', '/posts', body);
  const postsOf = (communityId: string) =>
    many<{ person_id: string; starts_at: Date; ends_at: Date | null; bound_at: Date | null }>(
      database.pool,
      sql`select person_id, starts_at, ends_at, bound_at from posts where community_id = ${communityId} order by starts_at, id`,
    );

  test('a successor begins when the predecessor ends, unbound, and appointing again changes nothing', async () => {
    const community = await buildCommunity(database.pool, {});
    const former = await buildPost(database.pool, { communityId: community.id });
    const body = { name: '新任甲', mobile: '13600000001', role: 'personInCharge', communityId: community.id };
    const first = await appoint(body);
    expect(first.status).toBe(200);
    stand.clock.forward(10);
    expect((await appoint(body)).json).toEqual(first.json);
    const posts = await postsOf(community.id);
    expect(posts).toHaveLength(2);
    expect(posts[0]?.ends_at).toEqual(posts[1]?.starts_at);
    expect(posts[1]).toMatchObject({ person_id: first.json.personId, ends_at: null, bound_at: null });
    expect(await events('org.postEnded', former.id)).toHaveLength(1);
    expect(await events('org.postStarted', first.json.postId)).toHaveLength(1);
  });

  test('two appointments at once leave one person in charge', async () => {
    const community = await buildCommunity(database.pool, {});
    const body = (digit: number) => ({
      name: `同时${digit}`,
      mobile: `1350000000${digit}`,
      role: 'personInCharge',
      communityId: community.id,
    });
    await Promise.all([1, 2, 3].map((digit) => appoint(body(digit))));
    const posts = await postsOf(community.id);
    expect(posts.filter((post) => post.ends_at === null)).toHaveLength(1);
  });

  test('a later start keeps the predecessor until that midnight; one before the predecessor is refused', async () => {
    const community = await buildCommunity(database.pool, {});
    await buildPost(database.pool, { communityId: community.id });
    const body = { name: '四月接任', mobile: '13600000002', role: 'personInCharge', communityId: community.id };
    const refused = await appoint({ ...body, startsOn: '2019-12-31' });
    expect(refused.json.problems[0]).toMatchObject({ path: 'startsOn', code: 'org.post-overlaps' });
    expect((await appoint({ ...body, startsOn: '2026-02-30' })).status).toBe(422);
    expect((await appoint({ ...body, startsOn: '2026-04-01' })).status).toBe(200);
    expect((await postsOf(community.id))[0]?.ends_at).toEqual(new Date('2026-03-31T16:00:00Z'));
  });

  test('a role asks for its place, and a number belongs to one name', async () => {
    expect(codeOf(await appoint({ name: '某', mobile: '13600000003', role: 'companyManager' }))).toBe(
      'org.place-missing',
    );
    const taken = await appoint({
      name: '别名',
      mobile: '13900000005',
      role: 'personInCharge',
      communityId: stand.cast.lakeGarden.id,
    });
    expect([codeOf(taken), taken.json.message]).toEqual(['org.mobile-taken', '该手机号已登记在“陈*强”名下']);
    expect(await postsOf(stand.cast.lakeGarden.id)).toHaveLength(1);
  });

  test('somebody whose number was proved holds a further community at once', async () => {
    const [held, further] = [await buildCommunity(database.pool), await buildCommunity(database.pool)];
    const person = await buildPerson(database.pool, { name: '两处任', mobile: '13600000077' });
    await buildPost(database.pool, { personId: person.id, communityId: held.id });

    await appoint({ name: '两处任', mobile: '13600000077', role: 'personInCharge', communityId: further.id });

    expect(await postsOf(further.id)).toMatchObject([{ person_id: person.id, bound_at: stand.clock.now() }]);
  });

  test('only the administrator gives or ends posts of the whole city', async () => {
    const body = { name: '自封', mobile: '13600000004', role: 'administrator' };
    expect((await appoint(body)).status).toBe(403);
    const end = await stand.ask('associationOfficer', 'POST', `/posts/${stand.cast.administrator.post.id}/end`);
    expect(end.status).toBe(403);
    expect((await appoint({ ...body, role: 'associationOfficer' }, 'administrator')).status).toBe(200);
  });

  test('the last administrator who can act stays, also when two end each other at once', async () => {
    const last = await stand.ask('administrator', 'POST', `/posts/${stand.cast.administrator.post.id}/end`);
    expect(codeOf(last)).toBe('access.last-administrator');
    const unbound = await buildPost(database.pool, { role: 'administrator', boundAt: null });
    expect(codeOf(await stand.ask('administrator', 'POST', `/posts/${stand.cast.administrator.post.id}/end`))).toBe(
      'access.last-administrator',
    );
    const second = await buildPost(database.pool, { role: 'administrator' });
    const answers = await Promise.all(
      [second.id, stand.cast.administrator.post.id].map((id) => stand.ask('administrator', 'POST', `/posts/${id}/end`)),
    );
    expect(answers.map((answer) => answer.status).toSorted()).toEqual([200, 409]);
    await database.pool.query('update posts set ends_at = null where id = $1', [stand.cast.administrator.post.id]);
    await database.pool.query('delete from posts where id = any($1)', [[second.id, unbound.id]]);
  });

  test('ending a post ends it once', async () => {
    const post = await buildPost(database.pool);
    expect((await stand.ask('associationOfficer', 'POST', `/posts/${post.id}/end`)).json).toEqual({ ok: true });
    const ended = await one<{ ends_at: Date }>(database.pool, sql`select ends_at from posts where id = ${post.id}`);
    stand.clock.forward(60);
    await stand.ask('associationOfficer', 'POST', `/posts/${post.id}/end`);
    expect(await one(database.pool, sql`select ends_at from posts where id = ${post.id}`)).toEqual(ended);
    expect(await events('org.postEnded', post.id)).toHaveLength(1);
  });
});

describe('revealing a number', () => {
  const reveal = (as: CastName, id: string) => stand.ask(as, 'POST', `/people/${id}/reveal-mobile`);

  test('is for those with the right where the person holds a post, and leaves a trace', async () => {
    const { person } = stand.cast.personInCharge;
    for (const as of ['administrator', 'associationOfficer', 'districtOfficer', 'companyManager'] as const) {
      expect((await reveal(as, person.id)).json).toEqual({ mobile: '13900000005' });
    }
    expect(await events('org.mobileRevealed', person.id)).toHaveLength(4);
    expect((await events('org.mobileRevealed', person.id))[2]).toMatchObject({
      actor_id: stand.cast.districtOfficer.person.id,
      district_id: stand.cast.huicheng.id,
    });
  });

  test('elsewhere answers as if the person did not exist', async () => {
    expect((await reveal('districtOfficer', stand.cast.outsider.person.id)).status).toBe(404);
    expect((await reveal('districtOfficer', stand.runtime.newId())).status).toBe(404);
    expect((await reveal('personInCharge', stand.cast.outsider.person.id)).status).toBe(403);
    expect(await events('org.mobileRevealed', stand.cast.outsider.person.id)).toHaveLength(0);
  });

  test('ends with the post', async () => {
    const person = await buildPerson(database.pool);
    await buildPost(database.pool, {
      personId: person.id,
      communityId: stand.cast.eastGarden.id,
      startsAt: new Date('2018-01-01T00:00:00Z'),
      endsAt: new Date('2019-01-01T00:00:00Z'),
    });
    expect((await reveal('districtOfficer', person.id)).status).toBe(404);
  });
});

test('a post that stands for itself names no place: whoever reads it words that', async () => {
  const { json } = await stand.ask('administrator', 'GET', '/people?limit=200');
  const placesOf = (role: string) =>
    json.rows.flatMap(({ posts }: { posts: { role: string; placeName: string | null }[] }) =>
      posts.filter((post) => post.role === role).map((post) => post.placeName),
    );
  expect(new Set(placesOf('associationOfficer'))).toEqual(new Set([null]));
  expect(placesOf('districtOfficer')).toContain('惠城区');
});

test('people are searched by name or whole number, never by part of a number', async () => {
  const names = async (q: string) =>
    (await stand.ask('districtOfficer', 'GET', `/people?q=${encodeURIComponent(q)}`)).json.rows.map(
      (row: { name: string }) => row.name,
    );
  expect(await names('国强')).toEqual(['陈国强']);
  expect(await names('13900000005')).toEqual(['陈国强']);
  expect(await names('0005')).toEqual([]);
});
