/** Lists as a workplace: a person's own columns and views, and a log that can be read. */
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { setWorld, type World } from './stage/screens.ts';
import { openStage, type Stage, watch } from './stage/stage.ts';

let stage: Stage;
let world: World;
let desk: Page;

beforeAll(async () => {
  stage = await openStage(21);
  world = await setWorld(stage, '雨水区');
  desk = await stage.desk(await stage.administrator());
});

const titles = (page: Page) => page.getByRole('columnheader').allInnerTexts();

test('columns that were put away stay away after a reload, and one press brings them back', async () => {
  watch(desk);
  await desk.goto(`/desk/reports?districtId=${world.district.id}`);
  await desk.getByRole('table', { name: '日报记录' }).waitFor();
  expect(await titles(desk)).toContain('物业公司');

  await desk.getByRole('button', { name: '列', exact: true }).click();
  await desk.getByRole('checkbox', { name: '物业公司' }).click();
  expect(await titles(desk)).not.toContain('物业公司');
  expect(await desk.getByRole('checkbox', { name: '小区' }).count()).toBe(0);
  await desk.reload();
  await desk.getByRole('table', { name: '日报记录' }).waitFor();
  expect(await titles(desk)).not.toContain('物业公司');

  await desk.getByRole('button', { name: '列', exact: true }).click();
  await desk.getByRole('button', { name: '恢复默认' }).click();
  expect(await titles(desk)).toContain('物业公司');
  await desk.keyboard.press('Escape');
  expect(await desk.getByRole('dialog').count()).toBe(0);
});

test('a view is saved, found again, renamed, removed and taken back, all by keyboard', async () => {
  watch(desk);
  await desk.goto(`/desk/reports?districtId=${world.district.id}&anomaly=unresolved`);
  await desk.getByRole('table', { name: '日报记录' }).waitFor();
  await desk.getByRole('button', { name: '我的视图' }).focus();
  await desk.keyboard.press('Enter');
  await desk.keyboard.type('雨水区未解决');
  await desk.keyboard.press('Enter');
  await desk.getByRole('button', { name: '重命名视图“雨水区未解决”' }).waitFor();
  await desk.keyboard.press('Escape');

  await desk.getByRole('button', { name: '清除筛选' }).click();
  await expect.poll(() => new URL(desk.url()).search).toBe('');
  await desk.getByRole('button', { name: '我的视图' }).focus();
  await desk.keyboard.press('Enter');
  await desk.keyboard.press('Enter');
  await expect.poll(() => new URL(desk.url()).search).toBe(`?districtId=${world.district.id}&anomaly=unresolved`);

  const button = desk.getByRole('button', { name: '雨水区未解决', exact: true });
  await button.focus();
  await desk.keyboard.press('Enter');
  await desk.getByRole('button', { name: '重命名视图“雨水区未解决”' }).press('Enter');
  await desk.getByRole('textbox', { name: '“雨水区未解决”的新名称' }).fill('每天先看');
  await desk.keyboard.press('Enter');
  await desk.getByRole('button', { name: '删除视图“每天先看”' }).press('Enter');
  await desk.getByText('视图已删除').waitFor();
  await desk.getByRole('button', { name: '撤销' }).press('Enter');
  await desk.getByRole('button', { name: '重命名视图“每天先看”' }).waitFor();
  await desk.keyboard.press('Escape');

  const other = await stage.desk(world.cookie);
  await other.goto('/desk/log');
  expect(await other.getByText('每天先看').count()).toBe(0);
});

test('typing into the search goes on while the list follows', async () => {
  watch(desk);
  await desk.goto('/desk/directory');
  const search = desk.getByRole('textbox', { name: '搜索' }).first();
  await search.pressSequentially('雨水区');
  await expect.poll(() => new URL(desk.url()).searchParams.get('q')).toBe('雨水区');
  await desk.keyboard.type('二苑');
  await expect.poll(() => new URL(desk.url()).searchParams.get('q')).toBe('雨水区二苑');
  expect(await search.inputValue()).toBe('雨水区二苑');
  await desk.getByRole('button', { name: '清除筛选' }).first().click();
  await expect.poll(() => search.inputValue()).toBe('');
});

test('the log says in words what happened, and leads to it', async () => {
  watch(desk);
  await desk.goto('/desk/log');
  await desk.getByRole('combobox', { name: '事件类型' }).click();
  await desk.keyboard.type('提交日报');
  await desk.keyboard.press('Enter');
  await expect.poll(() => new URL(desk.url()).searchParams.get('type')).toBe('dailyReports.filed');
  await desk.locator('tbody tr').filter({ hasText: '异常：2项' }).first().getByRole('button').click();
  const panel = desk.getByRole('complementary', { name: '提交日报' });
  await panel.getByRole('link', { name: '雨水区一苑' }).waitFor();
  expect(await panel.locator('dl').innerText()).not.toMatch(/[0-9a-f]{8}-|taskId/);
  await panel.getByText('技术详情').click();
  expect(await panel.locator('pre').innerText()).toContain('taskId');
  await panel.getByRole('link', { name: '打开日报' }).click();
  await desk.getByText('ZX-1').waitFor();
});
