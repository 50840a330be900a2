import type { FieldDefinition } from '@anshao/core/forms/contract.ts';
import { fieldsetOf, fieldsIn, type PartRef } from '@anshao/core/forms/design/parts.ts';
import { useDrawn } from '../design-store.ts';
import { useFieldsOf } from './other-forms.ts';

/** Fields beside a field that link records of those types, and the fields of the form behind the chosen one. */
export function useLinked(
  path: PartRef,
  link: string,
  types: readonly FieldDefinition['type'][],
): { readonly links: readonly FieldDefinition[]; readonly there: readonly FieldDefinition[] } {
  const definition = useDrawn((state) => state.history.definition);
  const links = (fieldsIn(definition, fieldsetOf(path)) ?? []).filter((one) => types.includes(one.type));
  const chosen = links.find((one) => one.key === link);
  return { links, there: useFieldsOf(chosen && 'form' in chosen ? chosen.form : '') };
}
