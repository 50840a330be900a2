/** Visits of a page in Chromium as a phone makes them: what travels, and when the page can be read. */
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

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
export interface Loaded {
  /** Bytes over the wire of scripts and styles, headers included. */
  readonly bytes: number;
  /** The same of everything: the document, pictures and answers of the server too. */
  readonly allBytes: number;
  /** The document, its scripts and its styles, those loaded later included. */
  readonly parts: number;
  readonly requests: number;
  readonly requestsWaitedFor: number;
}

export interface Visit {
  readonly url: string;
  /** Value of the session cookie; null for nobody. */
  readonly session: string | null;
  /** Words that stand on the page once all of it is there. */
  readonly shows?: string;
}

export type Browser = Awaited<ReturnType<typeof chromium.launch>>;
type Page = Awaited<ReturnType<Browser['newPage']>>;

/** @returns undefined where there is no browser */
export function launchBrowser(): Promise<Browser> | undefined {
  const executablePath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
  return existsSync(executablePath) ? chromium.launch({ executablePath, args: quiet }) : undefined;
}

export async function load(browser: Browser, visit: Visit): Promise<Loaded> {
  const { page, session, close } = await phone(browser, visit);
  const scriptsAndStyles = new Set<string>();
  /** Of each request: what turns the browser's own seconds into the time of the day. */
  const sent = new Map<string, number>();
  const endedAt: number[] = [];
  let bytes = 0;
  let allBytes = 0;
  let documents = 0;
  session.on('Network.requestWillBeSent', ({ requestId, type, request, wallTime, timestamp }) => {
    if (!request.url.startsWith('http')) return;
    sent.set(requestId, wallTime - timestamp);
    if (type === 'Script' || type === 'Stylesheet') scriptsAndStyles.add(requestId);
    if (type === 'Document') documents += 1;
  });
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength, timestamp }) => {
    const offset = sent.get(requestId);
    if (offset !== undefined) endedAt.push((offset + timestamp) * 1000);
    if (sent.has(requestId)) allBytes += encodedDataLength;
    if (scriptsAndStyles.has(requestId)) bytes += encodedDataLength;
  });
  await page.addInitScript(noteWhenReadable);
  await page.goto(visit.url);
  await isReadable(page);
  if (visit.shows !== undefined) await page.getByText(visit.shows).first().waitFor({ state: 'attached' });
  const readableAt = await page.evaluate(() => Number(document.documentElement.dataset['readableAt']));
  // Nothing is asked for any more; a stream of events that stays open does not count as asking.
  await page.waitForTimeout(1500);
  await close();
  return {
    bytes,
    allBytes,
    parts: documents + scriptsAndStyles.size,
    requests: sent.size,
    requestsWaitedFor: endedAt.filter((at) => at <= readableAt).length,
  };
}

export async function phone(browser: Browser, visit: Visit) {
  // Without the service worker, whose loading ahead for offline use happens after the page is shown.
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, serviceWorkers: 'block' });
  if (visit.session !== null) {
    await context.addCookies([{ name: 'anshao_session', value: visit.session, domain: '127.0.0.1', path: '/' }]);
  }
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  return { page, session, close: () => context.close() };
}

/** Runs in the page: notes the time of the day at which the first Chinese text was drawn into it. */
function noteWhenReadable(): void {
  const watcher = new MutationObserver(() => {
    if (!/[\u4e00-\u9fff]{2}/.test(document.querySelector('#root')?.textContent ?? '')) return;
    document.documentElement.dataset['readableAt'] = String(performance.timeOrigin + performance.now());
    watcher.disconnect();
  });
  watcher.observe(document, { childList: true, subtree: true, characterData: true });
}

/** Chinese text stands on the page that was not in the document as sent. */
export async function isReadable(page: Page): Promise<void> {
  await page.waitForFunction(() => /[\u4e00-\u9fff]{2}/.test(document.querySelector('#root')?.textContent ?? ''));
}
