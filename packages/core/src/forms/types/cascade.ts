/**
 * A choice in levels (级联): 区 → 街道 → 社区. Options are a tree of the field's own, or a dictionary whose entries name
 * their `parent`. The value lists the codes from the root down, so that lists can be asked for every branch.
 */
import { type Static, Type } from 'typebox';
import type { FieldProblem } from '../../base/errors.ts';
import { codeSchema, mostOptions, startingOptions } from '../choices.ts';
import { cleanLine } from '../clean-text.ts';
import { type EffectiveEntries, FormKey, Option } from '../contract.ts';
import { type FieldType, noProblems, type Reading } from '../field-type.ts';
import { problem } from '../messages.ts';
import { isEmptyList } from './values/ids.ts';

export interface CascadeOption extends Option {
  readonly children?: readonly CascadeOption[];
}

export const cascadeLevels = 4;

const strict = { additionalProperties: false };
const leaf = Option.properties;
const third = { ...leaf, children: Type.Optional(Type.Array(Type.Object(leaf, strict), { maxItems: mostOptions })) };
const second = { ...leaf, children: Type.Optional(Type.Array(Type.Object(third, strict), { maxItems: mostOptions })) };
const first = { ...leaf, children: Type.Optional(Type.Array(Type.Object(second, strict), { maxItems: mostOptions })) };

/** Exactly one of `options` and `dictionary`. */
export const CascadeOptions = Type.Object({
  /** Codes are unique in the whole tree; 5,000 options at most, all levels together. */
  options: Type.Optional(Type.Array(Type.Object(first, strict), { maxItems: mostOptions })),
  dictionary: Type.Optional(FormKey),
  /** Only the end of a branch may be chosen, nothing half way. */
  leafOnly: Type.Optional(Type.Boolean()),
});
export type CascadeOptions = Omit<Static<typeof CascadeOptions>, 'options'> & {
  readonly options?: readonly CascadeOption[];
};

/** A place in the tree. */
interface Placed {
  readonly option: Option;
  readonly parent: string | undefined;
}

interface Tree {
  readonly byCode: ReadonlyMap<string, Placed>;
  /** Codes below which something can be chosen. */
  readonly branches: ReadonlySet<string>;
}

function* walk(
  options: readonly CascadeOption[],
  parent?: string,
  path = 'options',
): Iterable<Placed & { path: string }> {
  for (const [index, option] of options.entries()) {
    const at = `${path}[${index}]`;
    yield { option, parent, path: at };
    yield* walk(option.children ?? [], option.code, `${at}.children`);
  }
}

function treeOf(placed: Iterable<Placed>): Tree {
  const byCode = new Map<string, Placed>();
  const branches = new Set<string>();
  for (const one of placed) {
    byCode.set(one.option.code, one);
    if (one.parent !== undefined && one.option.status === 'active') branches.add(one.parent);
  }
  return { byCode, branches };
}

type Entries = EffectiveEntries;

/** Building the tree of 5,000 entries for every record would cost more than all the rest of its validation. */
const trees = new WeakMap<Entries, Tree>();

function treeOfEntries(entries: Entries): Tree {
  const known = trees.get(entries);
  if (known) return known;
  const tree = treeOf([...entries.values()].map((option) => ({ option, parent: option.parent })));
  trees.set(entries, tree);
  return tree;
}

function checkOptions({ options, dictionary }: CascadeOptions): readonly FieldProblem[] {
  if (options && dictionary) return [problem('', 'forms.two-sources')];
  if (dictionary) return noProblems;
  const problems: FieldProblem[] = [];
  const seen = new Set<string>();
  for (const { option, path } of walk(options ?? [])) {
    const { code } = option;
    if (seen.has(code)) problems.push(problem(`${path}.code`, 'forms.duplicate-option', { code }));
    if (cleanLine(code) !== code) problems.push(problem(`${path}.code`, 'forms.code-blanks'));
    seen.add(code);
  }
  if (seen.size > mostOptions)
    problems.push(problem('options', 'forms.too-many', { max: mostOptions, count: seen.size }));
  if (!(options ?? []).some(({ status }) => status === 'active')) problems.push(problem('options', 'forms.no-options'));
  return problems;
}

function pathProblems(codes: readonly unknown[], tree: Tree, leafOnly: boolean): readonly FieldProblem[] {
  const problems: FieldProblem[] = [];
  codes.forEach((code, index) => {
    const path = `[${index}]`;
    const placed = typeof code === 'string' ? tree.byCode.get(code) : undefined;
    if (typeof code !== 'string') problems.push(problem(path, 'forms.wrong-type'));
    else if (!placed) problems.push(problem(path, 'forms.unknown-option', { code: code.slice(0, 60) }));
    else if (placed.parent !== codes[index - 1])
      problems.push(problem(path, 'forms.not-below', { label: placed.option.label }));
    else if (placed.option.status === 'stopped')
      problems.push(problem(path, 'forms.stopped-option', { code, label: placed.option.label }));
  });
  if (problems.length === 0 && leafOnly && tree.branches.has(codes.at(-1) as string))
    problems.push(problem('', 'forms.not-to-end'));
  return problems.length > 0 ? problems : noProblems;
}

/** The labels from the root down. */
function labelling(field: CascadeOptions): Reading {
  const own = field.options && new Map(Array.from(walk(field.options), ({ option }) => [option.code, option]));
  return (value, context) => {
    const options: ReadonlyMap<string, Option> | undefined =
      own ?? (field.dictionary === undefined ? undefined : context.dictionaries.get(field.dictionary));
    return Array.isArray(value) ? value.map((code) => options?.get(code as string)?.label ?? code) : value;
  };
}

export const cascade: FieldType<'cascade', CascadeOptions, readonly string[]> = {
  type: 'cascade',
  label: { zh: '级联选择', en: 'Cascade' },
  group: 'choice',
  icon: 'cascade',
  optionsSchema: CascadeOptions,
  valueKind: 'texts',
  starting: () => ({
    options: startingOptions().map((option) => ({
      ...option,
      children: [{ code: `${option.code}-1`, label: `${option.label}-1`, status: 'active' }],
    })),
  }),
  checkOptions,
  ownChoices: ({ options }) => options && Array.from(walk(options), ({ option }) => option),
  reading: labelling,
  columns: () => [{ suffix: '', pgType: 'text[]' }],
  normalise: (value) =>
    Array.isArray(value) ? value.map((code) => (typeof code === 'string' ? cleanLine(code) : code)) : value,
  isEmpty: isEmptyList,
  validator(field) {
    const own = field.dictionary === undefined ? treeOf(walk(field.options ?? [])) : undefined;
    return (value, context, previous) => {
      if (!Array.isArray(value) || value.length > cascadeLevels) return [problem('', 'forms.wrong-type')];
      // A branch that was stopped, moved or cut short since stays on the record that has it.
      if (isSamePath(value, previous)) return noProblems;
      const entries = field.dictionary === undefined ? undefined : context.dictionaries.get(field.dictionary);
      const tree = own ?? (entries && treeOfEntries(entries));
      if (!tree) return [problem('', 'forms.dictionary-missing', { dictionary: field.dictionary })];
      return pathProblems(value, tree, field.leafOnly ?? false);
    };
  },
  toColumns: (value) => [value],
  fromColumns: ([cell]) => (cell ?? null) as readonly string[] | null,
  valueSchema: ({ options, dictionary }) =>
    Type.Array(codeSchema({ options: options && Array.from(walk(options), ({ option }) => option), dictionary }), {
      minItems: 1,
      maxItems: cascadeLevels,
      description: '从第一级到所选一级的编码',
    }),
};

function isSamePath(codes: readonly unknown[], previous: unknown): boolean {
  return (
    Array.isArray(previous) &&
    previous.length === codes.length &&
    codes.every((code, index) => code === previous[index])
  );
}
