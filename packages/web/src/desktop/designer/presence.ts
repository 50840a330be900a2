/**
 * Tells every ten seconds that somebody draws here, and learns who else does and whether they saved.
 *
 * Presence is per tab, not per person: of two tabs of one person the second is told as such, and a tab that was loaded
 * again is still itself.
 */
import { attendDesign, type Editor } from '@anshao/core/forms/designing.ts';
import { useEffect } from 'react';
import { callApi } from '../../base/api.ts';
import { newId } from '../../base/ids.ts';
import type { Design } from './design-store.ts';
import type { DraftSaver } from './saving.ts';

const every = 10_000;
const name = 'anshao.design-tab';

/**
 * The id of this tab. It lies in the tab's storage only while the page is away: a reload finds it there, a duplicated
 * tab, which begins with a copy of that storage, does not and makes its own.
 */
export function tabIdentity(storage: Storage | undefined, page: EventTarget, fresh: () => string): string {
  const attempt = <T>(work: () => T): T | undefined => {
    try {
      return work();
    } catch {
      // Forbidden storage: after a reload this tab is told as another window for half a minute.
      return undefined;
    }
  };
  const id = attempt(() => storage?.getItem(name)) ?? fresh();
  attempt(() => storage?.removeItem(name));
  page.addEventListener('pagehide', () => void attempt(() => storage?.setItem(name, id)));
  page.addEventListener('pageshow', () => void attempt(() => storage?.removeItem(name)));
  return id;
}

let ownTab: string | undefined;

/** Colleagues who have the draft open, each once, and whether the reader has it open in another tab. */
export function othersHere(
  editors: readonly Editor[],
  me: string,
): { readonly colleagues: readonly Editor['person'][]; readonly isElsewhere: boolean } {
  const people = new Map(editors.map(({ person }) => [person.id, person]));
  const isElsewhere = people.delete(me);
  return { colleagues: [...people.values()], isElsewhere };
}

export function usePresence(form: string, design: Design, saver: DraftSaver | undefined): void {
  useEffect(() => {
    if (!saver) return undefined;
    ownTab ??= tabIdentity(globalThis.sessionStorage, window, newId);
    return attending(form, ownTab, design, saver);
  }, [form, design, saver]);
}

/** One sign at a time, so that leaving is always the last that the server hears. */
function attending(form: string, client: string, design: Design, saver: DraftSaver): () => void {
  let isHere = true;
  const attend = async (leaving: boolean): Promise<void> => {
    try {
      const answer = await callApi(
        attendDesign,
        {
          params: { form },
          body: leaving ? { client, leaving } : { client },
        },
        { outlivesPage: leaving },
      );
      if (!isHere) return;
      design.set({ editors: answer.editors.filter((editor) => editor.client !== client) });
      saver.catchUp(answer.revision);
    } catch {
      // Who else is here is a courtesy; saving tells by itself when there is no signal.
    }
  };
  let sign: Promise<void> | undefined;
  const signHere = (): void => {
    sign ??= attend(false).finally(() => {
      sign = undefined;
    });
  };
  signHere();
  const timer = setInterval(signHere, every);
  const goAway = () => void attend(true);
  window.addEventListener('pagehide', goAway);
  window.addEventListener('pageshow', signHere);
  return () => {
    isHere = false;
    clearInterval(timer);
    window.removeEventListener('pagehide', goAway);
    window.removeEventListener('pageshow', signHere);
    void Promise.resolve(sign).then(() => attend(true));
  };
}
