/**
 * A list as a workplace: filters and the person's own views and columns above, rows that follow a cursor, and the open
 * one beside them, never over them. Every ledger of the desk is this with filters, columns and a panel of its own.
 */
import { Button } from 'antd';
import type { ReactNode } from 'react';
import type { IconName } from '../../base/icons.tsx';
import type { Filters } from '../address.ts';
import type { Pages } from '../calls.ts';
import { ScrollRegion } from '../frame/ScrollRegion.tsx';
import { Empty } from '../frame/states.tsx';
import { t } from '../text.ts';
import { ColumnMenu } from './ColumnMenu.tsx';
import { type Column, shownColumns, useHiddenColumns } from './columns.ts';
import { PagedList } from './PagedList.tsx';
import { RecordTable, type RecordTableProps } from './RecordTable.tsx';
import { SavedViews } from './SavedViews.tsx';
import { neighbours } from './SidePanel.tsx';
import { useListKeys } from './use-list-keys.ts';

/** Ways out of the open record, as `SidePanel` takes them. */
export interface PanelWays {
  readonly close: () => void;
  readonly previous?: (() => void) | undefined;
  readonly next?: (() => void) | undefined;
}

export interface RecordListProps<Row, Filter extends string>
  extends Pick<RecordTableProps<Row>, 'idOf' | 'ticked' | 'onTick' | 'tickName' | 'sort' | 'onSort'> {
  /** This browser keeps the person's views and columns under this name. */
  readonly list: string;
  readonly label: string;
  readonly filterNames: readonly Filter[];
  readonly filters: Filters<Filter | 'open'>;
  readonly set: (
    changes: Partial<Record<Filter | 'open', string | undefined>>,
    how?: { readonly replace?: boolean },
  ) => void;
  /** Ready-made views, in a row of their own above the filters. */
  readonly tabs?: ReactNode;
  readonly filterBar: ReactNode;
  /** At the end of the filters, usually: add one. */
  readonly action?: ReactNode;
  readonly pages: { readonly rows: readonly Row[]; readonly result: Pages<unknown>['result'] };
  readonly columns: readonly Column<Row>[];
  /** Shown when there is nothing at all, not even without filters. */
  readonly empty: {
    readonly icon?: IconName;
    readonly title: string;
    readonly why: string;
    readonly action?: ReactNode;
  };
  /** Draws the open record; it may be one that the loaded rows do not hold. */
  readonly panel?: (id: string, row: Row | undefined, ways: PanelWays) => ReactNode;
  /** Takes the place of the rows and of the panel. */
  readonly instead?: ReactNode;
  /** Over the foot of the list. */
  readonly children?: ReactNode;
}

export function RecordList<Row, Filter extends string>(props: RecordListProps<Row, Filter>) {
  const { list, label, filterNames, filters, set, pages, columns, idOf, ticked, onTick, tickName, panel } = props;
  const { rows, result } = pages;
  const ids = rows.map(idOf);
  const [hidden] = useHiddenColumns(list);
  const open = (id: string) => change({ open: id }, { replace: filters.open !== undefined });
  const close = () => change({ open: undefined });
  // The names of the filters are the caller's; `open` is among those the address knows.
  const change = set as (changes: { open: string | undefined }, how?: { readonly replace?: boolean }) => void;
  const cursor = useListKeys({
    ids: panel ? ids : [],
    current: filters.open,
    open,
    close,
    tick: ticked && onTick && ((id) => onTick(toggled(ticked, id))),
    more: () => result.hasNextPage && void result.fetchNextPage(),
  });
  const isFiltered = filterNames.some((name) => filters[name]);
  const clear = () =>
    set(Object.fromEntries(filterNames.map((name) => [name, undefined])) as Parameters<typeof set>[0]);
  const beside =
    panel && filters.open && !props.instead
      ? panel(
          filters.open,
          rows.find((row) => idOf(row) === filters.open),
          { close, ...neighbours(ids, filters.open, open) },
        )
      : null;
  const tools = (
    <>
      <span className="spread" />
      {filterNames.length > 0 ? <SavedViews list={list} filterNames={filterNames} filters={filters} set={set} /> : null}
      <ColumnMenu list={list} columns={columns} />
    </>
  );
  return (
    <>
      {props.tabs ? (
        <div className="view-tabs">
          {props.tabs}
          {tools}
        </div>
      ) : null}
      <search className="filter-bar" aria-label={t('filters')}>
        {props.filterBar}
        {isFiltered ? (
          <Button type="link" onClick={clear}>
            {t('clearFilters')}
          </Button>
        ) : null}
        {props.tabs ? null : tools}
        {props.action}
      </search>
      <div className={`split${beside ? ' with-panel' : ''}`}>
        {props.instead ? (
          <div className="split-list">{props.instead}</div>
        ) : (
          <ScrollRegion className="split-list" label={label}>
            <PagedList
              pages={pages}
              empty={
                <Empty
                  icon={props.empty.icon}
                  title={isFiltered ? t('noMatch') : props.empty.title}
                  action={isFiltered ? <Button onClick={clear}>{t('clearFilters')}</Button> : props.empty.action}
                >
                  {isFiltered ? t('noMatchWhy') : props.empty.why}
                </Empty>
              }
            >
              <RecordTable<Row>
                label={label}
                rows={rows}
                columns={shownColumns(columns, hidden, beside !== null)}
                idOf={idOf}
                onOpen={panel && ((row) => open(idOf(row)))}
                current={filters.open}
                cursor={cursor}
                ticked={ticked}
                onTick={onTick}
                tickName={tickName}
                sort={props.sort}
                onSort={props.onSort}
              />
            </PagedList>
          </ScrollRegion>
        )}
        {beside}
        {props.instead ? null : props.children}
      </div>
    </>
  );
}

function toggled(before: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(before);
  if (!next.delete(id)) next.add(id);
  return next;
}
