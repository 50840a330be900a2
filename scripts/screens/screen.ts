/** What a picture is of: an address, who looks at it, on what, and how the page gets there. */
import type { BrowserContextOptions, Page } from 'playwright-core';
import type { Stock } from './stock.ts';

export const phone: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  hasTouch: true,
  isMobile: true,
};
export const desk: BrowserContextOptions = { viewport: { width: 1440, height: 900 } };

export interface Screen {
  readonly name: string;
  /** `busy`: whoever has most open anomalies in one community. */
  readonly as: 'chenguoqiang' | 'lianghuimin' | 'admin' | 'busy' | null;
  readonly on: BrowserContextOptions;
  readonly path: string | ((stock: Stock) => string);
  /** Brings the page into the state worth showing. */
  readonly reach?: (page: Page) => Promise<void>;
}

/** The event stream keeps the network busy for ever, so "idle" is waited for a little only. */
export async function settle(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle', { timeout: 3000 }).catch(() => undefined);
  await page.clock.runFor(1000);
  await page.evaluate(() => document.fonts.ready);
}
