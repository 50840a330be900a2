import { childLists, type Layout, type LayoutNode, withChildLists } from '@anshao/core/forms/layout.ts';

/** The layout without one field; containers stay, also empty ones. */
export function layoutWithout(layout: Layout, key: string): Layout {
  return layout.flatMap((node): LayoutNode[] => {
    if (node.kind === 'field') return node.key === key ? [] : [node];
    const lists = childLists(node);
    return [
      lists.length > 0
        ? withChildLists(
            node,
            lists.map((list) => [...layoutWithout(list, key)]),
          )
        : node,
    ];
  });
}
