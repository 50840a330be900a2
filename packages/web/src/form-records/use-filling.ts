/** One record being filled in or changed, whatever the surface: what was typed, and what is wrong with it. */
import type { FieldProblem } from '@anshao/core/base/errors.ts';
import type { CompiledForm } from '@anshao/core/forms/compile.ts';
import type { FormContext, FormValues } from '@anshao/core/forms/contract.ts';
import { useCallback, useMemo, useState } from 'react';
import { isMasked } from '../forms/masked.ts';
import { stepsOf } from '../forms/problem-places.ts';
import { type Circumstances, compiledOf, contextOf, enteredValues, type OpenForm, type Zone } from './open-form.ts';

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

/** What is stored sealed comes masked: as it stands it is no card number, and unchanged it is not sent. */
function isMaskedAt(values: FormValues, path: string): boolean {
  let at: unknown = values;
  for (const step of stepsOf(path)) at = (at as Readonly<Record<string | number, unknown>> | null | undefined)?.[step];
  return typeof at === 'string' && isMasked(at);
}

export function useFilling(
  open: Pick<OpenForm, 'definition' | 'dictionaries' | 'fixed'> & Zone,
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
    const wrong = prepared.problems.filter(({ path }) => !isMaskedAt(prepared.values, path));
    return wrong.length > 0 ? undefined : enteredValues(compiled, prepared.values, open.fixed);
  }, [compiled, values, context, open.fixed]);
  return { compiled, context, fixed: open.fixed, values, setValues, problems, setProblems, showsAll, ready };
}
