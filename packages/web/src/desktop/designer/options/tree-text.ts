/** A tree of options as indented text and back. A line keeps its code while it keeps its words and what is above it. */
import { type CascadeOption, cascadeLevels } from '@anshao/core/forms/types/cascade.ts';
import { freeCode } from './pasted-options.ts';

export function treeText(options: readonly CascadeOption[], indent = ''): string {
  return options
    .flatMap((option) => [
      `${indent}${option.label}`,
      ...(option.children?.length ? [treeText(option.children, `${indent}  `)] : []),
    ])
    .join('\n');
}

interface Branch {
  readonly label: string;
  readonly depth: number;
  readonly children: Branch[];
}

export function readTree(text: string, before: readonly CascadeOption[]): CascadeOption[] {
  const roots: Branch[] = [];
  const open: Branch[] = [];
  for (const line of text.split(/\r?\n/)) {
    const label = line.trim().slice(0, 200);
    if (label === '') continue;
    const depth = line.length - line.replace(/^[\s\u3000]+/, '').length;
    while (open.length > 0 && (open.at(-1) as Branch).depth >= depth) open.pop();
    const branch: Branch = { label, depth, children: [] };
    // What is too deep stands beside what it was put under.
    while (open.length >= cascadeLevels) open.pop();
    (open.at(-1)?.children ?? roots).push(branch);
    open.push(branch);
  }
  const codes = new Set(codesOf(before));
  const build = (branches: readonly Branch[], former: readonly CascadeOption[]): CascadeOption[] =>
    branches.map(({ label, children }) => {
      const same = former.find((option) => option.label === label);
      const code = same?.code ?? freeCode(codes);
      codes.add(code);
      const { children: _former, ...rest } = same ?? { code, label, status: 'active' as const };
      return children.length === 0 ? rest : { ...rest, children: build(children, same?.children ?? []) };
    });
  return build(roots, before);
}

function codesOf(options: readonly CascadeOption[]): string[] {
  return options.flatMap((option) => [option.code, ...codesOf(option.children ?? [])]);
}
