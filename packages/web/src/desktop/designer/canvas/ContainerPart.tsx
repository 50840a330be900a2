/** Sections, tabs, columns, and what stands between fields. */
import type { LayoutNode } from '@anshao/core/forms/contract.ts';
import { refOf } from '@anshao/core/forms/design/parts.ts';
import type { FieldNode, TabsNode } from '@anshao/core/forms/layout.ts';
import { memo } from 'react';
import { fileAddress } from '../../../base/api.ts';
import { Icon } from '../../../base/icons.tsx';
import { useDesign, useDrawn } from '../design-store.ts';
import { d } from '../text.ts';
import { PartFrame } from './PartFrame.tsx';
import { PartList } from './PartList.tsx';
import { partId } from './part-id.ts';

export interface ContainerPartProps {
  readonly node: Exclude<LayoutNode, FieldNode>;
  readonly level: number;
}

export const ContainerPart = memo(function ContainerPart({ node, level }: ContainerPartProps) {
  const part = refOf(node);
  switch (node.kind) {
    case 'section':
      return (
        <PartFrame part={part} level={level} className="dz-section" label={`${d('section')} ${node.title}`}>
          <span className="dz-title">
            {node.title}
            {node.visible ? <Icon name="eye" size={14} label={d('hasCondition')} /> : null}
          </span>
          {node.help ? <span className="dz-help">{node.help}</span> : null}
          <PartList list={part} nodes={node.children} level={level + 1} />
        </PartFrame>
      );
    case 'tabs':
      return <TabGroup node={node} level={level} />;
    case 'columns':
      return (
        <PartFrame part={part} level={level} className="dz-columns" label={d('columns')}>
          <div className="dz-column-row">
            {node.columns.map((column, index) => (
              <PartList
                // biome-ignore lint/suspicious/noArrayIndexKey: a column is its position
                key={index}
                list={`${part}/${index}`}
                nodes={column}
                level={level + 1}
              />
            ))}
          </div>
        </PartFrame>
      );
    case 'note':
      return (
        <PartFrame part={part} level={level} className={`dz-note tone-${node.tone ?? 'neutral'}`} label={d('note')}>
          <p>{node.text}</p>
        </PartFrame>
      );
    case 'picture':
      return (
        <PartFrame part={part} level={level} className="dz-picture" label={`${d('picture')} ${node.alt}`}>
          <img src={fileAddress(node.file, 'thumb')} alt={node.alt} />
        </PartFrame>
      );
    case 'divider':
      return (
        <PartFrame part={part} level={level} className="dz-divider" label={d('divider')}>
          <hr />
        </PartFrame>
      );
    default:
      return node satisfies never;
  }
});

/** Only one tab is open at a time, as on the filled form. */
function TabGroup({ node, level }: { node: TabsNode; level: number }) {
  const design = useDesign();
  const part = refOf(node);
  const wanted = useDrawn((state) => state.openTabs.get(node.id));
  const open = node.tabs.find((tab) => tab.id === wanted) ?? node.tabs[0];
  const selected = useDrawn((state) => node.tabs.find((tab) => state.selected.has(`#${tab.id}`))?.id);
  if (!open) return null;
  const show = (id: string) => {
    design.openTab(node.id, id);
    design.select([`#${id}`]);
  };
  return (
    <PartFrame part={part} level={level} className="dz-tabs" label={d('tabs')}>
      {/* biome-ignore lint/a11y/useSemanticElements: a group of tree items; a fieldset would be a control of a form */}
      <div className="dz-tab-row" role="group">
        {node.tabs.map((tab) => (
          <div
            key={tab.id}
            id={partId(`#${tab.id}`)}
            data-tab={`#${tab.id}`}
            data-group={node.id}
            className={`dz-tab${tab === open ? ' open' : ''}${selected === tab.id ? ' selected' : ''}`}
            role="treeitem"
            aria-level={level + 1}
            aria-selected={selected === tab.id}
            tabIndex={-1}
            onPointerDown={(event) => {
              event.stopPropagation();
              show(tab.id);
            }}
          >
            {tab.title}
          </div>
        ))}
        <button
          type="button"
          className="dz-tab-add"
          tabIndex={-1}
          title={d('addTab')}
          aria-label={d('addTab')}
          onPointerDown={(event) => event.stopPropagation()}
          onClick={() => {
            const tab = {
              id: `tab${node.tabs.length + 1}`,
              title: d('tabNumber', { n: node.tabs.length + 1 }),
              children: [],
            };
            const after = `#${node.tabs.at(-1)?.id}`;
            if (!design.perform({ do: 'addTab', tabs: part, tab, after })) return;
            const made = design.get().history.selection[0];
            if (made) design.openTab(node.id, made.slice(1));
          }}
        >
          <Icon name="add" size={14} />
        </button>
      </div>
      <PartList key={open.id} list={`#${open.id}`} nodes={open.children} level={level + 1} />
    </PartFrame>
  );
}
