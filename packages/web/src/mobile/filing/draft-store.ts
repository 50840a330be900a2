/** Drafts on the phone. Every change is kept a quarter of a second later, and at once when the page is left. */
import { discard, keep, kept } from '../../files/keep.ts';
import type { Draft } from './draft.ts';

const pause = 250;

export function keptDraft(taskId: string): Promise<Draft | undefined> {
  return kept<Draft>('drafts', taskId);
}

export function discardDraft(taskId: string): Promise<void> {
  return discard('drafts', taskId);
}

export interface DraftKeeper {
  /** Remembers the draft and keeps it soon. */
  save(draft: Draft): void;
  /** Keeps what is waiting now. */
  flush(): Promise<void>;
}

/** @param onKept told the time of each successful keeping; `onFailed` when the phone refuses (storage full) */
export function createDraftKeeper(
  onKept: (at: number) => void,
  onFailed: () => void,
  write: (draft: Draft) => Promise<void> = (draft) => keep('drafts', draft.taskId, draft),
  now: () => number = Date.now,
): DraftKeeper {
  let waiting: Draft | undefined;
  let clock: ReturnType<typeof setTimeout> | undefined;
  const flush = async () => {
    clearTimeout(clock);
    clock = undefined;
    const draft = waiting;
    if (!draft) return;
    waiting = undefined;
    const at = now();
    try {
      await write({ ...draft, savedAt: at });
      onKept(at);
    } catch {
      // Unless something newer came meanwhile, this is still what must be kept.
      waiting ??= draft;
      onFailed();
    }
  };
  return {
    save(draft) {
      waiting = draft;
      clock ??= setTimeout(() => void flush(), pause);
    },
    flush,
  };
}
