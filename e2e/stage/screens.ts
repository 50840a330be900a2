/** The main screens of both surfaces, each with what must be there before it is looked at. */
import { photo } from '@anshao/server/files/testing/samples.ts';
import type { Page } from 'playwright-core';
import { question } from './filling.ts';
import { day, fileReport, giveTask, type Scene, sendFile, setScene } from './scene.ts';
import type { Stage } from './stage.ts';

export interface Screen {
  readonly name: string;
  readonly path: string;
  /** Brings the page into the state meant; without it the network must have come to rest. */
  readonly until?: (page: Page) => Promise<void>;
}

export interface World extends Scene {
  readonly taskId: string;
  readonly reportId: string;
  readonly emptyTaskId: string;
}

/** Two communities with a past: one day filed with anomalies, one missed, one still to be filed. */
export async function setWorld(stage: Stage, district: string): Promise<World> {
  const scene = await setScene(stage, {
    district,
    communities: [`${district}一苑`, `${district}二苑`],
    person: '齐安',
  });
  const [first, second] = scene.communities;
  if (!first || !second) throw new Error('no communities');
  const picture = () => photo().then((content) => sendFile(stage, scene.cookie, 'a.jpg', 'image/jpeg', content));
  await fileReport(stage, scene.cookie, await giveTask(stage, first, day(-2)));
  const reportId = await fileReport(stage, scene.cookie, await giveTask(stage, first, day(-1)), [
    { item: 'power', description: 'ZX-1', photos: [await picture()] },
    { item: 'lift', description: 'ZX-2', photos: [await picture()] },
  ]);
  await giveTask(stage, second, day(-1));
  const taskId = await giveTask(stage, first);
  const emptyTaskId = await giveTask(stage, second);
  const { rows } = await stage.call<{ rows: { id: string; itemCode: string }[] }>(scene.cookie, 'GET', '/anomalies');
  const lift = rows.find((row) => row.itemCode === 'lift');
  await stage.call(scene.cookie, 'POST', `/anomalies/${lift?.id}/resolve`, {
    id: stage.newId(),
    description: 'ZX-3',
    fileIds: [await picture()],
  });
  return { ...scene, taskId, reportId, emptyTaskId };
}

/** Pages of the phone that need no sign-in. */
export const strangersScreens = (world: World): Screen[] => [
  { name: 'sign-in', path: '/m/sign-in' },
  { name: 'picker', path: '/m/bind', until: (page) => page.locator('button.comm').first().waitFor() },
  {
    name: 'contact',
    path: `/m/bind?community=${world.communities[0]?.id}`,
    until: (page) => page.locator('.consent').waitFor(),
  },
  {
    name: 'consent',
    path: `/m/bind?community=${world.communities[0]?.id}`,
    until: (page) => page.locator('.consent button.link').click(),
  },
  {
    name: 'change request',
    path: `/m/change-request?community=${world.communities[0]?.id}`,
    until: (page) => page.locator('#change-files').waitFor(),
  },
];

export const phoneScreens = (world: World): Screen[] => [
  { name: 'home', path: '/m/', until: (page) => page.locator('article.task').first().waitFor() },
  { name: 'reports to file', path: '/m/reports?tab=todo', until: (page) => page.locator('a.rep').first().waitFor() },
  {
    name: 'filed reports',
    path: '/m/reports?tab=filed',
    until: (page) => page.locator('article.rep').first().waitFor(),
  },
  {
    name: 'dates',
    path: '/m/reports?tab=filed',
    until: async (page) => {
      await page.locator('.chips .chip').nth(2).click();
      await page.locator('dialog .dates').waitFor();
    },
  },
  {
    name: 'handling',
    path: '/m/reports?tab=filed',
    until: async (page) => {
      await page.locator('button.hbtn').first().click();
      await page.locator('#resolution-words').waitFor();
    },
  },
  {
    name: 'filling in',
    path: `/m/report/${world.taskId}`,
    until: async (page) => {
      await page.locator('button.prefill').click();
      await page.locator('.carried').waitFor();
    },
  },
  {
    name: 'filling in, refused',
    path: `/m/report/${world.emptyTaskId}`,
    until: async (page) => {
      await question(page, 'facade').getByRole('radio').nth(1).click();
      await page.locator('.bar .pbtn').last().click();
      await page.locator('.problem').first().waitFor();
    },
  },
  {
    name: 'filed report',
    path: `/m/filed/${world.reportId}`,
    until: (page) => page.locator('section.fi').nth(14).waitFor(),
  },
  { name: 'receipt', path: `/m/receipt/${world.reportId}`, until: (page) => page.locator('.receipt-lines').waitFor() },
  {
    name: 'correcting',
    path: `/m/filed/${world.reportId}/amend`,
    until: (page) => page.locator('#amend-reason').waitFor(),
  },
  {
    name: 'batch',
    path: '/m/batch',
    until: async (page) => {
      await page.locator('.same button').first().click();
      await page.getByRole('table').waitFor();
    },
  },
  { name: 'messages', path: '/m/messages' },
  {
    name: 'me',
    path: '/m/me',
    until: async (page) => {
      await page.locator('button[aria-expanded]').click();
      await page.locator('.devices li').first().waitFor();
    },
  },
];

const row = (page: Page) => page.locator('table tbody tr').first().waitFor();

export const deskScreens = (world: World): Screen[] => [
  {
    name: 'board',
    path: `/desk/board?districtId=${world.district.id}`,
    until: async (page) => {
      await row(page);
      await page.locator('.missing-list li').first().waitFor();
    },
  },
  { name: 'reports', path: '/desk/reports', until: row },
  {
    name: 'one report',
    path: `/desk/reports?open=${world.reportId}`,
    until: (page) => page.getByText('ZX-1').waitFor(),
  },
  { name: 'anomalies', path: '/desk/anomalies', until: row },
  { name: 'change requests', path: '/desk/change-requests' },
  { name: 'communities', path: '/desk/directory', until: row },
  { name: 'companies', path: '/desk/directory?tab=companies', until: row },
  { name: 'people', path: '/desk/directory?tab=people', until: row },
  {
    name: 'import',
    path: '/desk/import',
    until: (page) => page.locator('input[type=file]').waitFor({ state: 'attached' }),
  },
  { name: 'community', path: `/desk/communities/${world.communities[0]?.id}` },
  {
    name: 'items',
    path: '/desk/settings?tab=items',
    until: (page) => page.locator('ol.item-list li').first().waitFor(),
  },
  { name: 'plan', path: '/desk/settings?tab=plan', until: (page) => page.locator('.timing-fields').first().waitFor() },
  {
    name: 'general settings',
    path: '/desk/settings?tab=general',
    until: (page) => page.locator('form button').waitFor(),
  },
  { name: 'outbox', path: '/desk/outbox' },
  { name: 'log', path: '/desk/log', until: row },
  {
    name: 'one event',
    path: '/desk/log?type=dailyReports.filed',
    until: async (page) => {
      await row(page);
      await page.locator('tbody button').first().click();
      await page.locator('.event-technical summary').click();
    },
  },
  {
    name: 'my views',
    path: '/desk/reports?anomaly=unresolved',
    until: async (page) => {
      await row(page);
      await page.locator('.pop button').first().click();
      await page.locator('.view-form').waitFor();
    },
  },
  {
    name: 'columns',
    path: '/desk/directory',
    until: async (page) => {
      await row(page);
      await page.locator('.pop').last().locator('button').click();
      await page.locator('.column-choice').waitFor();
    },
  },
  { name: 'API keys', path: '/desk/api-keys' },
  { name: 'devices', path: '/desk/devices' },
];

/** Opens a screen; resolves when it stands still. */
export async function show(page: Page, screen: Screen): Promise<void> {
  await page.goto(screen.path);
  if (screen.until) await screen.until(page);
  await page.locator('.skeleton, .bones').first().waitFor({ state: 'detached' });
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  await page.evaluate(() =>
    Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => undefined))).then(
      () => undefined,
    ),
  );
}
