/** Brings the forms that the draft links to where it is checked, so that wrong links are told before publishing. */
import { getVersion } from '@anshao/core/forms/designing.ts';
import { formsLinked } from '@anshao/core/forms/usages.ts';
import { useQueries } from '@tanstack/react-query';
import { useEffect } from 'react';
import { callApi } from '../../base/api.ts';
import { keyOf } from '../calls.ts';
import { useDesign, useDrawn } from './design-store.ts';
import { useForms } from './settings/other-forms.ts';

export function LinkedForms() {
  const keys = useDrawn(({ history: { definition } }) =>
    [...new Set(formsLinked(definition))].filter((key) => key !== definition.key).join(' '),
  );
  return keys === '' ? null : <Loaded keys={keys.split(' ')} />;
}

function Loaded({ keys }: { keys: readonly string[] }) {
  const design = useDesign();
  const forms = useForms().filter(({ key }) => keys.includes(key));
  const answers = useQueries({
    queries: forms.map(({ id, version }) => {
      const input = { params: { form: id, version } };
      return { queryKey: keyOf(getVersion, input), queryFn: () => callApi(getVersion, input) };
    }),
  });
  const found = answers.flatMap(({ data }) => (data ? [data.definition] : []));
  const which = answers.map(({ dataUpdatedAt }, index) => `${forms[index]?.key} ${dataUpdatedAt}`).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the definitions are those that `which` names
  useEffect(() => design.knowForms(new Map(found.map((form) => [form.key, form]))), [design, which]);
  return null;
}
