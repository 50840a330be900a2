/** What was resolved on several days is verified as the one thing it is. */
import { photo } from '@anshao/server/files/testing/samples.ts';
import { buildCommunity } from '@anshao/server/org/testing/builders.ts';
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { day, fileReport, giveTask, type Scene, sendFile, setScene } from './stage/scene.ts';
import { openStage, type Stage, watch } from './stage/stage.ts';

let stage: Stage;
let scene: Scene;
let desk: Page;
const days = [-2, -1, 0];

beforeAll(async () => {
  stage = await openStage(22);
  scene = await setScene(stage, { district: '惊蛰区', communities: ['惊蛰苑'], person: '雷惊蛰' });
  const [community] = scene.communities;
  if (!community) throw new Error('no community');
  const administrator = await stage.administrator();
  const picture = await photo();
  const send = (cookie: string) => sendFile(stage, cookie, 'a.jpg', 'image/jpeg', picture);
  const anomalies: string[] = [];
  for (const offset of days) {
    const report = await fileReport(stage, scene.cookie, await giveTask(stage, community, day(offset)), [
      { item: 'gas', description: '阀门井有异味', photos: [await send(scene.cookie)] },
    ]);
    const { rows } = await stage.pool.query('select id from anomalies where report_id = $1', [report]);
    anomalies.push(rows[0].id);
  }
  // The same thing, as if it had been carried over from day to day.
  await stage.pool.query('update anomalies set origin_id = $1, origin_date = $2 where id = any($3)', [
    anomalies[0],
    day(-2),
    anomalies,
  ]);
  for (const [index, cookie] of [scene.cookie, administrator, scene.cookie].entries()) {
    await stage.call(cookie, 'POST', `/anomalies/${anomalies[index]}/resolve`, {
      id: stage.newId(),
      description: '已更换阀门',
      fileIds: [await send(cookie)],
    });
  }
  desk = await stage.desk(administrator);
});

test('verifying the row verifies its days with one call, but for the one that was resolved by oneself, which is said', async () => {
  watch(desk);
  const calls: string[] = [];
  desk.on('request', (request) => {
    if (request.url().endsWith('/verify')) calls.push(request.postData() ?? '');
  });
  await desk.goto(`/desk/anomalies?state=resolved&districtId=${scene.district.id}`);
  await desk.getByRole('button', { name: '惊蛰苑' }).first().click();
  await desk.getByRole('button', { name: '核实', exact: true }).click();

  await desk.getByText(/已核实2天，跳过1天；.*：核实人不能是解决人本人/).waitFor();
  expect(calls).toEqual(['{"allDays":true}']);
  const { rows } = await stage.pool.query(
    'select report_date::text as date, state from anomalies where community_id = $1 order by 1',
    [scene.communities[0]?.id],
  );
  expect(rows.map((row) => row.state)).toEqual(['verified', 'resolved', 'verified']);
});

test('the search for a community goes on to the last one, page after page', async () => {
  watch(desk);
  for (let index = 0; index < 45; index++) {
    await buildCommunity(stage.pool, {
      code: stage.code(100 + index),
      name: `惊蛰花园${index + 1}期`,
      districtId: scene.district.id,
      companyId: scene.company.id,
    });
  }
  await desk.goto('/desk/board');
  await desk.getByRole('heading', { name: '日报填报看板' }).waitFor();
  await desk.keyboard.press('Control+K');
  await desk.keyboard.type('惊蛰花园');
  const options = desk.locator('.ant-select-item-option', { hasText: '惊蛰花园' });
  await options.first().waitFor();
  const isAskedByKey = desk.waitForRequest((request) => request.url().includes('cursor='));
  let isAsked = false;
  void isAskedByKey.then(() => {
    isAsked = true;
  });
  await expect
    .poll(async () => {
      await desk.keyboard.press('ArrowDown');
      return isAsked;
    })
    .toBe(true);
  await options.first().hover();
  await expect
    .poll(async () => {
      await desk.mouse.wheel(0, 1500);
      return options.filter({ hasText: '惊蛰花园45期' }).count();
    })
    .toBe(1);
});
