/** What was begun on this phone and not submitted, for the lists one comes from. */
import { useEffect, useState } from 'react';
import { allKept } from '../../files/keep.ts';
import type { FormDraft } from './draft.ts';

/** Drafts of forms, of whatever version; none until the phone's memory was read. */
export function useKeptDrafts(): readonly Pick<FormDraft, 'form' | 'community'>[] {
  const [drafts, setDrafts] = useState<readonly Pick<FormDraft, 'form' | 'community'>[]>([]);
  useEffect(() => {
    void allKept<Partial<FormDraft>>('drafts')
      .catch(() => [])
      // Daily reports and changes of records are kept on the same shelf; they name no form.
      .then((found) =>
        setDrafts(found.flatMap(({ form, community = null }) => (form === undefined ? [] : [{ form, community }]))),
      );
  }, []);
  return drafts;
}
