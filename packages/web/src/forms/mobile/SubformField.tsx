import type { CompiledField } from '@anshao/core/forms/compile.ts';
import { memo, useCallback, useEffect, useRef, useState } from 'react';
import { Icon } from '../../base/icons.tsx';
import { Mark } from '../../base/marks.tsx';
import { FormField } from '../FormField.tsx';
import type { FieldProps } from '../field-props.ts';
import type { RecordPlace } from '../form-store.ts';
import { formText } from '../form-text.ts';
import { type ReadingProps, useFormViewing, useFromStore } from '../form-view-context.ts';
import { useNear } from '../near.tsx';
import { rowsFieldOf, useRowChanges } from '../row-changes.ts';

/** So far from the screen a row is drawn already, in px: two swipes. */
const margin = 1200;
const guessedHeight = 220;

type SubformProps = Pick<FieldProps<'subform'>, 'id' | 'field' | 'at' | 'labelledBy'>;

/** One card per row. Cards far away are only as high as they will be: 500 rows scroll like five. */
export function SubformField({ id, field: definition, at, labelledBy }: SubformProps) {
  const { place, field } = rowsFieldOf(at, definition.key);
  const { rows, canAdd, canRemove, add, remove, removed } = useRowChanges(place, field);
  const { store } = useFormViewing();
  return (
    // biome-ignore lint/a11y/useSemanticElements: named by the label above
    <div id={id} className="rows" role="group" aria-labelledby={labelledBy}>
      {rows.map((row, index) => (
        <RowCard
          key={String(row._id ?? index)}
          at={store.rowPlace(place, field, index)}
          rows={field}
          index={index}
          onRemove={canRemove ? remove : undefined}
        />
      ))}
      {rows.length === 0 && <p className="note">{formText('noRows')}</p>}
      {removed && (
        <p className="row-undo" role="status">
          <span>{formText('rowRemoved', { n: removed.index + 1 })}</span>
          <button type="button" className="mbtn soft" onClick={removed.undo}>
            {formText('undoStroke')}
          </button>
        </p>
      )}
      {canAdd && (
        <button type="button" className="mbtn soft wide" onClick={() => add()}>
          <Icon name="add" size={18} />
          {formText('addRow')}
        </button>
      )}
    </div>
  );
}

interface RowCardProps {
  readonly at: RecordPlace;
  readonly rows: CompiledField;
  readonly index: number;
  readonly onRemove: ((index: number) => void) | undefined;
}

const RowCard = memo(
  function RowCard({ at, rows, index, onRemove }: RowCardProps) {
    const [isNear, watch] = useNear(margin);
    const isWanted = useFromStore((store) => {
      const steps = store.target()?.steps;
      return steps !== undefined && at.path.every((step, depth) => steps[depth] === step);
    });
    const problems = useFromStore((store) => store.countBelow(at.name));
    const card = useRef<HTMLElement>(null);
    const hold = useCallback(
      (element: HTMLElement | null) => {
        card.current = element;
        watch(element);
      },
      [watch],
    );
    const [height, setHeight] = useState(guessedHeight);
    const isDrawn = isNear || isWanted;
    useEffect(() => {
      // Remembered while it is drawn, so that the page keeps its length when it is not.
      if (isDrawn) return () => setHeight(card.current?.offsetHeight ?? guessedHeight);
    }, [isDrawn]);
    const removal = useRef(onRemove);
    removal.current = onRemove;
    return (
      <section
        ref={hold}
        className={problems > 0 ? 'subrow wrong' : 'subrow'}
        style={isDrawn ? undefined : { height }}
        aria-label={formText('row', { n: index + 1 })}
      >
        {isDrawn && (
          <>
            <header>
              <b>{formText('row', { n: index + 1 })}</b>
              {problems > 0 && <Mark level="major" label={formText('problemCount', { n: problems })} />}
              <span className="sp" />
              {onRemove && (
                <button
                  type="button"
                  className="nb"
                  aria-label={formText('removeRow', { n: index + 1 })}
                  onClick={() => removal.current?.(index)}
                >
                  <Icon name="trash" size={18} />
                </button>
              )}
            </header>
            {(rows.rows?.fields.fields ?? []).map((field) => (
              <FormField key={field.key} at={at} field={field} />
            ))}
          </>
        )}
      </section>
    );
  },
  (before, now) =>
    before.at === now.at &&
    before.index === now.index &&
    (before.onRemove === undefined) === (now.onRemove === undefined),
);

/** The same cards; the form already says that nothing in them can be changed. */
export function ReadRows({ id, field, at, labelledBy }: ReadingProps) {
  if (field.type !== 'subform') return null;
  return <SubformField id={id} field={field} at={at} labelledBy={labelledBy} />;
}
