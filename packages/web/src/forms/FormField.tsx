import type { CompiledField } from '@anshao/core/forms/compile.ts';
import type { FormValues } from '@anshao/core/forms/contract.ts';
import { memo, useCallback } from 'react';
import { sentenceOf } from '../base/sentences.ts';
import { FieldBlock } from './FieldBlock.tsx';
import type { RecordPlace } from './form-store.ts';
import { useFieldState, useFormViewing } from './form-view-context.ts';

export interface FormFieldProps {
  readonly at: RecordPlace;
  readonly field: CompiledField;
  readonly className?: string;
}

/** One field of a form, alive: shown, demanded and told about as the form's own conditions have it. */
export const FormField = memo(function FormField({ at, field, className }: FormFieldProps) {
  const { store, kit, situation, prefix, beside } = useFormViewing();
  const { isVisible, isRequired, isReadOnly, value, problem } = useFieldState(at, field);
  const { key } = field;
  const change = useCallback((next: unknown) => store.set(at, key, next), [store, at, key]);
  const fill = useCallback((values: FormValues) => store.fill(at, values), [store, at]);
  const leave = useCallback(() => store.touch(at, key), [store, at, key]);
  if (!isVisible) return null;
  const path = at.name === '' ? key : `${at.name}.${key}`;
  return (
    <FieldBlock
      Control={kit.Control}
      Reading={kit.Reading}
      path={prefix + path}
      field={field.field}
      value={value}
      onChange={change}
      onFill={fill}
      at={at}
      situation={situation}
      isRequired={isRequired}
      readOnly={isReadOnly}
      problem={problem && sentenceOf(problem.code, problem.details)}
      beside={beside?.(field.field, path)}
      className={className}
      onLeave={leave}
    />
  );
});
