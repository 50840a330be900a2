import type { CompiledField } from '@anshao/core/forms/compile.ts';
import type { FormValues } from '@anshao/core/forms/contract.ts';
import { memo, useCallback, useEffect, useRef, useState } from 'react';
import { Icon } from '../../base/icons.tsx';
import { sentenceOf } from '../../base/sentences.ts';
import type { RecordPlace } from '../form-store.ts';
import { useFieldState, useFormViewing } from '../form-view-context.ts';
import { useNames } from '../names.ts';
import { valueText } from '../value-text.ts';

/**
 * Controls with a list, a calendar or a height of their own cost some milliseconds each; 30 rows of them make scrolling
 * jerk. So a cell that nobody is in shows only its words, and the control comes with the focus.
 */
const costly: ReadonlySet<string> = new Set([
  'multiline',
  'number',
  'integer',
  'money',
  'percentage',
  'singleChoice',
  'multipleChoice',
  'cascade',
  'date',
  'dateTime',
  'time',
  'person',
  'people',
  'community',
  'department',
  'linkedRecord',
]);

/** Of these, the ones that are typed and open nothing. */
const typed: ReadonlySet<string> = new Set(['multiline', 'number', 'integer', 'money', 'percentage']);

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
  const [use, setUse] = useState<'none' | 'focused' | 'pressed'>('none');
  const cell = useRef<HTMLTableCellElement>(null);
  const nameOf = useNames(situation);
  useEffect(() => {
    if (use === 'none') return;
    const control = cell.current?.querySelector<HTMLElement>('input, textarea, button');
    control?.focus();
    // As in a spreadsheet: what is typed takes the place of what was there.
    if (use === 'focused' && control instanceof HTMLInputElement) control.select();
    // The press that woke the control was meant to open it.
    if (use === 'pressed') control?.dispatchEvent(new MouseEvent('mousedown', { bubbles: true }));
  }, [use]);
  const change = useCallback((next: unknown) => store.set(at, key, next), [store, at, key]);
  const fill = useCallback((values: FormValues) => store.fill(at, values), [store, at]);
  const id = `f-${prefix}${at.name}.${key}`;
  const sentence = problem && sentenceOf(problem.code, problem.details);
  const labelledBy = `${headId}-${key}`;
  const isStill = use === 'none' && costly.has(field.field.type);
  if (!isVisible) return <td className="none" data-row={row} data-column={column} />;
  return (
    <td
      ref={cell}
      id={`${id}-block`}
      data-row={row}
      data-column={column}
      className={sentence ? 'wrong' : isReadOnly ? 'read' : ''}
      onBlur={(event) => {
        if (event.currentTarget.contains(event.relatedTarget as Node | null)) return;
        store.touch(at, key);
        setUse('none');
      }}
    >
      {isReadOnly ? (
        <kit.Reading id={id} field={field.field} value={value} situation={situation} labelledBy={labelledBy} at={at} />
      ) : isStill ? (
        <button
          id={id}
          type="button"
          className="df-still"
          aria-labelledby={`${labelledBy} ${id}`}
          aria-describedby={sentence ? `${id}-problem` : undefined}
          onMouseDown={(event) => event.preventDefault()}
          onFocus={() => setUse('focused')}
          onClick={() => setUse('pressed')}
        >
          <span>{valueText(field.field, value, { ...situation, names: namesOf(value, nameOf) })}</span>
          {!typed.has(field.field.type) && <Icon name="down" size={14} />}
        </button>
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

function namesOf(value: unknown, nameOf: (id: string) => string | undefined): Record<string, string> {
  const names: Record<string, string> = {};
  for (const id of Array.isArray(value) ? value : [value]) {
    const name = typeof id === 'string' ? nameOf(id) : undefined;
    if (name !== undefined) names[id as string] = name;
  }
  return names;
}
