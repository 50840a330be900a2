import type { FieldDefinition } from '@anshao/core/forms/contract.ts';
import { Mark } from '../../base/marks.tsx';
import type { FillSituation } from '../field-props.ts';
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

/** Label, control, help, and the problem next to the thing that has it. */
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
    <div className="field-block">
      <label id={labelId} htmlFor={id}>
        {field.label}
        {isRequired ? (
          <span className="word major" aria-hidden="true">
            *
          </span>
        ) : null}
      </label>
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
      {field.help ? <p className="quiet-text small-text">{field.help}</p> : null}
      {problem ? (
        <p className="word major" id={problemId}>
          <Mark level="major" />
          {problem}
        </p>
      ) : null}
    </div>
  );
}
