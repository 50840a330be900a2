/** After an anomaly has been dealt with on the spot: telling so, one by one or many days at once. */
import { pdf, photo } from '@anshao/server/files/testing/samples.ts';
import type { Locator, Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import type { Upload } from './stage/filling.ts';
import { bracketed, day, fileReport, giveTask, type Scene, sendFile, setScene } from './stage/scene.ts';
import { openStage, type Stage, watch } from './stage/stage.ts';

let stage: Stage;
let scene: Scene;
let page: Page;
let picture: Upload;
const power = '供配电设施及公共区域用电是否安全';
const bikes = '是否存在电动自行车违规停放及充电情况';
const renovation = '是否存在房屋违规装修及搭建情况';

beforeAll(async () => {
  stage = await openStage(14);
  scene = await setScene(stage, { district: '立冬区', communities: ['立冬苑'], person: '黎立冬' });
  const [community] = scene.communities;
  if (!community) throw new Error('no community');
  const bytes = await photo();
  picture = { name: 'after.jpg', mimeType: 'image/jpeg', buffer: bytes };
  const abnormal = async (item: string) => ({
    item,
    description: `发现${item}`,
    photos: [await sendFile(stage, scene.cookie, 'a.jpg', 'image/jpeg', bytes)],
  });
  for (const [offset, items] of [
    [-3, ['renovation', 'power']],
    [-2, ['power']],
    [-1, []],
    [0, ['power', 'e-bike']],
  ] as const) {
    const found = [];
    for (const item of items) found.push(await abnormal(item));
    await fileReport(stage, scene.cookie, await giveTask(stage, community, day(offset)), found);
  }
  page = await stage.phone(scene.cookie);
});

const cards = (): Locator => page.locator('article.rep');
const cardOf = (date: string): Locator => cards().filter({ hasText: bracketed(date) });
const dates = async () =>
  (await cards().locator('h2').allInnerTexts()).map((title) => title.replace('安全生产日报', ''));

test('filed reports show the state of their anomalies, and can be narrowed to the unresolved (DR-26, DR-28)', async () => {
  watch(page);
  await page.goto('/m/');
  const entry = page.getByRole('navigation', { name: '快捷入口' }).getByRole('link', { name: '解决异常' });
  await expect.poll(() => entry.locator('em').innerText()).toBe('5');
  await page.getByRole('link', { name: '已填日报' }).click();
  await expect.poll(dates).toEqual([day(), day(-1), day(-2), day(-3)].map(bracketed));
  await cardOf(day(-1)).getByText('无异常', { exact: true }).waitFor();
  await cardOf(day()).getByText('存在异常', { exact: true }).waitFor();
  // Since when each is open.
  expect(await cardOf(day()).locator('.age').allInnerTexts()).toEqual(['今天发现', '今天发现']);
  expect(await cardOf(day(-3)).locator('.age').allInnerTexts()).toEqual(['已3天', '已3天']);
  await page.getByRole('button', { name: '存在异常（未解决）' }).click();
  await expect.poll(dates).toEqual([day(), day(-2), day(-3)].map(bracketed));
  expect(page.url()).toContain('anomaly=unresolved');
});

test('dates narrow the list together with the state, by range and by the calendar (DR-27)', async () => {
  watch(page);
  await page.getByRole('button', { name: '按日期' }).click();
  await page.getByLabel('从', { exact: true }).fill(day(-3));
  await page
    .getByLabel('至', { exact: true })
    .or(page.getByLabel('到', { exact: true }))
    .fill(day(-2));
  await page.getByRole('dialog').getByRole('button', { name: '确定' }).click();
  await expect.poll(dates).toEqual([day(-2), day(-3)].map(bracketed));
  await page.getByRole('button', { name: '存在异常（未解决）' }).click();
  await page.getByRole('button', { name: /\d\d-\d\d至\d\d-\d\d/ }).click();
  await page.getByRole('button', { name: '全部日期' }).click();
  await expect.poll(dates).toHaveLength(4);

  const calendar = page.locator('section.month');
  const today = calendar.locator('button.today');
  await calendar
    .getByRole('button', { name: /存在异常/ })
    .and(today)
    .waitFor();
  await today.click();
  await expect.poll(dates).toEqual([bracketed(day())]);
  await calendar.getByRole('button', { name: '上个月' }).click();
  await expect.poll(() => page.url()).toMatch(/to=\d{4}-\d\d-(28|29|30|31)/);
  const from = Temporal.PlainDate.from(day()).subtract({ months: 1 }).with({ day: 1 });
  await expect.poll(() => page.url()).toContain(`from=${from}`);
  await page.goto('/m/reports?tab=filed');
});

test('going back closes an open sheet before it leaves the page', async () => {
  watch(page);
  await page.goto('/m/');
  await page.getByRole('link', { name: '已填日报' }).click();
  const handle = cardOf(day()).locator('li', { hasText: bikes }).getByRole('button', { name: '处理' });
  const sheet = page.getByRole('dialog');
  const address = page.url();
  await handle.click();
  await sheet.waitFor();
  await page.goBack();
  await expect.poll(() => sheet.count()).toBe(0);
  expect(page.url()).toBe(address);
  // The entry of the sheet that was left leads nowhere, and brings nothing back.
  await page.goForward();
  await expect.poll(() => page.evaluate(() => window.history.state?.sheets ?? null)).toBeNull();
  expect(await sheet.count()).toBe(0);

  await handle.click();
  await sheet.getByRole('button', { name: '关闭' }).click();
  await expect.poll(() => page.evaluate(() => window.history.state?.sheets ?? null)).toBeNull();
  await handle.click();
  await sheet.waitFor();
  await page.reload();
  await handle.waitFor();
  await expect.poll(() => page.evaluate(() => window.history.state?.sheets ?? null)).toBeNull();

  // A filter chosen in a sheet stays, and is no step of its own.
  await page.getByRole('button', { name: '按日期' }).click();
  await page.getByRole('button', { name: '近7天' }).click();
  await expect.poll(() => page.url()).toContain(`from=${day(-6)}`);
  await expect.poll(() => page.evaluate(() => window.history.state?.sheets ?? null)).toBeNull();
  expect(page.url()).toContain(`from=${day(-6)}`);
  await page.goBack();

  await page.getByRole('navigation', { name: '快捷入口' }).getByRole('link', { name: '批量解决' }).click();
  await page.getByRole('button', { name: /选择\s*选择异常日报/ }).click();
  await sheet.waitFor();
  await page.goBack();
  await expect.poll(() => sheet.count()).toBe(0);
  await page.getByRole('heading', { name: '批量解决异常情况' }).waitFor();
  await page.goto('/m/reports?tab=filed');
});

test('a file that can never be taken says why in full, and can only be removed (DR-30)', async () => {
  const narrow = await stage.phone(scene.cookie, { viewport: { width: 360, height: 740 } });
  watch(narrow);
  await narrow.goto('/m/reports?tab=filed');
  await narrow
    .locator('article.rep', { hasText: bracketed(day()) })
    .locator('li', { hasText: bikes })
    .getByRole('button', { name: '处理' })
    .click();
  const sheet = narrow.getByRole('dialog');
  await sheet.locator('input[type=file]').setInputFiles([
    {
      name: '现场情况说明和整改记录.pdf',
      mimeType: 'application/pdf',
      buffer: Buffer.from('no more than words\n'.repeat(20)),
    },
    picture,
  ]);
  const tile = sheet.locator('.ph-refused');
  await tile.getByText(/未能上传：/).waitFor();
  await sheet
    .locator('input[type=file]')
    .setInputFiles({ name: '说明.txt', mimeType: 'text/plain', buffer: Buffer.from('已处理') });
  await sheet.getByText(/说明\.txt：不支持这种文件（文本文件）/).waitFor();
  expect(await sheet.locator('.phs > li').count()).toBe(3);
  await tile.getByText(/未能上传：/).waitFor();
  expect(await tile.getByRole('button', { name: '重试' }).count()).toBe(0);
  const words = tile.locator('.problem');
  expect(await words.evaluate((box) => box.scrollHeight <= box.clientHeight + 1)).toBe(true);
  await tile.getByRole('button', { name: '删除第1个' }).click();
  await expect.poll(() => tile.count()).toBe(0);
  await sheet.getByRole('button', { name: '删除第1个' }).click();
  await narrow.close();
});

test('handling one anomaly needs words and material of any kind, and shows in the report (DR-25, DR-29, DR-30, DR-31)', async () => {
  watch(page);
  const line = cardOf(day()).locator('li', { hasText: bikes });
  await line.getByRole('button', { name: '处理' }).click();
  const sheet = page.getByRole('dialog', { name: `处理：${bikes}` });
  await sheet.getByRole('button', { name: '确定' }).click();
  await sheet.getByText('请填写情况描述').waitFor();
  await sheet.getByText('请至少上传一份材料').waitFor();
  await sheet.getByRole('textbox', { name: '情况描述' }).fill('已清理飞线并张贴告示');
  await sheet
    .locator('input[type=file]')
    .setInputFiles([picture, { name: '告示.pdf', mimeType: 'application/pdf', buffer: pdf() }]);
  await sheet.locator('li.ph').nth(1).waitFor();
  await sheet.getByRole('button', { name: '确定' }).click();
  await page.getByText(`已解决：${bikes}`).waitFor();

  await line.getByText('已解决', { exact: true }).waitFor();
  expect(await line.getByRole('button').count()).toBe(0);
  await cardOf(day()).getByText('1/2已解决').waitFor();
  await cardOf(day()).getByRole('link').click();
  const item = page.locator('#item-e-bike');
  await item.getByText('解决情况：').waitFor();
  await item.getByText('已清理飞线并张贴告示').waitFor();
  await item.getByText('告示.pdf').waitFor();
  expect(await item.getByRole('button', { name: '处理', exact: true }).count()).toBe(0);
  expect(await page.locator('#item-facade').getByRole('button', { name: '处理', exact: true }).count()).toBe(0);
  await item.getByRole('button', { name: '处理经过' }).click();
  await expect.poll(() => item.locator('ol.path b').allInnerTexts()).toEqual(['发现', '解决']);
});

test('only reports with something unresolved can be chosen, and the preview says what will change and what is skipped (DR-32, DR-33, DR-34, DR-36)', async () => {
  watch(page);
  await page.goto('/m/reports?tab=filed');
  await page.getByRole('link', { name: '批量解决异常情况' }).click();
  await page.getByRole('button', { name: /选择\s*选择异常日报/ }).click();
  const reports = page.getByRole('dialog', { name: '选择异常日报' });
  await expect.poll(() => reports.getByRole('checkbox').count()).toBe(3);
  await reports.getByRole('button', { name: '全选3份' }).click();
  await reports.getByRole('button', { name: '已选3个' }).click();
  await page.getByRole('button', { name: /选择\s*选择条目/ }).click();
  const items = page.getByRole('dialog', { name: '选择条目' });
  // Most days first.
  await expect
    .poll(() => items.locator('li').allInnerTexts())
    .toEqual([expect.stringContaining(power), expect.stringContaining(renovation)]);
  await items.getByRole('checkbox').nth(0).check();
  await items.getByRole('checkbox').nth(1).check();
  await items.getByRole('button', { name: '已选2个' }).click();
  const table = page.getByRole('table');
  await expect.poll(() => table.getByRole('cell', { name: '将解决' }).count()).toBe(4);
  expect(await table.getByRole('cell', { name: '无异常' }).count()).toBe(2);
  await page.getByText('无异常2项').waitFor();
});

test('a batch writes one account to every affected item, tells what it skipped, and can be undone at once (DR-35, DR-36)', async () => {
  watch(page);
  const confirm = page.getByRole('button', { name: '确定，解决4项' });
  await confirm.click();
  await page.getByText('请填写情况描述').waitFor();
  await page.getByText('请至少上传一份材料').waitFor();
  await page.getByRole('textbox', { name: '情况描述' }).fill('电房已做防水，装修已停工');
  await page.locator('input[type=file]').setInputFiles(picture);
  await page.locator('li.ph').waitFor();
  await confirm.click();
  await page.getByRole('heading', { name: '已解决4项异常' }).waitFor();
  await page.getByText('跳过2项：无异常2项').waitFor();

  await page.getByRole('button', { name: /^撤销/ }).click();
  await page.getByText('已撤销，4项恢复为未解决').waitFor();
  await page.getByRole('link', { name: '查看已填日报' }).click();
  await cardOf(day(-3)).getByText('存在异常', { exact: true }).waitFor();
});

test('all days with the same anomaly are chosen and solved with one tap (DR-33, DR-36)', async () => {
  watch(page);
  await page.getByRole('link', { name: '批量解决异常情况' }).click();
  await page.getByRole('button', { name: `${power}，3天` }).click();
  await page.getByRole('textbox', { name: '情况描述' }).fill('配电房已修好');
  await page.locator('input[type=file]').setInputFiles(picture);
  await page.locator('li.ph').waitFor();
  await page.getByRole('button', { name: '确定，解决3项' }).click();
  await page.getByRole('heading', { name: '已解决3项异常' }).waitFor();
  await page.getByRole('link', { name: '查看已填日报' }).click();
  await cardOf(day(-2)).getByText('已解决', { exact: true }).first().waitFor();
  await cardOf(day(-3)).getByText('1/2已解决').waitFor();
  await page.getByRole('button', { name: '存在异常（未解决）' }).click();
  await expect.poll(dates).toEqual([bracketed(day(-3))]);

  await cardOf(day(-3)).getByRole('link').click();
  const item = page.locator('#item-power');
  await item.getByText('配电房已修好').waitFor();
  await item.getByText(/批量解决/).waitFor();
  const { rows } = await stage.pool.query(
    'select count(distinct resolution_id) as texts, count(*) as items from anomalies where community_id = $1 and item_code = $2',
    [scene.communities[0]?.id, 'power'],
  );
  expect(rows[0]).toEqual({ texts: 1, items: 3 });
});
