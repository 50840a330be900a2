/**
 * The back key closes what lies on top before it leaves the page: every open sheet has a history entry of its own, at
 * the same address. Closed by a button, it takes the entry away again. An entry without its sheet (after a reload, by
 * the forward key, below a page that a sheet led to) is stepped over.
 */
import { useEffect, useRef } from 'react';
import { newId } from './ids.ts';

/** Ids of the sheets that are open in this page. */
const open = new Set<string>();
/** Milliseconds. */
const patience = 500;
let isPlanned = false;
let stepped: Promise<void> = Promise.resolve();
let arrived: (() => void) | undefined;
/** Address to restore one entry below, where a sheet has changed the query of the page it lies on. */
let carried: string | undefined;

function entryIds(): readonly string[] {
  const { sheets } = (window.history.state ?? {}) as { sheets?: unknown };
  return Array.isArray(sheets) ? (sheets as string[]) : [];
}

function arrive(): void {
  arrived?.();
  arrived = undefined;
}

function stepBack(entries: number): void {
  if (arrived) return;
  stepped = new Promise((resolve) => {
    arrived = resolve;
  });
  window.history.go(-entries);
  // Where the browser has nothing to step back to it says nothing either.
  setTimeout(arrive, patience);
}

/** Leaves the entries on top whose sheets are gone. */
function leaveStale(): void {
  const ids = entryIds();
  const lastOpen = ids.findLastIndex((id) => open.has(id));
  const stale = ids.length - 1 - lastOpen;
  if (stale > 0) stepBack(stale);
}

function planLeaving(): void {
  if (isPlanned) return;
  isPlanned = true;
  setTimeout(() => {
    isPlanned = false;
    if (carried !== undefined) stepBack(1);
    else leaveStale();
  });
}

/** Resolves when the entries of closed sheets are gone, and it is safe to go to another page. */
export async function sheetsLeft(): Promise<void> {
  // The sheet is taken from the page first, then its entry.
  await new Promise((resolve) => setTimeout(resolve, 20));
  await stepped;
}

if (typeof window !== 'undefined') {
  window.addEventListener('popstate', () => {
    const address = carried;
    carried = undefined;
    // Through the page's own `replaceState`, so that whoever reads the address hears of it.
    if (address !== undefined) window.history.replaceState(window.history.state, '', address);
    arrive();
    planLeaving();
  });
  planLeaving();
}

/** @param onClose called when the person goes back while this is open */
export function useBackCloses(onClose: () => void): void {
  const latest = useRef(onClose);
  latest.current = onClose;
  const own = useRef('');
  useEffect(() => {
    own.current ||= newId();
    const id = own.current;
    const { pathname } = window.location;
    open.add(id);
    if (!entryIds().includes(id))
      window.history.pushState({ ...window.history.state, sheets: [...entryIds(), id] }, '');
    let isLeft = false;
    const onPop = () => {
      if (entryIds().includes(id)) return;
      isLeft = true;
      latest.current();
    };
    window.addEventListener('popstate', onPop);
    return () => {
      window.removeEventListener('popstate', onPop);
      open.delete(id);
      const isOverwritten = !isLeft && !entryIds().includes(id) && window.location.pathname === pathname;
      if (isOverwritten) carried = window.location.href;
      planLeaving();
    };
  }, []);
}
