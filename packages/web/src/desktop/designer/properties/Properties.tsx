/** The right side: what the selected part says about itself, or the form when nothing is selected. */

import { isFieldRef } from '@anshao/core/forms/design/parts.ts';
import { useDeferredValue, useState } from 'react';
import { useDrawn } from '../design-store.ts';
import { type DesignerText, d } from '../text.ts';
import { FieldPanel } from './FieldPanel.tsx';
import { FormPanel } from './FormPanel.tsx';
import { ManyPanel } from './ManyPanel.tsx';
import { NodePanel } from './NodePanel.tsx';

export const propertyTabs = ['settings', 'display', 'checks'] as const;
export type PropertyTab = (typeof propertyTabs)[number];

const words: Readonly<Record<PropertyTab, DesignerText>> = {
  settings: 'tabSettings',
  display: 'tabDisplay',
  checks: 'tabChecks',
};

export function Properties() {
  const newest = useDrawn((state) => state.panel);
  // Some fifteen inputs are made anew for another part: the canvas shows the selection first.
  const deferred = useDeferredValue(newest);
  // The same panel under another key is shown at once: waiting would take the focus from its inputs.
  const { parts: selection, id } = deferred.id === newest.id ? newest : deferred;
  const [tab, setTab] = useState<PropertyTab>('settings');
  const [part] = selection;
  const isField = part !== undefined && isFieldRef(part);
  const tabs = propertyTabs.filter((one) => one !== 'checks' || isField);
  const open = tabs.includes(tab) ? tab : 'settings';
  return (
    <aside className="dz-properties" aria-label={d('properties')}>
      {selection.length > 1 ? null : (
        <div className="dz-property-tabs" role="tablist">
          {tabs.map((one) => (
            <button key={one} type="button" role="tab" aria-selected={one === open} onClick={() => setTab(one)}>
              {d(one === 'display' && part === undefined ? 'tabRules' : words[one])}
            </button>
          ))}
        </div>
      )}
      {/* Another part, another panel: nothing typed for the former one may end up in it. */}
      <div className="dz-property-body" role="tabpanel" key={id}>
        {selection.length > 1 ? (
          <ManyPanel parts={selection} />
        ) : part === undefined ? (
          <FormPanel tab={open} />
        ) : isField ? (
          <FieldPanel path={part} tab={open} />
        ) : (
          <NodePanel part={part} tab={open} />
        )}
      </div>
    </aside>
  );
}
