/**
 * Forms in use: what is new is told to those who fill them (FE-20), a form is stopped and taken up again, records are
 * removed and brought back, their history reads in words, masked numbers are shown for a moment, and files arrive
 * before the record that names them.
 */
import type { FormDefinition } from '@anshao/core/forms/contract.ts';
import type { FormRecord } from '@anshao/core/forms/records.ts';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { beforeAll, expect, test } from 'vitest';
import { axeFinds } from './stage/looks.ts';
import { type Scene, setScene } from './stage/scene.ts';
import { openStage, type Stage, watch } from './stage/stage.ts';

let stage: Stage;
let scene: Scene;
let admin: string;
let desk: Page;
let phone: Page;
let app: string;
const card = '11010519491231002X';
const masked = '110***********002X';

const definition = (id: string): FormDefinition => ({
  id,
  key: 'visitors28',
  name: '来访登记',
  fields: [
    { key: 'title', type: 'text', label: '事由', required: true },
    { key: 'host', type: 'person', label: '接待人' },
    { key: 'card', type: 'idCard', label: '身份证' },
    { key: 'photos', type: 'photos', label: '照片' },
  ],
});

const create = (title: string, more: object = {}) =>
  stage.call<FormRecord>(scene.cookie, 'POST', '/records/visitors28', { values: { title, ...more } });
const openRecords = (query = '') => desk.goto(`/desk/apps/${app}/visitors28${query}`);

beforeAll(async () => {
  stage = await openStage(28);
  scene = await setScene(stage, { district: '清明区', communities: ['清明桥头苑'], person: '清明远' });
  // More than one in all: at the desk the place is asked for.
  await setScene(stage, { district: '清明区', communities: ['清明里'], person: '清明近', number: 2 });
  admin = await stage.administrator();
  app = stage.newId();
  await stage.call(admin, 'POST', '/apps', { id: app, name: '清明登记', icon: 'shield' });
  const form = definition(stage.newId());
  await stage.call(admin, 'POST', '/designs', { app, definition: form });
  await stage.call(admin, 'POST', `/designs/${form.id}/publish`, { revision: 1 });
  const next = { ...form, description: '来访人员登记' };
  await stage.call(admin, 'PUT', `/designs/${form.id}`, { definition: next, revision: 1 });
  await stage.call(admin, 'POST', `/designs/${form.id}/publish`, { revision: 2, note: '增加了填写说明' });
  desk = await stage.desk(admin);
  phone = await stage.phone(scene.cookie);
});

test('what is new in a form is told above it until it was read away; the change log stays (FE-20)', async () => {
  watch(phone);
  const news = phone.getByText('本次更新：增加了填写说明');
  await phone.goto('/m/fill/visitors28');
  await news.waitFor();
  expect(await axeFinds(phone)).toEqual([]);
  await phone.getByRole('button', { name: '更新记录' }).first().click();
  const sheet = phone.getByRole('dialog');
  await sheet.getByText('第1版').waitFor();
  expect(await sheet.getByText('增加了填写说明').count()).toBe(1);
  await sheet.getByRole('button', { name: '关闭' }).click();

  await phone.getByRole('button', { name: '知道了' }).click();
  await news.waitFor({ state: 'detached' });
  await phone.reload();
  await phone.getByLabel('事由').waitFor();
  expect(await news.count()).toBe(0);
  await phone.context().setOffline(true);
  await phone.getByRole('button', { name: '更新记录' }).click();
  await phone.getByRole('dialog').getByText('第1版').waitFor();
  await phone.getByRole('dialog').getByRole('button', { name: '关闭' }).click();
  await phone.context().setOffline(false);
});

test('what a try lacked is said until it is there or the page is left; a draft is marked with its community', async () => {
  const { cookie } = await setScene(stage, {
    district: '清明区',
    communities: ['清明东', '清明西'],
    person: '清明双',
    number: 3,
  });
  const page = await stage.phone(cookie);
  watch(page);
  await page.goto('/m/fill/visitors28?community=');
  const places = page.getByRole('region', { name: '选择小区' }).getByRole('listitem');
  await places.filter({ hasText: '清明西' }).click();
  const lacking = page.locator('.toast', { hasText: '还有1项需要填写或修改' });
  const submit = page.getByRole('button', { name: '提交', exact: true });
  await submit.click();
  await lacking.waitFor();
  await page.getByLabel('事由').fill('等人');
  expect(await lacking.count()).toBe(0);

  await page.getByText('草稿已保存').waitFor();
  await page.getByLabel('事由').fill('');
  await submit.click();
  await lacking.waitFor();
  await page.getByRole('link', { name: '更换' }).click();
  await places.first().waitFor();
  expect(await lacking.count()).toBe(0);
  await places.getByText('有草稿').waitFor();
  expect(await places.allInnerTexts()).toEqual([expect.stringMatching(/清明西\s*有草稿/), '清明东']);
  expect(await axeFinds(page)).toEqual([]);
  await page.close();
});

test('a record at the desk is sent when its files have arrived, and with it what is new counts as read', async () => {
  watch(desk);
  await openRecords('?open=new');
  const panel = desk.getByRole('complementary', { name: '新建：来访登记' });
  const choosePlace = async () => {
    await panel.getByLabel('小区').fill('清明桥头苑');
    await desk.locator('.ant-select-item', { hasText: '清明桥头苑' }).click();
  };
  await choosePlace();
  await panel.getByText('本次更新：增加了填写说明').waitFor();
  const asked: string[] = [];
  desk.on('request', (request) => {
    const { pathname } = new URL(request.url());
    if (request.method() === 'POST' && /^\/api\/(uploads|records\/visitors28)$/.test(pathname)) asked.push(pathname);
  });
  let letGo = () => {};
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  let isHeld = () => {};
  const arrived = new Promise<void>((resolve) => {
    isHeld = resolve;
  });
  await desk.route('**/api/uploads', async (route) => {
    isHeld();
    await held;
    await route.continue();
  });
  await panel.getByLabel('事由').fill('送水');
  const picture = sharp({ create: { width: 640, height: 480, channels: 3, background: '#446688' } });
  await panel
    .locator('input[type=file]')
    .setInputFiles({ name: '门口.jpg', mimeType: 'image/jpeg', buffer: await picture.jpeg().toBuffer() });
  await arrived;
  await panel.getByRole('button', { name: /提交/ }).click();
  await panel.locator('.ant-btn-loading').waitFor();
  expect(asked).toEqual(['/api/uploads']);
  letGo();

  await desk.getByText('已提交').waitFor();
  expect(asked).toEqual(['/api/uploads', '/api/records/visitors28']);
  await desk.unroute('**/api/uploads');
  await openRecords('?open=new');
  await choosePlace();
  await panel.getByLabel('事由').waitFor();
  expect(await panel.getByText('本次更新').count()).toBe(0);
});

test('a masked number is shown for a moment to whoever may see it, and hidden again', async () => {
  const record = await create('看望', { card });
  watch(desk, phone);
  await openRecords(`?open=${record.id}`);
  await desk.getByRole('button', { name: '显示“身份证”的完整号码' }).click();
  await desk.getByText(card).waitFor();
  await desk.getByRole('button', { name: '隐藏“身份证”的完整号码' }).click();
  await desk.getByText(card).waitFor({ state: 'detached' });

  const inspector = await stage.phone(admin);
  await inspector.goto(`/m/records/visitors28/${record.id}`);
  await inspector.getByRole('button', { name: '显示“身份证”的完整号码' }).click();
  await inspector.getByText(card).waitFor();
  await phone.goto(`/m/records/visitors28/${record.id}`);
  await phone.getByText(masked).waitFor();
  expect(await phone.getByRole('button', { name: '显示“身份证”的完整号码' }).count()).toBe(0);
  const { rows } = await stage.pool.query("select 1 from events where type = 'records.revealed' and subject_id = $1", [
    record.id,
  ]);
  expect(rows).toHaveLength(2);
});

test('the history of a record names the people it speaks of', async () => {
  const record = await create('巡楼', { host: scene.person.id });
  const answer = await fetch(`${stage.address}/api/records/visitors28/${record.id}`, {
    method: 'PUT',
    headers: { cookie: scene.cookie, 'content-type': 'application/json', 'if-match': '"1"' },
    body: JSON.stringify({ values: { host: null } }),
  });
  expect(answer.status).toBe(200);
  watch(desk);
  await openRecords(`?open=${record.id}`);
  await desk.getByText('历史', { exact: true }).click();
  await desk.getByRole('button', { name: '查看改动' }).click();
  await desk.getByRole('cell', { name: '清明远' }).waitFor();
});

test('a removed record is found among the removed and brought back', async () => {
  const record = await create('误填的');
  watch(desk);
  await openRecords(`?open=${record.id}`);
  await desk.getByRole('complementary', { name: '误填的' }).getByRole('button', { name: '删除' }).click();
  await desk.getByText('已删除，内容保留在历史中。').waitFor();
  await desk.getByRole('button', { name: '已删除', exact: true }).click();
  const removed = desk.getByRole('table', { name: '已删除：来访登记' });
  await removed.getByText('误填的').click();
  expect(await axeFinds(desk)).toEqual([]);
  await desk.getByRole('button', { name: '恢复“误填的”' }).click();
  await desk.getByText('没有已删除的数据').waitFor();
  await desk.getByRole('button', { name: '返回数据列表' }).click();
  await desk.getByRole('table', { name: '来访登记' }).getByText('误填的').waitFor();
});

test('a stopped form takes nothing new; what a phone still sends is refused, kept, and goes once it is resumed', async () => {
  watch(desk, phone);
  await phone.goto('/m/fill/visitors28');
  await phone.getByLabel('事由').fill('停用前填的');
  await phone.context().setOffline(true);
  await phone.getByRole('button', { name: '提交', exact: true }).click();
  await phone.getByText('已保存，等待网络').waitFor();

  const turn = async (word: string) => {
    await desk.getByRole('button', { name: '“来访登记”的操作' }).click();
    await desk.getByRole('menuitem', { name: word }).click();
  };
  await openRecords();
  await turn('停用表单');
  const dialog = desk.getByRole('dialog', { name: '停用表单“来访登记”？' });
  await dialog.getByText('已有数据照常查看').waitFor();
  await dialog.getByRole('button', { name: '停用表单' }).click();
  await desk.getByRole('link', { name: /来访登记.*已停用/ }).waitFor();
  await desk.getByRole('button', { name: '新建', exact: true }).waitFor({ state: 'detached' });
  await desk.getByRole('table', { name: '来访登记' }).getByText('送水').waitFor();
  await openRecords('?open=new');
  await desk.getByText('这张表单已停用', { exact: true }).waitFor();
  await openRecords();

  await phone.context().setOffline(false);
  await phone.getByText('这张表单已停用，可以查看已有数据，不能新建和修改').waitFor();
  await phone.goto('/m/apps');
  await phone.getByRole('heading', { name: '应用' }).first().waitFor();
  expect(await phone.getByText('来访登记', { exact: true }).count()).toBe(0);
  await phone.goto('/m/fill/visitors28');
  await phone.getByText('重新启用后可以继续提交').waitFor();
  expect(await phone.getByLabel('事由').inputValue()).toBe('停用前填的');

  await turn('重新启用');
  await desk.getByRole('button', { name: '新建', exact: true }).waitFor();
  await phone.getByRole('button', { name: '重试' }).click();
  const submit = phone.getByRole('button', { name: '提交', exact: true });
  await expect.poll(() => submit.isEnabled()).toBe(true);
  await submit.click();
  await phone.getByText('提交成功').waitFor();
});
