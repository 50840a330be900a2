/** Filing a daily report on the phone, with good and bad luck on the way. */
import { heic, photoWithEvidence } from '@anshao/server/files/testing/samples.ts';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { beforeAll, expect, test } from 'vitest';
import { addPhoto, answer, answerTheRest, describe, question, receipt, submit, type Upload } from './stage/filling.ts';
import { bracketed, day, fileReport, giveTask, type Scene, setScene } from './stage/scene.ts';
import { openStage, type Stage, watch } from './stage/stage.ts';

let stage: Stage;
let scene: Scene;
let page: Page;
let photo: Upload;
let reportId: string;

beforeAll(async () => {
  stage = await openStage(12);
  scene = await setScene(stage, { district: '白露区', communities: ['白露一期', '白露二期'], person: '何白露' });
  for (const community of scene.communities) await giveTask(stage, community);
  photo = { name: 'IMG_0001.jpg', mimeType: 'image/jpeg', buffer: await photoWithEvidence() };
  page = await stage.phone(scene.cookie);
});

/** A scene of its own for one test. */
async function aside(number: number, name: string): Promise<{ scene: Scene; taskId: string }> {
  const own = await setScene(stage, { number, district: `${name}区`, communities: [`${name}苑`], person: `何${name}` });
  const [community] = own.communities;
  if (!community) throw new Error('no community');
  return { scene: own, taskId: await giveTask(stage, community) };
}

async function reportsOf(scene: Scene): Promise<number> {
  const { rows } = await stage.pool.query('select count(*) as count from daily_reports where community_id = $1', [
    scene.communities[0]?.id,
  ]);
  return Number(rows[0].count);
}

/** The service worker has everything that the page needs without signal. */
const offlineReady = (page: Page) =>
  expect
    .poll(() => page.evaluate(async () => (await navigator.serviceWorker.getRegistration('/m/'))?.active?.state), {
      timeout: 20_000,
    })
    .toBe('activated');

test('both entries lead to the same list, and the badges count what is in it (DR-14, DR-16, DR-17)', async () => {
  watch(page);
  await page.goto('/m/');
  const entry = page.getByRole('navigation', { name: '快捷入口' }).getByRole('link', { name: '待填日报' });
  await page.getByText('2个小区待填报').waitFor();
  expect(await entry.locator('em').innerText()).toBe('2');
  expect(
    await page
      .getByRole('navigation', { name: '主导航' })
      .getByRole('link', { name: '任务' })
      .locator('em')
      .innerText(),
  ).toBe('2');

  const titles = async () => {
    await page.locator('a.rep').nth(1).waitFor();
    return page.locator('a.rep').allInnerTexts();
  };
  await entry.click();
  const byEntry = await titles();
  expect(await page.getByRole('tab', { name: /待填报/ }).innerText()).toMatch(/2/);
  await page.goBack();
  await page.getByRole('link', { name: '白露一期、白露二期' }).click();
  expect(await titles()).toEqual(byEntry);

  const [first = ''] = byEntry;
  for (const fact of [`${bracketed(day())}安全生产日报`, '未填报', '所属小区：白露', '发布时间：'])
    expect(first).toContain(fact);
});

test('the form shows community and date, and submitting jumps to the first item without an answer (DR-18, DR-19)', async () => {
  watch(page);
  await page.locator('a.rep', { hasText: '白露一期' }).click();
  await page.locator('.dr-h', { hasText: '白露一期' }).waitFor();
  expect(await page.locator('.dr-h').innerText()).toContain(day());
  expect(await page.locator('section.q').count()).toBe(15);
  for (const code of ['facade', 'renovation', 'fire-facilities']) await answer(page, code, '无异常');
  await answer(page, 'e-bike', '无异常');
  await submit(page);
  await page.getByText('还有11项需要填写').waitFor();
  await expect
    .poll(() => question(page, 'fire-lane').evaluate((card) => card.contains(document.activeElement)))
    .toBe(true);
  await expect
    .poll(() => question(page, 'fire-lane').evaluate((card) => Math.round(card.getBoundingClientRect().top)))
    .toBeLessThan(300);
  expect(await page.url()).toContain('/report/');
});

test('an anomaly needs words and a photo; a HEIC picture is refused with advice (DR-20)', async () => {
  watch(page);
  await answer(page, 'fire-lane', '发现异常');
  await answerTheRest(page);
  await submit(page);
  await page.getByText('还有1项需要填写').waitFor();
  const lane = question(page, 'fire-lane');
  expect(await lane.locator('.problem').count()).toBe(2);

  await lane.locator('input[type=file]').setInputFiles({ name: 'IMG_1.HEIC', mimeType: 'image/heic', buffer: heic() });
  await lane.getByRole('alert').getByText(/HEIC/).waitFor();
  expect(await lane.getByRole('alert').innerText()).toMatch(/设置|兼容|JPEG|JPG/);
  await describe(page, 'fire-lane', '三栋后消防车通道被快递车占用');
  await addPhoto(page, 'fire-lane', photo);
  await expect.poll(() => lane.locator('.problem').count()).toBe(0);
});

test('taking an anomaly back asks first, and only then clears words and photos (DR-20)', async () => {
  watch(page);
  await answer(page, 'fire-lane', '无异常');
  const sheet = page.getByRole('dialog', { name: '改掉“发现异常”？' });
  await sheet.getByRole('button', { name: '取消' }).click();
  const words = question(page, 'fire-lane').getByRole('textbox', { name: '描述' });
  expect(await words.inputValue()).toContain('快递车');

  await answer(page, 'renovation', '发现异常');
  await describe(page, 'renovation', '只是误会');
  await answer(page, 'renovation', '无异常');
  await page.getByRole('dialog').getByRole('button', { name: '清除并更改' }).click();
  await expect.poll(() => question(page, 'renovation').getByRole('textbox').count()).toBe(0);
  await answer(page, 'renovation', '发现异常');
  expect(await question(page, 'renovation').getByRole('textbox', { name: '描述' }).inputValue()).toBe('');
  await answer(page, 'renovation', '无异常');
});

test('the draft says that it is saved, and survives a reload with and without signal', async () => {
  watch(page);
  await page
    .getByText(/草稿已保存\d/)
    .first()
    .waitFor();
  await page.reload();
  const words = question(page, 'fire-lane').getByRole('textbox', { name: '描述' });
  await words.waitFor();
  expect(await words.inputValue()).toBe('三栋后消防车通道被快递车占用');
  expect(await question(page, 'fire-lane').locator('li.ph').count()).toBe(1);
  // Pressed only a moment before the reload.
  expect(await question(page, 'renovation').getByRole('radio', { name: '无异常' }).getAttribute('aria-checked')).toBe(
    'true',
  );

  await offlineReady(page);
  await page.context().setOffline(true);
  await page.reload();
  await page.getByText('没有网络，可以继续填写').waitFor();
  await words.waitFor();
  expect(await words.inputValue()).toBe('三栋后消防车通道被快递车占用');
  await words.fill('三栋后消防车通道被快递车占用，已劝离');
  await page
    .getByText(/草稿已保存\d/)
    .first()
    .waitFor();
});

test('a report finished without signal waits visibly, and is filed once when the signal is back (DR-23)', async () => {
  watch(page);
  await submit(page);
  await page.getByText('已保存，等待网络').waitFor();
  await page.getByText('没有网络1份日报等待发送').or(page.getByText('1份日报等待发送')).first().waitFor();
  expect(await reportsOf(scene)).toBe(0);
  await page.reload();
  await page.getByText('已保存，等待网络').waitFor();
  await page.getByText(/共15项，\d\d:\d\d提交/).waitFor();
  await page.context().setOffline(false);
  reportId = await receipt(page);
  expect(await reportsOf(scene)).toBe(1);
});

test('the receipt has number, time and hash; the report moves to 已填报 and opens read-only with its photo upright and without a position (DR-16, DR-23)', async () => {
  watch(page);
  const number = `RB${day().replaceAll('-', '')}-${scene.communities[0]?.code}`;
  await page.getByText(number).waitFor();
  expect(await page.locator('.mono').innerText()).toMatch(/^[0-9a-f]{64}$/);
  await page.goto('/m/reports?tab=todo');
  await page.locator('a.rep', { hasText: '白露二期' }).waitFor();
  expect(await page.locator('a.rep', { hasText: '白露一期' }).count()).toBe(0);
  await page.getByRole('tab', { name: '已填报' }).click();
  await page.locator('article.rep', { hasText: '白露一期' }).getByRole('link').click();
  const lane = page.locator('#item-fire-lane');
  await lane.getByText('三栋后消防车通道被快递车占用，已劝离').waitFor();
  expect(await page.locator('[role=radio], textarea, input').count()).toBe(0);
  await expect
    .poll(() =>
      lane
        .locator('img')
        .first()
        .evaluate((image) => (image as HTMLImageElement).naturalWidth),
    )
    .toBeGreaterThan(0);

  const { items } = await stage.call<{ items: { photoIds: string[] }[] }>(
    scene.cookie,
    'GET',
    `/daily-reports/${reportId}`,
  );
  const [photoId] = items.flatMap((item) => item.photoIds);
  const served = await fetch(`${stage.address}/api/files/${photoId}`, { headers: { cookie: scene.cookie } });
  const facts = await sharp(Buffer.from(await served.arrayBuffer())).metadata();
  expect(facts.width).toBeLessThan(facts.height);
  expect(facts.exif).toBeUndefined();
});

test('a submission whose answer is lost is sent again and files once (DR-23)', async () => {
  const { scene: own, taskId } = await aside(2, '清明');
  const flaky = await stage.phone(own.cookie, { serviceWorkers: 'block' });
  watch(flaky);
  const ids: string[] = [];
  await flaky.route(`**/api/daily-reports/tasks/${taskId}`, async (route) => {
    if (route.request().method() !== 'POST') return route.continue();
    ids.push((route.request().postDataJSON() as { id: string }).id);
    // The server has it; the phone never hears so.
    const answered = await route.fetch();
    if (ids.length === 1) await route.abort('connectionreset');
    else await route.fulfill({ response: answered });
  });
  await flaky.goto(`/m/report/${taskId}`);
  await answerTheRest(flaky);
  await submit(flaky);
  expect(await receipt(flaky)).toBe(ids[0]);
  expect(ids).toEqual([ids[0], ids[0]]);
  expect(await reportsOf(own)).toBe(1);
});

test('a report that was sent from another page leads to its receipt, not to a report somebody filed (DR-23)', async () => {
  const { scene: own, taskId } = await aside(4, '芒种');
  const phone = await stage.phone(own.cookie);
  watch(phone);
  await phone.goto(`/m/report/${taskId}`);
  await answerTheRest(phone);
  await offlineReady(phone);
  await phone.context().setOffline(true);
  await submit(phone);
  await phone.getByText('已保存，等待网络').waitFor();
  await phone.goto('/m/');
  await phone.getByRole('heading', { name: '1份日报等待发送' }).waitFor();
  await phone.context().setOffline(false);
  await expect.poll(() => reportsOf(own)).toBe(1);
  await expect.poll(() => phone.getByText('1份日报等待发送').count()).toBe(0);
  await phone.goto(`/m/report/${taskId}`);
  await receipt(phone);

  // The answer that would have said so is lost, and the page is thrown away before it is sent again.
  const { scene: lost, taskId: lostTask } = await aside(5, '夏至');
  const flaky = await stage.phone(lost.cookie, { serviceWorkers: 'block' });
  watch(flaky);
  await flaky.route(`**/api/daily-reports/tasks/${lostTask}`, async (route) => {
    if (route.request().method() !== 'POST') return route.continue();
    await route.fetch();
    await route.abort('connectionreset');
  });
  await flaky.goto(`/m/report/${lostTask}`);
  await answerTheRest(flaky);
  await submit(flaky);
  await expect.poll(() => reportsOf(lost)).toBe(1);
  await flaky.reload();
  await receipt(flaky);
});

test('when another device was faster, the phone says who, and keeps what was typed (DR-23)', async () => {
  const { scene: own, taskId } = await aside(3, '谷雨');
  const slow = await stage.phone(own.cookie);
  watch(slow);
  await slow.goto(`/m/report/${taskId}`);
  await answer(slow, 'facade', '发现异常');
  await describe(slow, 'facade', '北面瓷砖松动');
  await addPhoto(slow, 'facade', photo);
  // The photo has arrived; the answers have not.
  await expect.poll(() => question(slow, 'facade').locator('.up').count()).toBe(0);
  await answerTheRest(slow);
  await slow.context().setOffline(true);
  await fileReport(stage, own.cookie, taskId);
  await submit(slow);
  await slow.getByText('已保存，等待网络').waitFor();
  await slow.context().setOffline(false);
  await slow.getByText('1份日报未被接收').waitFor();
  await slow.getByRole('button', { name: '查看', exact: true }).click();
  await slow
    .getByRole('dialog')
    .getByText(/何谷雨已于.*填报了这份日报/)
    .waitFor();
  const sheet = slow.getByRole('dialog', { name: '未被接收的日报' });
  expect(await sheet.getByText('恢复网络后自动发送').count()).toBe(0);
  expect(await sheet.getByRole('button', { name: '现在发送' }).count()).toBe(0);
  await sheet.getByRole('button', { name: '查看已填报的日报' }).click();
  await slow.getByText(/何谷雨于.*填报/).waitFor();
  await slow.goto(`/m/report/${taskId}`);
  await slow.getByRole('heading', { name: '我填写的内容（未提交）' }).waitFor();
  await slow.getByText('北面瓷砖松动').waitFor();
  await slow.getByRole('link', { name: '打开已填报的日报' }).click();
  await slow.getByRole('heading', { name: '安全生产日报', exact: true }).waitFor();
  expect(await reportsOf(own)).toBe(1);

  await slow.getByRole('button', { name: '查看', exact: true }).click();
  await sheet.getByRole('button', { name: '移出队列' }).click();
  await slow.getByRole('dialog', { name: /^移出/ }).getByRole('button', { name: '移出队列' }).click();
  await expect.poll(() => slow.getByText('1份日报未被接收').count()).toBe(0);
  await slow.goto(`/m/report/${taskId}`);
  await slow.getByText('这份日报已经填报').waitFor();
  expect(await slow.getByText('北面瓷砖松动').count()).toBe(0);
});
