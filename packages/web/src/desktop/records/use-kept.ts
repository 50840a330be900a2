/** What this browser keeps for the person at the desk: how they like their lists. Another tab sees it at once. */
import { useCallback, useMemo, useSyncExternalStore } from 'react';
import { useViewer } from '../session/viewer.ts';

const listeners = new Set<() => void>();
/** Where storage is forbidden, a choice lasts until the page closes. */
const unstored = new Map<string, string>();

function stored(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return unstored.get(key) ?? null;
  }
}

function store(key: string, text: string): void {
  try {
    localStorage.setItem(key, text);
  } catch {
    unstored.set(key, text);
  }
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener('storage', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('storage', listener);
  };
}

function parsed(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return null;
  }
}

/**
 * @param name of what is kept, e.g. `reports.columns`
 * @param read what may be relied on of something kept earlier, perhaps by an older version; must not change
 */
export function useKept<Value>(name: string, read: (kept: unknown) => Value): [Value, (value: Value) => void] {
  const key = `anshao.desk.${useViewer().personId}.${name}`;
  const text = useSyncExternalStore(subscribe, () => stored(key));
  const value = useMemo(() => read(parsed(text)), [text, read]);
  const keep = useCallback((next: Value) => store(key, JSON.stringify(next)), [key]);
  return [value, keep];
}
