/** A list of parts: the form, a section, a tab, a column. Each draws again only when it changed itself. */
import type { LayoutNode } from '@anshao/core/forms/contract.ts';
import { refOf } from '@anshao/core/forms/design/parts.ts';
import { memo } from 'react';
import { d } from '../text.ts';
import { ContainerPart } from './ContainerPart.tsx';
import { FieldPart } from './FieldPart.tsx';

export interface PartListProps {
  readonly list: string;
  readonly nodes: readonly LayoutNode[];
  readonly level: number;
  /** Said where nothing stands yet. */
  readonly hint?: string;
}

export const PartList = memo(function PartList({ list, nodes, level, hint }: PartListProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a group of tree items; a fieldset would be a control of a form
    <div className="dz-list" data-list={list} role="group">
      {nodes.map((node) =>
        node.kind === 'field' ? (
          <FieldPart key={node.key} path={node.key} width={node.width} level={level} />
        ) : (
          <ContainerPart key={refOf(node)} node={node} level={level} />
        ),
      )}
      {nodes.length === 0 ? <p className="dz-empty">{hint ?? d('dropHere')}</p> : null}
    </div>
  );
});
