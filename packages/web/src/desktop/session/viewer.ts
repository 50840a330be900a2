/** The person at the desk. What they may do comes with the answer of the server; pages only read it. */
import type { Viewer } from '@anshao/core/access/contract.ts';
import type { Action } from '@anshao/core/access/rights.ts';
import { createContext, useContext } from 'react';

export const ViewerContext = createContext<Viewer | null>(null);

export function useViewer(): Viewer {
  const viewer = useContext(ViewerContext);
  if (!viewer) throw new Error('No viewer above this component');
  return viewer;
}

export function useMay(): (action: Action) => boolean {
  const { may } = useViewer();
  return (action) => may.includes(action);
}
