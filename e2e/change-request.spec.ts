/** A new person in charge asks for the community; the association looks at both and decides. */
import { pdf } from '@anshao/server/files/testing/samples.ts';
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { giveTask, type Scene, setScene } from './stage/scene.ts';
import { openStage, type Stage, watch } from './stage/stage.ts';

let stage: Stage;
let scene: Scene;
let desk: Page;
let newcomer: Page;
const reason = '原负责人离职，公司另行指派';

beforeAll(async () => {
  stage = await openStage(15);
  scene = await setScene(stage, { district: '小满区', communities: ['小满一村', '小满二村'], person: '旧主任' });
  for (const community of scene.communities) await giveTask(stage, community);
  desk = await stage.desk(await stage.administrator());
  newcomer = await stage.phone();
});

/** Fills in the request up to the files; the code comes by text message. */
async function fillIn(page: Page, community: string, name: string, mobile: string): Promise<void> {
  await page.goto('/m/change-request');
  await page.getByRole('heading', { name: '项目负责人变更申请' }).waitFor();
  await page.locator('#change-community').getByRole('button').click();
  const sheet = page.getByRole('dialog', { name: '选择小区' });
  await sheet.getByRole('searchbox').fill(community);
  await sheet.locator('button.comm', { hasText: community }).click();
  await sheet.getByRole('button', { name: '确定' }).click();
  await page.getByRole('textbox', { name: '新负责人姓名' }).fill(name);
  await page.getByRole('textbox', { name: '手机号' }).fill(mobile);
  await page.getByRole('button', { name: '发送验证码' }).click();
  await page.getByRole('button', { name: /秒后可重发/ }).waitFor();
  await page.getByRole('textbox', { name: '验证码' }).fill(await stage.codeSentTo(mobile));
  await page.getByRole('textbox', { name: '变更原因' }).fill(reason);
}

test('without sign-in, the request needs everything and above all the authorisation of the company (DR-11, DR-12)', async () => {
  watch(newcomer);
  await newcomer.goto('/m/change-request');
  await newcomer.getByRole('button', { name: '提交申请' }).click();
  for (const sentence of [
    '请选择小区',
    '请填写姓名',
    '请填写正确的11位手机号',
    '请输入6位验证码',
    '请填写变更原因',
    '请上传公司授权文件',
  ])
    await newcomer.locator('.problem', { hasText: sentence }).waitFor();

  await fillIn(newcomer, '小满一村', '新主任', stage.mobile(1));
  await newcomer.getByRole('button', { name: '提交申请' }).click();
  await newcomer.getByText('请上传公司授权文件').waitFor();
  expect(await newcomer.getByText('申请已提交').count()).toBe(0);
  const files = newcomer.locator('#change-files input[type=file]');
  await files.setInputFiles({ name: '授权.txt', mimeType: 'text/plain', buffer: Buffer.from('授权') });
  await newcomer.locator('#change-files').getByRole('alert').waitFor();
  await files.setInputFiles({ name: '授权书.pdf', mimeType: 'application/pdf', buffer: pdf() });
  await newcomer.getByText('授权书.pdf').waitFor();
  await newcomer.getByRole('button', { name: '提交申请' }).click();
  await newcomer.getByRole('heading', { name: '申请已提交' }).waitFor();
  await newcomer.getByText(/^BG\d{8}-\d{3}$/).waitFor();
});

test('the reviewer sees old and new person side by side with the authorisation, and approving rebinds at once (DR-11, DR-12)', async () => {
  watch(desk);
  await desk.goto('/desk/change-requests');
  const row = desk.getByRole('row', { name: /小满一村/ });
  await row.getByText('旧主任 → 新主任').waitFor();
  await row.getByRole('button').first().click();
  const before = desk.getByRole('region', { name: '现任负责人' });
  await before.getByText('旧主任').waitFor();
  await before.getByText('1个小区').waitFor();
  await desk.getByRole('region', { name: '申请人' }).getByText('新主任').waitFor();
  await desk.getByText(reason).waitFor();
  const link = desk.getByRole('link', { name: /授权书\.pdf/ });
  const opened = await desk.request.get((await link.getAttribute('href')) ?? '');
  expect(opened.status()).toBe(200);
  expect((await opened.body()).subarray(0, 5).toString()).toBe('%PDF-');

  await desk.getByRole('button', { name: '同意', exact: true }).click();
  await desk.getByText('同意由新主任接任？').waitFor();
  await desk.locator('.ant-popconfirm').getByRole('button', { name: '同意' }).click();
  await desk.getByText('小满一村已由新主任接任').waitFor();
});

test('the former person loses the community at once; the new one signs in with a code and finds it (DR-04, DR-11)', async () => {
  const former = await stage.phone(scene.cookie);
  watch(former, newcomer);
  await former.goto('/m/reports?tab=todo');
  await former.locator('a.rep', { hasText: '小满二村' }).waitFor();
  expect(await former.locator('a.rep', { hasText: '小满一村' }).count()).toBe(0);

  // A minute must lie between two codes to one number.
  await stage.pool.query("update sign_in_codes set sent_at = sent_at - interval '2 minutes' where mobile = $1", [
    stage.mobile(1),
  ]);
  await newcomer.goto('/m/sign-in');
  await newcomer.getByRole('textbox', { name: '手机号' }).fill(stage.mobile(1));
  await newcomer.getByRole('button', { name: '发送验证码' }).click();
  await newcomer.getByText(/已发送至/).waitFor();
  await newcomer.getByRole('textbox', { name: '验证码' }).fill(await stage.codeSentTo(stage.mobile(1)));
  await newcomer.getByRole('button', { name: '登录', exact: true }).click();
  await newcomer.getByRole('heading', { name: '小满一村待填报' }).waitFor();
});

test('a second request is turned down with a reason, which goes to the applicant by text message (DR-11)', async () => {
  const other = await stage.phone();
  watch(other, desk);
  await fillIn(other, '小满二村', '冒名者', stage.mobile(2));
  await other
    .locator('#change-files input[type=file]')
    .setInputFiles({ name: '授权.pdf', mimeType: 'application/pdf', buffer: pdf() });
  await other.getByText('授权.pdf').waitFor();
  await other.getByRole('button', { name: '提交申请' }).click();
  await other.getByRole('heading', { name: '申请已提交' }).waitFor();

  await desk.goto('/desk/change-requests');
  await desk
    .getByRole('row', { name: /小满二村/ })
    .getByRole('button')
    .first()
    .click();
  await desk.getByRole('button', { name: '驳回', exact: true }).click();
  await desk.getByRole('button', { name: '驳回并告知' }).click();
  await desk.getByText('请填写驳回原因').waitFor();
  await desk.getByRole('textbox', { name: '驳回原因' }).fill('授权书没有盖章');
  await desk.getByRole('button', { name: '驳回并告知' }).click();
  await desk.getByText('已驳回冒名者的申请').waitFor();

  await desk.goto(`/desk/outbox?q=${stage.mobile(2)}`);
  await desk.getByRole('cell', { name: /小满二村项目负责人变更申请.*未通过：授权书没有盖章/ }).waitFor();
  const old = await stage.call<{ posts: { placeName: string }[] }>(scene.cookie, 'GET', '/me');
  expect(old.posts.map((post) => post.placeName)).toEqual(['小满二村']);
});
