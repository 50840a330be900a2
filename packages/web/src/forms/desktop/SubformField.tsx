/**
 * Rows as a table to type in: arrows and Enter move between cells, cells copied from a spreadsheet are pasted as rows.
 * What does not fit into a cell (photos, long texts, tables in tables) opens below its row.
 */
import type { CompiledField } from '@anshao/core/forms/compile.ts';
import { App, Button } from 'antd';
import { type ClipboardEvent, type KeyboardEvent, useMemo, useRef } from 'react';
import { Icon } from '../../base/icons.tsx';
import { newId } from '../../base/ids.ts';
import type { FieldProps } from '../field-props.ts';
import { formText } from '../form-text.ts';
import { type ReadingProps, useFormViewing } from '../form-view-context.ts';
import { parseCells, pasteCells } from '../paste-rows.ts';
import { type RowChanges, rowsFieldOf, useRowChanges } from '../row-changes.ts';
import { GridRow } from './GridRow.tsx';
import { cellOf, focusCell, nextCell } from './grid-keys.ts';

/** Types that are at home in a cell, with the width they need in px. */
const cellWidths: Readonly<Record<string, number>> = {
  text: 180,
  multiline: 220,
  phone: 150,
  email: 180,
  url: 180,
  idCard: 190,
  scan: 160,
  number: 110,
  integer: 100,
  money: 130,
  percentage: 100,
  rating: 150,
  date: 140,
  dateTime: 190,
  time: 110,
  yesNo: 120,
  singleChoice: 150,
  multipleChoice: 180,
  cascade: 190,
  person: 150,
  people: 190,
  community: 170,
  department: 150,
  linkedRecord: 180,
  formula: 120,
  lookup: 130,
  rollup: 110,
  serial: 130,
  recordInfo: 140,
};

type SubformProps = Pick<FieldProps<'subform'>, 'id' | 'field' | 'at' | 'labelledBy'> & {
  /** Nothing is asked for: the heads do not say what is required. */
  readonly isRead?: boolean;
};

export function SubformField({ id, field: definition, at, labelledBy, isRead = false }: SubformProps) {
  const { place, field } = rowsFieldOf(at, definition.key);
  const changes = useRowChanges(place, field);
  const { rows, canAdd, canRemove, add, remove, removed } = changes;
  const { store, situation } = useFormViewing();
  const { message } = App.useApp();
  const table = useRef<HTMLTableElement>(null);
  const all = useMemo(() => field.rows?.fields.fields ?? [], [field]);
  const columns = useMemo(() => all.filter((column) => cellWidths[column.field.type] !== undefined), [all]);
  const below = useMemo(() => all.filter((column) => cellWidths[column.field.type] === undefined), [all]);

  const addRow = (after?: number) => {
    add(after);
    const row = (after ?? rows.length - 1) + 1;
    focusCell(table, row, 0);
  };
  const keys = (event: KeyboardEvent<HTMLTableElement>) => {
    const wanted = nextCell(event, columns.length);
    if (!wanted) return;
    event.preventDefault();
    if (wanted.row >= rows.length) {
      if (event.key === 'Enter' && canAdd) addRow();
      return;
    }
    focusCell(table, wanted.row, wanted.column);
  };
  const paste = (event: ClipboardEvent<HTMLTableElement>) => {
    const text = event.clipboardData.getData('text/plain');
    const cell = cellOf(event.target);
    // One cell's text goes where the caret is, as everywhere.
    if (!cell || !/[\t\n]/.test(text.trimEnd())) return;
    event.preventDefault();
    event.stopPropagation();
    const pasted = pasteCells({
      rows,
      columns,
      cells: parseCells(text),
      row: cell.row,
      column: cell.column,
      most: field.rows?.max ?? rows.length,
      newRow: canRemove ? () => ({ _id: newId() }) : undefined,
      context: situation.context,
    });
    changes.replace(pasted.rows);
    if (pasted.left > 0) message.warning(formText('pastedSome', { added: pasted.added, left: pasted.left }));
    else message.success(formText('pasted', { n: pasted.added }));
  };
  return (
    <div id={id} className="df-subform">
      {rows.length > 0 && (
        <div className={rows.length > 12 ? 'df-scroll tall' : 'df-scroll'}>
          <table ref={table} aria-labelledby={labelledBy} onKeyDown={keys} onPasteCapture={paste}>
            <colgroup>
              <col style={{ width: 52 }} />
              {columns.map((column) => (
                <col key={column.key} style={{ width: cellWidths[column.field.type] }} />
              ))}
              <col style={{ width: (below.length > 0 ? 28 : 0) + (canRemove ? 28 : 0) + 12 }} />
            </colgroup>
            <thead>
              <tr>
                <th scope="col">{formText('rowNumber')}</th>
                {columns.map((column) => (
                  <th key={column.key} scope="col" id={`${id}-h-${column.key}`}>
                    {column.field.label}
                    {!isRead && column.isRequired !== false && (
                      <span className="req" aria-hidden="true">
                        *
                      </span>
                    )}
                  </th>
                ))}
                <th scope="col">
                  <span className="visually-hidden">{formText('rowActions')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row, index) => (
                <GridRow
                  key={String(row._id ?? index)}
                  at={store.rowPlace(place, field, index)}
                  index={index}
                  columns={columns}
                  below={below}
                  headId={`${id}-h`}
                  onRemove={canRemove ? remove : undefined}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {rows.length === 0 && <p className="note">{formText('noRows')}</p>}
      <Foot changes={changes} onAdd={canAdd ? () => addRow() : undefined} columns={columns} />
      {removed && (
        <p className="row-undo" role="status">
          {formText('rowRemoved', { n: removed.index + 1 })}
          <Button size="small" onClick={removed.undo}>
            {formText('undoStroke')}
          </Button>
        </p>
      )}
    </div>
  );
}

interface FootProps {
  readonly changes: RowChanges;
  readonly onAdd: (() => void) | undefined;
  readonly columns: readonly CompiledField[];
}

function Foot({ changes, onAdd, columns }: FootProps) {
  if (!onAdd) return null;
  return (
    <div className="df-row">
      <Button size="small" icon={<Icon name="add" size={14} />} onClick={onAdd}>
        {formText('addRow')}
      </Button>
      {columns.length > 0 && changes.rows.length > 0 && <span className="note">{formText('pasteHint')}</span>}
    </div>
  );
}

/** The same table; the form already says that nothing in it can be changed. */
export function ReadRows({ id, field, at, labelledBy }: ReadingProps) {
  if (field.type !== 'subform') return null;
  return <SubformField id={id} field={field} at={at} labelledBy={labelledBy} isRead />;
}
