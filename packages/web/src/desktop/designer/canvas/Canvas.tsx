/**
 * The sheet in the middle. It has the focus as a whole and says which part is current (`aria-activedescendant`): so
 * arrows, Delete and copying work the same wherever one is, and no part of 300 needs a place in the tab order.
 */
import { copyText, readCopied } from '@anshao/core/forms/design/clipboard.ts';
import type { PartRef } from '@anshao/core/forms/design/parts.ts';
import {
  type ClipboardEvent,
  type KeyboardEvent,
  type MouseEvent,
  type PointerEvent,
  type RefObject,
  useState,
} from 'react';
import { useDesign, useDrawn } from '../design-store.ts';
import { useDragging } from '../dragging-context.ts';
import { placeForNew } from '../placing.ts';
import { d } from '../text.ts';
import { canvasKey } from './canvas-keys.ts';
import { PartList } from './PartList.tsx';
import { partId } from './part-id.ts';

export function Canvas({ scroller }: { scroller: RefObject<HTMLElement | null> }) {
  const design = useDesign();
  const dragging = useDragging();
  const layout = useDrawn((state) => state.history.definition.layout);
  const name = useDrawn((state) => state.history.definition.name);
  const description = useDrawn((state) => state.history.definition.description);
  const current = useDrawn((state) => state.history.selection.at(-1));
  const [wasPressed, setPressed] = useState<PartRef | undefined>(undefined);

  const press = (event: PointerEvent<HTMLElement>): void => {
    const part = partUnder(event.target);
    setPressed(part);
    if (part === undefined) return;
    const { selected, fields } = design.get();
    const isMany = event.ctrlKey || event.metaKey || event.shiftKey;
    if (!isMany && !selected.has(part)) design.select([part]);
    dragging.press(event.nativeEvent, () => {
      const { history } = design.get();
      const parts = history.selection.includes(part) ? history.selection : [part];
      const label =
        parts.length > 1 ? d('partsCount', { count: parts.length }) : (fields.get(part)?.label ?? d('part'));
      return { kind: 'move', parts, label };
    });
  };

  const click = (event: MouseEvent<HTMLElement>): void => {
    // The tree has the focus, whatever was pressed in it: a part may be taken out from under it.
    event.currentTarget.focus({ preventScroll: true });
    if (dragging.wasDragging() || (event.target as Element).closest('button')) return;
    const part = partUnder(event.target);
    if (part !== wasPressed) return;
    if (part === undefined) design.select([]);
    else design.selectBy(part, event.shiftKey ? 'range' : event.ctrlKey || event.metaKey ? 'toggle' : 'only');
  };

  const copy = (event: ClipboardEvent, isCut: boolean): void => {
    const { definition, selection } = design.get().history;
    if (selection.length === 0 || isInText(event.target)) return;
    event.preventDefault();
    event.clipboardData.setData('text/plain', copyText(definition, selection));
    if (isCut) design.perform({ do: 'remove', parts: selection });
    design.say(isCut ? d('cut', { count: selection.length }) : d('copied', { count: selection.length }));
  };

  const paste = (event: ClipboardEvent): void => {
    if (isInText(event.target)) return;
    const pieces = readCopied(event.clipboardData.getData('text/plain'));
    if (!pieces) return;
    event.preventDefault();
    const { definition, selection } = design.get().history;
    const areFields = pieces.every(({ node }) => 'kind' in node && node.kind === 'field');
    design.perform({ do: 'paste', pieces, at: placeForNew(definition, selection, areFields) });
    design.say(d('pasted', { count: pieces.length }));
  };

  return (
    <section className="dz-canvas" ref={scroller} aria-label={d('canvas')}>
      <div className="dz-paper">
        <h2>
          <button type="button" className="dz-form-name" title={d('formSettings')} onClick={() => design.select([])}>
            {name}
          </button>
        </h2>
        {description ? <p className="dz-description">{description}</p> : null}
        <div
          className="dz-tree"
          role="tree"
          aria-label={name}
          aria-multiselectable="true"
          aria-activedescendant={current === undefined ? undefined : partId(current)}
          aria-describedby="dz-keys"
          tabIndex={0}
          id="dz-canvas"
          onPointerDown={press}
          onClick={click}
          onKeyDown={(event: KeyboardEvent) => {
            if (!isInText(event.target) && canvasKey(design, event)) event.preventDefault();
          }}
          onCopy={(event) => copy(event, false)}
          onCut={(event) => copy(event, true)}
          onPaste={paste}
        >
          <PartList list="" nodes={layout} level={1} hint={d('emptyForm')} />
        </div>
      </div>
    </section>
  );
}

function partUnder(target: EventTarget): PartRef | undefined {
  if (!(target instanceof Element) || target.closest('button')) return undefined;
  const found = target.closest<HTMLElement>('[data-part], [data-tab]');
  return found?.dataset['part'] ?? found?.dataset['tab'];
}

export function isInText(target: EventTarget): boolean {
  return target instanceof Element && target.closest('input, textarea, [contenteditable="true"], .ant-select') !== null;
}
