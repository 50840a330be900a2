import { childLists, type Layout, type LayoutNode, withChildLists } from '@anshao/core/forms/layout.ts';

/** The layout without these nodes; containers stay, also empty ones. */
export function layoutWithout(layout: Layout, isGone: (node: LayoutNode) => boolean): Layout {
  return layout.flatMap((node): LayoutNode[] => {
    if (isGone(node)) return [];
    const lists = childLists(node);
    return [
      lists.length > 0
        ? withChildLists(
            node,
            lists.map((list) => [...layoutWithout(list, isGone)]),
          )
        : node,
    ];
  });
}
