/**
 * The phone's service worker: the app opens and reloads without signal, and a draft with it. It keeps the files of the
 * app itself and nothing else; answers of the API are never cached here (what the app needs without signal it keeps
 * itself, per person, and forgets when they sign out).
 */

/** Filled in by the build: every file of the phone surface, and a name that changes when any of them does. */
declare const __SHELL__: { readonly version: string; readonly files: readonly string[] };

interface ExtendableEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface FetchEvent extends ExtendableEvent {
  readonly request: Request;
  respondWith(response: Promise<Response>): void;
}
interface Worker {
  skipWaiting(): Promise<void>;
  readonly clients: { claim(): Promise<void> };
  addEventListener(type: 'install' | 'activate', listener: (event: ExtendableEvent) => void): void;
  addEventListener(type: 'fetch', listener: (event: FetchEvent) => void): void;
}
// The DOM's types know a page's global scope only.
const worker = globalThis as unknown as Worker;

const page = '/m/';
const prefix = 'anshao-shell-';
const current = prefix + __SHELL__.version;
/** A weak signal must not keep somebody looking at an empty page. */
const patience = 2_500;

worker.addEventListener('install', (event) => {
  event.waitUntil(
    caches
      .open(current)
      .then((cache) => cache.addAll([page, ...__SHELL__.files]))
      .then(() => worker.skipWaiting()),
  );
});

worker.addEventListener('activate', (event) => {
  event.waitUntil(
    caches.keys().then(async (names) => {
      // Pages opened before an upgrade may still ask for their own parts: the version before stays.
      const old = names.filter((name) => name.startsWith(prefix) && name !== current).slice(0, -1);
      await Promise.all(old.map((name) => caches.delete(name)));
      await worker.clients.claim();
    }),
  );
});

worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== 'GET' || address.origin !== location.origin || address.pathname.startsWith('/api/')) return;
  if (request.mode === 'navigate') event.respondWith(freshOrKept(request));
  else event.respondWith(caches.match(request).then((found) => found ?? fetch(request)));
});

async function freshOrKept(request: Request): Promise<Response> {
  const giveUp = new AbortController();
  const clock = setTimeout(() => giveUp.abort(), patience);
  try {
    const answer = await fetch(request, { signal: giveUp.signal });
    if (answer.status < 500) return answer;
  } catch {
    // No signal, or too weak: the kept page below.
  } finally {
    clearTimeout(clock);
  }
  return (await caches.match(page)) ?? Response.error();
}
