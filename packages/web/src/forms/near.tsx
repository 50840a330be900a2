/** Long lists: only what is near the eye is drawn. */
import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react';

type Told = (isNear: boolean) => void;
interface Watch {
  readonly observer: IntersectionObserver;
  readonly told: WeakMap<Element, Told>;
}
/** One observer for all elements of a window: 500 of them would be asked at every frame. */
const watches = new WeakMap<Window, Map<number, Watch>>();

function watchOf(page: Window & typeof globalThis, margin: number): Watch {
  const known = watches.get(page) ?? new Map<number, Watch>();
  watches.set(page, known);
  let watch = known.get(margin);
  if (!watch) {
    const told = new WeakMap<Element, Told>();
    const tell: IntersectionObserverCallback = (entries) => {
      for (const { target, isIntersecting } of entries) told.get(target)?.(isIntersecting);
    };
    // `scrollMargin` does for parts that scroll by themselves what `rootMargin` does for the page.
    const options = { rootMargin: `${margin}px 0px`, scrollMargin: `${margin}px 0px` };
    watch = { observer: new page.IntersectionObserver(tell, options), told };
    known.set(margin, watch);
  }
  return watch;
}

/** Whether the element is within so many pixels of sight; give it the returned function as `ref`. */
export function useNear(margin: number): readonly [boolean, (element: Element | null) => void] {
  const [isNear, setNear] = useState(false);
  const watched = useRef<{ readonly element: Element; readonly watch: Watch }>(undefined);
  const hold = useCallback(
    (element: Element | null) => {
      const before = watched.current;
      if (before) {
        before.watch.observer.unobserve(before.element);
        before.watch.told.delete(before.element);
        watched.current = undefined;
      }
      // The element's own window: a form may be shown in a frame.
      const page = element?.ownerDocument.defaultView;
      if (!element || !page) return;
      const watch = watchOf(page as Window & typeof globalThis, margin);
      watch.told.set(element, setNear);
      watch.observer.observe(element);
      watched.current = { element, watch };
    },
    [margin],
  );
  return [isNear, hold];
}

/** Grows by a page whenever its end comes near. */
export function useGrowing(total: number, step = 60): { readonly shown: number; readonly end: ReactNode } {
  const [shown, setShown] = useState(step);
  const [isNear, watch] = useNear(300);
  useEffect(() => {
    if (isNear && shown < total) setShown(shown + step);
  }, [isNear, shown, total, step]);
  const end = shown < total ? <li ref={watch} aria-hidden="true" className="end" /> : null;
  return { shown: Math.min(shown, total), end };
}
