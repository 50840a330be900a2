/**
 * A form as somebody sees it who does not see some of its fields: neither the fields nor anything that names them.
 * Conditions on them stay, for what they decide was decided where the fields are known; they find nothing there.
 */
import type { FormDefinition } from './contract.ts';
import { childLists, type LayoutNode, withChildLists } from './layout.ts';

/** @param hidden keys of fields of the form itself */
export function withoutFields(definition: FormDefinition, hidden: ReadonlySet<string>): FormDefinition {
  if (hidden.size === 0) return definition;
  const { displayRules, layout, settings } = definition;
  const shown = (keys: readonly string[]) => keys.filter((key) => !hidden.has(key));
  return {
    ...definition,
    fields: definition.fields.filter(({ key }) => !hidden.has(key)),
    ...(displayRules && {
      displayRules: displayRules
        .map((rule) => ({ ...rule, show: shown(rule.show) }))
        .filter(({ show }) => show.length > 0),
    }),
    ...(layout && { layout: shownNodes(layout, hidden) }),
    ...(settings && {
      settings: {
        ...settings,
        ...(settings.listFields && { listFields: shown(settings.listFields) }),
      },
    }),
  };
}

function shownNodes(nodes: readonly LayoutNode[], hidden: ReadonlySet<string>): LayoutNode[] {
  return nodes.flatMap((node): LayoutNode[] => {
    if (node.kind === 'field') return hidden.has(node.key) ? [] : [node];
    const lists = childLists(node);
    return [
      lists.length > 0
        ? withChildLists(
            node,
            lists.map((list) => shownNodes(list, hidden)),
          )
        : node,
    ];
  });
}
