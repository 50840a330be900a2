/** The parts of a form around its fields: sections, tabs, columns, notes, pictures and lines. */
import type { FormDefinition } from '@anshao/core/forms/contract.ts';
import type { FieldWidth, LayoutNode, SectionNode, Tab, TabsNode } from '@anshao/core/forms/layout.ts';
import { type KeyboardEvent, memo, useId, useRef, useState } from 'react';
import { fileAddress } from '../base/api.ts';
import { Icon } from '../base/icons.tsx';
import { Mark } from '../base/marks.tsx';
import { hasAnything, isShown, keysIn, problemsIn } from './container-conditions.ts';
import { FormField } from './FormField.tsx';
import { formText } from './form-text.ts';
import { useFormViewing, useFromStore } from './form-view-context.ts';
import { Markdown } from './Markdown.tsx';

export interface NodesProps {
  readonly nodes: readonly LayoutNode[];
  readonly definition: FormDefinition;
}

/** Nodes side by side as their widths say; what is no field takes the whole line. */
export const LayoutNodes = memo(function LayoutNodes({ nodes, definition }: NodesProps) {
  return (
    <div className="fv-grid">
      {nodes.map((node) => (
        <OneNode key={node.kind === 'field' ? node.key : node.id} node={node} definition={definition} />
      ))}
    </div>
  );
});

function OneNode({ node, definition }: { node: LayoutNode; definition: FormDefinition }) {
  switch (node.kind) {
    case 'field':
      return <FieldAt fieldKey={node.key} width={node.width} />;
    case 'section':
      return <Section node={node} definition={definition} />;
    case 'tabs':
      return <Tabs node={node} definition={definition} />;
    case 'columns':
      return (
        <div className="fv-columns" data-count={node.columns.length}>
          {node.columns.map((nodes, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: columns have no name but their place
            <LayoutNodes key={index} nodes={nodes} definition={definition} />
          ))}
        </div>
      );
    case 'note':
      return <Note node={node} definition={definition} />;
    case 'picture':
      return <Picture node={node} definition={definition} />;
    case 'divider':
      return <hr className="fv-line" />;
  }
}

function FieldAt({ fieldKey, width }: { fieldKey: string; width: FieldWidth | undefined }) {
  const { store } = useFormViewing();
  const field = store.form.fields.byKey.get(fieldKey);
  return field ? <FormField at={store.root} field={field} className={`w-${width ?? 'full'}`} /> : null;
}

function Section({ node, definition }: { node: SectionNode; definition: FormDefinition }) {
  const { prefix } = useFormViewing();
  const [isClosed, setClosed] = useState(node.collapsed ?? false);
  const keys = keysIn(node.children);
  const shows = useFromStore((store) => isShown(node.visible, definition, store) && hasAnything(node.children, store));
  const problems = useFromStore((store) => problemsIn(keys, store));
  if (!shows) return null;
  const bodyId = `${prefix}section-${node.id}`;
  // A problem that nobody sees cannot be solved.
  const isOpen = !isClosed || problems > 0;
  return (
    <section className={isOpen ? 'fv-section open' : 'fv-section'} aria-labelledby={`${bodyId}-title`}>
      <h2>
        <button
          type="button"
          id={`${bodyId}-title`}
          aria-expanded={isOpen}
          aria-controls={bodyId}
          disabled={problems > 0}
          onClick={() => setClosed(!isClosed)}
        >
          <span className="sp">{node.title}</span>
          {problems > 0 && <Wrong count={problems} />}
          <Icon name={isOpen ? 'up' : 'down'} size={18} />
        </button>
      </h2>
      <div id={bodyId} hidden={!isOpen}>
        {isOpen && (
          <>
            {node.help && <p className="note">{node.help}</p>}
            <LayoutNodes nodes={node.children} definition={definition} />
          </>
        )}
      </div>
    </section>
  );
}

function Tabs({ node, definition }: { node: TabsNode; definition: FormDefinition }) {
  const id = useId();
  const bar = useRef<HTMLDivElement>(null);
  const [chosen, setChosen] = useState<string>();
  const shown = useFromStore((store) =>
    node.tabs
      .filter((tab) => isShown(tab.visible, definition, store) && hasAnything(tab.children, store))
      .map((tab) => tab.id)
      .join(' '),
  );
  const target = useFromStore((store) => store.target());
  // Whoever is taken to a field finds its tab open; choosing a tab afterwards counts again.
  const [followed, setFollowed] = useState(target);
  const tabs = node.tabs.filter((tab) => shown.split(' ').includes(tab.id));
  if (target !== followed) {
    setFollowed(target);
    const wanted = tabs.find((tab) => target && keysIn(tab.children).includes(String(target.steps[0])));
    if (wanted) setChosen(wanted.id);
  }
  const current = tabs.find((tab) => tab.id === chosen) ?? tabs[0];
  if (!current) return null;
  const move = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const next = tabs[(tabs.indexOf(current) + step + tabs.length) % tabs.length] as Tab;
    setChosen(next.id);
    bar.current?.querySelector<HTMLElement>(`[data-tab="${next.id}"]`)?.focus();
  };
  return (
    <div className="fv-tabs">
      <div className="fv-tabbar" role="tablist" ref={bar} onKeyDown={move}>
        {tabs.map((tab) => (
          <TabHead key={tab.id} tab={tab} panelId={id} isCurrent={tab === current} onChoose={setChosen} />
        ))}
      </div>
      <div role="tabpanel" id={id} aria-labelledby={`${id}-${current.id}`}>
        <LayoutNodes key={current.id} nodes={current.children} definition={definition} />
      </div>
    </div>
  );
}

interface TabHeadProps {
  readonly tab: Tab;
  readonly panelId: string;
  readonly isCurrent: boolean;
  readonly onChoose: (id: string) => void;
}

function TabHead({ tab, panelId, isCurrent, onChoose }: TabHeadProps) {
  const problems = useFromStore((store) => problemsIn(keysIn(tab.children), store));
  return (
    <button
      type="button"
      role="tab"
      id={`${panelId}-${tab.id}`}
      data-tab={tab.id}
      aria-selected={isCurrent}
      aria-controls={isCurrent ? panelId : undefined}
      tabIndex={isCurrent ? 0 : -1}
      onClick={() => onChoose(tab.id)}
    >
      {tab.title}
      {problems > 0 && <Wrong count={problems} />}
    </button>
  );
}

function Wrong({ count }: { count: number }) {
  return (
    <span className="fv-wrong">
      <Mark level="major" label={formText('problemCount', { n: count })} />
      <span aria-hidden="true">{count}</span>
    </span>
  );
}

function Note({ node, definition }: { node: Extract<LayoutNode, { kind: 'note' }>; definition: FormDefinition }) {
  const shows = useFromStore((store) => isShown(node.visible, definition, store));
  if (!shows) return null;
  return (
    <div className={`fv-note tone-${node.tone ?? 'plain'}`}>
      <Markdown text={node.text} />
    </div>
  );
}

function Picture({ node, definition }: { node: Extract<LayoutNode, { kind: 'picture' }>; definition: FormDefinition }) {
  const shows = useFromStore((store) => isShown(node.visible, definition, store));
  if (!shows) return null;
  return (
    <figure className="fv-picture">
      <img src={fileAddress(node.file, 'full')} alt={node.alt} loading="lazy" decoding="async" />
    </figure>
  );
}
