/**
 * Pictures of every control on both surfaces, without a server: `node scripts/form-pictures.ts [folder]`. Says what axe
 * finds, what is wider than the screen, and how long a keystroke takes in a form of 500 rows.
 */
import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { createServer } from 'vite';
import { axeFinds, overflow, smallTargets } from '../e2e/stage/looks.ts';
import { requireBrowser } from './browser.ts';
import { root } from './run.ts';

const folder = resolve(process.argv[2] ?? `${root}docs/screens/forms`);
const only = process.argv[3];
mkdirSync(folder, { recursive: true });

const phone: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 1,
  hasTouch: true,
  isMobile: true,
};
const desk: BrowserContextOptions = { viewport: { width: 1440, height: 900 } };

/** A plan of a basement, as plain as plans are. */
const plan = `<svg xmlns="http://www.w3.org/2000/svg" width="800" height="480"><rect width="800" height="480" fill="#fff"/><g fill="none" stroke="#5a6a6f" stroke-width="3"><path d="M20 20h760v440H20zM20 180h260v280M280 300h260V20M540 300v160"/><path d="M300 340h200v80H300z" stroke-dasharray="8 6"/></g><g font-family="sans-serif" font-size="22" fill="#33444a"><text x="60" y="110">配电房</text><text x="90" y="330">水泵房</text><text x="600" y="180">车库</text><text x="330" y="390">消防车道</text></g></svg>`;

// As it is used: the development build of React is several times slower.
process.env['NODE_ENV'] = 'production';
const server = await createServer({
  configFile: false,
  root: `${root}e2e/stage/forms`,
  cacheDir: `${root}node_modules/.vite-forms`,
  plugins: [react()],
  server: { port: 0, host: '127.0.0.1', fs: { allow: [root] }, hmr: false },
  logLevel: 'warn',
});
await server.listen();
const address = server.resolvedUrls?.local[0] ?? '';
const browser = await chromium.launch({
  executablePath: requireBrowser(),
  args: [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--use-fake-device-for-media-stream',
    '--use-fake-ui-for-media-stream',
  ],
});

const pictures = [
  { name: 'phone-empty', on: phone, query: 'surface=phone' },
  { name: 'phone-filled', on: phone, query: 'surface=phone&state=filled' },
  { name: 'phone-wrong', on: phone, query: 'surface=phone&state=wrong' },
  { name: 'phone-read', on: phone, query: 'surface=phone&state=read' },
  { name: 'desk-empty', on: desk, query: 'surface=desk' },
  { name: 'desk-filled', on: desk, query: 'surface=desk&state=filled' },
  { name: 'desk-wrong', on: desk, query: 'surface=desk&state=wrong' },
  { name: 'desk-read', on: desk, query: 'surface=desk&state=read' },
  { name: 'desk-phone-frame', on: desk, query: 'surface=desk&state=filled&frame=1' },
] as const;

let found = 0;
try {
  for (const { name, on, query } of pictures) {
    if (only && !name.includes(only)) continue;
    const page = await open(on, query, name);
    // As high as the page is: rows are drawn only where they are seen.
    const height = await page.evaluate(() => document.documentElement.scrollHeight);
    await page.setViewportSize({ width: on.viewport?.width ?? 390, height: Math.max(height, 844) });
    await page.waitForTimeout(400);
    await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
    if (!name.includes('frame')) {
      const problems = await axeFinds(page);
      const small = on === phone ? await smallTargets(page) : [];
      const wide = await overflow(page);
      for (const line of [...problems, ...small, ...(wide > 0 ? [`${wide} px wider than the screen`] : [])]) {
        found += 1;
        console.log(`  ${name}: ${line}`);
      }
    }
    console.log(name);
    await page.context().close();
  }
  for (const [surface, on] of [
    ['phone', phone],
    ['desk', desk],
  ] as const) {
    if (only && only !== 'speed') continue;
    const page = await open(on, `surface=${surface}&form=long&state=filled`, 'long');
    console.log(surface, await speed(page));
    await page.context().close();
  }
} finally {
  await browser.close();
  await server.close();
}
process.exitCode = found === 0 ? 0 : 1;

async function open(on: BrowserContextOptions, query: string, name: string): Promise<Page> {
  const context = await browser.newContext({ ...on, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' });
  const page = await context.newPage();
  page.on('pageerror', (error) => {
    found += 1;
    console.error(`  ${name}: ${error.message}\n${error.stack ?? ''}`);
  });
  page.on('console', (message) => {
    if (message.type() === 'error') console.error(`  ${name}: ${message.text().slice(0, 600)}`);
  });
  await page.route('**/api/files/**', (route) => route.fulfill({ contentType: 'image/svg+xml', body: plan }));
  await page.goto(`${address}?${query}`);
  await page.locator('.fv, iframe').first().waitFor({ timeout: 40_000 });
  await page.waitForLoadState('networkidle').catch(() => undefined);
  await page
    .locator('.skeleton')
    .first()
    .waitFor({ state: 'detached', timeout: 20_000 })
    .catch(() => undefined);
  await page.waitForTimeout(500);
  return page;
}

/** Milliseconds a keystroke takes until the page is drawn, and how many elements 500 rows cost. */
async function speed(page: Page): Promise<object> {
  const input = page.locator('input[type=text], input:not([type])').nth(1);
  await input.click();
  return page.evaluate(async () => {
    const input = document.activeElement as HTMLInputElement;
    const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set;
    const times: number[] = [];
    for (let n = 0; n < 40; n++) {
      const begun = performance.now();
      set?.call(input, `检查项${n}`);
      input.dispatchEvent(new Event('input', { bubbles: true }));
      times.push(performance.now() - begun);
      await new Promise(requestAnimationFrame);
    }
    times.sort((a, b) => a - b);
    return { median: times[20], slowest: times.at(-1), elements: document.querySelectorAll('*').length };
  });
}
