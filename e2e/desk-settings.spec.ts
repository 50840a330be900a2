/** The administrator changes what is asked and when, and the help line, without touching what was filed. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { itemCodes } from './stage/filling.ts';
import { day, fileReport, giveTask, type Scene, setScene } from './stage/scene.ts';
import { openStage, type Stage, watch } from './stage/stage.ts';

let stage: Stage;
let scene: Scene;
let desk: Page;
let reportId: string;
const added = '是否存在大型活动安全隐患';
const facade = '是否存在楼栋外墙脱落情况';
const lift = '电梯运行及维保是否正常';

beforeAll(async () => {
  stage = await openStage(18);
  scene = await setScene(stage, { district: '夏至区', communities: ['夏至苑'], person: '夏至明' });
  const [community] = scene.communities;
  if (!community) throw new Error('no community');
  reportId = await fileReport(stage, scene.cookie, await giveTask(stage, community));
  desk = await stage.desk(await stage.administrator());
});

/** Other journeys count on the order and on tomorrow's questions as they came. */
afterAll(async () => {
  const administrator = await stage.administrator();
  const { rows } = await stage.call<{ rows: ({ code: string } & Record<string, unknown>)[] }>(
    administrator,
    'GET',
    '/daily-reports/items',
  );
  const restored = rows.map(({ proposed: _proposed, hazardCodes: _codes, ...row }) => ({
    ...row,
    effectiveTo: row.code === 'events' ? row['effectiveFrom'] : null,
    position: row.code === 'events' ? itemCodes.length : itemCodes.indexOf(row.code),
  }));
  await stage.call(administrator, 'PUT', '/daily-reports/items', { rows: restored });
});

const labels = () => desk.locator('ol.item-list > li b').allInnerTexts();
const grip = (label: string) => desk.getByRole('button', { name: new RegExp(`^移动“${label}”`) });

/** What a report of a day would ask. */
async function askedOn(offset: number): Promise<string[]> {
  const [community] = scene.communities;
  if (!community) throw new Error('no community');
  const taskId = await giveTask(stage, community, day(offset));
  const { items } = await stage.call<{ items: { label: string }[] }>(
    scene.cookie,
    'GET',
    `/daily-reports/tasks/${taskId}`,
  );
  return items.map((item) => item.label);
}

test('items are moved by keyboard and by mouse, and moves can be undone (DR-37)', async () => {
  watch(desk);
  await desk.goto('/desk/settings?tab=items');
  await expect.poll(async () => (await labels()).length).toBe(15);
  const before = await labels();

  await grip(facade).focus();
  await desk.keyboard.press('ArrowDown');
  await expect.poll(async () => (await labels())[1]).toBe(facade);
  // The focus goes along, so that the key can be pressed again.
  await expect.poll(() => grip(facade).evaluate((button) => button === document.activeElement)).toBe(true);
  await desk.keyboard.press('ArrowDown');
  await expect.poll(async () => (await labels()).indexOf(facade)).toBe(2);
  await desk.getByRole('button', { name: '撤销' }).click();
  await desk.getByRole('button', { name: '撤销' }).click();
  await expect.poll(labels).toEqual(before);

  await grip(lift).dragTo(desk.locator('ol.item-list > li').first());
  await expect.poll(async () => (await labels())[0]).toBe(lift);
});

test('an item is added and another stopped; tomorrow asks so, today does not (DR-37)', async () => {
  watch(desk);
  await desk.getByRole('button', { name: '新增条目' }).click();
  const form = desk.getByRole('dialog').filter({ hasText: '新增条目' });
  await form.getByLabel('条目文字').fill(added);
  await form.getByLabel('条目编号').fill('lift');
  await form.getByRole('button', { name: '完成' }).click();
  await form.getByText('该编号已被使用').waitFor();
  await form.getByLabel('条目编号').fill('events');
  await form.getByLabel('检查提示').fill('活动前查看用电与疏散。');
  await form.getByRole('button', { name: '完成' }).click();
  await desk.getByRole('button', { name: `停用 ${facade}` }).click();
  await desk.getByRole('button', { name: /^保存\d+处修改$/ }).click();
  await desk.getByText(/条目已保存/).waitFor();

  const tomorrow = await askedOn(1);
  expect(tomorrow).toContain(added);
  expect(tomorrow).not.toContain(facade);
  expect(tomorrow[0]).toBe(lift);
  const today = await askedOn(-1);
  expect(today).toContain(facade);
  expect(today).not.toContain(added);
  expect(today).toHaveLength(15);
});

test('a report that was filed keeps its questions, in their order (DR-37)', async () => {
  const page = await stage.phone(scene.cookie);
  watch(page);
  await page.goto(`/m/filed/${reportId}`);
  await page.locator('section.fi').nth(14).waitFor();
  const asked = await page.locator('section.fi :is(h2, h3)').allInnerTexts();
  expect(asked).toHaveLength(15);
  expect(asked).toContain(facade);
  expect(asked).not.toContain(added);
});

test("the phone's form of tomorrow draws the new item with its guidance (DR-37)", async () => {
  const [community] = scene.communities;
  if (!community) throw new Error('no community');
  const page = await stage.phone(scene.cookie);
  watch(page);
  await page.goto(`/m/report/${await giveTask(stage, community, day(1))}`);
  const events = page.locator('#q-events');
  await events.getByText(added).waitFor();
  await events.getByRole('button', { name: '填写说明' }).click();
  await events.getByText('活动前查看用电与疏散。').waitFor();
});

test('the help line is a setting that shows where people sign in, on phone and desk (DR-13)', async () => {
  watch(desk);
  const line = '0752-1112223';
  await desk.goto('/desk/settings?tab=general');
  const field = desk.getByLabel('帮助电话');
  await field.waitFor();
  const before = await field.inputValue();
  await field.fill(line);
  await desk.getByRole('button', { name: '保存', exact: true }).click();
  await desk.getByText('设置已保存').waitFor();

  const phone = await stage.phone();
  await phone.goto('/m/sign-in');
  await phone.getByRole('link', { name: line }).waitFor();
  await phone.goto('/m/change-request');
  await phone.getByRole('link', { name: line }).waitFor();
  const stranger = await stage.desk();
  await stranger.goto('/desk/');
  await stranger.getByRole('link', { name: new RegExp(line) }).waitFor();
  watch(phone, stranger);

  const settings = await stage.call<object>(await stage.administrator(), 'GET', '/settings');
  await stage.call(await stage.administrator(), 'PUT', '/settings', { ...settings, helpLine: before });
});

test("a district gets times of its own, and the plan's open tasks follow (DR-15, DR-40)", async () => {
  watch(desk);
  const [community] = scene.communities;
  if (!community) throw new Error('no community');
  const yesterdays = await giveTask(stage, community, day(-1));
  await desk.goto('/desk/settings?tab=plan');
  const plan = desk.getByRole('region', { name: '安全生产日报' });
  await plan.getByRole('combobox', { name: '添加县区' }).click();
  await desk.locator('.ant-select-item-option', { hasText: '夏至区' }).click();
  const own = plan.getByRole('region', { name: '夏至区' });
  await own.getByLabel('补报窗口').fill('7');
  await plan.getByRole('button', { name: '保存' }).click();
  await desk.locator('.ant-popconfirm').getByRole('button', { name: '保存' }).click();
  await desk.getByText('计划已保存').waitFor();
  await desk.reload();
  await own.waitFor();
  expect(await own.getByLabel('补报窗口').inputValue()).toBe('7');
  const { rows } = await stage.call<{ rows: { districts: Record<string, object> }[] }>(
    await stage.administrator(),
    'GET',
    '/plans',
  );
  expect(rows[0]?.districts[scene.district.id]).toEqual({ backfillDays: 7 });
  const { rows: open } = await stage.pool.query('select closes_at from tasks where id = $1', [yesterdays]);
  const due = Temporal.PlainDate.from(day(-1)).toZonedDateTime({ timeZone: 'Asia/Shanghai', plainTime: '18:00' });
  expect(open[0].closes_at.getTime()).toBeGreaterThanOrEqual(due.add({ days: 7 }).epochMilliseconds);
});
