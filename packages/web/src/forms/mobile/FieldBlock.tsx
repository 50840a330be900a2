import type { FieldDefinition } from '@anshao/core/forms/contract.ts';
import { Mark } from '../../base/marks.tsx';
import { asIds, type FillSituation } from '../field-props.ts';
import { formText } from '../form-text.ts';
import { FieldControl } from './registry.tsx';

export interface FieldBlockProps {
  readonly path: string;
  readonly field: FieldDefinition;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
  readonly situation: FillSituation;
  readonly isRequired: boolean;
  readonly readOnly: boolean;
  readonly problem: string | undefined;
}

/** Label, control, help and the problem next to the thing that has it. */
export function FieldBlock({
  path,
  field,
  value,
  onChange,
  situation,
  isRequired,
  readOnly,
  problem,
}: FieldBlockProps) {
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
        <span className="mut">{countOf(field, value)}</span>
      </div>
      <FieldControl
        id={id}
        field={field}
        value={value}
        onChange={onChange}
        situation={situation}
        readOnly={readOnly}
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
