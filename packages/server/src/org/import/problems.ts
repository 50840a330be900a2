/** Collecting what is wrong with a sheet, cell by cell, in the reader's words. */
import { errorSentence } from '@anshao/core/apps/catalogue.ts';
import type { CellProblem, ImportKind } from '@anshao/core/org/contract.ts';
import { columnsOf, type Mapping } from './columns.ts';

/** Cells of one row by our field names. */
export interface ImportRow {
  readonly row: number;
  readonly cells: Readonly<Record<string, string>>;
}

export class CellProblems {
  readonly list: CellProblem[] = [];
  readonly rows = new Set<number>();
  readonly #cells = new Set<string>();
  readonly #titles: Mapping;

  constructor(kind: ImportKind, mapping: Mapping) {
    this.#titles = { ...Object.fromEntries(columnsOf[kind].map((one) => [one.field, one.title])), ...mapping };
  }

  add(row: number, field: string, code: string, details?: Readonly<Record<string, unknown>>): void {
    this.rows.add(row);
    this.#cells.add(`${row} ${field}`);
    this.list.push({
      row,
      column: this.#title(field),
      code,
      message: errorSentence(code, 'zh', details) ?? code,
    });
  }

  has(row: number, field: string): boolean {
    return this.#cells.has(`${row} ${field}`);
  }

  /** The sheet's own title inside a sentence, without the mark of a column that must be filled. */
  nameOf(field: string): string {
    return this.#title(field).replace(/[*＊]|[（(]必填[）)]/gu, '');
  }

  #title(field: string): string {
    return this.#titles[field] ?? field;
  }
}
