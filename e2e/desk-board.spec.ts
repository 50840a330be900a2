/** The supervisors' morning: who filed, who did not, urging, and figures that open what they count. */

import { openSession } from '@anshao/server/access/testing/sessions.ts';
import { photo } from '@anshao/server/files/testing/samples.ts';
import { buildPerson, buildPost } from '@anshao/server/org/testing/builders.ts';
import ExcelJS from 'exceljs';
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { day, fileReport, giveTask, type Scene, sendFile, setScene } from './stage/scene.ts';
import { openStage, type Stage, watch } from './stage/stage.ts';

let stage: Stage;
/** The same district, two companies. */
let north: Scene;
let south: Scene;
let desk: Page;
const tasks = new Map<string, string>();

beforeAll(async () => {
  stage = await openStage(16);
  north = await setScene(stage, { district: '大雪区', communities: ['大雪北苑', '大雪东苑'], person: '纪北' });
  south = await setScene(stage, {
    number: 2,
    district: '大雪南',
    inDistrict: north.district,
    communities: ['大雪南苑', '大雪西苑', '大雪中苑'],
    person: '纪南',
  });
  for (const community of [...north.communities, ...south.communities])
    tasks.set(community.name, await giveTask(stage, community));
  const picture = await sendFile(stage, north.cookie, 'a.jpg', 'image/jpeg', await photo());
  await fileReport(stage, north.cookie, tasks.get('大雪北苑') ?? '', [
    { item: 'lift', description: '对讲不通', photos: [picture] },
  ]);
  await fileReport(stage, south.cookie, tasks.get('大雪南苑') ?? '');
  desk = await stage.desk();
});

const row = (page: Page, name: string) =>
  page
    .getByRole('table', { name: '日报填报看板' })
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader', { name, exact: false }) });
const cells = async (page: Page, name: string) => (await row(page, name).getByRole('cell').allInnerTexts()).slice(1, 4);

test('the first administrator signs in with the one-time password and must choose another before anything else (SE-08)', async () => {
  watch(desk);
  await desk.goto('/desk/');
  await desk.getByRole('textbox', { name: '账号或手机号' }).fill('admin');
  await desk.getByLabel('密码', { exact: true }).fill('not the password');
  await desk.getByRole('button', { name: '登录', exact: true }).click();
  await desk.getByText('账号或密码不正确').waitFor();
  await desk.getByLabel('密码', { exact: true }).fill(stage.oneTimePassword);
  await desk.getByRole('button', { name: '登录', exact: true }).click();

  await desk.getByRole('heading', { name: '修改密码' }).waitFor();
  expect(await desk.getByRole('navigation').count()).toBe(0);
  await desk.getByLabel('当前密码').fill(stage.oneTimePassword);
  await desk.getByLabel('新密码', { exact: true }).fill('short');
  await desk.getByLabel('再次输入新密码').fill('other');
  await desk.getByRole('button', { name: '修改密码' }).click();
  await desk.getByText('两次输入的新密码不一致').waitFor();
  for (const field of [desk.getByLabel('新密码', { exact: true }), desk.getByLabel('再次输入新密码')])
    await field.fill('惠州-小区-2026-安全');
  await desk.getByRole('button', { name: '修改密码' }).click();
  await desk.getByRole('heading', { name: '日报填报看板' }).waitFor();
});

test('the board of today goes from district to company to community, and the figures agree (DR-15, DR-38)', async () => {
  watch(desk);
  await row(desk, '大雪区').waitFor();
  expect(await cells(desk, '大雪区')).toEqual(['2/5', '3', '–']);
  await desk.getByRole('button', { name: '展开大雪区' }).click();
  await row(desk, '大雪区物业有限公司').waitFor();
  expect(await cells(desk, '大雪区物业有限公司')).toEqual(['1/2', '1', '–']);
  expect(await cells(desk, '大雪南物业有限公司')).toEqual(['1/3', '2', '–']);
  await desk.getByRole('button', { name: '展开大雪区物业有限公司' }).click();
  await row(desk, '大雪北苑').getByRole('link', { name: /已填/ }).waitFor();
  await row(desk, '大雪东苑').getByText('未填报').waitFor();
});

test('a figure opens the rows that it counts (DR-38)', async () => {
  watch(desk);
  await row(desk, '大雪区').first().getByRole('link', { name: '2', exact: true }).click();
  await desk.waitForURL(/\/desk\/reports\?/);
  const table = desk.getByRole('table', { name: '日报记录' });
  await expect
    .poll(async () => (await table.locator('tbody tr').allInnerTexts()).map((text) => /大雪.苑/.exec(text)?.[0]).sort())
    .toEqual(['大雪北苑', '大雪南苑']);
  await table
    .getByRole('row', { name: /大雪北苑/ })
    .getByRole('button')
    .first()
    .click();
  await desk.locator('aside.side-panel', { hasText: '大雪北苑' }).getByText('对讲不通').waitFor();
  await desk.goBack();
  await desk.goBack();
  await row(desk, '大雪区').first().getByRole('button', { name: '3', exact: true }).click();
  const panel = desk.getByRole('complementary', { name: '未填报，大雪区' });
  await expect
    .poll(async () => (await panel.locator('.missing-list li a').allInnerTexts()).sort())
    .toEqual(['大雪东苑', '大雪中苑', '大雪西苑'].sort());
});

test('urging all tells how many were told and shows a receipt for each; pressing again sends nothing within the cool-down (DR-24, DR-38)', async () => {
  watch(desk);
  const panel = desk.getByRole('complementary', { name: '未填报，大雪区' });
  // Two communities of the same person: one notice.
  await panel.getByRole('button', { name: '一键催报2人' }).click();
  await desk.locator('.ant-popconfirm').getByRole('button', { name: '一键催报2人' }).click();
  await panel.getByText('已催报2人，涉及3个小区').waitFor();
  await expect.poll(() => panel.locator('.missing-list li', { hasText: /催报，/ }).count()).toBe(3);
  await expect.poll(() => panel.locator('.urge-all button').first().isDisabled()).toBe(true);

  const again = await stage.call<{ people: number; skipped: { reason: string }[] }>(
    await stage.administrator(),
    'POST',
    '/daily-reports/urge',
    {
      id: stage.newId(),
      date: day(),
      districtId: north.district.id,
    },
  );
  expect(again.people).toBe(0);
  expect(again.skipped.map((one) => one.reason)).toEqual(['coolDown', 'coolDown', 'coolDown']);
});

test('a report filed meanwhile appears without a reload (DR-38)', async () => {
  watch(desk);
  const marked = 'not reloaded';
  await desk.evaluate((word) => {
    document.documentElement.dataset['marked'] = word;
  }, marked);
  await fileReport(stage, south.cookie, tasks.get('大雪西苑') ?? '');
  await expect.poll(() => cells(desk, '大雪区')).toEqual(['3/5', '2', '–']);
  await expect
    .poll(() => desk.getByRole('complementary', { name: '未填报，大雪区' }).locator('.missing-list li').count())
    .toBe(2);
  expect(await desk.evaluate(() => document.documentElement.dataset['marked'])).toBe(marked);
});

test('what was filed today can be downloaded as a workbook that opens (DR-38)', async () => {
  watch(desk);
  await desk.getByRole('button', { name: '导出' }).click();
  const [download] = await Promise.all([
    desk.waitForEvent('download'),
    desk.getByRole('link', { name: '当天已填日报（.xlsx）' }).click(),
  ]);
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(await download.path());
  const lines: string[] = [];
  book.worksheets[0]?.eachRow((line) => lines.push(String(line.values)));
  const own = lines.filter((line) => line.includes('大雪区'));
  expect(own.map((line) => /大雪.苑/.exec(line)?.[0]).sort()).toEqual(['大雪北苑', '大雪南苑', '大雪西苑'].sort());
  expect(own.find((line) => line.includes('大雪北苑'))).toContain('存在异常');
  expect(lines.join()).toContain('填报时间');
});

test('communities without a company are a row of their own among the companies, and the sums agree (DR-38)', async () => {
  watch(desk);
  await stage.pool.query('update tasks set company_id = null where id = $1', [tasks.get('大雪中苑')]);
  await desk.goto('/desk/board');
  await desk.getByRole('button', { name: '展开大雪区', exact: true }).click();
  await row(desk, '无物业公司').waitFor();
  expect(await cells(desk, '无物业公司')).toEqual(['–/1', '1', '–']);
  expect(await cells(desk, '大雪南物业有限公司')).toEqual(['2/2', '–', '–']);
  await desk.getByRole('button', { name: '展开无物业公司' }).click();
  await row(desk, '大雪中苑').getByText('未填报').waitFor();
  await row(desk, '无物业公司').getByRole('button', { name: '1', exact: true }).click();
  const panel = desk.getByRole('complementary', { name: '未填报，无物业公司' });
  await expect.poll(() => panel.locator('.missing-list li a').allInnerTexts()).toEqual(['大雪中苑']);
});

test("a district's officer sees the own district and nothing else (DR-38)", async () => {
  const elsewhere = await setScene(stage, { number: 3, district: '小寒区', communities: ['小寒苑'], person: '寒一' });
  const [community] = elsewhere.communities;
  if (!community) throw new Error('no community');
  const report = await fileReport(stage, elsewhere.cookie, await giveTask(stage, community));
  const officer = await buildPerson(stage.pool, { name: '区大雪', mobile: stage.mobile(800) });
  await buildPost(stage.pool, { role: 'districtOfficer', personId: officer.id, districtId: north.district.id });
  const page = await stage.desk(await openSession(stage.pool, officer.id));
  watch(page);
  await page.goto('/desk/board');
  await row(page, '大雪区').waitFor();
  expect(await page.getByRole('table', { name: '日报填报看板' }).locator('tbody tr').count()).toBe(1);
  await page.goto('/desk/reports');
  const table = page.getByRole('table', { name: '日报记录' });
  await expect.poll(() => table.locator('tbody tr').count()).toBe(3);
  await page.goto(`/desk/reports?open=${report}`);
  await page.getByRole('heading', { name: '没有找到' }).waitFor();
  expect(await page.getByRole('link', { name: '发件箱' }).count()).toBe(0);
  await page.goto('/desk/outbox');
  await page.getByRole('heading', { name: '您没有查看这里的权限' }).waitFor();
});
