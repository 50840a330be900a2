/** What the parts of one drawn form share. */
import type { CompiledField } from '@anshao/core/forms/compile.ts';
import type { FieldDefinition } from '@anshao/core/forms/contract.ts';
import { type ComponentType, createContext, type ReactNode, useContext, useSyncExternalStore } from 'react';
import type { AnyFieldProps, FillSituation } from './field-props.ts';
import type { FieldState, FormStore, RecordPlace } from './form-store.ts';

/** What a surface brings: its own controls and its own way to show what cannot be changed. */
export interface SurfaceKit {
  readonly surface: 'phone' | 'desk';
  readonly Control: ComponentType<AnyFieldProps>;
  /** Draws a value to read. */
  readonly Reading: ComponentType<ReadingProps>;
}

export interface ReadingProps {
  readonly id: string;
  readonly field: FieldDefinition;
  readonly value: unknown;
  readonly situation: FillSituation;
  readonly labelledBy: string;
  readonly at?: RecordPlace | undefined;
}

export interface FormViewing {
  readonly store: FormStore;
  readonly kit: SurfaceKit;
  readonly situation: FillSituation;
  /** Before every id in this form, so that two forms fit on one page. */
  readonly prefix: string;
  /** Something beside the label of each field: a button to comment on it. */
  readonly beside: ((field: FieldDefinition, path: string) => ReactNode) | undefined;
}

export const FormViewingContext = createContext<FormViewing | undefined>(undefined);

export function useFormViewing(): FormViewing {
  const viewing = useContext(FormViewingContext);
  if (!viewing) throw new Error('This control is drawn only inside a form');
  return viewing;
}

/** Redraws when this field changes in any way, and only then. */
export function useFieldState(place: RecordPlace, field: CompiledField): FieldState {
  const { store } = useFormViewing();
  return useSyncExternalStore(store.subscribe, () => store.stateOf(place, field));
}

/** Redraws when the answer changes; it must be a plain value or a lasting object. */
export function useFromStore<T>(read: (store: FormStore) => T): T {
  const { store } = useFormViewing();
  return useSyncExternalStore(store.subscribe, () => read(store));
}
