/** Somebody fills in a form on a phone while it is changed at the desk: nothing typed is lost, and it is said what changed. */
import type { FieldDefinition } from '@anshao/core/forms/contract.ts';
import type { FormRecord } from '@anshao/core/forms/records.ts';
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { type Scene, setScene } from './stage/scene.ts';
import { openStage, type Stage, watch } from './stage/stage.ts';

let stage: Stage;
let scene: Scene;
let phone: Page;
let administrator: string;
const form = 'summerRounds';
let app: string;
let id: string;
let revision = 1;

const place: FieldDefinition = { key: 'place', type: 'text', label: '位置' };
const weather: FieldDefinition = { key: 'weather', type: 'text', label: '天气' };
const remark: FieldDefinition = { key: 'remark', type: 'multiline', label: '备注', phrases: ['已现场处理', '待复查'] };
const found = (type: 'singleChoice' | 'multipleChoice', label: string) =>
  ({
    key: 'found',
    type,
    label,
    options: [
      { code: 'door', label: '防火门', status: 'active' },
      { code: 'lane', label: '消防车道', status: 'active' },
    ],
  }) as FieldDefinition;

beforeAll(async () => {
  stage = await openStage(29);
  administrator = await stage.administrator();
  scene = await setScene(stage, { district: '寒露区', communities: ['寒露苑'], person: '寒露明' });
  phone = await stage.phone(scene.cookie);
  app = stage.newId();
  id = stage.newId();
  await stage.call(administrator, 'POST', '/apps', { id: app, name: '寒露巡查', icon: 'shield' });
  const fields = [place, weather, found('singleChoice', '发现'), remark];
  await stage.call(administrator, 'POST', '/designs', {
    app,
    definition: { id, key: form, name: '寒露巡查表', fields },
  });
  await stage.call(administrator, 'POST', `/designs/${id}/publish`, { revision });
});

async function publish(...fields: FieldDefinition[]): Promise<void> {
  const definition = { id, key: form, name: '寒露巡查表', fields };
  ({ revision } = await stage.call<{ revision: number }>(administrator, 'PUT', `/designs/${id}`, {
    definition,
    revision,
  }));
  await stage.call(administrator, 'POST', `/designs/${id}/publish`, { revision });
}

const records = async () =>
  (await stage.call<{ rows: FormRecord[] }>(administrator, 'POST', `/records/${form}/query`, { full: true })).rows;

async function saved(): Promise<void> {
  await phone
    .getByText(/草稿已保存/)
    .first()
    .waitFor();
}

test('a draft keeps what the new version has a place for, renamed and retyped fields too, and names what it has not', async () => {
  watch(phone);
  await phone.goto(`/m/fill/${form}`);
  await phone.getByLabel('位置').fill('三栋东门');
  await phone.getByLabel('天气').fill('小雨');
  await phone.getByRole('radio', { name: '消防车道' }).click();
  await phone.getByRole('button', { name: '待复查' }).click();
  await saved();

  await publish({ ...place, label: '具体位置' }, found('multipleChoice', '发现的问题'), remark);
  await phone.reload();

  await phone.getByText('表单已更新到第2版，已填内容已带入。').waitFor();
  await phone.getByText('新版中没有的项目没有带入：天气').waitFor();
  expect(await phone.getByLabel('具体位置').inputValue()).toBe('三栋东门');
  expect(await phone.getByLabel('备注').inputValue()).toBe('待复查');
  const lane = phone.getByRole('button', { name: '消防车道' });
  expect(await lane.getAttribute('aria-pressed')).toBe('true');
  await phone.getByRole('button', { name: '防火门' }).click();
  expect(await lane.getAttribute('aria-pressed')).toBe('true');
  await phone.getByRole('button', { name: '提交', exact: true }).click();
  await phone.getByText('提交成功').waitFor();
  expect((await records()).map(({ version, values }) => ({ version, values }))).toEqual([
    { version: 2, values: { place: '三栋东门', found: ['lane', 'door'], remark: '待复查' } },
  ]);
});

test('what was sent without signal and is refused because the form changed meanwhile comes back whole', async () => {
  watch(phone);
  await phone.goto(`/m/fill/${form}`);
  await phone.getByLabel('具体位置').fill('五栋地下室');
  await phone.getByRole('button', { name: '防火门' }).click();
  await saved();
  await phone.context().setOffline(true);
  await phone.getByRole('button', { name: '提交', exact: true }).click();
  await phone
    .getByText('等网络恢复后自动提交')
    .or(phone.getByRole('button', { name: '返回修改' }))
    .first()
    .waitFor();

  await publish({ ...place, label: '具体位置' }, { key: 'found2', type: 'text', label: '问题', required: true });
  await phone.context().setOffline(false);

  await phone.getByText('没有被接收').waitFor();
  await phone.getByText('您填写的内容都还在，没有丢失。').waitFor();
  expect(await records()).toHaveLength(1);
  await phone.getByRole('button', { name: '重试' }).click();
  await phone.getByText('新版中没有的项目没有带入：发现的问题').waitFor();
  expect(await phone.getByLabel('具体位置').inputValue()).toBe('五栋地下室');
  await phone.getByLabel('问题').fill('防火门闭门器损坏');
  await phone.getByRole('button', { name: '提交', exact: true }).click();
  await phone.getByText('提交成功').waitFor();
  const [latest] = await records();
  expect(latest?.values).toEqual({ place: '五栋地下室', found2: '防火门闭门器损坏' });
});

test('what a phone sends appears in the list that is open at the desk, without a reload (FE-18)', async () => {
  const desk = await stage.desk(administrator);
  watch(desk, phone);
  await desk.goto(`/desk/apps/${app}/${form}`);
  await desk.getByText('五栋地下室').first().waitFor();
  await phone.goto(`/m/fill/${form}`);
  await phone.getByLabel('具体位置').fill('天台消防水箱');
  await phone.getByLabel('问题').fill('水位偏低');
  await phone.getByRole('button', { name: '提交', exact: true }).click();
  await phone.getByText('提交成功').waitFor();
  await desk.getByText('天台消防水箱').first().waitFor();
});

test('linked records seen with signal are chosen without it, after a reload, with what they fill in (FE-05)', async () => {
  const make = async (key: string, name: string, fields: readonly FieldDefinition[]) => {
    const definition = { id: stage.newId(), key, name, fields };
    await stage.call(administrator, 'POST', '/designs', { app, definition });
    await stage.call(administrator, 'POST', `/designs/${definition.id}/publish`, { revision: 1 });
  };
  const title: FieldDefinition = { key: 'title', type: 'text', label: '名称' };
  await make('summerPoints', '寒露点位', [title, { key: 'spot', type: 'text', label: '所在位置' }]);
  await make('summerChecks', '寒露点检', [
    {
      key: 'point',
      type: 'linkedRecord',
      label: '巡检点位',
      form: 'summerPoints',
      required: true,
      fills: [{ from: 'spot', to: 'spot' }],
    },
    { key: 'spot', type: 'text', label: '点位位置', readOnly: true },
    { key: 'next', type: 'linkedRecord', label: '下一个点位', form: 'summerPoints' },
  ]);
  for (const values of [
    { title: '二号水泵房', spot: '地下二层东侧' },
    { title: '配电间', spot: '地下一层' },
  ])
    await stage.call(scene.cookie, 'POST', '/records/summerPoints', { values });
  watch(phone);
  // What nobody opens is fetched as well, some time after the page stands.
  const ahead = phone.waitForResponse((response) => response.url().includes('/links/next'));
  await phone.goto('/m/fill/summerChecks');
  const sheet = phone.getByRole('dialog');
  await phone.getByRole('button', { name: '巡检点位' }).click();
  await sheet.getByRole('button', { name: '配电间' }).waitFor();
  await sheet.getByRole('button', { name: '关闭' }).click();
  await (await ahead).finished();
  await expect
    .poll(() => phone.evaluate(async () => (await navigator.serviceWorker.getRegistration('/m/'))?.active?.state))
    .toBe('activated');

  await phone.context().setOffline(true);
  await phone.reload();
  await phone.getByRole('button', { name: '巡检点位' }).click();
  await sheet.getByText('没有网络，显示上次看到的数据').waitFor();
  await sheet.getByRole('searchbox').fill('水泵');
  await sheet.getByRole('button', { name: '配电间' }).waitFor({ state: 'detached' });
  await sheet.getByRole('button', { name: '二号水泵房' }).click();
  await phone.getByText('地下二层东侧').waitFor();
  await phone.getByRole('button', { name: '下一个点位' }).click();
  await sheet.getByRole('button', { name: '配电间' }).click();
  await phone.getByRole('button', { name: '提交', exact: true }).click();
  await phone.getByText('已保存，等待网络').waitFor();
  await phone.context().setOffline(false);

  await phone.getByText('提交成功').waitFor();
  const path = '/records/summerChecks/query';
  const { rows } = await stage.call<{ rows: FormRecord[] }>(administrator, 'POST', path, { full: true });
  expect(rows.map(({ values }) => values['spot'])).toEqual(['地下二层东侧']);
});
