/**
 * Files on their way to the server. A file gets its id here, before the first byte leaves, and keeps it through
 * reloads and lost signal: the server names the upload by that id, so however often sending is tried, the file
 * exists once. It stays on the phone until the record that names it has been accepted.
 */
import { useSyncExternalStore } from 'react';
import type { ApiProblem } from '../base/api.ts';
import { newId } from '../base/ids.ts';
import { allKept, discard, keep } from './keep.ts';

export type OutgoingState = 'waiting' | 'sending' | 'sent' | 'refused';

export interface OutgoingFile {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly blob: Blob;
  /** Taken inside the form with the camera, or picked from the gallery. */
  readonly source: 'camera' | 'gallery';
  readonly state: OutgoingState;
  /** Whether sending has been tried: then the server may hold a part of it already. */
  readonly begun: boolean;
  /** Share that has arrived, 0 … 1. */
  readonly progress: number;
  /** Sentence why the server will not take it. */
  readonly refusal?: string;
  /** The file itself is the reason: trying again cannot help. */
  readonly isHopeless?: boolean;
  /** For uploads without sign-in. */
  readonly ticket?: string;
  /** Only to look at: it never leaves the page and is gone with it. */
  readonly isTrial?: boolean;
}

export type NewFile = Pick<OutgoingFile, 'name' | 'type' | 'blob' | 'source' | 'ticket' | 'isTrial'>;

const byId = new Map<string, OutgoingFile>();
const listeners = new Set<() => void>();
let version = 0;
let loaded: Promise<void> | undefined;
let isSending = false;
let retryTimer: ReturnType<typeof setTimeout> | undefined;
const retryPause = 8_000;
/** Refusals of the file itself. */
const hopeless: readonly string[] = [
  'files.type-refused',
  'files.heic',
  'files.too-large',
  'files.too-many-pixels',
  'files.broken',
  'files.archive-unsafe',
];

function announce(): void {
  version++;
  for (const listener of listeners) listener();
}

/** Progress changes many times a second and is not worth writing down. */
function change(id: string, to: Partial<OutgoingFile>, lasting: boolean): void {
  const file = byId.get(id);
  if (!file) return;
  const next = { ...file, ...to };
  byId.set(id, next);
  // When storage is full the file still stands in memory and is sent from there.
  if (lasting) void keep('files', id, next).catch(() => undefined);
  announce();
}

/** Reads what an earlier visit left behind and goes on sending it. */
export function loadOutgoing(): Promise<void> {
  loaded ??= allKept<OutgoingFile>('files')
    .catch(() => [])
    .then((files) => {
      for (const file of files)
        if (!byId.has(file.id)) byId.set(file.id, file.state === 'sending' ? { ...file, state: 'waiting' } : file);
      window.addEventListener('online', () => void sendWaiting());
      announce();
      void sendWaiting();
    });
  return loaded;
}

export function addOutgoing(file: NewFile): string {
  const id = newId();
  if (file.isTrial) {
    byId.set(id, { ...file, id, state: 'sent', begun: false, progress: 1 });
    announce();
    return id;
  }
  byId.set(id, { ...file, id, state: 'waiting', begun: false, progress: 0 });
  change(id, {}, true);
  void loadOutgoing().then(sendWaiting);
  return id;
}

export function retryOutgoing(id: string): void {
  change(id, { state: 'waiting', progress: 0, refusal: undefined, isHopeless: false }, true);
  void sendWaiting();
}

export function dropOutgoing(id: string): void {
  byId.delete(id);
  void discard('files', id).catch(() => undefined);
  announce();
}

/** The record that names them has been accepted, or was given up: no copy is needed here. */
export function dropAllOutgoing(ids: readonly string[]): void {
  for (const id of ids) if (byId.has(id)) dropOutgoing(id);
}

export function outgoingFile(id: string): OutgoingFile | undefined {
  return byId.get(id);
}

/** True when every file is either on the server already (unknown here) or has arrived. */
export function allSent(ids: readonly string[]): boolean {
  return ids.every((id) => (byId.get(id)?.state ?? 'sent') === 'sent');
}

/** Redraws on every change of any file. */
export function useOutgoing(): number {
  return useSyncExternalStore(onOutgoingChange, () => version);
}

export function onOutgoingChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** One after the other: on a weak signal several at once only make all of them time out. */
async function sendWaiting(): Promise<void> {
  if (isSending) return;
  isSending = true;
  clearTimeout(retryTimer);
  try {
    for (;;) {
      const next = [...byId.values()].find((file) => file.state === 'waiting');
      if (!next || !navigator.onLine) return;
      if (!(await send(next))) {
        retryTimer = setTimeout(() => void sendWaiting(), retryPause);
        return;
      }
    }
  } finally {
    isSending = false;
  }
}

/** False when the signal gave out and the rest had better wait. */
async function send(file: OutgoingFile): Promise<boolean> {
  change(file.id, { state: 'sending', begun: true }, true);
  try {
    const { uploadFile } = await import('./upload.ts');
    await uploadFile(file, (progress) => change(file.id, { progress }, false));
    change(file.id, { state: 'sent', progress: 1 }, true);
    return true;
  } catch (error) {
    const problem = error as Partial<ApiProblem>;
    if (problem.kind === 'refused' && !problem.isTransient) {
      change(
        file.id,
        { state: 'refused', refusal: problem.message, isHopeless: hopeless.includes(problem.code ?? '') },
        true,
      );
      return true;
    }
    change(file.id, { state: 'waiting' }, true);
    return false;
  }
}

/**
 * Waits until all of these files have arrived.
 * @throws Error with a sentence when one was refused; the person decides what to do about it
 */
export function whenSent(ids: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const look = () => {
      const refused = ids.map(outgoingFile).find((file) => file?.state === 'refused');
      if (!refused && !allSent(ids)) return;
      stop();
      if (refused) reject(new Error(refused.refusal ?? refused.name));
      else resolve();
    };
    const stop = onOutgoingChange(look);
    look();
  });
}
