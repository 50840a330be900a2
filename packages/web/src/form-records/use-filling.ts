/** One record being filled in or changed, whatever the surface: what was typed, and what is wrong with it. */
import type { FieldProblem } from '@anshao/core/base/errors.ts';
import type { CompiledForm } from '@anshao/core/forms/compile.ts';
import type { FormContext, FormValues } from '@anshao/core/forms/contract.ts';
import { useCallback, useMemo, useState } from 'react';
import { type Circumstances, compiledOf, contextOf, enteredValues, type OpenForm } from './open-form.ts';

export interface Filling {
  readonly compiled: CompiledForm;
  readonly context: FormContext;
  readonly fixed: readonly string[];
  readonly values: FormValues;
  readonly setValues: (values: FormValues) => void;
  /** What the server found, until the field it belongs to changes. */
  readonly problems: readonly FieldProblem[] | undefined;
  readonly setProblems: (problems: readonly FieldProblem[] | undefined) => void;
  /** True once sending was tried: from then on everything that is wrong is told. */
  readonly showsAll: boolean;
  /**
   * What can be sent, without what the form works out itself; undefined while something is wrong, which is told from
   * then on.
   */
  readonly ready: () => FormValues | undefined;
}

export function useFilling(
  open: Pick<OpenForm, 'definition' | 'dictionaries' | 'fixed'>,
  around: Circumstances,
  initial: FormValues,
  /** Found by the server at an earlier try. */
  found?: readonly FieldProblem[],
): Filling {
  const compiled = compiledOf(open.definition);
  const { now, today, person, community, previous } = around;
  const context = useMemo(
    () => contextOf(open, { now, today, person, community, ...(previous ? { previous } : {}) }),
    [open, now, today, person, community, previous],
  );
  const [values, setValues] = useState(initial);
  const [problems, setProblems] = useState(found);
  const [showsAll, setShowsAll] = useState(found !== undefined);
  const ready = useCallback(() => {
    setShowsAll(true);
    const prepared = compiled.prepare(values, context);
    return prepared.problems.length > 0 ? undefined : enteredValues(compiled, prepared.values, open.fixed);
  }, [compiled, values, context, open.fixed]);
  return { compiled, context, fixed: open.fixed, values, setValues, problems, setProblems, showsAll, ready };
}
