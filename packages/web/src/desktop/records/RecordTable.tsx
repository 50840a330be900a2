/**
 * Rows of records as a plain table: sticky head, tick boxes, one current row. The row opens on click; by keyboard
 * the first column's link or the j and k keys do the same.
 */
import { Checkbox } from 'antd';
import { Icon } from '../../base/icons.tsx';
import { t } from '../text.ts';
import type { Column } from './columns.ts';

export type { Column } from './columns.ts';

export interface RecordTableProps<Row> {
  readonly label: string;
  readonly rows: readonly Row[];
  readonly columns: readonly Column<Row>[];
  readonly idOf: (row: Row) => string;
  readonly onOpen?: (row: Row) => void;
  readonly current?: string;
  readonly cursor?: string;
  readonly ticked?: ReadonlySet<string>;
  readonly onTick?: (ticked: ReadonlySet<string>) => void;
  readonly canTick?: (row: Row) => boolean;
  readonly tickName?: (row: Row) => string;
  /** The order the rows are in, and what to do when the head of a column that can order them is pressed. */
  readonly sort?: TableSort;
  readonly onSort?: (by: string) => void;
}

export interface TableSort {
  readonly by: string;
  readonly direction: 'up' | 'down';
}

export function RecordTable<Row>(props: RecordTableProps<Row>) {
  const { rows, columns, idOf, ticked, onTick, canTick = () => true } = props;
  const tickable = ticked && onTick ? rows.filter(canTick) : [];
  const tickedHere = ticked ? tickable.filter((row) => ticked.has(idOf(row))).length : 0;
  const tickAll = () => {
    if (!ticked || !onTick) return;
    const next = new Set(ticked);
    for (const row of tickable) {
      if (tickedHere === tickable.length) next.delete(idOf(row));
      else next.add(idOf(row));
    }
    onTick(next);
  };
  return (
    <table className="desk-table fixed" aria-label={props.label}>
      <thead>
        <tr>
          {ticked ? (
            <th style={{ width: 44 }} scope="col">
              <Checkbox
                aria-label={t('tickAll')}
                checked={tickable.length > 0 && tickedHere === tickable.length}
                indeterminate={tickedHere > 0 && tickedHere < tickable.length}
                disabled={tickable.length === 0}
                onChange={tickAll}
              />
            </th>
          ) : null}
          {columns.map((column) => (
            <HeadCell key={column.key} column={column} sort={props.sort} onSort={props.onSort} />
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <RecordRow key={idOf(row)} {...props} canTick={canTick} row={row} id={idOf(row)} />
        ))}
      </tbody>
    </table>
  );
}

function HeadCell<Row>({
  column,
  sort,
  onSort,
}: { column: Column<Row> } & Pick<RecordTableProps<Row>, 'sort' | 'onSort'>) {
  const { sortBy, title } = column;
  const direction = sort?.by === sortBy ? sort?.direction : undefined;
  return (
    <th
      scope="col"
      className={column.align}
      style={{ width: column.width }}
      aria-sort={direction === 'up' ? 'ascending' : direction === 'down' ? 'descending' : undefined}
    >
      {sortBy && onSort ? (
        <button type="button" className="sort-head" onClick={() => onSort(sortBy)}>
          <span className="cut">{title}</span>
          <Icon name={direction === 'up' ? 'up' : direction === 'down' ? 'down' : 'sort'} size={14} />
        </button>
      ) : (
        title
      )}
    </th>
  );
}

function RecordRow<Row>({
  row,
  id,
  columns,
  onOpen,
  current,
  cursor,
  ticked,
  onTick,
  canTick = () => true,
  tickName,
}: RecordTableProps<Row> & { row: Row; id: string }) {
  const classes = [onOpen ? 'clickable' : '', id === current ? 'current' : '', id === cursor ? 'cursor' : ''];
  const toggle = () => {
    if (!ticked || !onTick) return;
    const next = new Set(ticked);
    if (!next.delete(id)) next.add(id);
    onTick(next);
  };
  const open = (event: React.MouseEvent) => {
    // Links, buttons and boxes inside the row do their own thing.
    if ((event.target as Element).closest('a,button,input,label')) return;
    if (window.getSelection()?.toString()) return;
    onOpen?.(row);
  };
  return (
    <tr
      className={classes.filter(Boolean).join(' ')}
      onClick={onOpen ? open : undefined}
      aria-current={id === current ? 'true' : undefined}
      data-row={id}
    >
      {ticked ? (
        <td>
          <Checkbox
            aria-label={tickName ? t('tick', { name: tickName(row) }) : t('tickRow')}
            checked={ticked.has(id)}
            disabled={!canTick(row)}
            onChange={toggle}
          />
        </td>
      ) : null}
      {columns.map((column) => (
        <td
          key={column.key}
          className={[column.align ?? '', column.cut ? 'cut' : ''].filter(Boolean).join(' ') || undefined}
          title={column.hint?.(row)}
        >
          {column.opens && onOpen ? (
            <button type="button" className="plain-link" onClick={() => onOpen(row)}>
              {column.render(row)}
            </button>
          ) : (
            column.render(row)
          )}
        </td>
      ))}
    </tr>
  );
}
