/** Forms that fields may link to, and the fields of one of them. */
import { type AppForm, getApp, listApps } from '@anshao/core/apps/applications.ts';
import type { FieldDefinition } from '@anshao/core/forms/contract.ts';
import { getVersion } from '@anshao/core/forms/designing.ts';
import { useQueries } from '@tanstack/react-query';
import { callApi } from '../../../base/api.ts';
import { keyOf, useCall } from '../../calls.ts';
import { useDrawn } from '../design-store.ts';

/** A form, and what tells it apart from another of the same name: the application it stands in. */
export interface OtherForm extends AppForm {
  readonly app: string;
}

/** Published forms of every application the designer sees. */
export function useForms(): readonly OtherForm[] {
  const apps = useCall(listApps, {});
  return useQueries({
    queries: (apps.data?.rows ?? []).map(({ id }) => {
      const input = { params: { app: id } };
      return { queryKey: keyOf(getApp, input), queryFn: () => callApi(getApp, input), staleTime: 60_000 };
    }),
    combine: (answers) =>
      answers
        .flatMap(({ data }) => data?.formList.map((form) => ({ ...form, app: data.name })) ?? [])
        .filter((form) => form.version > 0),
  });
}

/** As a list to choose from: below the name of each application its forms; both names are found by typing. */
export function formOptions(forms: readonly OtherForm[]) {
  return [...Map.groupBy(forms, ({ app }) => app)].map(([app, group]) => ({
    label: app,
    options: group.map(({ key, name }) => ({
      value: key,
      label: name,
      chosen: `${name}（${app}）`,
      words: `${app} ${name}`,
    })),
  }));
}

const none: readonly FieldDefinition[] = [];

/** Fields of the form with that key: this one as it is drawn, another as it is published. */
export function useFieldsOf(key: string): readonly FieldDefinition[] {
  const own = useDrawn((state) => (state.history.definition.key === key ? state.history.definition.fields : undefined));
  const form = useForms().find((one) => one.key === key);
  const version = useCall(
    getVersion,
    { params: { form: form?.id ?? '', version: form?.version ?? 1 } },
    { enabled: own === undefined && form !== undefined },
  );
  return own ?? version.data?.definition.fields ?? none;
}
