import { type RefObject, useEffect } from 'react';
import type { FormStore } from './form-store.ts';

/** Rows far away are drawn only once somebody has come near; so many frames are waited for them. */
const patience = 20;

/** Brings the field somebody wants to see into sight and focus, once what is around it has opened. */
export function useGoToTarget(store: FormStore, element: RefObject<HTMLElement | null>, prefix: string): void {
  useEffect(() => {
    let shown = store.target();
    let frame = 0;
    const look = (path: string, tries: number): void => {
      frame = requestAnimationFrame(() => {
        // The form may stand in a document of its own, as the phone's preview does.
        const block = element.current?.ownerDocument.getElementById(`f-${prefix}${path}-block`);
        if (!block) {
          if (tries > 0) look(path, tries - 1);
          return;
        }
        block.scrollIntoView({ block: 'center' });
        block
          .querySelector<HTMLElement>('input:not([hidden]), textarea, select, button, [tabindex="0"]')
          ?.focus({ preventScroll: true });
      });
    };
    const stop = store.subscribe(() => {
      const target = store.target();
      if (target === shown) return;
      shown = target;
      cancelAnimationFrame(frame);
      if (target) look(target.path, patience);
    });
    return () => {
      stop();
      cancelAnimationFrame(frame);
    };
  }, [store, element, prefix]);
}
