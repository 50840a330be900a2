import { type PointerEvent, useRef, useState } from 'react';

/** Milliseconds a finger rests before it drags: a quick one scrolls. */
const hold = 350;
/** Pixels a mouse moves before it drags: less is a press. */
const slack = 6;

export interface DragOrder {
  /** Place of the one in hand. */
  readonly dragged: number | undefined;
  /** For each element, which also carries `data-order={index}`. */
  readonly handlers: (index: number) => {
    readonly onPointerDown: (event: PointerEvent<HTMLElement>) => void;
    readonly onClickCapture: (event: { preventDefault(): void; stopPropagation(): void }) => void;
  };
}

/** Putting things into order by dragging, with a mouse or a finger; buttons elsewhere do the same for keys. */
export function useDragOrder(move: (from: number, to: number) => void): DragOrder {
  const [dragged, setDragged] = useState<number>();
  const latest = useRef(move);
  latest.current = move;
  const wasDragged = useRef(false);

  const begin = (start: number, event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0) return;
    const page = event.currentTarget.ownerDocument;
    const from = { x: event.clientX, y: event.clientY };
    const isMouse = event.pointerType === 'mouse';
    let at = start;
    let isDragging = false;
    wasDragged.current = false;
    const lift = () => {
      isDragging = true;
      wasDragged.current = true;
      setDragged(at);
      navigator.vibrate?.(20);
    };
    const timer = isMouse ? undefined : setTimeout(lift, hold);
    const go = (moved: globalThis.PointerEvent) => {
      const far = Math.hypot(moved.clientX - from.x, moved.clientY - from.y) > slack;
      if (!isDragging) {
        if (!far) return;
        if (!isMouse) return end();
        lift();
      }
      const over = page.elementFromPoint(moved.clientX, moved.clientY)?.closest<HTMLElement>('[data-order]');
      const to = Number(over?.dataset['order'] ?? at);
      if (to === at || Number.isNaN(to)) return;
      latest.current(at, to);
      at = to;
      setDragged(at);
    };
    // While something is in hand the page must not scroll away under it.
    const still = (touch: TouchEvent) => isDragging && touch.preventDefault();
    const end = () => {
      clearTimeout(timer);
      page.removeEventListener('pointermove', go);
      page.removeEventListener('pointerup', end);
      page.removeEventListener('pointercancel', end);
      page.removeEventListener('touchmove', still);
      setDragged(undefined);
    };
    page.addEventListener('pointermove', go);
    page.addEventListener('pointerup', end);
    page.addEventListener('pointercancel', end);
    page.addEventListener('touchmove', still, { passive: false });
  };
  return {
    dragged,
    handlers: (index) => ({
      onPointerDown: (event) => begin(index, event),
      onClickCapture: (event) => {
        if (!wasDragged.current) return;
        // The press that ended a drag is not a press on what lies below.
        wasDragged.current = false;
        event.preventDefault();
        event.stopPropagation();
      },
    }),
  };
}

/** The list with one entry taken from one place to another. */
export function reordered<T>(list: readonly T[], from: number, to: number): T[] {
  const next = [...list];
  const [moved] = next.splice(from, 1);
  if (moved !== undefined) next.splice(to, 0, moved);
  return next;
}
