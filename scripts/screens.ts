/**
 * `npm run screens`: pictures of the main screens from demonstration data, into `docs/screens`. Date and hour are fixed,
 * so that a new picture differs from the old one only where the product does. Names given as arguments limit the run.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { type BrowserContext, chromium } from 'playwright-core';
import { openSession } from '../packages/server/src/access/testing/sessions.ts';
import { buildWeb } from '../packages/server/src/apps/build-web.ts';
import { parseConfig } from '../packages/server/src/base/config/config.ts';
import { loadDemo } from '../packages/server/src/demo/load.ts';
import { start } from '../packages/server/src/start.ts';
import { requireBrowser } from './browser.ts';
import { root } from './run.ts';
import { dailyReportScreens } from './screens/daily-reports.ts';
import { deskFormScreens } from './screens/forms-desk.ts';
import { phoneFormScreens } from './screens/forms-phone.ts';
import { settle } from './screens/screen.ts';
import { makeStock } from './screens/stock.ts';

const moment = new Date('2026-03-13T06:32:00.000Z');
const shift = moment.getTime() - Date.now();
let hoursBack = 0;
const folder = `${root}docs/screens`;
const only = new Set(process.argv.slice(2));
const screens = [...dailyReportScreens, ...phoneFormScreens, ...deskFormScreens].filter(
  ({ name }) => only.size === 0 || only.has(name),
);

const executablePath = requireBrowser();
await buildWeb();
const dataDir = mkdtempSync(`${tmpdir()}/anshao-screens-`);
mkdirSync(folder, { recursive: true });
const server = await start(parseConfig({ DATA_DIR: dataDir, PORT: '0', HOST: '127.0.0.1', LOG_LEVEL: 'warn' }, root), {
  clock: { now: () => new Date(Date.now() + shift - hoursBack * 3_600_000) },
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
  const stock = await makeStock(server, (hours) => {
    hoursBack = hours;
  });
  for (const screen of screens) {
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
      await page.goto(typeof screen.path === 'string' ? screen.path : screen.path(stock));
      await settle(page);
      await screen.reach?.(page);
      await settle(page);
    } catch (error) {
      failed += 1;
      console.error(`✗ ${screen.name}: ${(error as Error).message.split('\n')[0]}`);
    }
    await page.screenshot({ path: `${folder}/${screen.name}.png` });
    console.log(`  ${screen.name}`);
    // Leaving within the product tells that nobody draws here any more; the next page would find somebody in the draft.
    await page.evaluate(() => history.pushState(null, '', '/desk/apps'));
    await settle(page);
    await context.close();
  }
} finally {
  await browser.close();
  await server.stop();
  rmSync(dataDir, { recursive: true, force: true });
}
process.exitCode = failed === 0 ? 0 : 1;

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
