import type { FieldDefinition } from '@anshao/core/forms/contract.ts';
import type { ComponentType } from 'react';
import { Mark } from '../base/marks.tsx';
import { type AnyFieldProps, asIds } from './field-props.ts';
import { formText } from './form-text.ts';

export interface FieldBlockProps
  extends Pick<AnyFieldProps, 'field' | 'value' | 'onChange' | 'situation' | 'readOnly'> {
  /** Draws the control as the surface does. */
  readonly Control: ComponentType<AnyFieldProps>;
  readonly path: string;
  readonly isRequired: boolean;
  readonly problem: string | undefined;
}

/** Label, control, help and the problem next to the thing that has it; each surface's sheet gives them their looks. */
export function FieldBlock({ Control, path, field, isRequired, problem, ...rest }: FieldBlockProps) {
  const id = `f-${path}`;
  const labelId = `${id}-label`;
  const problemId = `${id}-problem`;
  return (
    <div className={problem ? 'fld wrong' : 'fld'} id={`${id}-block`}>
      <div className="lb">
        <label id={labelId} htmlFor={id}>
          {field.label}
        </label>
        {isRequired && (
          <span className="req" aria-hidden="true">
            *
          </span>
        )}
        <span className="sp" />
        <span className="mut">{countOf(field, rest.value)}</span>
      </div>
      <Control
        {...rest}
        id={id}
        field={field}
        isInvalid={problem !== undefined}
        labelledBy={labelId}
        describedBy={problem ? problemId : undefined}
      />
      {field.help && <p className="note help">{field.help}</p>}
      {problem && (
        <p className="problem" id={problemId}>
          <Mark level="major" />
          {problem}
        </p>
      )}
    </div>
  );
}

function countOf(field: FieldDefinition, value: unknown): string {
  if (field.type !== 'photos' && field.type !== 'files') return '';
  const most = field.max ?? 9;
  const count = asIds(value).length;
  const only = field.type === 'photos' && field.cameraOnly;
  return only ? formText('countCameraOnly', { count, most }) : formText('count', { count, most });
}
