/**
 * Draws a whole form with a surface's controls. Pages use it through `mobile/PhoneForm.tsx` (phone) or `FormView.tsx`
 * (desk, and the phone's look on the desk), which bring the controls.
 */
import type { FieldProblem } from '@anshao/core/base/errors.ts';
import { type CompiledForm, compileForm } from '@anshao/core/forms/compile.ts';
import type { FieldDefinition, FormDefinition, FormValues } from '@anshao/core/forms/contract.ts';
import type { FormulaEngine } from '@anshao/core/forms/formulas.ts';
import { arranged } from '@anshao/core/forms/layout.ts';
import { type ReactNode, type Ref, useId, useImperativeHandle, useLayoutEffect, useMemo, useRef } from 'react';
import type { FillSituation } from './field-props.ts';
import { createFormStore } from './form-store.ts';
import { formText } from './form-text.ts';
import { FormViewingContext, type SurfaceKit } from './form-view-context.ts';
import { formulasFor } from './formula-engine.ts';
import { LayoutNodes } from './LayoutNodes.tsx';
import { ProblemList } from './ProblemList.tsx';
import { useGoToTarget } from './use-go-to-target.ts';

export interface FormViewProps {
  /** A compiled form is best kept by whoever has it; a bare definition is compiled here. */
  readonly form: CompiledForm | FormDefinition;
  /** What was entered. Defaults, preloaded rows and formulas need not be in it: `{}` begins a new record. */
  readonly values: FormValues;
  readonly onChange: (values: FormValues) => void;
  readonly situation: FillSituation;
  /** Problems found elsewhere, by the server as a rule; each is shown until its value changes. */
  readonly problems?: readonly FieldProblem[];
  /** Shows everything that is wrong, as after a first try to send; before that only fields that were left. */
  readonly showsAll?: boolean;
  /** To read. */
  readonly readOnly?: boolean;
  /** Keys of fields that this person sees and cannot change. */
  readonly fixed?: readonly string[];
  readonly beside?: (field: FieldDefinition, path: string) => ReactNode;
  readonly ref?: Ref<FormHandle>;
}

export interface FormHandle {
  /** What is wrong now, in the order as drawn. */
  readonly problems: () => readonly FieldProblem[];
  /** The values with defaults, formulas and preloaded rows, without what is invisible. */
  readonly settled: () => FormValues;
  /** Opens what is around the field and brings it into sight and focus. */
  readonly goTo: (path: string) => void;
}

export function FormCanvas({ kit, form, ...props }: FormViewProps & { readonly kit: SurfaceKit }) {
  const formulas = formulasFor('prepare' in form ? undefined : form);
  const compiled = useMemo(() => ('prepare' in form ? form : compiledOrNot(form, formulas)), [form, formulas]);
  if (!compiled) return <p className="note">{formText('cannotDraw')}</p>;
  return <Canvas kit={kit} compiled={compiled} {...props} />;
}

/** A draft in the designer may be broken for a moment; its problems are told there. */
function compiledOrNot(definition: FormDefinition, formulas: FormulaEngine | undefined): CompiledForm | undefined {
  try {
    return compileForm(definition, formulas);
  } catch {
    return undefined;
  }
}

type CanvasProps = Omit<FormViewProps, 'form'> & { readonly kit: SurfaceKit; readonly compiled: CompiledForm };

function Canvas(props: CanvasProps) {
  const { kit, compiled, values, onChange, situation, problems, showsAll, readOnly, fixed, beside, ref } = props;
  const prefix = `${useId().replaceAll(':', '')}-`;
  const latest = useRef(onChange);
  latest.current = onChange;
  const fixedKeys = useMemo(() => new Set(fixed), [fixed]);
  const inputs = { values, context: situation.context, problems, showsAll, readOnly, fixed: fixedKeys };
  // biome-ignore lint/correctness/useExhaustiveDependencies: later inputs are taken below
  const store = useMemo(() => createFormStore(compiled, inputs, (next) => latest.current(next)), [compiled]);
  useLayoutEffect(() => store.take(inputs));
  useImperativeHandle(
    ref,
    () => ({
      problems: () => store.prepared().problems,
      settled: () => store.prepared().values,
      goTo: store.goTo,
    }),
    [store],
  );
  const { definition } = compiled;
  const place = useMemo(() => {
    const own = { ...situation, form: situation.form ?? definition.key };
    return { store, kit, situation: own, prefix, beside };
  }, [store, kit, situation, prefix, beside, definition.key]);
  const nodes = useMemo(() => arranged(definition), [definition]);
  const element = useRef<HTMLDivElement>(null);
  useGoToTarget(store, element, prefix);
  return (
    <FormViewingContext value={place}>
      <div ref={element} className={`fv fv-${kit.surface}${readOnly ? ' fv-read' : ''}`}>
        {!readOnly && <ProblemList />}
        <LayoutNodes nodes={nodes} definition={definition} />
      </div>
    </FormViewingContext>
  );
}
