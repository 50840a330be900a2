/** Tells every ten seconds that somebody draws here, and learns who else does and whether they saved. */
import { attendDesign } from '@anshao/core/forms/designing.ts';
import { useEffect, useState } from 'react';
import { callApi } from '../../base/api.ts';
import { newId } from '../../base/ids.ts';
import type { Design } from './design-store.ts';
import type { DraftSaver } from './saving.ts';

const every = 10_000;

export function usePresence(form: string, design: Design, saver: DraftSaver | undefined): void {
  const [client] = useState(() => newId());
  useEffect(() => {
    if (!saver) return undefined;
    const attend = async (leaving: boolean): Promise<void> => {
      try {
        const answer = await callApi(attendDesign, {
          params: { form },
          body: leaving ? { client, leaving } : { client },
        });
        if (leaving) return;
        design.set({ editors: answer.editors.filter((editor) => editor.client !== client) });
        saver.catchUp(answer.revision);
      } catch {
        // Who else is here is a courtesy; saving tells by itself when there is no signal.
      }
    };
    void attend(false);
    const timer = setInterval(() => void attend(false), every);
    return () => {
      clearInterval(timer);
      void attend(true);
    };
  }, [form, design, saver, client]);
}
