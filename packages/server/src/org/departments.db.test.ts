import { beforeAll, expect, test } from 'vitest';
import { buildCast, type Cast } from '../access/testing/cast.ts';
import { testDatabase } from '../base/testing/database.ts';
import { testRuntime } from '../base/testing/runtime.ts';
import { createDepartments } from './departments.ts';
import { createDuty } from './duty.ts';

const { pool } = await testDatabase();
const runtime = testRuntime(pool);
const departments = createDepartments(runtime);
const duty = createDuty(runtime);
let cast: Cast;

beforeAll(async () => {
  cast = await buildCast(pool);
});

const make = async (name: string, parentId: string | null = null, companyId: string | null = cast.anju.id) =>
  departments.createDepartment(cast.administrator.viewer, { id: runtime.newId(), name, companyId, parentId });

test('a department made twice under one id is one, and those below are of the parent’s company', async () => {
  const { viewer } = cast.administrator;
  const input = { id: runtime.newId(), name: ' 工程部 ', companyId: cast.anju.id };
  const first = await departments.createDepartment(viewer, input);
  expect(await departments.createDepartment(viewer, input)).toEqual(first);
  expect(first).toMatchObject({ name: '工程部', companyId: cast.anju.id, parentId: null, members: 0 });
  expect(await make('电梯班', first.id, cast.hemei.id)).toMatchObject({ companyId: cast.anju.id, parentId: first.id });
});

test('no circle, no other company above, no seventh level', async () => {
  const { viewer } = cast.administrator;
  const top = await make('一级');
  const below = await make('二级', top.id);
  const foreign = await make('别家', null, cast.hemei.id);
  for (const parentId of [top.id, below.id, foreign.id])
    await expect(departments.updateDepartment(viewer, top.id, { parentId })).rejects.toMatchObject({
      problems: [{ path: 'parentId', code: 'org.department-parent' }],
    });
  let deepest = below;
  for (const level of [3, 4, 5, 6]) deepest = await make(`第${level}级`, deepest.id);
  await expect(make('第7级', deepest.id)).rejects.toMatchObject({ problems: [{ code: 'org.department-too-deep' }] });
  const loose = await make('两级');
  await make('下级', loose.id);
  await expect(departments.updateDepartment(viewer, loose.id, { parentId: deepest.id })).rejects.toMatchObject({
    problems: [{ code: 'org.department-too-deep' }],
  });
});

test('two moves at once never close a circle', async () => {
  const { viewer } = cast.administrator;
  const [one, other] = [await make('甲'), await make('乙')];
  const results = await Promise.allSettled([
    departments.updateDepartment(viewer, one.id, { parentId: other.id }),
    departments.updateDepartment(viewer, other.id, { parentId: one.id }),
  ]);
  expect(results.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected']);
});

test('a department with others below is not stopped over their heads', async () => {
  const { viewer } = cast.administrator;
  const top = await make('上');
  const below = await make('下', top.id);
  await expect(departments.updateDepartment(viewer, top.id, { status: 'stopped' })).rejects.toMatchObject({
    problems: [{ path: 'status', code: 'org.department-has-children' }],
  });
  await departments.updateDepartment(viewer, below.id, { status: 'stopped' });
  expect(await departments.updateDepartment(viewer, top.id, { status: 'stopped' })).toMatchObject({
    status: 'stopped',
  });
});

test('people are put in and taken out, twice does no harm, numbers come masked', async () => {
  const { viewer } = cast.administrator;
  const { person } = cast.personInCharge;
  const department = await make('值班组');
  await departments.addMember(viewer, department.id, person.id);
  await departments.addMember(viewer, department.id, person.id);
  const [member, ...others] = await departments.listMembers(viewer, department.id);
  expect(others).toEqual([]);
  expect(member).toMatchObject({ id: person.id, post: '项目负责人' });
  expect(member?.mobile).toContain('*');
  await departments.removeMember(viewer, department.id, person.id);
  expect(await departments.listMembers(viewer, department.id)).toEqual([]);
});

test('a company sees its own departments and those of no company; who only reads changes nothing', async () => {
  const own = await make('自家部门');
  const foreign = await make('他家部门', null, cast.hemei.id);
  const general = await make('协会秘书处', null, null);
  const { viewer } = cast.companyManager;
  const seen = (await departments.listDepartments(viewer, undefined)).map((one) => one.id);
  expect(seen).toContain(own.id);
  expect(seen).toContain(general.id);
  expect(seen).not.toContain(foreign.id);
  await expect(departments.listMembers(viewer, foreign.id)).rejects.toMatchObject({ code: 'base.not-found' });
  await expect(departments.updateDepartment(viewer, own.id, { name: '改' })).rejects.toMatchObject({
    code: 'access.forbidden',
  });
});

const shift = (hours: readonly [number, number], communityId: string | null = null) => ({
  id: runtime.newId(),
  personId: cast.personInCharge.person.id,
  communityId,
  startsAt: new Date(Date.UTC(2024, 4, 1, hours[0])).toISOString(),
  endsAt: new Date(Date.UTC(2024, 4, 1, hours[1])).toISOString(),
});

test('a shift ends after it begins, lasts a week at most, and one person stands in one at a time', async () => {
  const { viewer } = cast.administrator;
  const made = await duty.addShift(viewer, shift([0, 8]));
  expect(made).toMatchObject({ community: null, person: { id: cast.personInCharge.person.id } });
  for (const [hours, code] of [
    [[12, 12], 'org.shift-reversed'],
    [[12, 12 + 24 * 8], 'org.shift-long'],
    [[7, 12], 'org.shift-overlaps'],
  ] as const)
    await expect(duty.addShift(viewer, shift(hours))).rejects.toMatchObject({ problems: [{ code }] });
  const again = { ...shift([8, 16]), id: runtime.newId() };
  expect(await duty.addShift(viewer, again)).toEqual(await duty.addShift(viewer, again));
});

test('the roster is read page by page in order, by place and span, and a shift is taken out once', async () => {
  const { viewer } = cast.administrator;
  const all = await duty.listShifts(viewer, { limit: 200 });
  const first = await duty.listShifts(viewer, { limit: 1 });
  const second = await duty.listShifts(viewer, { limit: 1, cursor: first.next });
  expect([...first.rows, ...second.rows]).toEqual(all.rows.slice(0, 2));
  expect((await duty.listShifts(viewer, { from: '2024-05-01T09:00:00.000Z' })).rows).toHaveLength(1);
  const [one] = all.rows;
  await duty.removeShift(viewer, one?.id ?? '');
  await expect(duty.removeShift(viewer, one?.id ?? '')).rejects.toMatchObject({ code: 'base.not-found' });
});
