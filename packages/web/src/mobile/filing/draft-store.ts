/** Drafts of daily reports on the phone. */
import { discard, keep, kept } from '../../files/keep.ts';
import { createKeeper, type Keeper } from '../storage/keeper.ts';
import type { Draft } from './draft.ts';

export function keptDraft(taskId: string): Promise<Draft | undefined> {
  return kept<Draft>('drafts', taskId);
}

export function discardDraft(taskId: string): Promise<void> {
  return discard('drafts', taskId);
}

export function createDraftKeeper(
  onKept: (at: number) => void,
  onFailed: () => void,
  write: (draft: Draft) => Promise<void> = (draft) => keep('drafts', draft.taskId, draft),
  now: () => number = Date.now,
): Keeper<Draft> {
  return createKeeper((draft: Draft, at) => write({ ...draft, savedAt: at }), onKept, onFailed, now);
}
