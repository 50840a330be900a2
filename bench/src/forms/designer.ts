/** The designer with 300 controls on its canvas: from a key pressed to the canvas painted, in Chromium. */
import type { Page } from 'playwright-core';
import { alone, atMost, type Figure } from '../figure.ts';
import { during } from '../progress.ts';
import { cookieOfPost, fillDirectory } from '../stand/directory.ts';
import type { Database, Stand } from '../stand/stand.ts';
import { launchBrowser } from '../web/visit.ts';
import { largeForm } from './page-forms.ts';

/** The form as somebody draws it who has just drawn all of it: an application with one draft. */
async function draw(database: Database, address: string, cookie: string): Promise<void> {
  const send = async (path: string, body: object) => {
    const headers = { 'content-type': 'application/json', cookie };
    const answer = await fetch(`${address}/api${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
  };
  const id = database.runtime.newId();
  await send('/apps', { id, name: '设计', icon: 'clipboard' });
  await send('/designs', { app: id, definition: largeForm });
}

export async function measureDesigner(stand: Stand): Promise<Figure[]> {
  const launching = launchBrowser();
  if (!launching) return [];
  const presses = stand.options.quick ? 12 : 60;
  const database = await stand.database('designer', (fresh) => fillDirectory(fresh, 20, '2026-01-01'));
  const cookie = await cookieOfPost(database, { role: 'administrator' });
  const { port } = await stand.server(database);
  await draw(database, `http://127.0.0.1:${port}`, cookie);
  const browser = await launching;
  try {
    return await during('300 controls in the designer', async (tell) => {
      const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
      const value = cookie.slice(cookie.indexOf('=') + 1);
      await context.addCookies([{ name: 'anshao_session', value, domain: '127.0.0.1', path: '/' }]);
      const page = await context.newPage();
      await page.addInitScript(notePaints);
      await page.goto(`http://127.0.0.1:${port}/desk/design/${largeForm.id}`);
      const middle = page.locator('#part-field150');
      await middle.click();
      const label = page.getByRole('textbox', { name: '标题', exact: true });
      await label.click();
      await page.keyboard.press('End');
      const typed = await paintsOf(page, presses, () => page.keyboard.type('a'));
      tell(0.5);
      // Leaves the label; each step back changes the canvas by one step.
      await middle.click();
      await page.keyboard.press('Control+z');
      const moved = await paintsOf(page, presses, (turn) =>
        page.keyboard.press(turn % 2 === 0 ? 'Alt+ArrowDown' : 'Alt+ArrowUp'),
      );
      const facts = { group: 'forms', unit: 'ms' } as const;
      const name = 'designer with 300 fields, from the key to the painted canvas';
      return [
        alone({ ...facts, name: `${name}: a letter of a label`, goal: atMost(50, 'value') }, typed),
        alone({ ...facts, name: `${name}: a control moved by a place`, goal: atMost(50, 'value') }, moved),
      ];
    });
  } finally {
    await browser.close();
  }
}

/** @returns milliseconds of each press, the first five left out */
async function paintsOf(page: Page, presses: number, press: (turn: number) => Promise<void>): Promise<number[]> {
  const taken: number[] = [];
  for (let turn = 0; turn < presses + 5; turn++) {
    await page.evaluate(() => {
      document.documentElement.dataset['paintedAfter'] = '';
    });
    await press(turn);
    await page.waitForFunction(() => document.documentElement.dataset['paintedAfter'] !== '');
    const ms = Number(await page.evaluate(() => document.documentElement.dataset['paintedAfter']));
    if (turn >= 5) taken.push(ms);
    // The draft is saved when the hand rests; its work is not that of the canvas.
    await page.waitForTimeout(120);
  }
  return taken;
}

/** Runs in the page: after each key, how long until what it changed on the canvas was painted. */
function notePaints(): void {
  let pressedAt = 0;
  addEventListener(
    'keydown',
    ({ timeStamp }) => {
      pressedAt = timeStamp;
    },
    true,
  );
  new MutationObserver((changes) => {
    if (pressedAt === 0) return;
    if (
      !changes.some(({ target }) => (target instanceof Element ? target : target.parentElement)?.closest('[role=tree]'))
    )
      return;
    const from = pressedAt;
    pressedAt = 0;
    // A message that is posted while a frame is made arrives once it is painted.
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        document.documentElement.dataset['paintedAfter'] = String(performance.now() - from);
      };
      port2.postMessage(null);
    });
  }).observe(document, { childList: true, subtree: true, characterData: true, attributes: true });
}
