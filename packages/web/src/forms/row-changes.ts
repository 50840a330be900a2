/** Adding rows to a subform and taking them out, with a way back. */
import type { CompiledField } from '@anshao/core/forms/compile.ts';
import type { RowValues } from '@anshao/core/forms/contract.ts';
import { mayChangeRows } from '@anshao/core/forms/rows-from.ts';
import { useState } from 'react';
import { newId } from '../base/ids.ts';
import type { RecordPlace } from './form-store.ts';
import { useFormViewing, useFromStore } from './form-view-context.ts';

export interface RowChanges {
  readonly rows: readonly RowValues[];
  readonly canAdd: boolean;
  readonly canRemove: boolean;
  readonly add: (after?: number) => void;
  readonly remove: (index: number) => void;
  /** Several at once, from a spreadsheet; what does not fit is left out. */
  readonly replace: (rows: readonly RowValues[]) => void;
  /** The row taken out last, until something else happens. */
  readonly removed: { readonly index: number; readonly undo: () => void } | undefined;
}

export function useRowChanges(place: RecordPlace, field: CompiledField): RowChanges {
  const { store } = useFormViewing();
  const rows = useFromStore((store) => store.rowsOf(place, field));
  const isReadOnly = useFromStore((store) => store.stateOf(place, field).isReadOnly);
  const [removed, setRemoved] = useState<{ readonly index: number; readonly row: RowValues }>();
  const mayChange = mayChangeRows(field.rows?.from) && !isReadOnly;
  const set = (next: readonly RowValues[]) => store.setRows(place, field, next);
  // Rows are drawn once and keep what they were given; what they change must be the rows as they are then.
  const now = () => store.rowsOf(place, field);
  return {
    rows,
    canAdd: mayChange && rows.length < (field.rows?.max ?? 0),
    canRemove: mayChange,
    add: (after = now().length - 1) => {
      setRemoved(undefined);
      set([...now().slice(0, after + 1), { _id: newId() }, ...now().slice(after + 1)]);
    },
    remove: (index) => {
      const row = now()[index];
      if (!row) return;
      setRemoved({ index, row });
      set(now().filter((_, at) => at !== index));
    },
    replace: (next) => {
      setRemoved(undefined);
      set(next.slice(0, field.rows?.max ?? 0));
    },
    removed: removed && {
      index: removed.index,
      undo: () => {
        set([...now().slice(0, removed.index), removed.row, ...now().slice(removed.index)]);
        setRemoved(undefined);
      },
    },
  };
}

/** The field behind a subform's control; outside a form there is none, and no rows either. */
export function rowsFieldOf(place: RecordPlace | undefined, key: string): { place: RecordPlace; field: CompiledField } {
  const field = place?.fields.byKey.get(key);
  if (!place || !field) throw new Error(`The rows of ${key} are drawn only inside a form`);
  return { place, field };
}
