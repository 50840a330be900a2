/**
 * Keeps a draft: a copy in this browser within a moment, on the server when the hand has rested for 800 ms, and every
 * five seconds while it does not rest. When somebody else saved first, the steps since the last save are done once more
 * upon theirs. Nothing is thrown away before the server has it.
 */
import type { FormDefinition } from '@anshao/core/forms/contract.ts';
import { commandsBetween } from '@anshao/core/forms/design/between.ts';
import { isUnsaved, markSaved } from '@anshao/core/forms/design/history.ts';
import { type Drawn, opened, tidied } from '@anshao/core/forms/design/parts.ts';
import type { Draft } from '@anshao/core/forms/designing.ts';
import type { ApiProblem } from '../../base/api.ts';
import type { Design } from './design-store.ts';

const restingTime = 800;
const longestWait = 5_000;
const retryAfter = 5_000;
const copyAfter = 300;

export interface SavingCalls {
  readonly save: (definition: FormDefinition, revision: number) => Promise<Draft>;
  readonly load: () => Promise<Draft>;
  readonly problemOf: (error: unknown) => ApiProblem;
}

/** A colleague's draft was taken in: who, how many own steps were kept, how many could not be. */
export interface Merged {
  readonly by: string;
  readonly kept: number;
  readonly dropped: number;
}

export interface DraftSaver {
  /** Saves now what there is; true when everything is on the server. */
  readonly flush: () => Promise<boolean>;
  /** Somebody saved revision `revision`: takes it in. */
  readonly catchUp: (revision: number) => void;
  readonly stop: () => void;
}

export function startSaving(
  design: Design,
  calls: SavingCalls,
  copies: DraftCopies,
  onMerged: (merged: Merged) => void,
): DraftSaver {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let atLatest: ReturnType<typeof setTimeout> | undefined;
  let running: Promise<boolean> | undefined;
  let isStopped = false;

  const later = (after: number): void => {
    clearTimeout(timer);
    if (!isStopped) timer = setTimeout(() => void flush(), after);
  };
  const stopWaiting = (): void => {
    clearTimeout(timer);
    clearTimeout(atLatest);
    atLatest = undefined;
  };

  const takeIn = (draft: Draft): void => {
    const before = design.get().history;
    const { dropped } = design.rebaseOn(opened(draft.definition));
    const { revision, basedOn, savedAt, savedBy } = draft;
    design.set({ draft: { revision, basedOn, savedAt, savedBy } });
    const kept = design.get().history.past.length;
    if (isUnsaved(before) || savedBy) onMerged({ by: savedBy?.name ?? '', kept, dropped: dropped.length });
  };

  const saveOnce = async (): Promise<boolean> => {
    const { history, draft } = design.get();
    if (!isUnsaved(history)) {
      design.set({ saving: 'saved' });
      return true;
    }
    const sent = history.definition;
    design.set({ saving: 'saving' });
    try {
      const { revision, basedOn, savedAt, savedBy } = await calls.save(tidied(sent), draft.revision);
      design.set({ draft: { revision, basedOn, savedAt, savedBy } });
      design.setHistory(markSaved(design.get().history, sent));
    } catch (error) {
      const problem = calls.problemOf(error);
      if (problem.code === 'forms.draft-moved' || problem.code === 'forms.discarded') {
        takeIn(await calls.load());
        return saveOnce();
      }
      throw problem;
    }
    const rest = isUnsaved(design.get().history);
    design.set({ saving: rest ? 'waiting' : 'saved' });
    if (rest) later(restingTime);
    else copies.forget();
    return !rest;
  };

  const flush = (): Promise<boolean> => {
    stopWaiting();
    running ??= saveOnce()
      .catch((error: unknown) => {
        const problem = calls.problemOf(error);
        design.set({ saving: problem.isTransient ? 'offline' : 'refused', refusal: problem.message });
        if (problem.isTransient) later(retryAfter);
        return false;
      })
      .finally(() => {
        running = undefined;
      });
    return running;
  };

  let seen = design.get().history.definition;
  let copySoon: ReturnType<typeof setTimeout> | undefined;
  /** Writing 300 fields into the browser's storage takes longer than painting one: it waits for a moment. */
  const copyNow = (): void => {
    clearTimeout(copySoon);
    copySoon = undefined;
    const { history, draft } = design.get();
    if (isUnsaved(history))
      copies.keep({ revision: draft.revision, saved: history.saved, definition: history.definition });
  };
  const unsubscribe = design.subscribe(() => {
    const { history } = design.get();
    if (history.definition === seen) return;
    seen = history.definition;
    if (!isUnsaved(history)) return;
    copySoon ??= setTimeout(copyNow, copyAfter);
    if (design.get().saving !== 'saving') design.set({ saving: 'waiting' });
    later(restingTime);
    atLatest ??= setTimeout(() => void flush(), longestWait);
  });
  const onOnline = () => later(0);
  globalThis.addEventListener?.('online', onOnline);
  globalThis.addEventListener?.('pagehide', copyNow);

  return {
    flush,
    catchUp(revision) {
      if (revision <= design.get().draft.revision || running || isUnsaved(design.get().history)) return;
      running = calls
        .load()
        .then((draft) => {
          if (draft.revision > design.get().draft.revision) takeIn(draft);
          return true;
        })
        // Presence asks again in ten seconds; a save would notice as well.
        .catch(() => false)
        .finally(() => {
          running = undefined;
        });
    },
    stop() {
      isStopped = true;
      stopWaiting();
      unsubscribe();
      globalThis.removeEventListener?.('online', onOnline);
      globalThis.removeEventListener?.('pagehide', copyNow);
      copyNow();
      void flush();
    },
  };
}

/** What was drawn and is not on the server yet, and upon what it was drawn. */
export interface DraftCopy {
  readonly revision: number;
  readonly saved: FormDefinition;
  readonly definition: FormDefinition;
}

export interface DraftCopies {
  readonly read: () => DraftCopy | undefined;
  readonly keep: (copy: DraftCopy) => void;
  readonly forget: () => void;
}

/** Copies in the browser's own storage; where that is full or forbidden the server remains. */
export function browserCopies(form: string, storage: Storage | undefined): DraftCopies {
  const name = `anshao.design.${form}`;
  const attempt = <T>(work: () => T): T | undefined => {
    try {
      return work();
    } catch {
      return undefined;
    }
  };
  return {
    read: () =>
      attempt(() => {
        const text = storage?.getItem(name);
        return text ? (JSON.parse(text) as DraftCopy) : undefined;
      }),
    keep: (copy) => void attempt(() => storage?.setItem(name, JSON.stringify(copy))),
    forget: () => void attempt(() => storage?.removeItem(name)),
  };
}

/** Brings back what a closed or crashed page had not sent, upon what the server has now; true when there was any. */
export function restoreCopy(design: Design, copy: DraftCopy | undefined): boolean {
  if (!copy) return false;
  const [saved, drawn] = [opened(copy.saved), opened(copy.definition)];
  const commands = commandsBetween(saved as Drawn, drawn as Drawn);
  return commands.map((command) => design.perform(command)).some((isDone) => isDone);
}
