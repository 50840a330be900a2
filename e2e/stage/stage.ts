/**
 * Where a journey takes place: the running product, its database for setting the scene, and a browser. Every spec
 * has a number of its own, from which phone numbers, codes and names are made, so that specs never meet.
 */
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { uuidv7 } from '@anshao/core/base/uuid.ts';
import { openSession } from '@anshao/server/access/testing/sessions.ts';
import { createPool } from '@anshao/server/base/database/pool.ts';
import { buildPerson, buildPost } from '@anshao/server/org/testing/builders.ts';
import type pg from 'pg';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, inject, onTestFailed } from 'vitest';
import { findBrowser } from '../../scripts/browser.ts';
import type { Running } from '../global-setup.ts';

/** Others may use the same machine. */
const patience = 20_000;

const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const phone: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  hasTouch: true,
  isMobile: true,
  userAgent:
    'Mozilla/5.0 (Linux; Android 14; V2203A) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36',
};
const desk: BrowserContextOptions = { viewport: { width: 1440, height: 900 } };

export interface Stage extends Running {
  readonly pool: pg.Pool;
  newId(): string;
  /** A mobile number that only this spec uses; `n` below 1000. */
  mobile(n: number): string;
  /** A code of a community, company or district that only this spec uses. */
  code(n: number): string;
  /** Pages of one browser profile each; `cookie` signs in. */
  phone(cookie?: string, more?: BrowserContextOptions): Promise<Page>;
  desk(cookie?: string, more?: BrowserContextOptions): Promise<Page>;
  /** A session of an administrator that only this spec has. */
  administrator(): Promise<string>;
  /** Calls the API as whoever the session belongs to. @throws Error when the answer is not a success */
  call<Answer>(cookie: string, method: 'GET' | 'POST' | 'PUT', path: string, body?: object): Promise<Answer>;
  /** The newest code sent to a number, as an administrator reads it in the outbox. */
  codeSentTo(mobile: string): Promise<string>;
}

/** @param number of the spec, 10 … 99 */
export async function openStage(number: number): Promise<Stage> {
  const answer = await fetch(inject('starter'));
  if (!answer.ok) throw new Error(await answer.text());
  const running = (await answer.json()) as Running;
  const executablePath = findBrowser();
  if (!executablePath) throw new Error('no Chromium: set CHROMIUM_PATH');
  const browser: Browser = await chromium.launch({ executablePath, args: flags });
  const pool = createPool(running.databaseUrl, { max: 4, onError: () => {} });
  afterAll(async () => {
    await browser.close();
    await pool.end();
  });

  const open = async (options: BrowserContextOptions, cookie?: string): Promise<Page> => {
    const context: BrowserContext = await browser.newContext({
      baseURL: running.address,
      locale: 'zh-CN',
      timezoneId: 'Asia/Shanghai',
      acceptDownloads: true,
      ...options,
    });
    context.setDefaultTimeout(patience);
    if (cookie) {
      const [name = '', value = ''] = cookie.split('=');
      await context.addCookies([{ name, value, url: running.address }]);
    }
    const page = await context.newPage();
    page.on('pageerror', (error) => console.error(`page error: ${error.stack ?? error.message}`));
    return page;
  };

  let administrator: Promise<string> | undefined;
  const stage: Stage = {
    ...running,
    pool,
    newId: () => uuidv7(Date.now(), randomBytes(10)),
    mobile: (n) => `15${number}${String(n).padStart(7, '0')}`,
    code: (n) => `S${number}${String(n).padStart(3, '0')}`,
    phone: (cookie, more) => open({ ...phone, ...more }, cookie),
    desk: (cookie, more) => open({ ...desk, ...more }, cookie),
    administrator: () => {
      administrator ??= (async () => {
        const person = await buildPerson(pool, {
          name: '管理员',
          mobile: stage.mobile(999),
          account: `admin${number}`,
        });
        await buildPost(pool, { role: 'administrator', personId: person.id });
        return openSession(pool, person.id);
      })();
      return administrator;
    },
    async call<Answer>(cookie: string, method: 'GET' | 'POST' | 'PUT', path: string, body?: object) {
      const given = await fetch(`${running.address}/api${path}`, {
        method,
        headers: { cookie, ...(body && { 'content-type': 'application/json' }) },
        ...(body && { body: JSON.stringify(body) }),
      });
      if (!given.ok) throw new Error(`${method} ${path}: ${given.status} ${await given.text()}`);
      return (await given.json()) as Answer;
    },
    async codeSentTo(mobile) {
      const { rows } = await stage.call<{ rows: { kind: string; text: string }[] }>(
        await stage.administrator(),
        'GET',
        `/outbox?channel=sms&q=${mobile}`,
      );
      const code = /验证码 (\d{6})/.exec(rows.find((row) => row.kind === 'signInCode')?.text ?? '')?.[1];
      if (!code) throw new Error(`no code was sent to ${mobile}: ${JSON.stringify(rows)}`);
      return code;
    },
  };

  return stage;
}

/** Leaves a picture of the page behind when the running test fails. */
export function watch(...pages: Page[]): void {
  onTestFailed(async ({ task }) => {
    for (const [index, page] of pages.entries()) {
      if (page.isClosed()) continue;
      const path = `${tmpdir()}/anshao ${task.name.replaceAll(/[/\s]+/g, ' ').slice(0, 60)} ${index}.png`;
      await page.screenshot({ path }).then(
        () => console.error(`failed at ${page.url()}, see ${path}`),
        () => {},
      );
    }
  });
}
