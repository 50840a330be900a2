import { beforeAll, expect, test } from 'vitest';
import { buildCast, type Cast } from '../access/testing/cast.ts';
import type { Viewer } from '../access/viewer.ts';
import { migrateJobs } from '../base/jobs/worker.ts';
import { testDatabase } from '../base/testing/database.ts';
import { testRuntime } from '../base/testing/runtime.ts';
import { buildDesign, designingFor } from '../forms/testing/designing.ts';
import { appsFor } from './testing/apps.ts';

const database = await testDatabase();
const runtime = testRuntime(database.pool);
const { applications, templates } = appsFor(runtime);
const { designs, versions } = designingFor(runtime);
let cast: Cast;
let admin: Viewer;

beforeAll(async () => {
  await migrateJobs(runtime);
  cast = await buildCast(database.pool);
  admin = cast.administrator.viewer;
});

const create = (more: object = {}) =>
  applications.create(admin, { id: runtime.newId(), name: '保洁', icon: 'leaf', ...more });

async function addForm(app: string, key: string): Promise<string> {
  const definition = buildDesign(runtime, key, [{ key: 'note', type: 'text', label: '备注' }]);
  await designs.create(admin, { app, definition });
  return definition.id;
}

test('created twice with one id, there is one', async () => {
  const id = runtime.newId();
  const [one, two] = await Promise.all([create({ id }), create({ id, name: '别的' })]);
  expect(one?.name).toBe(two?.name);
  expect(one).toMatchObject({ id, revision: 1, status: 'active', origin: 'own', formList: [], menu: [] });
});

test.each(['equipment', 'serviceDesk', 'visitors', 'supplies', 'blank'])(
  'the template %s unpacks, also twice, each with forms of its own',
  async (template) => {
    const [one, two] = [await create({ template }), await create({ template })];
    const shown = templates.list(admin).find(({ key }) => key === template);
    for (const app of [one, two]) {
      expect(app.formList.map(({ name }) => name).sort()).toEqual([...(shown?.forms ?? [])].sort());
      expect(app.formList.every(({ version }) => version === 1)).toBe(true);
      expect(app.menu).toHaveLength(app.formList.length);
    }
    const keys = [...one.formList, ...two.formList].map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
  },
);

test('links of an unpacked template lead to its own forms', async () => {
  await create({ template: 'equipment' });
  const app = await create({ template: 'equipment' });
  const work = app.formList.find(({ name }) => name === '维保记录');
  const device = app.formList.find(({ name }) => name === '设备台账');
  const { definition } = await versions.get(admin, work?.id ?? '', 1);
  expect(definition.fields.find(({ key }) => key === 'device')).toMatchObject({ form: device?.key });
});

test('a template that is not there leaves nothing behind', async () => {
  const id = runtime.newId();
  await expect(create({ id, template: 'nothing' })).rejects.toMatchObject({ code: 'apps.no-template' });
  await expect(applications.get(admin, id)).rejects.toMatchObject({ code: 'base.not-found' });
});

test('changes name the revision they were made on; a menu names only forms that are there', async () => {
  const app = await create();
  await addForm(app.id, 'cleaning');
  const menu = [{ kind: 'form', form: 'cleaning' }] as const;
  const [one, two] = await Promise.allSettled([
    applications.update(admin, app.id, { revision: 1, menu }),
    applications.update(admin, app.id, { revision: 1, name: '别的' }),
  ]);
  expect([one, two].map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect([one, two].find((result) => result.status === 'rejected')?.reason).toMatchObject({
    code: 'apps.moved',
    details: { revision: 2 },
  });
  await expect(
    applications.update(admin, app.id, { revision: 2, menu: [{ kind: 'form', form: 'nothing' }] }),
  ).rejects.toMatchObject({ problems: [{ path: 'menu[0].form', code: 'apps.menu-form' }] });
});

test('an application is seen by its audience, and forms in it by whoever may do something with them', async () => {
  const app = await create();
  const form = await addForm(app.id, 'watering');
  const { personInCharge, outsider, unboundPersonInCharge } = cast;
  // Only drawn so far: nothing for those who fill.
  expect((await applications.get(personInCharge.viewer, app.id)).formList).toEqual([]);
  await designs.publish(admin, form, { revision: 1 });
  expect((await applications.get(personInCharge.viewer, app.id)).formList).toMatchObject([
    { key: 'watering', may: { create: true, read: true, design: false } },
  ]);
  await versions.saveAccess(admin, form, []);
  expect((await applications.get(personInCharge.viewer, app.id)).formList).toEqual([]);

  const { revision } = await applications.update(admin, app.id, {
    revision: 1,
    audience: { roles: ['companyManager'] },
  });
  for (const { viewer } of [personInCharge, outsider, unboundPersonInCharge]) {
    await expect(applications.get(viewer, app.id)).rejects.toMatchObject({ code: 'base.not-found' });
    expect((await applications.list(viewer)).rows.map(({ id }) => id)).not.toContain(app.id);
  }
  expect((await applications.get(cast.companyManager.viewer, app.id)).may.design).toBe(false);
  await applications.update(admin, app.id, { revision, status: 'stopped' });
  await expect(applications.get(cast.companyManager.viewer, app.id)).rejects.toMatchObject({ code: 'base.not-found' });
  expect((await applications.get(admin, app.id)).status).toBe('stopped');
});

test('only what has no published forms can be taken away, drafts with it', async () => {
  const app = await create();
  const form = await addForm(app.id, 'short');
  await applications.remove(admin, app.id);
  await expect(designs.get(admin, form)).rejects.toMatchObject({ code: 'base.not-found' });

  const used = await create({ template: 'visitors' });
  await expect(applications.remove(admin, used.id)).rejects.toMatchObject({ code: 'apps.has-forms' });
});

test('only whoever may draw makes and changes them', async () => {
  const app = await create();
  for (const { viewer } of [cast.associationOfficer, cast.districtOfficer, cast.personInCharge]) {
    const body = { id: runtime.newId(), name: 'x', icon: 'box' };
    await expect(applications.create(viewer, body)).rejects.toMatchObject({ code: 'access.forbidden' });
    await expect(applications.update(viewer, app.id, { revision: 1 })).rejects.toMatchObject({
      code: 'access.forbidden',
    });
    await expect(applications.remove(viewer, app.id)).rejects.toMatchObject({ code: 'access.forbidden' });
    expect((await applications.list(viewer)).may.create).toBe(false);
  }
});

test('a name that cannot be stored is refused', async () => {
  await expect(create({ name: 'a\0' })).rejects.toMatchObject({ code: 'base.invalid', problems: [{ path: 'name' }] });
});
