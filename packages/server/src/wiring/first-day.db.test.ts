/** From an empty database to what people rely on: the first day of an installation, and what is added later (AP-02, AP-06). */
import { dailyReportForm } from '@anshao/presets/safety/daily-report.ts';
import { safetyPackage } from '@anshao/presets/safety/package.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ensureFirstAdministrator } from '../access/first-administrator.ts';
import { installSafetyPreset } from '../apps/presets.ts';
import { migrateJobs } from '../base/jobs/worker.ts';
import { testDatabase } from '../base/testing/database.ts';
import { testRuntime } from '../base/testing/runtime.ts';
import { type Application, compose } from './compose.ts';

const database = await testDatabase();
const runtime = testRuntime(database.pool, { environment: { DATA_DIR: `/tmp/anshao-first-day-${process.pid}` } });
let application: Application;
let first: { account: string; password: string } | null;

beforeAll(async () => {
  // What a start does with an empty database.
  await migrateJobs(runtime);
  await installSafetyPreset(runtime);
  first = await ensureFirstAdministrator(runtime);
  application = await compose(runtime, database.url, { problem: () => undefined }, false);
  await application.app.ready();
});
afterAll(async () => {
  await application.app.close();
  await application.live.stop();
});

/** Somebody at a browser of their own; keeps the cookie. */
function browser() {
  let cookie = '';
  return async (method: 'GET' | 'POST' | 'PUT' | 'PATCH', url: string, payload?: object) => {
    const answer = await application.app.inject({
      method,
      url: `/api${url}`,
      headers: { cookie },
      ...(payload && { payload }),
    });
    const [given] = [answer.headers['set-cookie'] ?? []].flat();
    if (given) cookie = given.split(';')[0] ?? '';
    if (answer.statusCode !== 200) throw new Error(`${method} ${url}: ${answer.statusCode} ${answer.body}`);
    return answer.json();
  };
}

const administrator = browser();
const guard = browser();
let community: string;

async function uploaded(by: string): Promise<string> {
  const id = runtime.newId();
  await database.pool.query(
    `insert into files (id, kind, name, size, media_type, sha256, renditions, uploaded_by, uploaded_at)
     values ($1, 'image', 'a.jpg', 10, 'image/jpeg', 'x', '{}', $2, $3)`,
    [id, by, runtime.clock.now()],
  );
  return id;
}

test('an empty database leads in ten steps to the first hazard reported, without a line of set-up (AP-02)', async () => {
  const { account, password } = first ?? { account: '', password: '' };
  await administrator('POST', '/sign-in/password', { account, password });
  await administrator('POST', '/me/password', { current: password, next: '第一天-自己的-密码-2026' });
  const { rows: districts } = await administrator('GET', '/districts');
  const company = await administrator('POST', '/companies', { code: 'AJ', name: '安居物业' });
  const district = districts.find(({ name }: { name: string }) => name.includes('惠城'));
  ({ id: community } = await administrator('POST', '/communities', {
    code: 'DH',
    name: '东晖苑',
    districtId: district.id,
    companyId: company.id,
  }));
  await administrator('POST', '/posts', {
    name: '陈国强',
    mobile: '13900000001',
    role: 'personInCharge',
    communityId: community,
  });

  await guard('POST', '/sign-in/code', { purpose: 'bind', communityId: community });
  const { rows: sent } = await administrator('GET', '/outbox?channel=sms&q=13900000001');
  const code = /验证码 (\d{6})/.exec(sent[0].text)?.[1];
  const { consentVersion } = await guard('GET', '/settings/public');
  const me = await guard('POST', '/sign-in/bind', { communityId: community, code, consent: consentVersion });

  const photo = await uploaded(me.personId);
  const made = await guard('POST', '/records/hazardReport', {
    values: {
      title: '消防通道被占用',
      photos: [photo],
      category: ['XF', 'XF01'],
      level: 'major',
      description: '三栋后消防车通道停了货车',
    },
  });

  // Whoever looks finds it at once, in the list and by the interface for programs (FE-18).
  expect(made.values).toMatchObject({ number: expect.stringMatching(/^YH\d{8}-0001$/), reporter: me.personId });
  const { rows } = await administrator('POST', '/records/hazardReport/query', { full: true });
  expect(rows).toMatchObject([{ id: made.id, community: { name: '东晖苑' }, values: { level: 'major' } }]);
  const { key } = await administrator('POST', '/api-keys', { name: '大屏' });
  const asked = await application.app.inject({
    method: 'GET',
    url: `/api/records/hazardReport/${made.id}`,
    headers: { authorization: `Bearer ${key}` },
  });
  expect(asked.json().values.title).toBe('消防通道被占用');
});

test('parts that are switched off are hidden and keep what is in them; switched on, everything is there again (AP-06)', async () => {
  const { id } = safetyPackage.app;
  const point = await guard('POST', '/records/inspectionPoint', { values: { name: '泵房', kind: 'firePump' } });
  const before = await administrator('GET', `/apps/${id}`);
  // To begin with, hazards only.
  const small = await administrator('PATCH', `/apps/${id}`, {
    revision: before.revision,
    menu: [{ kind: 'form', form: 'hazardReport' }],
  });
  expect(small.menu).toEqual([{ kind: 'form', form: 'hazardReport' }]);

  // Later equipment comes beside it, and stops again for a while.
  const equipment = await administrator('POST', '/apps', {
    id: runtime.newId(),
    name: '设备台账',
    icon: 'box',
    template: 'equipment',
  });
  const devices = equipment.formList.find(({ name }: { name: string }) => name === '设备台账');
  const device = await guard('POST', `/records/${devices.key}`, {
    values: { name: '1 号电梯', kind: 'lift', state: 'running' },
  });
  const names = async () => (await guard('GET', '/apps')).rows.map(({ name }: { name: string }) => name);
  expect(await names()).toContain('设备台账');
  const stopped = await administrator('PATCH', `/apps/${equipment.id}`, {
    revision: equipment.revision,
    status: 'stopped',
  });
  expect(await names()).not.toContain('设备台账');
  await expect(guard('POST', `/records/${devices.key}`, { values: device.values })).rejects.toThrow(
    'records.form-stopped',
  );
  await administrator('PATCH', `/apps/${equipment.id}`, { revision: stopped.revision, status: 'active' });
  expect(await names()).toContain('设备台账');

  expect((await guard('GET', `/records/${devices.key}/${device.id}`)).values).toEqual(device.values);

  // All of the first application again: what was entered is what it was.
  await administrator('PATCH', `/apps/${id}`, { revision: small.revision, menu: before.menu });
  expect((await guard('GET', `/records/inspectionPoint/${point.id}`)).values).toEqual(point.values);
  expect((await administrator('GET', `/apps/${id}`)).menu).toEqual(before.menu);
  expect(before.formList.map(({ key }: { key: string }) => key)).toContain(dailyReportForm.key);
});
