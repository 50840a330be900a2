/**
 * Two forms from nothing, as an administrator builds them who has never programmed (FE-01 … FE-16, FE-19): by mouse and
 * keyboard only, published, filled on a phone with photos, changed and published again; what was filled before reads
 * as it was.
 */
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { beforeAll, expect, test } from 'vitest';
import { choose, drag, insert, leave, newApp, newForm, part, publish, rename } from './stage/designing.ts';
import { axeFinds } from './stage/looks.ts';
import { type Scene, setScene } from './stage/scene.ts';
import { openStage, type Stage, watch } from './stage/stage.ts';

let stage: Stage;
let scene: Scene;
let desk: Page;
let phone: Page;
const app = '春分小区安全';

beforeAll(async () => {
  stage = await openStage(26);
  scene = await setScene(stage, { district: '春分区', communities: ['春分苑'], person: '春分明' });
  desk = await stage.desk(await stage.administrator());
  phone = await stage.phone(scene.cookie, {
    permissions: ['geolocation'],
    geolocation: { latitude: 23.11, longitude: 114.41 },
  });
});

const photo = async (colour: string) => ({
  name: '现场.jpg',
  mimeType: 'image/jpeg',
  buffer: await sharp({ create: { width: 900, height: 1200, channels: 3, background: colour } })
    .jpeg()
    .toBuffer(),
});

async function openOnPhone(form: string): Promise<void> {
  await phone.goto('/m/apps');
  const section = phone.locator('section', { has: phone.getByRole('heading', { name: app }) });
  await section.getByText(form, { exact: true }).click();
  await phone.getByRole('heading', { name: form }).first().waitFor();
}

test('an application of one’s own, and a table of points in it (FE-01)', async () => {
  watch(desk);
  await newApp(desk, app);
  await newForm(desk, '巡检点位信息表');
  await insert(desk, '单行文本', '点位名称');
  await insert(desk, '单行文本', '所在位置');
  expect(await publish(desk)).toBe(1);
  // A part of the canvas is named by label and type; the drawing of its control is no label.
  expect(await axeFinds(desk, ['label-content-name-mismatch'])).toEqual([]);
  await leave(desk);
});

test('安全巡检记录表 is drawn with the controls the article names (FE-02 … FE-10, FE-15)', async () => {
  watch(desk);
  await newForm(desk, '安全巡检记录表');
  await drag(desk, '日期时间', desk.getByRole('tree', { name: '安全巡检记录表' }), '巡检时间');
  await choose(desk, '默认值', '填写时的时间');
  await drag(desk, '人员', part(desk, '巡检时间'), '巡检人');
  await insert(desk, '关联数据', '巡检点位');
  await choose(desk, '关联的表单', '巡检点位信息表');
  await insert(desk, '单行文本', '点位位置');
  await part(desk, '巡检点位').click();
  await insert(desk, '子表单', '检查项清单');
  await part(desk, '内容').click();
  await expect.poll(() => desk.getByRole('textbox', { name: '标题', exact: true }).inputValue()).toBe('内容');
  await rename(desk, '检查项描述');
  await drag(desk, '单选', part(desk, '检查项描述'), '是否正常');
  await insert(desk, '图片', '异常情况拍照');
  await insert(desk, '多行文本', '备注说明');

  // Taken back and done again: the same form.
  await part(desk, '备注说明').click();
  // Its key follows the label once that is left.
  await expect.poll(() => desk.getByRole('textbox', { name: '标识' }).inputValue()).toBe('beiZhuShuoMing');
  for (let step = 0; step < 3; step++) await desk.keyboard.press('Control+z');
  for (let step = 0; step < 3; step++) await desk.keyboard.press('Control+y');
  await part(desk, '备注说明').waitFor();

  // Looking at what would be published takes nothing away: the focus comes back, and keys work as before.
  await desk.getByRole('button', { name: '发布', exact: true }).click();
  await desk.getByRole('dialog').getByRole('button', { name: '发布', exact: true }).waitFor();
  await desk.keyboard.press('Escape');
  await expect.poll(() => desk.evaluate(() => document.activeElement?.textContent)).toBe('发布');
  for (let step = 0; step < 3; step++) await desk.keyboard.press('Control+z');
  await part(desk, '备注说明').waitFor({ state: 'detached' });
  for (let step = 0; step < 3; step++) await desk.keyboard.press('Control+y');
  await part(desk, '备注说明').waitFor();
  expect(await publish(desk)).toBe(1);
  await leave(desk);
});

test('安全隐患上报单 is drawn with the controls the article names (FE-11 … FE-14, FE-16)', async () => {
  watch(desk);
  await newForm(desk, '安全隐患上报单');
  await drag(desk, '图片', desk.getByRole('tree', { name: '安全隐患上报单' }), '现场照片');
  await insert(desk, '视频', '现场短视频');
  await insert(desk, '定位', '隐患位置');
  await insert(desk, '单选', '隐患类型');
  await insert(desk, '单选', '隐患等级');
  await insert(desk, '人员', '建议整改负责人');
  expect(await publish(desk)).toBe(1);
  await leave(desk);
});

test('the forms are filled on a phone like a questionnaire, with photos (FE-17, FE-18)', async () => {
  watch(phone);
  await openOnPhone('巡检点位信息表');
  await phone.getByLabel('点位名称').fill('3栋消防泵房');
  await phone.getByLabel('所在位置').fill('地下一层');
  await phone.getByRole('button', { name: '提交', exact: true }).click();
  await phone.getByText('提交成功').waitFor();

  await openOnPhone('安全巡检记录表');
  await phone.getByRole('button', { name: '添加一行' }).click();
  const row = phone.locator('section.subrow, [data-row]').first();
  await row.getByLabel('检查项描述').fill('水泵能否自动启动');
  await row.getByRole('radio', { name: '选项2' }).click();
  await row
    .locator('input[type=file]')
    .first()
    .setInputFiles(await photo('#884422'));
  await row.getByLabel('备注说明').fill('控制柜在手动档，已恢复');
  await phone.getByRole('button', { name: '提交', exact: true }).click();
  await phone.getByText('提交成功').waitFor();
});

test('a form is changed and published again; what was filled before reads as it was (FE-19, AP-03)', async () => {
  watch(desk, phone);
  await desk
    .getByRole('link', { name: '安全巡检记录表' })
    .or(desk.getByRole('button', { name: '安全巡检记录表' }))
    .first()
    .click();
  await desk
    .getByRole('button', { name: '设计表单' })
    .or(desk.getByRole('link', { name: '设计表单' }))
    .first()
    .click();
  await part(desk, '点位位置').click();
  await insert(desk, '单选', '天气');
  await part(desk, '备注说明').click();
  await desk.keyboard.press('Delete');
  expect(await publish(desk)).toBe(2);
  await leave(desk);

  // The record of before, at the desk and on the phone, with what the new version does not ask any more.
  await desk.getByRole('row').nth(1).click();
  await desk.getByText('控制柜在手动档，已恢复').waitFor();
  await phone.goto('/m/apps');
  await openOnPhone('安全巡检记录表');
  await phone.getByText('天气').first().waitFor();
  expect(await phone.getByText('备注说明').count()).toBe(0);
});
