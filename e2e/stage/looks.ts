/** What can be measured about a page without a person looking at it. */

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface AxeAnswer {
  readonly violations: readonly {
    readonly id: string;
    readonly impact: string;
    readonly nodes: readonly { readonly target: readonly string[]; readonly failureSummary: string }[];
  }[];
}

/**
 * Everything axe finds, one line each.
 * @param except rules that do not apply to the page; say why where it is called
 */
export async function axeFinds(page: Page, except: readonly string[] = []): Promise<string[]> {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(
    (rules) =>
      (globalThis as unknown as { axe: { run(options: object): Promise<AxeAnswer> } }).axe.run({
        rules: Object.fromEntries(rules.map((rule) => [rule, { enabled: false }])),
      }),
    [...except],
  );
  return violations.flatMap(({ id, impact, nodes }) =>
    nodes.map(
      ({ target, failureSummary }) =>
        `${impact} ${id}: ${target.join(' ')} – ${failureSummary.replaceAll(/\s+/g, ' ')}`,
    ),
  );
}

/** Pixels by which the page is wider than the screen. */
export function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
}

/** What can be pressed and is smaller than a thumb needs, measured by what a press really hits. */
export function smallTargets(page: Page, least = 44): Promise<string[]> {
  return page.evaluate((wanted) => {
    const pressable =
      'a[href], button:not([disabled]), input:not([type=hidden]):not([hidden]), select, textarea, [role=radio], [role=tab]';
    // One cell an item: a map of the report to jump in, as high as there is room; every item is reached by scrolling too.
    const least = (element: Element) => (element.closest('nav.cells') ? 24 : wanted);
    const dialog = document.querySelector('dialog[open]');
    const small: string[] = [];
    for (const element of (dialog ?? document).querySelectorAll<HTMLElement>(pressable)) {
      const owner = element.closest('label') ?? element;
      if (!owner.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
      const isWord = owner.tagName === 'A' && getComputedStyle(owner).display === 'inline';
      if (isWord && owner.parentElement?.tagName === 'P') continue;
      const box = owner.getBoundingClientRect();
      if (box.width === 0) continue;
      const size = least(owner);
      // What looks smaller is reached through a larger area laid over it (frame.css). It is read from the style and not
      // by trying points: at the edge of a list or beside a sticky bar those belong to a neighbour now and then.
      const area = getComputedStyle(owner, '::after');
      const isLaidOver = area.content !== 'none' && area.position === 'absolute';
      const reaches = (own: number, laid: string) =>
        own >= size - 0.5 || (isLaidOver && Number.parseFloat(laid) >= size - 0.5);
      const wide = reaches(box.width, area.width);
      const high = reaches(box.height, area.height);
      if (wide && high) continue;
      const name = element.getAttribute('aria-label') ?? (element.textContent || element.className);
      small.push(
        `${owner.tagName.toLowerCase()}.${owner.className} “${name.trim().slice(0, 30)}” ${Math.round(box.width)}×${Math.round(box.height)}`,
      );
    }
    return small;
  }, least);
}

/** Texts and labels on the page that contain Chinese, once what is data has been taken out. */
export function chineseOn(page: Page, data: readonly string[]): Promise<string[]> {
  return page.evaluate(
    (known) => {
      const han = /\p{Script=Han}/u;
      const found = new Set<string>();
      const look = (text: string | null) => {
        if (!text || !han.test(text)) return;
        let rest = text;
        for (const word of known) rest = rest.replaceAll(word, '');
        if (han.test(rest)) found.add(rest.trim().slice(0, 80));
      };
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        if (!['SCRIPT', 'STYLE', 'NOSCRIPT'].includes(node.parentElement?.tagName ?? '')) look(node.textContent);
      }
      for (const element of document.querySelectorAll('[aria-label], [placeholder], [title], [alt]'))
        for (const name of ['aria-label', 'placeholder', 'title', 'alt']) look(element.getAttribute(name));
      look(document.title);
      return [...found];
    },
    [...data].sort((a, b) => b.length - a.length),
  );
}
