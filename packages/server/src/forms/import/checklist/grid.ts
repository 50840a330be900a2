/** A sheet as one sees it: each text with all cells it is merged over. */
import { type Area, lastColumn as endOfColumns } from '../book/addresses.ts';
import type { BookSheet, Cell } from '../book/read-book.ts';
import { cellArea } from '../findings.ts';

export interface GridCell extends Cell {
  readonly area: Area;
}

export interface GridRow {
  readonly row: number;
  /** Texts that begin in this row, from left to right. */
  readonly cells: readonly GridCell[];
}

/** Cells beneath merged texts, all together; merges that lie over one another could cover billions. */
const mostCovered = 400_000;

export class Grid {
  /** Rows in which a text begins. */
  readonly rows: readonly GridRow[];
  readonly lastColumn: number;
  readonly #covered = new Map<number, GridCell>();

  constructor(sheet: BookSheet) {
    const lastRow = sheet.cells.at(-1)?.row ?? 0;
    const width = sheet.cells.reduce((most, { column }) => Math.max(most, column), 0);
    const merges = new Map(sheet.merges.map((area) => [keyOf(area.top, area.left), area]));
    const byRow = new Map<number, GridCell[]>();
    let room = mostCovered;
    for (const cell of sheet.cells) {
      const area = merges.get(keyOf(cell.row, cell.column)) ?? cellArea(cell);
      const gridCell = { ...cell, area };
      const inRow = byRow.get(cell.row);
      if (inRow) inRow.push(gridCell);
      else byRow.set(cell.row, [gridCell]);
      // Merged beyond what is filled at all is only ornament.
      const [bottom, right] = [Math.min(area.bottom, lastRow), Math.min(area.right, width)];
      this.#cover(cell.row, cell.column, gridCell);
      const size = (bottom - area.top + 1) * (right - area.left + 1);
      if (size <= 1 || size > room) continue;
      room -= size;
      for (let row = area.top; row <= bottom; row++)
        for (let column = area.left; column <= right; column++) this.#cover(row, column, gridCell);
    }
    this.rows = [...byRow].map(([row, cells]) => ({ row, cells }));
    this.lastColumn = width;
  }

  #cover(row: number, column: number, cell: GridCell): void {
    const key = keyOf(row, column);
    // Overlapping merges are no valid sheet, but a cell's own text must win.
    if (!this.#covered.has(key) || (cell.row === row && cell.column === column)) this.#covered.set(key, cell);
  }

  /** The text that covers a cell. */
  at(row: number, column: number): GridCell | undefined {
    return this.#covered.get(keyOf(row, column));
  }
}

const keyOf = (row: number, column: number) => row * (endOfColumns + 1) + column;

export const widthOf = ({ left, right }: Area) => right - left + 1;
