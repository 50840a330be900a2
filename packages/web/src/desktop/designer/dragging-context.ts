import { createContext, useContext, useSyncExternalStore } from 'react';
import type { Drag, Dragging } from './dragging.ts';

export const DraggingContext = createContext<Dragging | undefined>(undefined);

export function useDragging(): Dragging {
  const dragging = useContext(DraggingContext);
  if (!dragging) throw new Error('No dragging above this component');
  return dragging;
}

export function useDrag<T>(read: (drag: Drag | undefined) => T): T {
  const dragging = useDragging();
  return useSyncExternalStore(dragging.subscribe, () => read(dragging.get()));
}
