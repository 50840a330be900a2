/** The draft made ready to be filled; while it is broken, as it last was whole. */
import { type CompiledForm, compileForm } from '@anshao/core/forms/compile.ts';
import type { FormDefinition } from '@anshao/core/forms/contract.ts';
import { formulaRuns } from '@anshao/core/forms/formulas.ts';
import { startTransition, useEffect, useMemo, useRef, useState } from 'react';
import { useDesign } from '../design-store.ts';

const restingTime = 250;

/**
 * Lags behind the canvas on purpose. Preparing 300 fields and drawing them anew takes several frames that nothing can
 * interrupt, so it waits until the hand rests; an edit on the canvas is then painted in 20 to 30 ms instead of 60.
 */
export function useCompiled(): CompiledForm | undefined {
  const definition = useRested();
  const last = useRef<CompiledForm | undefined>(undefined);
  return useMemo(() => {
    try {
      last.current = compileForm(definition, formulaRuns);
    } catch {
      // What is wrong stands beside the part that has it.
    }
    return last.current;
  }, [definition]);
}

function useRested(): FormDefinition {
  const design = useDesign();
  const [rested, setRested] = useState<FormDefinition>(design.get().history.definition);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let seen = design.get().history.definition;
    const follow = () => {
      const { definition } = design.get().history;
      if (definition === seen) return;
      seen = definition;
      clearTimeout(timer);
      timer = setTimeout(() => startTransition(() => setRested(definition)), restingTime);
    };
    const stop = design.subscribe(follow);
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [design]);
  return rested;
}
