/**
 * What chosen ids are called. Values hold ids only; the name of what was just chosen is remembered here, on the device,
 * so that a draft opened again without signal still says whom it names. Signing out forgets it with everything else.
 */
import { useSyncExternalStore } from 'react';
import { keep, kept } from '../files/keep.ts';
import type { FillSituation } from './field-props.ts';

const most = 500;
const shelf = 'answers';
const entry = 'chosen-names';

const known = new Map<string, string>();
const listeners = new Set<() => void>();
let isLoading = false;
let version = 0;

function announce(): void {
  version += 1;
  for (const listener of listeners) listener();
}

function load(): void {
  if (isLoading) return;
  isLoading = true;
  void kept<[string, string][]>(shelf, entry)
    .then((entries) => {
      for (const [id, name] of entries ?? []) if (!known.has(id)) known.set(id, name);
      announce();
    })
    // Without storage names last as long as the page.
    .catch(() => undefined);
}

export function rememberName(id: string, name: string): void {
  if (known.get(id) === name) return;
  known.delete(id);
  known.set(id, name);
  announce();
  void keep(shelf, entry, [...known].slice(-most)).catch(() => undefined);
}

/** Names by id: those the record was answered with, then those chosen here. */
export function useNames({ names }: Pick<FillSituation, 'names'>): (id: string) => string | undefined {
  useSyncExternalStore(subscribe, () => version);
  return (id) => names?.[id] ?? known.get(id);
}

function subscribe(listener: () => void): () => void {
  load();
  listeners.add(listener);
  return () => listeners.delete(listener);
}
