/** What sections, tabs, columns, texts and pictures say about themselves. */
import type { Tone } from '@anshao/core/forms/contract.ts';
import { isTab, nodeAt, type PartRef } from '@anshao/core/forms/design/parts.ts';
import { layoutLimits } from '@anshao/core/forms/layout.ts';
import { Input, Segmented, Select } from 'antd';
import { ConditionEditor } from '../conditions/ConditionEditor.tsx';
import { useDesign, useDrawn } from '../design-store.ts';
import { toneWords } from '../options/tones.ts';
import { d } from '../text.ts';
import { NameInput, SwitchRow } from './inputs.tsx';
import type { PropertyTab } from './Properties.tsx';
import { Setting } from './Setting.tsx';

export function NodePanel({ part, tab }: { part: PartRef; tab: PropertyTab }) {
  const design = useDesign();
  const node = useDrawn((state) => nodeAt(state.history.definition, part));
  if (!node) return null;
  const set = (changes: Readonly<Record<string, unknown>>, isTyping?: boolean) =>
    design.perform({ do: 'setNode', node: part, set: changes }, isTyping);
  if (tab === 'display')
    return isTab(node) ||
      'visible' in node ||
      node.kind === 'section' ||
      node.kind === 'note' ||
      node.kind === 'picture' ? (
      <ConditionEditor
        part={part}
        setting="visible"
        title={d('shownWhen')}
        none={d('alwaysShown')}
        value={'visible' in node ? node.visible : undefined}
        fieldset=""
        onChange={(visible, isTyping) => set({ visible: visible ?? null }, isTyping)}
      />
    ) : (
      <p className="dz-hint">{d('noDisplayHere')}</p>
    );
  if (isTab(node) || node.kind === 'section')
    return (
      <>
        <Setting label={d('title')} part={part} setting="title">
          {(id) => (
            <NameInput
              id={id}
              value={node.title}
              maxLength={100}
              onChange={(title) => set({ title }, true)}
              onLeave={design.settle}
            />
          )}
        </Setting>
        {isTab(node) ? null : (
          <>
            <Setting label={d('help')} part={part} setting="help">
              {(id) => (
                <Input.TextArea
                  id={id}
                  autoSize={{ minRows: 2, maxRows: 6 }}
                  maxLength={1000}
                  value={node.help ?? ''}
                  onChange={(event) => set({ help: event.target.value || null }, true)}
                  onBlur={design.settle}
                />
              )}
            </Setting>
            <SwitchRow
              label={d('collapsed')}
              hint={d('collapsedWhy')}
              checked={node.collapsed ?? false}
              onChange={(isOn) => set({ collapsed: isOn || null })}
            />
          </>
        )}
      </>
    );
  switch (node.kind) {
    case 'columns':
      return (
        <Setting label={d('columnCount')} part={part}>
          {(id) => (
            <Segmented<number>
              aria-label={d('columnCount')}
              id={id}
              block
              value={node.columns.length}
              options={Array.from({ length: layoutLimits.columns - 1 }, (_, index) => index + 2)}
              onChange={(count) => design.perform({ do: 'setColumns', node: part, count })}
            />
          )}
        </Setting>
      );
    case 'note':
      return (
        <>
          <Setting label={d('noteText')} part={part} setting="text">
            {(id) => (
              <Input.TextArea
                id={id}
                autoSize={{ minRows: 4, maxRows: 14 }}
                maxLength={layoutLimits.noteLength}
                value={node.text}
                onChange={(event) => set({ text: event.target.value }, true)}
                onBlur={design.settle}
              />
            )}
          </Setting>
          <Setting label={d('tone')} part={part} setting="tone">
            {(id) => (
              <Select
                id={id}
                style={{ width: '100%' }}
                value={node.tone ?? 'neutral'}
                options={Object.entries(toneWords).map(([tone, word]) => ({ value: tone as Tone, label: d(word) }))}
                onChange={(tone: Tone) => set({ tone: tone === 'neutral' ? null : tone })}
              />
            )}
          </Setting>
        </>
      );
    case 'picture':
      return (
        <Setting label={d('pictureAlt')} part={part} setting="alt" hint={d('pictureAltWhy')}>
          {(id) => (
            <Input
              id={id}
              maxLength={200}
              value={node.alt}
              onChange={(event) => set({ alt: event.target.value }, true)}
              onBlur={design.settle}
            />
          )}
        </Setting>
      );
    case 'tabs':
      return <p className="dz-hint">{d('tabsHint')}</p>;
    default:
      return <p className="dz-hint">{d('nothingToSet')}</p>;
  }
}
