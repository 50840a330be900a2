/** Filling in from the report before, and filing a day that was missed. */
import { photo } from '@anshao/server/files/testing/samples.ts';
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { answerTheRest, question, receipt, submit } from './stage/filling.ts';
import { bracketed, day, fileReport, giveTask, type Scene, sendFile, setScene } from './stage/scene.ts';
import { openStage, type Stage, watch } from './stage/stage.ts';

let stage: Stage;
let scene: Scene;
let page: Page;
let today: string;
let missed: string;
const prefill = '自动填入最近一次日报内容';

beforeAll(async () => {
  stage = await openStage(13);
  scene = await setScene(stage, { district: '霜降区', communities: ['霜降新苑', '霜降旧苑'], person: '贺霜降' });
  const [fresh, settled] = scene.communities;
  if (!fresh || !settled) throw new Error('no communities');
  await giveTask(stage, fresh);
  missed = await giveTask(stage, settled, day(-1));
  today = await giveTask(stage, settled);
  const before = await giveTask(stage, settled, day(-2));
  const picture = await sendFile(stage, scene.cookie, 'a.jpg', 'image/jpeg', await photo());
  const gone = await sendFile(stage, scene.cookie, 'b.jpg', 'image/jpeg', await photo());
  const reportId = await fileReport(stage, scene.cookie, before, [
    { item: 'power', description: '配电房渗水', photos: [picture] },
    { item: 'lift', description: '对讲没有声音', photos: [gone] },
  ]);
  const { rows } = await stage.call<{ rows: { id: string; itemCode: string; reportId: string }[] }>(
    scene.cookie,
    'GET',
    '/anomalies',
  );
  const lift = rows.find((row) => row.reportId === reportId && row.itemCode === 'lift');
  const proof = await sendFile(stage, scene.cookie, 'c.jpg', 'image/jpeg', await photo());
  await stage.call(scene.cookie, 'POST', `/anomalies/${lift?.id}/resolve`, {
    id: stage.newId(),
    description: '已换话筒',
    fileIds: [proof],
  });
  page = await stage.phone(scene.cookie);
});

test("a community's first report cannot be filled in from another, and the button says why (DR-22)", async () => {
  watch(page);
  await page.goto('/m/reports?tab=todo');
  await page.locator('a.rep', { hasText: '霜降新苑' }).click();
  const button = page.getByRole('button', { name: prefill });
  await button.waitFor();
  expect(await button.isDisabled()).toBe(true);
  expect(await button.innerText()).toContain('这是该小区的第一份日报，没有可带入的内容');
});

test('the next report takes over the answers and the open anomaly, not the solved one, and marks what was copied (DR-21)', async () => {
  watch(page);
  await page.goto(`/m/report/${today}`);
  const button = page.getByRole('button', { name: prefill });
  await button.waitFor();
  expect(await button.innerText()).toContain('1项异常待确认');
  await button.click();
  await page.getByRole('button', { name: /已带入.*的内容/ }).waitFor();
  const power = question(page, 'power');
  expect(await power.getByRole('textbox', { name: '描述' }).inputValue()).toBe('配电房渗水');
  expect(await power.locator('li.ph').count()).toBe(1);
  await power.getByText('今天还在吗？').waitFor();
  expect(await question(page, 'lift').getByRole('radio', { name: '发现异常' }).getAttribute('aria-checked')).toBe(
    'false',
  );
  await question(page, 'facade').getByText('带入', { exact: true }).waitFor();
});

test('a carried anomaly needs one tap before the report can be submitted, and keeps its first day (DR-21)', async () => {
  watch(page);
  await answerTheRest(page);
  await submit(page);
  await page.getByText('请先确认带入的异常').waitFor();
  await question(page, 'power').getByRole('button', { name: '仍存在' }).click();
  await submit(page);
  const id = await receipt(page);

  await page.getByRole('link', { name: '查看日报' }).click();
  const power = page.locator('#item-power');
  await power.getByText(/首次发现/).waitFor();
  await power.getByText('带入', { exact: true }).waitFor();
  const report = await stage.call<{
    items: { code: string; copied: boolean; anomaly: { firstDate: string } | null }[];
  }>(scene.cookie, 'GET', `/daily-reports/${id}`);
  expect(report.items.find((item) => item.code === 'power')).toMatchObject({
    copied: true,
    anomaly: { firstDate: day(-2) },
  });
});

test('an answer that was changed after copying no longer counts as copied (DR-21)', async () => {
  watch(page);
  const [fresh] = scene.communities;
  if (!fresh) throw new Error('no community');
  await fileReport(stage, scene.cookie, await giveTask(stage, fresh, day(-1)));
  const taskId = await giveTask(stage, fresh);
  await page.goto(`/m/report/${taskId}`);
  await page.getByRole('button', { name: prefill }).click();
  await question(page, 'water').getByRole('radio', { name: '不适用' }).click();
  await submit(page);
  const report = await stage.call<{ items: { code: string; copied: boolean }[] }>(
    scene.cookie,
    'GET',
    `/daily-reports/${await receipt(page)}`,
  );
  expect(report.items.filter((item) => !item.copied).map((item) => item.code)).toEqual(['water']);
});

test('a missed day can still be filed within its window, says so before and after, and shows its own date (DR-18, DR-40)', async () => {
  watch(page);
  await page.goto('/m/');
  await page.locator('article.task', { hasText: '已逾期' }).getByRole('link', { name: '去补报' }).waitFor();
  await page.goto('/m/reports?tab=todo');
  const card = page.locator('a.rep', { hasText: `${bracketed(day(-1))}安全生产日报` });
  await card.getByText('逾期补报').waitFor();
  await card.click();
  await page.waitForURL(`**/m/report/${missed}`);
  const head = page.locator('.dr-h');
  await head.getByText('补报', { exact: true }).waitFor();
  expect(await head.innerText()).toContain(day(-1));
  await answerTheRest(page);
  await submit(page);
  await receipt(page);
  await page.getByText('已按补报记录').waitFor();
  await page.goto('/m/reports?tab=filed');
  const filed = page
    .locator('article.rep', { hasText: `${bracketed(day(-1))}安全生产日报` })
    .filter({ hasText: '霜降旧苑' });
  await filed.getByText('补报', { exact: true }).waitFor();
});

test('a day whose window has closed is refused and counts as missed (DR-40)', async () => {
  watch(page);
  const [, settled] = scene.communities;
  if (!settled) throw new Error('no community');
  const closed = await giveTask(stage, settled, day(-4), { due: -30, closes: -1 });
  await page.goto(`/m/report/${closed}`);
  await answerTheRest(page);
  await submit(page);
  await page.getByText('这份日报没有被接收').waitFor();
  await page
    .getByRole('alert')
    .getByText(/补报期限已过/)
    .waitFor();
});
