import { expect, test } from 'vitest';
import { othersHere, tabIdentity } from './presence.ts';

/** The storage of one tab; `copy` is what a duplicated tab begins with. */
function buildStorage(kept = new Map<string, string>()) {
  const storage = {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, text: string) => void kept.set(name, text),
    removeItem: (name: string) => void kept.delete(name),
  } as unknown as Storage;
  return { storage, copy: () => buildStorage(new Map(kept)).storage };
}

function buildIds() {
  let made = 0;
  return () => `tab ${++made}`;
}

const editor = (client: string, id: string, name: string) => ({ client, person: { id, name }, since: '2026-11-21' });

test('a tab that is loaded again is the same tab, also after it lay in the memory of the browser', () => {
  const { storage } = buildStorage();
  const fresh = buildIds();
  const page = new EventTarget();
  expect(tabIdentity(storage, page, fresh)).toBe('tab 1');
  page.dispatchEvent(new Event('pagehide'));
  page.dispatchEvent(new Event('pageshow'));
  page.dispatchEvent(new Event('pagehide'));
  expect(tabIdentity(storage, new EventTarget(), fresh)).toBe('tab 1');
});

test('a tab that was duplicated is another tab', () => {
  const { storage, copy } = buildStorage();
  const fresh = buildIds();
  tabIdentity(storage, new EventTarget(), fresh);
  expect(tabIdentity(copy(), new EventTarget(), fresh)).toBe('tab 2');
});

test('where storage is forbidden each page has an id of its own', () => {
  const forbidden = {
    getItem() {
      throw new Error('SecurityError');
    },
  } as unknown as Storage;
  expect(tabIdentity(forbidden, new EventTarget(), buildIds())).toBe('tab 1');
});

test('another tab of one’s own is told as such, and a colleague with two tabs once', () => {
  const editors = [editor('a', 'me', '王工'), editor('b', 'li', '李工'), editor('c', 'li', '李工')];
  expect(othersHere(editors, 'me')).toEqual({ colleagues: [{ id: 'li', name: '李工' }], isElsewhere: true });
  expect(othersHere(editors.slice(1), 'me').isElsewhere).toBe(false);
});
