import type { CompiledField } from '@anshao/core/forms/compile.ts';
import type { FormValues } from '@anshao/core/forms/contract.ts';
import { memo, useCallback } from 'react';
import { sentenceOf } from '../../base/sentences.ts';
import type { RecordPlace } from '../form-store.ts';
import { useFieldState, useFormViewing } from '../form-view-context.ts';

export interface GridCellProps {
  readonly at: RecordPlace;
  readonly field: CompiledField;
  readonly row: number;
  readonly column: number;
  readonly headId: string;
}

/** A field of a row without its label: the head of the column is its name. */
export const GridCell = memo(function GridCell({ at, field, row, column, headId }: GridCellProps) {
  const { store, kit, situation, prefix } = useFormViewing();
  const { isVisible, isReadOnly, value, problem } = useFieldState(at, field);
  const { key } = field;
  const change = useCallback((next: unknown) => store.set(at, key, next), [store, at, key]);
  const fill = useCallback((values: FormValues) => store.fill(at, values), [store, at]);
  const id = `f-${prefix}${at.name}.${key}`;
  const sentence = problem && sentenceOf(problem.code, problem.details);
  const labelledBy = `${headId}-${key}`;
  if (!isVisible) return <td className="none" data-row={row} data-column={column} />;
  return (
    <td
      id={`${id}-block`}
      data-row={row}
      data-column={column}
      className={sentence ? 'wrong' : isReadOnly ? 'read' : ''}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) store.touch(at, key);
      }}
    >
      {isReadOnly ? (
        <kit.Reading id={id} field={field.field} value={value} situation={situation} labelledBy={labelledBy} at={at} />
      ) : (
        <kit.Control
          id={id}
          field={field.field}
          value={value}
          onChange={change}
          onFill={fill}
          at={at}
          situation={situation}
          readOnly={false}
          isInvalid={sentence !== undefined}
          isCompact
          labelledBy={labelledBy}
          describedBy={sentence ? `${id}-problem` : undefined}
        />
      )}
      {sentence && (
        <p className="problem" id={`${id}-problem`}>
          {sentence}
        </p>
      )}
    </td>
  );
});
