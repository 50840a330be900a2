import type { FieldDefinition } from '@anshao/core/forms/contract.ts';
import type { ComponentType, ReactNode } from 'react';
import { Mark } from '../base/marks.tsx';
import { type AnyFieldProps, asIds } from './field-props.ts';
import { formText } from './form-text.ts';
import type { ReadingProps } from './form-view-context.ts';

export interface FieldBlockProps
  extends Pick<AnyFieldProps, 'field' | 'value' | 'onChange' | 'situation' | 'readOnly' | 'at' | 'onFill'> {
  /** Draws the control as the surface does. */
  readonly Control: ComponentType<AnyFieldProps>;
  /** Draws what cannot be changed; without it the control does, in its read-only state. */
  readonly Reading?: ComponentType<ReadingProps> | undefined;
  readonly path: string;
  readonly isRequired: boolean;
  readonly problem: string | undefined;
  readonly beside?: ReactNode;
  readonly className?: string;
  readonly onLeave?: () => void;
}

/** Types whose control has no single element a label could point to. */
const manyElements: ReadonlySet<string> = new Set([
  'singleChoice',
  'multipleChoice',
  'yesNo',
  'rating',
  'subform',
  'photos',
  'video',
  'audio',
  'files',
  'signature',
  'location',
  'planPin',
  'dateRange',
  'richText',
]);

/** Label, control, help and the problem next to the thing that has it; each surface's sheet gives them their looks. */
export function FieldBlock(props: FieldBlockProps) {
  const { Control, Reading, path, field, isRequired, problem, beside, className, onLeave, ...rest } = props;
  const id = `f-${path}`;
  const labelId = `${id}-label`;
  const problemId = `${id}-problem`;
  const helpId = `${id}-help`;
  const isRead = rest.readOnly && Reading !== undefined;
  const hasLabel = !isRead && !manyElements.has(field.type);
  const described = [problem ? problemId : '', field.help ? helpId : ''].filter((one) => one !== '').join(' ');
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only hears that the focus left the control inside
    <div
      className={`fld${problem ? ' wrong' : ''}${isRead ? ' read' : ''}${className ? ` ${className}` : ''}`}
      id={`${id}-block`}
      onBlur={(event) => {
        if (onLeave && !event.currentTarget.contains(event.relatedTarget as Node | null)) onLeave();
      }}
    >
      <div className="lb">
        {hasLabel ? (
          <label id={labelId} htmlFor={id}>
            {field.label}
          </label>
        ) : (
          <span id={labelId} className="lbl">
            {field.label}
          </span>
        )}
        {isRequired && !rest.readOnly && (
          <span className="req" aria-hidden="true">
            *
          </span>
        )}
        <span className="sp" />
        <span className="mut">{isRead ? '' : countOf(field, rest.value)}</span>
        {beside}
      </div>
      {isRead ? (
        <Reading
          id={id}
          field={field}
          value={rest.value}
          situation={rest.situation}
          labelledBy={labelId}
          at={rest.at}
        />
      ) : (
        <Control
          {...rest}
          id={id}
          field={field}
          isInvalid={problem !== undefined}
          labelledBy={labelId}
          describedBy={described === '' ? undefined : described}
        />
      )}
      {field.help && !isRead && (
        <p className="note help" id={helpId}>
          {field.help}
        </p>
      )}
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
  if (field.type === 'photos' || field.type === 'files' || field.type === 'video' || field.type === 'audio') {
    const most = field.max ?? (field.type === 'photos' || field.type === 'files' ? 9 : 3);
    const count = asIds(value).length;
    const only = field.type === 'photos' && field.cameraOnly;
    return only ? formText('countCameraOnly', { count, most }) : formText('count', { count, most });
  }
  if (field.type === 'subform' && Array.isArray(value) && value.length > 0)
    return formText('rowCount', { n: value.length });
  return '';
}
