/**
 * Dragging with the mouse or a pen: from the library to the canvas, and on the canvas. One listener on the window
 * follows the pointer and asks the page what lies under it, instead of 300 drop targets that each keep watch: so a
 * drag costs the same however large the form is.
 *
 * A list on the canvas carries `data-list`, a part `data-part`; the keyboard has its own ways (`placing.ts`).
 */
import { apply } from '@anshao/core/forms/design/apply.ts';
import { type Command, isApplied } from '@anshao/core/forms/design/commands.ts';
import type { ListRef, PartRef, Place } from '@anshao/core/forms/design/parts.ts';
import type { Design } from './design-store.ts';
import { commandFor, type PaletteItem } from './palette/palette-items.ts';

export type Dragged =
  | { readonly kind: 'new'; readonly item: PaletteItem; readonly label: string }
  | { readonly kind: 'move'; readonly parts: readonly PartRef[]; readonly label: string };

/** Where the line is drawn, in the window. */
export interface DropLine {
  readonly left: number;
  readonly top: number;
  readonly length: number;
  readonly isUpright: boolean;
}

export interface Drag {
  readonly dragged: Dragged;
  readonly over: { readonly place: Place; readonly line: DropLine } | undefined;
}

export interface Dragging {
  readonly get: () => Drag | undefined;
  readonly subscribe: (listener: () => void) => () => void;
  /** Begins once the pointer has moved a little; until then it may still be a click. */
  readonly press: (event: PointerEvent, dragged: () => Dragged) => void;
  /** Follows the pointer; moved directly, since it changes with every frame. */
  readonly ghost: { current: HTMLElement | null };
  /** True right after a drag: the click that ends it means nothing. */
  readonly wasDragging: () => boolean;
}

const dragAfter = 5;
const scrollEdge = 56;
const openTabAfter = 500;

/** @param onPicture what to do when a picture is dropped: its file is chosen first */
export function createDragging(
  design: Design,
  canvas: () => HTMLElement | null,
  onPicture: (place: Place) => void,
): Dragging {
  const listeners = new Set<() => void>();
  const ghost = { current: null as HTMLElement | null };
  let drag: Drag | undefined;
  let endedAt = 0;
  const show = (next: Drag | undefined): void => {
    drag = next;
    for (const listener of [...listeners]) listener();
  };

  const press = (start: PointerEvent, dragged: () => Dragged): void => {
    if (start.button !== 0) return;
    design.keepStill(true);
    let last = start;
    let frame = 0;
    let waiting: { readonly tab: HTMLElement; readonly timer: ReturnType<typeof setTimeout> } | undefined;
    const follow = (): void => {
      frame = 0;
      if (!drag) return;
      const { clientX: x, clientY: y } = last;
      if (ghost.current) ghost.current.style.transform = `translate(${x + 12}px, ${y + 12}px)`;
      const isScrolling = scrollAtEdge(canvas(), y);
      waitAtTab(document.elementFromPoint(x, y)?.closest<HTMLElement>('[data-tab]') ?? undefined);
      const over = overAt(design, drag.dragged, canvas(), x, y);
      if (!isSameOver(over, drag.over)) show({ ...drag, over });
      if (isScrolling) frame = requestAnimationFrame(follow);
    };
    /** Resting on a tab opens it, so that something can be dropped on its page. */
    const waitAtTab = (tab: HTMLElement | undefined): void => {
      if (tab === waiting?.tab) return;
      clearTimeout(waiting?.timer);
      const { group, tab: ref } = tab?.dataset ?? {};
      waiting =
        tab && group && ref
          ? { tab, timer: setTimeout(() => design.openTab(group, ref.slice(1)), openTabAfter) }
          : undefined;
    };
    const move = (event: PointerEvent): void => {
      last = event;
      if (!drag) {
        if (Math.hypot(event.clientX - start.clientX, event.clientY - start.clientY) < dragAfter) return;
        show({ dragged: dragged(), over: undefined });
        document.body.classList.add('dz-dragging');
      }
      event.preventDefault();
      frame ||= requestAnimationFrame(follow);
    };
    const end = (): void => {
      window.removeEventListener('pointermove', move);
      window.removeEventListener('pointerup', drop);
      window.removeEventListener('pointercancel', end);
      window.removeEventListener('keydown', onKey, true);
      cancelAnimationFrame(frame);
      design.keepStill(false);
      waitAtTab(undefined);
      document.body.classList.remove('dz-dragging');
      if (drag) {
        endedAt = performance.now();
        show(undefined);
      }
    };
    const drop = (): void => {
      const done = drag;
      end();
      if (!done?.over) return;
      const { place } = done.over;
      if (done.dragged.kind === 'new' && done.dragged.item.id === 'picture') onPicture(place);
      else design.perform(commandOf(design, done.dragged, place));
    };
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      end();
    };
    window.addEventListener('pointermove', move);
    window.addEventListener('pointerup', drop);
    window.addEventListener('pointercancel', end);
    window.addEventListener('keydown', onKey, true);
  };

  return {
    get: () => drag,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    press,
    ghost,
    wasDragging: () => performance.now() - endedAt < 50,
  };
}

function commandOf(design: Design, dragged: Dragged, place: Place): Command {
  if (dragged.kind === 'move') return { do: 'move', parts: dragged.parts, to: place };
  return commandFor(dragged.item, design.get().history.definition, place);
}

/** True while the canvas scrolls because the pointer is at its edge. */
function scrollAtEdge(canvas: HTMLElement | null, y: number): boolean {
  if (!canvas) return false;
  const { top, bottom } = canvas.getBoundingClientRect();
  const beyond = y < top + scrollEdge ? y - top - scrollEdge : y > bottom - scrollEdge ? y - bottom + scrollEdge : 0;
  if (beyond === 0) return false;
  const before = canvas.scrollTop;
  canvas.scrollTop += Math.max(-24, Math.min(24, beyond / 3));
  return canvas.scrollTop !== before;
}

function overAt(design: Design, dragged: Dragged, canvas: HTMLElement | null, x: number, y: number): Drag['over'] {
  const under = document.elementFromPoint(x, y);
  if (!under || !canvas?.contains(under)) return undefined;
  let list = under.closest<HTMLElement>('[data-list]') ?? canvas.querySelector<HTMLElement>('[data-list=""]');
  // The innermost list that takes it: a section dragged over rows goes beside their subform.
  for (; list; list = list.parentElement?.closest<HTMLElement>('[data-list]') ?? null) {
    const found = placeIn(list, x, y);
    if (isTaken(design, dragged, found.place)) return found;
  }
  return undefined;
}

/** Asking the command itself: what it would refuse is not offered. */
function isTaken(design: Design, dragged: Dragged, place: Place): boolean {
  return isApplied(apply(design.get().history.definition, commandOf(design, dragged, place)));
}

function placeIn(list: HTMLElement, x: number, y: number): { place: Place; line: DropLine } {
  const into: ListRef = list.dataset['list'] ?? '';
  const parts = [...list.children].filter(
    (child): child is HTMLElement => child instanceof HTMLElement && child.dataset['part'] !== undefined,
  );
  const bounds = list.getBoundingClientRect();
  const rects = parts.map((part) => part.getBoundingClientRect());
  // In reading order, the first part that the pointer is before.
  const index = rects.findIndex((rect) => {
    if (y < rect.top) return true;
    if (y > rect.bottom) return false;
    return isInLine(rect, bounds) ? x < rect.left + rect.width / 2 : y < rect.top + rect.height / 2;
  });
  const at = index < 0 ? parts.length : index;
  const place: Place = { in: into, after: parts[at - 1]?.dataset['part'] ?? null };
  const [before, after] = [rects[at - 1], rects[at]];
  return { place, line: lineBetween(bounds, before, after) };
}

const isInLine = (rect: DOMRect, bounds: DOMRect) => rect.width < bounds.width * 0.7;

function lineBetween(bounds: DOMRect, before: DOMRect | undefined, after: DOMRect | undefined): DropLine {
  const beside = [before, after].find((rect) => rect && isInLine(rect, bounds));
  const isSameLine = before && after ? Math.abs(before.top - after.top) < 8 : true;
  if (beside && isSameLine) {
    const left = after ? after.left - 6 : before ? before.right + 4 : bounds.left;
    return { left, top: beside.top, length: beside.height, isUpright: true };
  }
  const top = after ? after.top - 5 : before ? before.bottom + 3 : bounds.top + Math.min(20, bounds.height / 2);
  return { left: bounds.left, top, length: bounds.width, isUpright: false };
}

function isSameOver(one: Drag['over'], other: Drag['over']): boolean {
  if (one === other) return true;
  return (
    one !== undefined &&
    other !== undefined &&
    one.place.in === other.place.in &&
    one.place.after === other.place.after &&
    one.line.top === other.line.top &&
    one.line.left === other.line.left
  );
}
