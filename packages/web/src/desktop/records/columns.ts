/** Columns of a list, and which of them a person wants to see. */
import type { ReactNode } from 'react';
import { useKept } from './use-kept.ts';

export interface Column<Row> {
  readonly key: string;
  readonly title: ReactNode;
  readonly width?: number | string;
  readonly align?: 'right';
  readonly cut?: boolean;
  readonly render: (row: Row) => ReactNode;
  /** Full text for a cell that may be cut. */
  readonly hint?: (row: Row) => string | undefined;
  /** The cell is the link that opens the row beside the list. */
  readonly opens?: boolean;
  /** Cannot be put away: it names the row. */
  readonly stays?: boolean;
  /** What the server orders by when the head of the column is pressed. */
  readonly sortBy?: string;
  /** Left out while a record is open beside the list: only what tells rows apart stays. */
  readonly wide?: boolean;
}

/** Columns without a word for a title hold the actions of a row. */
export function canHide<Row>({ title, opens, stays }: Column<Row>): boolean {
  return typeof title === 'string' && !opens && !stays;
}

export function shownColumns<Row>(
  columns: readonly Column<Row>[],
  hidden: readonly string[],
  isNarrow: boolean,
): Column<Row>[] {
  return columns.filter((column) => !(canHide(column) && hidden.includes(column.key)) && !(isNarrow && column.wide));
}

export function readHidden(kept: unknown): readonly string[] {
  return Array.isArray(kept) ? kept.filter((key) => typeof key === 'string') : [];
}

/** Keys of the columns that the person put away in this list. */
export function useHiddenColumns(list: string): [readonly string[], (hidden: readonly string[]) => void] {
  return useKept(`${list}.columns`, readHidden);
}
