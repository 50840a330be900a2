/**
 * `npm run screens`: pictures of the main screens from demonstration data, into `docs/screens`. Date and hour are fixed,
 * so that a new picture differs from the old one only where the product does. Names given as arguments limit the run.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { openSession } from '../packages/server/src/access/testing/sessions.ts';
import { buildWeb } from '../packages/server/src/apps/build-web.ts';
import { parseConfig } from '../packages/server/src/base/config/config.ts';
import { loadDemo } from '../packages/server/src/demo/load.ts';
import { start } from '../packages/server/src/start.ts';
import { requireBrowser } from './browser.ts';
import { root } from './run.ts';

const moment = new Date('2026-03-13T06:32:00.000Z');
const shift = moment.getTime() - Date.now();
const folder = `${root}docs/screens`;
const only = new Set(process.argv.slice(2));

const phone: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  hasTouch: true,
  isMobile: true,
};
const desk: BrowserContextOptions = { viewport: { width: 1440, height: 900 } };

interface Screen {
  name: string;
  /** `busy`: whoever has most open anomalies in one community. */
  as: 'chenguoqiang' | 'lianghuimin' | 'admin' | 'busy' | null;
  on: BrowserContextOptions;
  path: string;
  /** Brings the page into the state worth showing. */
  reach?: (page: Page) => Promise<void>;
}

const screens: Screen[] = [
  { name: 'phone-home', as: 'chenguoqiang', on: phone, path: '/m/' },
  { name: 'phone-todo', as: 'chenguoqiang', on: phone, path: '/m/reports?tab=todo' },
  {
    name: 'phone-report',
    as: 'chenguoqiang',
    on: phone,
    path: '/m/reports?tab=todo',
    reach: async (page) => {
      await page.getByText('未填报').first().click();
      await page.getByText('无异常').first().waitFor();
      const normal = page.getByRole('radio', { name: '无异常' }).or(page.getByRole('button', { name: '无异常' }));
      await normal.nth(0).click();
      await page
        .getByRole('radio', { name: '发现异常' })
        .or(page.getByRole('button', { name: '发现异常' }))
        .nth(1)
        .click();
      await page.getByRole('textbox').first().fill('5栋1203户阳台私搭雨棚，已通知业主3月17日前自行拆除。');
      await page.evaluate(() => window.scrollTo(0, 0));
    },
  },
  { name: 'phone-filled', as: 'busy', on: phone, path: '/m/reports?tab=filed' },
  { name: 'phone-batch', as: 'busy', on: phone, path: '/m/batch' },
  { name: 'phone-me', as: 'chenguoqiang', on: phone, path: '/m/me' },
  { name: 'phone-messages', as: 'chenguoqiang', on: phone, path: '/m/messages' },
  { name: 'phone-bind', as: null, on: phone, path: '/m/bind' },
  { name: 'phone-change-request', as: null, on: phone, path: '/m/change-request' },
  { name: 'desk-sign-in', as: null, on: desk, path: '/desk/' },
  {
    name: 'desk-board',
    as: 'lianghuimin',
    on: desk,
    path: '/desk/board?date=2026-03-13',
    reach: async (page) => {
      for (const level of [0, 1]) {
        await page.locator('button[aria-expanded="false"]').nth(level).click({ timeout: 5000 });
        await settle(page);
      }
    },
  },
  {
    name: 'desk-reports',
    as: 'lianghuimin',
    on: desk,
    path: '/desk/reports?anomaly=unresolved',
    reach: async (page) => {
      await page.getByText('2026-03-13').first().click({ timeout: 5000 });
      await settle(page);
    },
  },
  { name: 'desk-anomalies', as: 'lianghuimin', on: desk, path: '/desk/anomalies' },
  { name: 'desk-change-requests', as: 'lianghuimin', on: desk, path: '/desk/change-requests' },
  { name: 'desk-directory', as: 'lianghuimin', on: desk, path: '/desk/directory' },
  { name: 'desk-settings', as: 'admin', on: desk, path: '/desk/settings' },
  { name: 'desk-outbox', as: 'admin', on: desk, path: '/desk/outbox' },
  { name: 'desk-log', as: 'admin', on: desk, path: '/desk/log' },
];

const executablePath = requireBrowser();
await buildWeb();
const dataDir = mkdtempSync(`${tmpdir()}/anshao-screens-`);
mkdirSync(folder, { recursive: true });
const server = await start(parseConfig({ DATA_DIR: dataDir, PORT: '0', HOST: '127.0.0.1', LOG_LEVEL: 'warn' }, root), {
  clock: { now: () => new Date(Date.now() + shift) },
  worker: false,
  databaseSettings: { fsync: 'off' },
  prepare: async (runtime) => {
    console.log('making the city …');
    await loadDemo(runtime, { communities: 400, days: 21 });
  },
});
const browser = await chromium.launch({
  executablePath,
  args: [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
});
let failed = 0;
try {
  for (const screen of screens) {
    if (only.size > 0 && !only.has(screen.name)) continue;
    const context = await browser.newContext({
      ...screen.on,
      baseURL: server.address,
      locale: 'zh-CN',
      timezoneId: 'Asia/Shanghai',
    });
    if (screen.as) await signIn(context, screen.as);
    const page = await context.newPage();
    page.on('pageerror', (error) => console.error(`${screen.name}: ${error.message}`));
    await page.clock.install({ time: new Date(Date.now() + shift) });
    try {
      await page.goto(screen.path);
      await settle(page);
      await screen.reach?.(page);
      await settle(page);
    } catch (error) {
      failed += 1;
      console.error(`✗ ${screen.name}: ${(error as Error).message.split('\n')[0]}`);
    }
    await page.screenshot({ path: `${folder}/${screen.name}.png` });
    console.log(`  ${screen.name}`);
    await context.close();
  }
} finally {
  await browser.close();
  await server.stop();
  rmSync(dataDir, { recursive: true, force: true });
}
process.exitCode = failed === 0 ? 0 : 1;

/** The event stream keeps the network busy for ever, so "idle" is waited for a little only. */
async function settle(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle', { timeout: 3000 }).catch(() => undefined);
  await page.clock.runFor(1000);
  await page.evaluate(() => document.fonts.ready);
}

async function signIn(context: BrowserContext, account: string): Promise<void> {
  const { rows } =
    account === 'busy'
      ? await server.runtime.pool.query(
          `select o.person_id as id from posts o join anomalies a on a.community_id = o.community_id and a.state = 'open'
           where o.role = 'personInCharge' and o.ends_at is null group by 1 order by count(*) desc, 1 limit 1`,
        )
      : await server.runtime.pool.query('select id from people where account = $1', [account]);
  const cookie = await openSession(server.runtime.pool, rows[0].id);
  const [name = '', value = ''] = cookie.split('=');
  await context.addCookies([{ name, value, url: server.address }]);
}
