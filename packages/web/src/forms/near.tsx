/** Long lists: only what is near the eye is drawn. */
import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react';

/** Calls back when the element comes within so many pixels of sight, or leaves them. */
export function useNear(margin: number): readonly [boolean, (element: Element | null) => void] {
  const [isNear, setNear] = useState(false);
  const watching = useRef<IntersectionObserver>(undefined);
  const watch = useCallback(
    (element: Element | null) => {
      watching.current?.disconnect();
      if (!element) return;
      const { defaultView } = element.ownerDocument;
      // Made in the element's own window: a form may be shown in a frame.
      const Observer = (defaultView as (Window & typeof globalThis) | null)?.IntersectionObserver ?? IntersectionObserver;
      watching.current = new Observer(
        (entries) => {
          const last = entries.at(-1);
          if (last) setNear(last.isIntersecting);
        },
        { rootMargin: `${margin}px 0px` },
      );
      watching.current.observe(element);
    },
    [margin],
  );
  return [isNear, watch];
}

/** Grows by a page whenever its end comes near. */
export function useGrowing(total: number, step = 60): readonly [number, ReactNode] {
  const [shown, setShown] = useState(step);
  const [isNear, watch] = useNear(300);
  useEffect(() => {
    if (isNear && shown < total) setShown(shown + step);
  }, [isNear, shown, total, step]);
  return [Math.min(shown, total), shown < total ? <li ref={watch} aria-hidden="true" className="end" /> : null];
}
