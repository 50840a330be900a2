/** What can be wrong with a layout: its outline, its depth, and that each field stands in it exactly once. */
import { Type } from 'typebox';
import { Compile } from '../base/compile.ts';
import type { FieldProblem } from '../base/errors.ts';
import { shapeProblems } from './check-shape.ts';
import type { FormDefinition } from './contract.ts';
import { childLists, LayoutNode, layoutLimits } from './layout.ts';
import { problem } from './messages.ts';

const outline = Compile(Type.Array(LayoutNode, { maxItems: layoutLimits.nodes }));

/** @param checkVisible problems of a container's condition, with paths below the given one */
export function layoutProblems(
  form: FormDefinition,
  checkVisible: (condition: unknown, path: string) => void,
): FieldProblem[] {
  if (form.layout === undefined) return [];
  // The depth first: a schema walking ten thousand brackets would overflow the stack.
  if (isTooDeep(form.layout, layoutLimits.depth * 3))
    return [problem('layout', 'forms.layout-too-deep', { max: layoutLimits.depth })];
  const problems = shapeProblems(outline, form.layout, 'layout');
  if (problems.length > 0) return problems;

  const missing = new Set(form.fields.map((field) => field.key));
  const known = new Set(missing);
  const ids = new Set<string>();
  let nodes = 0;
  const takeId = (id: string, path: string): void => {
    if (ids.has(id)) problems.push(problem(path, 'forms.duplicate-node', { id }));
    ids.add(id);
  };
  const visit = (node: LayoutNode, path: string, depth: number): void => {
    nodes += 1;
    if (node.kind === 'field') {
      if (!known.has(node.key)) problems.push(problem(path, 'forms.rule-field', { field: node.key }));
      else if (!missing.delete(node.key)) problems.push(problem(path, 'forms.placed-twice', { field: node.key }));
      return;
    }
    takeId(node.id, path);
    if ('visible' in node && node.visible !== undefined) checkVisible(node.visible, `${path}.visible`);
    if (node.kind === 'tabs')
      node.tabs.forEach((tab, index) => {
        takeId(tab.id, `${path}.tabs[${index}]`);
        if (tab.visible !== undefined) checkVisible(tab.visible, `${path}.tabs[${index}].visible`);
      });
    const lists = childLists(node);
    if (lists.length > 0 && depth === layoutLimits.depth)
      problems.push(problem(path, 'forms.layout-too-deep', { max: layoutLimits.depth }));
    else
      lists.forEach((list, index) => {
        const at = listPath(node, path, index);
        list.forEach((child, position) => {
          visit(child, `${at}[${position}]`, depth + 1);
        });
      });
  };
  form.layout.forEach((node, index) => {
    visit(node, `layout[${index}]`, 1);
  });
  if (nodes > layoutLimits.nodes)
    problems.push(problem('layout', 'forms.too-many-fields', { max: layoutLimits.nodes, count: nodes }));
  for (const field of missing) problems.push(problem('layout', 'forms.not-placed', { field }));
  return problems;
}

function listPath(node: LayoutNode, path: string, index: number): string {
  if (node.kind === 'section') return `${path}.children`;
  return node.kind === 'tabs' ? `${path}.tabs[${index}].children` : `${path}.columns[${index}]`;
}

function isTooDeep(part: unknown, left: number): boolean {
  if (typeof part !== 'object' || part === null) return false;
  if (left < 0) return true;
  if (Array.isArray(part)) return part.some((inner) => isTooDeep(inner, left - 1));
  const { children, tabs, columns } = part as Record<string, unknown>;
  return [children, tabs, columns].some((inner) => inner !== undefined && isTooDeep(inner, left - 1));
}
