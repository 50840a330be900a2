/** Options as they may be chosen now: the field's own, or those of its dictionary. */
import type { DictionaryEntry, FieldDefinition, FieldOf, FormContext, Option } from '@anshao/core/forms/contract.ts';
import type { CascadeOption } from '@anshao/core/forms/types/cascade.ts';

type ChoiceField = FieldOf<'singleChoice'> | FieldOf<'multipleChoice'>;

const byCode = new WeakMap<object, ReadonlyMap<string, Option>>();
const none: ReadonlyMap<string, Option> = new Map();

/** All options, stopped ones too, for old records name them. */
export function optionsByCode(
  field: ChoiceField,
  context: Pick<FormContext, 'dictionaries'>,
): ReadonlyMap<string, Option> {
  if (field.dictionary) return context.dictionaries.get(field.dictionary) ?? none;
  const { options } = field;
  if (!options) return none;
  const known = byCode.get(options);
  if (known) return known;
  const made = new Map(options.map((option) => [option.code, option]));
  byCode.set(options, made);
  return made;
}

/** The options a person may choose now, in order; a stopped one stays only where it is already chosen. */
export function optionsOf(field: ChoiceField, context: FormContext, chosen: readonly string[]): Option[] {
  return [...optionsByCode(field, context).values()].filter(
    (option) => option.status === 'active' || chosen.includes(option.code),
  );
}

const trees = new WeakMap<object, readonly CascadeOption[]>();

/** The tree of a cascade; entries of a dictionary are put below the parents they name. */
export function cascadeTree(
  field: FieldOf<'cascade'>,
  context: Pick<FormContext, 'dictionaries'>,
): readonly CascadeOption[] {
  if (field.dictionary === undefined) return field.options ?? [];
  const entries = context.dictionaries.get(field.dictionary);
  if (!entries) return [];
  const known = trees.get(entries);
  if (known) return known;
  const below = new Map<string | undefined, DictionaryEntry[]>();
  for (const entry of entries.values()) {
    const { parent } = entry;
    const siblings = below.get(parent);
    if (siblings) siblings.push(entry);
    else below.set(parent, [entry]);
  }
  const grow = (parent: string | undefined): CascadeOption[] =>
    (below.get(parent) ?? []).map((entry) => ({ ...entry, children: grow(entry.code) }));
  const tree = grow(undefined);
  trees.set(entries, tree);
  return tree;
}

/** Every code a value can hold with its words: of a cascade every branch, under the words of its whole way. */
export function allOptions(field: FieldDefinition, context: Pick<FormContext, 'dictionaries'>): readonly Option[] {
  if (field.type === 'singleChoice' || field.type === 'multipleChoice')
    return [...optionsByCode(field, context).values()];
  return field.type === 'cascade' ? flattened(cascadeTree(field, context), '') : [];
}

function flattened(options: readonly CascadeOption[], above: string): Option[] {
  return options.flatMap(({ children, ...option }) => {
    const way = above === '' ? option.label : `${above} / ${option.label}`;
    return [{ ...option, label: way }, ...flattened(children ?? [], way)];
  });
}

/** The tree without what was stopped, but with the branch that is chosen. */
export function choosable(tree: readonly CascadeOption[], chosen: readonly string[]): CascadeOption[] {
  const [first, ...rest] = chosen;
  return tree.flatMap((option): CascadeOption[] => {
    if (option.status === 'stopped' && option.code !== first) return [];
    const children = choosable(option.children ?? [], option.code === first ? rest : []);
    return [{ ...option, children }];
  });
}

/** Options whose words contain all that was typed, those that begin with it first. */
export function matching<T extends { readonly label: string }>(options: readonly T[], typed: string): readonly T[] {
  const words = typed.trim().toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return options;
  const found = options.filter(({ label }) => {
    const text = label.toLowerCase();
    return words.every((word) => text.includes(word));
  });
  const first = words[0] as string;
  const begins = (option: T) => option.label.toLowerCase().startsWith(first);
  return [...found.filter(begins), ...found.filter((option) => !begins(option))];
}
