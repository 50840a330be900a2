import type { FieldOf, FormContext, Option } from '@anshao/core/forms/contract.ts';

/** The options a person may choose now, in order; a stopped one stays only where it is already chosen. */
export function optionsOf(
  field: FieldOf<'singleChoice'> | FieldOf<'multipleChoice'>,
  context: FormContext,
  chosen: readonly string[],
): Option[] {
  const all = field.dictionary
    ? [...(context.dictionaries.get(field.dictionary)?.values() ?? [])]
    : (field.options ?? []);
  return all.filter((option) => option.status === 'active' || chosen.includes(option.code));
}
