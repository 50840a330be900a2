/**
 * What runs formulas is a quarter of all that a form needs on a phone, and most forms have none: it is loaded with the
 * first form that does.
 */
import type { FormDefinition } from '@anshao/core/forms/contract.ts';
import { hasFormulas } from '@anshao/core/forms/formula-places.ts';
import type { FormulaEngine } from '@anshao/core/forms/formulas.ts';
import { use } from 'react';

let loading: Promise<FormulaEngine> | undefined;

function load(): Promise<FormulaEngine> {
  loading ??= import('@anshao/core/forms/formulas.ts').then(({ formulaRuns }) => formulaRuns);
  loading.catch(() => {
    // Without signal, or after an update: the next form tries again.
    loading = undefined;
  });
  return loading;
}

/** For `compileForm`; waits (as `use` does) until it is there. Only while drawing. */
export function formulasFor(definition: FormDefinition | undefined): FormulaEngine | undefined {
  return definition && hasFormulas(definition) ? use(load()) : undefined;
}
