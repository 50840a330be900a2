import type { FormRecord } from '@anshao/core/forms/records.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CastName } from '../access/testing/cast.ts';
import { testDatabase } from '../base/testing/database.ts';
import { buildGrant, type RecordsStand, recordsStand } from './testing/records-stand.ts';

const database = await testDatabase();
let stand: RecordsStand;

beforeAll(async () => {
  stand = await recordsStand(database);
});
afterAll(() => stand.close());

describe('linked records', () => {
  beforeAll(async () => {
    await stand.publish('building', [
      { key: 'name', label: '名称', type: 'text' },
      { key: 'keeper', label: '楼管', type: 'person' },
      { key: 'visits', label: '检查', type: 'backLinks', form: 'patrol', field: 'building' },
      { key: 'visitCount', label: '次数', type: 'rollup', link: 'visits', function: 'count', result: 'number' },
      {
        key: 'total',
        label: '得分合计',
        type: 'rollup',
        link: 'visits',
        function: 'sum',
        field: 'score',
        result: 'number',
        where: { field: 'score', op: 'greater', value: 1 },
      },
    ]);
    await stand.publish('spot', [
      { key: 'code', label: '编号', type: 'text' },
      {
        key: 'state',
        label: '状态',
        type: 'singleChoice',
        options: [
          { code: 'on', label: '在用', status: 'active' },
          { code: 'off', label: '停用', status: 'active' },
        ],
      },
      { key: 'building', label: '楼栋', type: 'linkedRecord', form: 'building' },
    ]);
    await stand.publish('patrol', [
      {
        key: 'spot',
        label: '点位',
        type: 'linkedRecord',
        form: 'spot',
        sameCommunity: true,
        filter: { field: 'state', op: 'equals', value: 'on' },
        details: ['state'],
        fills: [
          { from: 'code', to: 'place' },
          { from: 'building', to: 'building' },
        ],
      },
      { key: 'place', label: '位置', type: 'text' },
      { key: 'building', label: '楼栋', type: 'linkedRecord', form: 'building' },
      { key: 'keeper', label: '楼管', type: 'lookup', link: 'building', field: 'keeper', result: 'text' },
      { key: 'state', label: '点位状态', type: 'lookup', link: 'spot', field: 'state', result: 'text' },
      { key: 'score', label: '得分', type: 'number' },
    ]);
  });

  test('are chosen within the filter, the community and what the person reads', async () => {
    const { eastGarden, lakeGarden } = stand.cast;
    const spot = (values: object, community: string) => stand.create('spot', values, 'administrator', { community });
    const mine = await spot({ code: '消火栓 A', state: 'on' }, eastGarden.id);
    const stopped = await spot({ code: '消火栓 B', state: 'off' }, eastGarden.id);
    const elsewhere = await spot({ code: '消火栓 C', state: 'on' }, lakeGarden.id);
    const codes = async (id: string) => {
      const answer = await stand.ask('administrator', 'POST', '/records/patrol', {
        values: { spot: id },
        community: eastGarden.id,
      });
      return answer.statusCode === 200 ? 'ok' : answer.json().problems;
    };

    expect(await codes(mine.id)).toBe('ok');
    for (const id of [stopped.id, elsewhere.id, stand.runtime.newId()])
      expect(await codes(id)).toEqual([{ path: 'spot', code: 'forms.not-allowed' }]);
    const found = (
      await stand.ask(
        'personInCharge',
        'GET',
        `/records/patrol/links/spot?q=${encodeURIComponent('消火栓')}&community=${eastGarden.id}`,
      )
    ).json();
    expect(found.rows).toEqual([
      {
        id: mine.id,
        title: '消火栓 A',
        detail: '在用',
        fills: { place: '消火栓 A', building: null, keeper: null, state: '在用' },
      },
    ]);
  });

  test('fill fields along the chain, are shown by look-ups as they are now, and are counted from the other side', async () => {
    const keeper = stand.cast.companyManager.person.id;
    const building = await stand.create('building', { name: '3 栋', keeper });
    const spot = await stand.create('spot', { code: 'P-1', state: 'on', building: building.id });
    const { eastGarden } = stand.cast;
    const [offered] = (
      await stand.ask('personInCharge', 'GET', `/records/patrol/links/spot?q=P-1&community=${eastGarden.id}`)
    ).json().rows;
    expect(offered.fills).toEqual({ place: 'P-1', building: building.id, keeper: '安晓居', state: '在用' });

    const one = await stand.create('patrol', { spot: spot.id, ...offered.fills, score: 1 });
    const two = await stand.create('patrol', { building: building.id, score: 5 });

    expect(one.values).toMatchObject({ place: 'P-1', building: building.id, keeper: '安晓居', state: '在用' });
    expect(one.names).toMatchObject({ [spot.id]: 'P-1', [building.id]: '3 栋' });
    await stand.ask('personInCharge', 'PUT', `/records/spot/${spot.id}`, { values: { state: 'off' } }, 1);
    expect((await stand.ask('personInCharge', 'GET', `/records/patrol/${one.id}`)).json().values.state).toBe('停用');
    const seen = (await stand.ask('personInCharge', 'GET', `/records/building/${building.id}`)).json<FormRecord>();
    expect(seen.values).toMatchObject({ visits: [two.id, one.id], visitCount: 2, total: 5 });
    const listed = (await stand.ask('personInCharge', 'POST', '/records/building/query', {})).json()
      .rows as FormRecord[];
    expect(listed.find(({ id }) => id === building.id)?.values).toMatchObject({ visitCount: 2, total: 5 });
    expect(
      (await stand.ask('personInCharge', 'POST', '/records/building/query', { fields: ['name'] })).json().rows[0]
        .values,
    ).toEqual({ name: '3 栋' });
  });

  test('a look-up comes without its link when only it is asked for', async () => {
    const building = await stand.create('building', { name: '9 栋', keeper: stand.cast.companyManager.person.id });
    const { id } = await stand.create('patrol', { building: building.id });

    const { rows } = (
      await stand.ask('personInCharge', 'POST', '/records/patrol/query', { fields: ['keeper'] })
    ).json();

    expect(rows.find((row: FormRecord) => row.id === id)?.values).toEqual({ keeper: '安晓居' });
  });

  test('are not named to who does not see what they are known by', async () => {
    await stand.publish('hush', [{ key: 'name', label: '名称', type: 'text' }]);
    await stand.publish('hint', [{ key: 'hush', label: '关联', type: 'linkedRecord', form: 'hush' }]);
    await stand.grant('hush', [
      buildGrant('administrator', { create: true, read: 'all' }),
      buildGrant('personInCharge', { read: 'all', hidden: ['name'] }),
    ]);
    const community = stand.cast.eastGarden.id;
    const hush = await stand.create('hush', { name: '机密' }, 'administrator', { community });
    const { id } = await stand.create('hint', { hush: hush.id }, 'administrator', { community });
    const seenBy = (member: 'administrator' | 'personInCharge') => stand.ask(member, 'GET', `/records/hint/${id}`);

    expect((await seenBy('administrator')).json().names).toEqual({ [hush.id]: '机密' });
    expect((await seenBy('personInCharge')).body).not.toContain('机密');
    expect((await stand.ask('personInCharge', 'GET', '/records/hint/links/hush')).body).not.toContain('机密');
  });

  test('a picker pages through any number by title, and finds nothing for who reads nothing there', async () => {
    await Promise.all(
      Array.from({ length: 45 }, (_, index) =>
        stand.create('spot', { code: `Z${String(index).padStart(3, '0')}`, state: 'on' }),
      ),
    );
    const titles: string[] = [];
    let cursor: string | undefined;
    do {
      const path = `/records/patrol/links/spot?q=z0${cursor ? `&cursor=${cursor}` : ''}`;
      const page = (await stand.ask('personInCharge', 'GET', path)).json();
      titles.push(...page.rows.map(({ title }: { title: string }) => title));
      cursor = page.next;
    } while (cursor);
    expect(titles).toEqual(Array.from({ length: 45 }, (_, index) => `Z${String(index).padStart(3, '0')}`));
    expect((await stand.ask('outsider', 'GET', '/records/patrol/links/spot?q=z0')).json().rows).toEqual([]);
    expect((await stand.ask('personInCharge', 'GET', '/records/patrol/links/place')).statusCode).toBe(404);
  });
});

test('who draws a form finds what conditions may name, by words or by id, and of records only those he reads', async () => {
  const { cast } = stand;
  const find = async (body: object, member: CastName = 'administrator') =>
    (await stand.ask(member, 'POST', '/designs/nameable', body)).json();
  await stand.publish('gate', [{ key: 'name', label: '名称', type: 'text' }]);
  const there = { community: cast.eastGarden.id };
  const gate = await stand.create('gate', { name: '东门岗亭' }, 'personInCharge', there);
  expect((await find({ of: 'record', form: 'gate', q: '东门' })).rows).toEqual([
    { id: gate.id, name: '东门岗亭', detail: '' },
  ]);
  const person = cast.companyManager.person.id;
  expect((await find({ of: 'person', q: '晓居' })).rows).toMatchObject([{ id: person, name: '安晓居' }]);
  const named = await find({ of: 'community', ids: [cast.eastGarden.id, stand.runtime.newId()] });
  expect(named.rows).toEqual([{ id: cast.eastGarden.id, name: cast.eastGarden.name, detail: '' }]);
  expect((await find({ of: 'record', form: 'gate', ids: [gate.id] })).rows[0]?.name).toBe('东门岗亭');
  expect(await find({ of: 'record', form: 'nothing' })).toMatchObject({ code: 'base.not-found' });
  expect(await find({ of: 'person' }, 'personInCharge')).toMatchObject({ code: 'access.forbidden' });

  await stand.grant('gate', [
    buildGrant('administrator', { create: true, read: 'own' }),
    buildGrant('personInCharge', { create: true }),
  ]);
  const other = await stand.create('gate', { name: '西门岗亭' }, 'administrator', there);
  expect((await find({ of: 'record', form: 'gate' })).rows).toEqual([{ id: other.id, name: '西门岗亭', detail: '' }]);
  expect((await find({ of: 'record', form: 'gate', ids: [gate.id] })).rows).toEqual([]);
});

describe('people that may be chosen', () => {
  test('page by page are all there once, ordered by what they belong to', async () => {
    await stand.publish('call', [{ key: 'who', label: '人', type: 'person' }]);
    for (let index = 0; index < 50; index++)
      await database.pool.query('insert into people (id, name, created_at, updated_at) values ($1, $2, now(), now())', [
        stand.runtime.newId(),
        `路人 ${index % 7}`,
      ]);
    const rows: { id: string; name: string; group?: string }[] = [];
    let cursor: string | undefined;
    do {
      const path = `/records/call/choices/who${cursor ? `?cursor=${cursor}` : ''}`;
      const page = (await stand.ask('personInCharge', 'GET', path)).json();
      rows.push(...page.rows);
      cursor = page.next;
    } while (cursor);

    const { rows: people } = await database.pool.query(
      "select count(*)::int as count from people where status = 'active'",
    );
    expect(new Set(rows.map(({ id }) => id)).size).toBe(people[0].count);
    expect(rows.length).toBe(people[0].count);
    const groups = rows.map(({ group = '' }) => group);
    expect(groups).toEqual([...groups].sort());
    expect((await stand.ask('personInCharge', 'GET', '/records/call/choices/nothing')).statusCode).toBe(404);
    expect((await stand.ask('personInCharge', 'GET', '/records/call/links/who')).statusCode).toBe(404);
  });

  test('are those of the place, the role, the department and the shift; and only they are offered', async () => {
    const { cast, clock } = stand;
    const department = stand.runtime.newId();
    const below = stand.runtime.newId();
    await database.pool.query(
      `insert into departments (id, company_id, parent_id, name) values ($1, $3, null, '工程部'), ($2, $3, $1, '电梯班')`,
      [department, below, cast.anju.id],
    );
    await database.pool.query('insert into department_members values ($1, $2)', [below, cast.companyManager.person.id]);
    await database.pool.query(
      'insert into duty_shifts (id, person_id, community_id, starts_at, ends_at) values ($1, $2, null, $3, $4)',
      [
        stand.runtime.newId(),
        cast.outsider.person.id,
        new Date(clock.now().getTime() - 1000),
        new Date(clock.now().getTime() + 1000),
      ],
    );
    await stand.publish('order', [
      { key: 'near', label: '本小区', type: 'person', scope: { within: 'community' } },
      { key: 'officer', label: '监管员', type: 'person', scope: { within: 'everyone', roles: ['districtOfficer'] } },
      { key: 'firm', label: '本公司', type: 'people', scope: { within: 'company' } },
      { key: 'crew', label: '工程部', type: 'person', scope: { within: 'everyone', departments: [department] } },
      { key: 'duty', label: '值班', type: 'person', scope: { within: 'everyone', onDuty: true } },
      { key: 'unit', label: '部门', type: 'department', scope: 'own' },
      {
        key: 'self',
        label: '填报人',
        type: 'person',
        default: { from: 'currentPerson' },
        scope: { within: 'community' },
      },
    ]);
    const names = async (field: string) =>
      (await stand.ask('personInCharge', 'GET', `/records/order/choices/${field}?community=${cast.eastGarden.id}`))
        .json()
        .rows.map(({ name }: { name: string }) => name)
        .sort();

    const first = (await stand.ask('personInCharge', 'GET', '/records/order/choices/firm?q=晓居')).json();
    expect(first.rows).toEqual([
      {
        id: cast.companyManager.person.id,
        name: '安晓居',
        detail: '物业公司管理员 · 安居物业服务有限公司',
        group: '安居物业服务有限公司',
      },
    ]);
    expect(await names('near')).toEqual(['陈国强']);
    expect(await names('officer')).toEqual(['区建国']);
    expect(await names('firm')).toEqual(['安晓居', '林未定', '陈国强'].sort());
    expect(await names('crew')).toEqual(['安晓居']);
    expect(await names('duty')).toEqual(['外路人']);
    expect(await names('unit')).toEqual(['工程部', '电梯班'].sort());
    const id = (member: 'outsider' | 'districtOfficer' | 'companyManager' | 'personInCharge') => cast[member].person.id;
    const good = {
      near: id('personInCharge'),
      officer: id('districtOfficer'),
      firm: [id('companyManager')],
      crew: id('companyManager'),
      duty: id('outsider'),
      unit: below,
    };
    expect((await stand.create('order', good)).values).toMatchObject({ ...good, self: id('personInCharge') });
    const bad = {
      near: id('outsider'),
      officer: id('outsider'),
      firm: [id('companyManager'), id('outsider')],
      crew: id('outsider'),
      duty: id('companyManager'),
      unit: stand.runtime.newId(),
    };
    const answer = await stand.ask('personInCharge', 'POST', '/records/order', { values: bad });
    expect(answer.json().problems.map(({ path }: { path: string }) => path)).toEqual([
      'near',
      'officer',
      'firm[1]',
      'crew',
      'duty',
      'unit',
    ]);
  });
});
