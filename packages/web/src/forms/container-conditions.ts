/** Whether sections, tabs and notes show. Fields inside them know it already; these have to hide their own frame. */
import type { Condition } from '@anshao/core/expressions/condition.ts';
import { compileCondition, type Predicate } from '@anshao/core/expressions/evaluate.ts';
import type { FormDefinition } from '@anshao/core/forms/contract.ts';
import { type LayoutNode, nodesOf } from '@anshao/core/forms/layout.ts';
import type { FormStore } from './form-store.ts';

const prepared = new WeakMap<Condition, Predicate>();

/** True while the condition holds over the values as they are settled. */
export function isShown(condition: Condition | undefined, definition: FormDefinition, store: FormStore): boolean {
  if (!condition) return true;
  let predicate = prepared.get(condition);
  if (!predicate) {
    predicate = compileCondition(condition, store.form.formulas([definition]).predicate);
    prepared.set(condition, predicate);
  }
  return predicate(store.scopeOf(store.root));
}

/** Keys of the fields in these nodes. */
export function keysIn(nodes: readonly LayoutNode[]): string[] {
  return [...nodesOf(nodes)].flatMap((node) => (node.kind === 'field' ? [node.key] : []));
}

/** A frame around nothing but fields that are hidden hides as well; one that holds only texts stays. */
export function hasAnything(nodes: readonly LayoutNode[], store: FormStore): boolean {
  const keys = keysIn(nodes);
  if (keys.length === 0) return nodes.length > 0;
  return keys.some((key) => {
    const field = store.form.fields.byKey.get(key);
    return field !== undefined && store.stateOf(store.root, field).isVisible;
  });
}

export function problemsIn(keys: readonly string[], store: FormStore): number {
  return keys.reduce((count, key) => count + store.countBelow(key), 0);
}
