/** What keys do on the canvas. */
import { listsOf, partsIn, placeOf } from '@anshao/core/forms/design/lists.ts';
import { isFieldRef, isTab, nodeAt, type PartRef } from '@anshao/core/forms/design/parts.ts';
import type { KeyboardEvent } from 'react';
import type { Design } from '../design-store.ts';
import { type Nudge, nudge } from '../placing.ts';
import { d } from '../text.ts';
import { showPart } from './part-id.ts';

type Key = Pick<KeyboardEvent, 'key' | 'altKey' | 'shiftKey' | 'ctrlKey' | 'metaKey'>;

const nudges: Readonly<Record<string, Nudge>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'out',
  ArrowRight: 'in',
};

/** True when the key meant something here. */
export function canvasKey(design: Design, event: Key): boolean {
  const { definition, selection } = design.get().history;
  const current = selection.at(-1);
  if (event.altKey) {
    const step = nudges[event.key];
    if (step === undefined || current === undefined) return false;
    const command = nudge(definition, current, step);
    if (command && design.perform(command)) design.say(d('moved', { label: nameOf(design, current) }));
    reveal(design);
    return true;
  }
  if (event.ctrlKey || event.metaKey) {
    switch (event.key.toLowerCase()) {
      case 'd':
        if (selection.length > 0) design.perform({ do: 'duplicate', parts: selection });
        reveal(design);
        return true;
      case 'a':
        design.select(partsIn(definition, current === undefined ? '' : (placeOf(definition, current)?.in ?? '')) ?? []);
        return true;
      default:
        return false;
    }
  }
  switch (event.key) {
    case 'ArrowDown':
    case 'ArrowUp': {
      const order = shownParts(design);
      const at = current === undefined ? -1 : order.indexOf(current);
      const next = event.key === 'ArrowDown' ? order[at + 1] : order[at < 0 ? order.length - 1 : at - 1];
      if (next !== undefined) design.selectBy(next, event.shiftKey ? 'range' : 'only');
      reveal(design);
      return true;
    }
    case 'ArrowLeft': {
      const owner = current === undefined ? undefined : placeOf(definition, current)?.in.split('/')[0];
      if (owner) design.select([owner]);
      reveal(design);
      return true;
    }
    case 'ArrowRight': {
      const list = current === undefined ? undefined : listsOf(definition, current)[0];
      const first = list === undefined ? undefined : partsIn(definition, list)?.[0];
      if (first !== undefined) design.select([first]);
      reveal(design);
      return true;
    }
    case 'Home':
    case 'End': {
      const part = shownParts(design).at(event.key === 'Home' ? 0 : -1);
      if (part !== undefined) design.select([part]);
      reveal(design);
      return true;
    }
    case 'Delete':
    case 'Backspace': {
      if (selection.length === 0) return false;
      const label =
        selection.length === 1 ? nameOf(design, selection[0] as PartRef) : d('partsCount', { count: selection.length });
      if (design.perform({ do: 'remove', parts: selection })) design.say(d('removed', { label }));
      return true;
    }
    case 'Escape':
      design.select([]);
      return true;
    case 'Enter':
      document.getElementById('dz-first-setting')?.focus();
      return true;
    default:
      return false;
  }
}

/** Without what lies on tabs that are not open. */
function shownParts(design: Design): PartRef[] {
  const { history, openTabs } = design.get();
  const { definition } = history;
  const walk = (list: string): PartRef[] =>
    (partsIn(definition, list) ?? []).flatMap((part) => {
      const node = isFieldRef(part) ? undefined : nodeAt(definition, part);
      if (node && !isTab(node) && node.kind === 'tabs') {
        const open = node.tabs.find((tab) => tab.id === openTabs.get(node.id)) ?? node.tabs[0];
        return [part, ...node.tabs.flatMap((tab) => [`#${tab.id}`, ...(tab === open ? walk(`#${tab.id}`) : [])])];
      }
      return [part, ...listsOf(definition, part).flatMap(walk)];
    });
  return walk('');
}

function reveal(design: Design): void {
  const part = design.get().history.selection.at(-1);
  if (part !== undefined) showPart(part);
}

function nameOf(design: Design, part: PartRef): string {
  return design.get().fields.get(part)?.label ?? d('part');
}
