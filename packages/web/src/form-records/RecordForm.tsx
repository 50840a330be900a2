/** The form of one record, for reading or filling, drawn by whatever the surface draws forms with. */
import type { CompiledForm } from '@anshao/core/forms/compile.ts';
import type { FieldDefinition, FormContext, FormValues } from '@anshao/core/forms/contract.ts';
import { type ComponentType, type ReactNode, type Ref, useMemo } from 'react';
import type { FormHandle, FormViewProps } from '../forms/FormCanvas.tsx';
import type { Filling } from './use-filling.ts';

export interface Around {
  readonly place: string;
  readonly personName: string;
  readonly now: () => number;
  /** What ids in the values are called. */
  readonly names: Readonly<Record<string, string>>;
  /** Asks for a masked value in full (`revealIn`). */
  readonly reveal?: FormViewProps['situation']['reveal'];
  /** Nothing leaves the page. */
  readonly isTrial?: boolean;
}

export interface FillFormProps {
  readonly View: ComponentType<FormViewProps>;
  readonly filling: Filling;
  readonly around: Around;
  readonly handle?: Ref<FormHandle>;
  readonly beside?: (field: FieldDefinition, path: string) => ReactNode;
}

export function FillForm({ View, filling, around, handle, beside }: FillFormProps) {
  const { compiled, context, values, setValues, problems, showsAll, fixed } = filling;
  return (
    <View
      form={compiled}
      values={values}
      onChange={setValues}
      situation={useSituation(compiled.definition.key, context, around)}
      showsAll={showsAll}
      fixed={fixed}
      {...(problems ? { problems } : {})}
      {...(handle ? { ref: handle } : {})}
      {...(beside ? { beside } : {})}
    />
  );
}

export interface ReadFormProps {
  readonly View: ComponentType<FormViewProps>;
  readonly form: CompiledForm;
  readonly values: FormValues;
  readonly context: FormContext;
  readonly around: Around;
}

export function ReadForm({ View, form, values, context, around }: ReadFormProps) {
  return (
    <View
      form={form}
      values={values}
      onChange={ignore}
      situation={useSituation(form.definition.key, context, around)}
      readOnly
    />
  );
}

function ignore(): void {
  // Nothing changes in a form that is only read.
}

function useSituation(
  form: string,
  context: FormContext,
  { place, personName, now, names, reveal, isTrial = false }: Around,
) {
  return useMemo(
    () => ({ form, context, place, personName, now, names, reveal, isTrial }),
    [form, context, place, personName, now, names, reveal, isTrial],
  );
}
