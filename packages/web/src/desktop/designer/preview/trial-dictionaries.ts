/** The dictionaries a draft names, as they hold today everywhere: so that a preview has choices to offer. */
import type { DictionaryEntry, EffectiveEntries, FormDefinition } from '@anshao/core/forms/contract.ts';
import { allFields } from '@anshao/core/forms/design/parts.ts';
import { getDictionary, type KeptDictionary } from '@anshao/core/forms/dictionaries-contract.ts';
import { isDictionary } from '@anshao/core/forms/rows-from.ts';
import { useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import { callApi } from '../../../base/api.ts';
import type { FillSituation } from '../../../forms/field-props.ts';
import { keyOf } from '../../calls.ts';
import { useViewer } from '../../session/viewer.ts';
import { trialSituation } from './trial.ts';

/** Keys of dictionaries, each once, in a steady order. */
export function dictionariesOf(definition: FormDefinition): string[] {
  const keys = new Set<string>();
  for (const { field } of allFields(definition.fields)) {
    if ('dictionary' in field && field.dictionary) keys.add(field.dictionary);
    if (field.type === 'subform' && field.rowsFrom && isDictionary(field.rowsFrom)) keys.add(field.rowsFrom.dictionary);
  }
  return [...keys].sort();
}

/** Entries of one district only are left out: a trial stands in no district. */
export function entriesToday({ entries, today }: KeptDictionary): EffectiveEntries {
  const found = new Map<string, DictionaryEntry>();
  for (const { code, label, parent, district, effectiveFrom, effectiveTo } of entries) {
    const isInEffect = effectiveFrom <= today && (effectiveTo === null || today <= effectiveTo);
    if (district || !isInEffect) continue;
    found.set(code, { code, label, status: 'active', ...(parent === null ? {} : { parent }) });
  }
  return found;
}

/** Entries that ever were, of whatever district: what conditions may ask for. Those that ended say so. */
export function entriesEver({ entries, today }: KeptDictionary): EffectiveEntries {
  const found = new Map<string, DictionaryEntry>();
  for (const { code, label, parent, effectiveTo } of entries) {
    const status = effectiveTo === null || today <= effectiveTo ? 'active' : 'stopped';
    if (status === 'active' || !found.has(code))
      found.set(code, { code, label, status, ...(parent === null ? {} : { parent }) });
  }
  return found;
}

/** Those that are there already; the others follow. */
export function useDictionaries(keys: readonly string[]): readonly KeptDictionary[] {
  return useQueries({
    queries: keys.map((dictionary) => {
      const input = { params: { dictionary } };
      return { queryKey: keyOf(getDictionary, input), queryFn: () => callApi(getDictionary, input), staleTime: 60_000 };
    }),
    combine: (answers) => answers.flatMap(({ data }) => data ?? []),
  });
}

/** The same object while nothing new was loaded: another one draws every field again. */
export function useTrialSituation(definition: FormDefinition | undefined): FillSituation {
  const keys = useMemo(() => (definition ? dictionariesOf(definition) : []), [definition]);
  const loaded = useDictionaries(keys);
  const { personId, name } = useViewer();
  return useMemo(() => {
    const dictionaries = new Map(loaded.map((dictionary) => [dictionary.key, entriesToday(dictionary)]));
    // Whoever draws fills it in: a field for whoever fills it in shows that it works.
    return {
      ...trialSituation,
      personName: name,
      names: { [personId]: name },
      context: { ...trialSituation.context, person: personId, dictionaries },
    };
  }, [loaded, personId, name]);
}
