/** Choices that belong to this phone and not to a person: elder mode, and which community is looked at. */
import { useSyncExternalStore } from 'react';

function preference(key: string) {
  const listeners = new Set<() => void>();
  let value = '';
  try {
    value = globalThis.localStorage?.getItem(key) ?? '';
  } catch {
    // storage forbidden: the choice lasts until the page closes
  }
  const read = () => value;
  return {
    read,
    write(next: string) {
      value = next;
      try {
        globalThis.localStorage?.setItem(key, next);
      } catch {
        // see above
      }
      for (const listener of listeners) listener();
    },
    subscribe(listener: () => void) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

const elder = preference('anshao.elder');
const community = preference('anshao.community');

/** Type ×1.25, answers one per line, hints hidden. */
export function useElderMode(): boolean {
  return useSyncExternalStore(elder.subscribe, elder.read) === 'on';
}

export function setElderMode(on: boolean): void {
  elder.write(on ? 'on' : '');
  showElderMode();
}

/** Type sizes are in rem, so the root's size is all that changes. */
export function showElderMode(): void {
  document.documentElement.classList.toggle('elder', elder.read() === 'on');
}

/** Id of the chosen community; empty: all of them. */
export function useChosenCommunity(): string {
  return useSyncExternalStore(community.subscribe, community.read);
}

export const chooseCommunity = community.write;
