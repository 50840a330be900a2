/** The draft made ready to be filled; while it is broken, as it last was whole. */
import { type CompiledForm, compileForm } from '@anshao/core/forms/compile.ts';
import { useDeferredValue, useMemo, useRef } from 'react';
import { useDrawn } from '../design-store.ts';

/** Lags behind the canvas on purpose: an edit is painted first. */
export function useCompiled(): CompiledForm | undefined {
  const definition = useDeferredValue(useDrawn((state) => state.history.definition));
  const last = useRef<CompiledForm | undefined>(undefined);
  return useMemo(() => {
    try {
      last.current = compileForm(definition);
    } catch {
      // What is wrong stands beside the part that has it.
    }
    return last.current;
  }, [definition]);
}
