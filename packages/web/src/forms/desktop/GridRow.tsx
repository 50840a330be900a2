import type { CompiledField } from '@anshao/core/forms/compile.ts';
import { Button } from 'antd';
import { memo, useCallback, useEffect, useRef, useState } from 'react';
import { Icon } from '../../base/icons.tsx';
import { Mark } from '../../base/marks.tsx';
import { FormField } from '../FormField.tsx';
import type { RecordPlace } from '../form-store.ts';
import { formText } from '../form-text.ts';
import { useFromStore } from '../form-view-context.ts';
import { useNear } from '../near.tsx';
import { GridCell } from './GridCell.tsx';

/** So far from sight a row is drawn already, in px. */
const margin = 600;
const rowHeight = 41;

export interface GridRowProps {
  readonly at: RecordPlace;
  readonly index: number;
  readonly columns: readonly CompiledField[];
  /** Fields that open below the row. */
  readonly below: readonly CompiledField[];
  readonly headId: string;
  readonly onRemove: ((index: number) => void) | undefined;
}

/** One row; far from sight only its height. */
export const GridRow = memo(
  function GridRow({ at, index, columns, below, headId, onRemove }: GridRowProps) {
    const [isNear, watch] = useNear(margin);
    const row = useRef<HTMLTableRowElement>(null);
    const [height, setHeight] = useState(rowHeight);
    const [isOpen, setOpen] = useState(false);
    const wanted = useFromStore((store) => {
      const steps = store.target()?.steps;
      if (!steps || !at.path.every((step, depth) => steps[depth] === step)) return undefined;
      return String(steps[at.path.length] ?? '');
    });
    const problems = useFromStore((store) => store.countBelow(at.name));
    const problemsBelow = useFromStore((store) =>
      below.reduce((sum, field) => sum + store.countBelow(`${at.name}.${field.key}`), 0),
    );
    const hold = useCallback(
      (element: HTMLTableRowElement | null) => {
        row.current = element;
        watch(element);
      },
      [watch],
    );
    const removal = useRef(onRemove);
    removal.current = onRemove;
    const isDrawn = isNear || wanted !== undefined;
    const isShown = isOpen || problemsBelow > 0 || below.some(({ key }) => key === wanted);
    useEffect(() => {
      // Remembered while it is drawn, so that the table keeps its length when it is not.
      if (isDrawn) return () => setHeight(row.current?.offsetHeight ?? rowHeight);
    }, [isDrawn]);
    const n = index + 1;
    return (
      <>
        <tr
          ref={hold}
          data-row={index}
          style={isDrawn ? undefined : { height }}
          className={problems > 0 ? 'wrong' : ''}
        >
          {isDrawn ? (
            <>
              <th scope="row">
                {n}
                {problems > 0 && <Mark level="major" size={12} label={formText('problemCount', { n: problems })} />}
              </th>
              {columns.map((field, column) => (
                <GridCell key={field.key} at={at} field={field} row={index} column={column} headId={headId} />
              ))}
              <td className="acts">
                {below.length > 0 && (
                  <Button
                    type="text"
                    size="small"
                    aria-expanded={isShown}
                    aria-label={formText('moreOfRow', { n })}
                    title={below.map(({ field }) => field.label).join(formText('listComma'))}
                    icon={<Icon name={isShown ? 'up' : 'down'} size={16} />}
                    onClick={() => setOpen(!isOpen)}
                  />
                )}
                {onRemove && (
                  <Button
                    type="text"
                    size="small"
                    aria-label={formText('removeRow', { n })}
                    icon={<Icon name="trash" size={16} />}
                    onClick={() => removal.current?.(index)}
                  />
                )}
              </td>
            </>
          ) : (
            <td colSpan={columns.length + 2} />
          )}
        </tr>
        {isDrawn && isShown && (
          <tr className="below">
            <td />
            <td colSpan={columns.length + 1}>
              {below.map((field) => (
                <FormField key={field.key} at={at} field={field} />
              ))}
            </td>
          </tr>
        )}
      </>
    );
  },
  (before, now) =>
    before.at === now.at &&
    before.index === now.index &&
    before.columns === now.columns &&
    (before.onRemove === undefined) === (now.onRemove === undefined),
);
