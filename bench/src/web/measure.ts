/** The group `web`: what a phone loads before its first page can be read. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { webFolder } from '@anshao/server/apps/web.ts';
import { chromium } from 'playwright-core';
import { alone, atMost, type Figure } from '../figure.ts';
import { during } from '../progress.ts';
import { startServerProcess } from '../stand/server-process.ts';
import type { Stand } from '../stand/stand.ts';

const quiet = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
/** What browsers' own tools call fast 3G: 1.6 Mbit/s down, 0.75 up, 150 ms there and back, with their factor of 0.9. */
const fast3g = { offline: false, latency: 562.5, downloadThroughput: 180_000, uploadThroughput: 84_375 };

interface Loaded {
  /** Bytes over the wire of scripts and styles, headers left out. */
  readonly bytes: number;
  readonly requests: number;
  readonly names: readonly string[];
}

export async function measureWeb(stand: Stand): Promise<Figure[]> {
  const browserPath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
  const dataDir = stand.subfolder('web');
  const server = await during('web: server', () => startServerProcess({ dataDir }));
  stand.later(() => server.stop());
  const facts = { group: 'web', goal: null } as const;
  if (!existsSync(browserPath)) {
    await server.stop();
    return [
      alone({ ...facts, name: 'phone: scripts and styles of the page itself (no browser here)', unit: 'kB', goal: atMost(150, 'value') }, builtSize()),
    ];
  }
  const url = `http://127.0.0.1:${server.port}/m/`;
  const rounds = stand.options.quick ? 3 : 5;
  const readable: number[] = [];
  let loaded: Loaded = { bytes: 0, requests: 0, names: [] };
  await during('web: first phone page', async (tell) => {
    const browser = await chromium.launch({ executablePath: browserPath, args: quiet });
    try {
      loaded = await load(browser, url);
      for (let round = 0; round < rounds; round++) {
        readable.push(await readableAfter(browser, url));
        tell((round + 1) / rounds);
      }
    } finally {
      await browser.close();
    }
  });
  await server.stop();
  return [
    alone({ ...facts, name: 'first phone page: scripts and styles, compressed', unit: 'kB', goal: atMost(150, 'value') }, loaded.bytes / 1000),
    alone({ ...facts, name: 'first phone page: requests', unit: 'requests', goal: atMost(8, 'value') }, loaded.requests),
    alone({ ...facts, name: 'first phone page readable, processor 4× slower, fast 3G', unit: 'ms' }, readable),
  ];
}

type Browser = Awaited<ReturnType<typeof chromium.launch>>;

async function load(browser: Browser, url: string): Promise<Loaded> {
  // Without the service worker, whose loading ahead for offline use happens after the page is shown.
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, serviceWorkers: 'block' });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  const kinds = new Map<string, { type: string; url: string }>();
  let bytes = 0;
  session.on('Network.requestWillBeSent', ({ requestId, type, request }) => {
    if (request.url.startsWith('http')) kinds.set(requestId, { type: type ?? '', url: request.url });
  });
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (['Script', 'Stylesheet'].includes(kinds.get(requestId)?.type ?? '')) bytes += encodedDataLength;
  });
  await page.goto(url);
  await isReadable(page);
  await page.waitForLoadState('networkidle');
  await context.close();
  const names = [...kinds.values()].map((one) => `${one.type} ${new URL(one.url).pathname}`);
  if (process.env['BENCH_NAMES']) console.error(names.join('\n'));
  return { bytes, requests: kinds.size, names };
}

async function readableAfter(browser: Browser, url: string): Promise<number> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, serviceWorkers: 'block' });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', fast3g);
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  const began = performance.now();
  await page.goto(url, { waitUntil: 'commit' });
  await isReadable(page);
  const taken = performance.now() - began;
  await context.close();
  return taken;
}

/** Chinese text stands on the page that was not in the document as sent. */
async function isReadable(page: Awaited<ReturnType<Browser['newPage']>>): Promise<void> {
  await page.waitForFunction(() => /[\u4e00-\u9fff]{2}/.test(document.querySelector('#root, #app, main')?.textContent ?? ''));
}

/** Without a browser: what the document names, as it would travel. */
function builtSize(): number {
  const document = readFileSync(`${webFolder}mobile.html`, 'utf8');
  const named = [...document.matchAll(/(?:src|href)="\/(assets\/[^"]+\.(?:js|css))"/g)].map((match) => match[1] ?? '');
  const files = new Set(readdirSync(`${webFolder}assets`).map((name) => `assets/${name}`));
  return named.filter((name) => files.has(name)).reduce((sum, name) => sum + sizeOf(`${webFolder}${name}`), 0) / 1000;
}

function sizeOf(path: string): number {
  for (const ending of ['.br', '.gz']) {
    if (existsSync(path + ending)) return readFileSync(path + ending).length;
  }
  return gzipSync(readFileSync(path)).length;
}
