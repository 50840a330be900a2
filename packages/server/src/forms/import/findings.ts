/**
 * What was guessed and what was not understood, cell by cell. Guesses are made about parts of the definition while it is
 * still being put together, so they point at the part itself; its path is known only in the end.
 */
import type { FormDefinition } from '@anshao/core/forms/contract.ts';
import type { Certainty, Guess, NotUnderstood } from '@anshao/core/forms/import-contract.ts';
import { type Area, areaName } from './book/addresses.ts';
import { bookLimits } from './book/limits.ts';
import type { Book, BookSheet, Cell } from './book/read-book.ts';

export interface Place {
  readonly sheet: string;
  readonly area: Area;
}

interface Made {
  readonly target: object;
  readonly setting: string;
  readonly what: string;
  readonly certainty: Certainty;
  readonly place: Place;
}

interface Missed {
  readonly place: Place;
  readonly text: string;
  readonly why: string;
}

const longestText = 200;

export const cellArea = ({ row, column }: { row: number; column: number }): Area => ({
  top: row,
  left: column,
  bottom: row,
  right: column,
});

/** The smallest area around all of these. */
export function around(areas: readonly Area[]): Area {
  return {
    // Not by spreading: there may be more of them than arguments of a call.
    top: areas.reduce((least, { top }) => Math.min(least, top), Number.POSITIVE_INFINITY),
    left: areas.reduce((least, { left }) => Math.min(least, left), Number.POSITIVE_INFINITY),
    bottom: areas.reduce((most, { bottom }) => Math.max(most, bottom), 0),
    right: areas.reduce((most, { right }) => Math.max(most, right), 0),
  };
}

export class Findings {
  #guesses: Made[] = [];
  readonly #missed: Missed[] = [];

  /** @param target a field, a node of the layout, or the form, by identity; @param setting a part of it, or '' */
  guess(target: object, setting: string, what: string, certainty: Certainty, place: Place): void {
    this.#guesses.push({ target, setting, what, certainty, place });
  }

  /** Says again, and less surely, what was said about a part as a whole. */
  doubt(target: object, what: string): void {
    const at = this.#guesses.findIndex((one) => one.target === target && one.setting === '');
    const said = this.#guesses[at];
    if (said) this.#guesses[at] = { ...said, what, certainty: 'unsure' };
  }

  miss(place: Place, text: string, why: string): void {
    this.#missed.push({ place, text, why });
  }

  /** Turns what was said about a part that had to be given up into something not understood. */
  giveUp(target: object, setting: string, why: string): void {
    const given = this.#guesses.filter((one) => one.target === target && (setting === '' || one.setting === setting));
    for (const { place, what } of given) this.miss(place, what, why);
    this.#guesses = this.#guesses.filter((one) => !given.includes(one));
    if (given.length > 0) return;
    const whole = this.#guesses.find((one) => one.target === target);
    if (whole) this.miss(whole.place, setting, why);
  }

  /** Everything to tell, once the definition is done: after this no cell is left that nobody heard of. */
  conclude(book: Book, definition: FormDefinition): { guesses: Guess[]; notUnderstood: NotUnderstood[] } {
    const paths = pathsOf(definition);
    for (const { target, place, what } of this.#guesses)
      if (!paths.has(target)) this.miss(place, what, '所在的部分没有采用');
    this.#guesses = this.#guesses.filter(({ target }) => paths.has(target));
    for (const sheet of book.sheets) this.#sweep(sheet, definition);
    return this.#told(paths);
  }

  /** Lists each filled cell that neither stands in the definition nor was told of. */
  #sweep(sheet: BookSheet, definition: FormDefinition): void {
    const texts = textsOf(definition);
    const told = [...this.#guesses, ...this.#missed].flatMap(({ place }) =>
      place.sheet === sheet.name ? [place.area] : [],
    );
    const isTold = areaIndex(told);
    const left = sheet.cells.filter((cell) => !isTold(cell) && !texts(cell.text));
    // Nothing was made of the sheet; that a few of its texts stand in the form is chance.
    if (told.length === 0 && left.length > 1 && left.length * 2 > sheet.cells.length) {
      const text = left
        .slice(0, 5)
        .map((cell) => cell.text)
        .join('；');
      this.miss({ sheet: sheet.name, area: around(left.map(cellArea)) }, text, '这张工作表没有用到');
      return;
    }
    for (const { area, text } of blocksOf(left)) this.miss({ sheet: sheet.name, area }, text, '没有用到');
    if (sheet.cutAt !== undefined)
      this.miss(
        { sheet: sheet.name, area: { top: sheet.cutAt, left: 1, bottom: sheet.cutAt, right: 1 } },
        `第 ${sheet.cutAt} 行起`,
        '内容太多，从这一行起没有读取',
      );
  }

  #told(paths: ReadonlyMap<object, string>): { guesses: Guess[]; notUnderstood: NotUnderstood[] } {
    const source = ({ sheet, area }: Place) => ({ sheet, cell: areaName(area) });
    return {
      guesses: this.#guesses.map(({ target, setting, what, certainty, place }) => {
        const path = [paths.get(target) ?? '', setting].filter((part) => part !== '').join('.');
        return { path, what, certainty, source: source(place) };
      }),
      notUnderstood: this.#missed.map(({ place, text, why }) => ({ source: source(place), text: brief(text), why })),
    };
  }
}

export function brief(text: string): string {
  const characters = Array.from(text);
  return characters.length > longestText ? `${characters.slice(0, longestText).join('')}…` : text;
}

/** Paths of the fields and nodes of a definition, by identity. */
function pathsOf(definition: FormDefinition): Map<object, string> {
  const paths = new Map<object, string>([[definition, '']]);
  const visit = (value: unknown, path: string): void => {
    if (typeof value !== 'object' || value === null) return;
    if (Array.isArray(value)) {
      for (const [index, part] of value.entries()) visit(part, `${path}[${index}]`);
      return;
    }
    paths.set(value, path);
    for (const [name, part] of Object.entries(value)) visit(part, path === '' ? name : `${path}.${name}`);
  };
  visit(definition, '');
  return paths;
}

/** These are chosen among our own words; that a cell holds the same is chance. */
const ownWords = new Set(['type', 'kind', 'op', 'id', 'status', 'tone', 'appearance', 'width', 'result']);

/** Whether a text stands in the definition. */
function textsOf(definition: FormDefinition): (text: string) => boolean {
  const found = new Set<string>();
  const visit = (value: unknown): void => {
    if (typeof value === 'string' || typeof value === 'number') found.add(String(value));
    else if (Array.isArray(value)) value.forEach(visit);
    else if (typeof value === 'object' && value !== null)
      for (const [name, part] of Object.entries(value))
        if (!ownWords.has(name) || typeof part === 'object') visit(part);
  };
  visit(definition);
  return (text) => found.has(text);
}

/** Whether a cell lies in one of the areas; by column, since there may be thousands of both. */
function areaIndex(areas: readonly Area[]): (cell: Cell) => boolean {
  const byColumn = new Map<number, Area[]>();
  for (const area of areas)
    for (let column = area.left; column <= Math.min(area.right, bookLimits.columns); column++) {
      const known = byColumn.get(column);
      if (known) known.push(area);
      else byColumn.set(column, [area]);
    }
  for (const list of byColumn.values()) list.sort((a, b) => a.top - b.top);
  return ({ row, column }) => {
    for (const { top, bottom } of byColumn.get(column) ?? []) {
      if (top > row) return false;
      if (bottom >= row) return true;
    }
    return false;
  };
}

/** Cells of one column that follow one another are told of together. */
function blocksOf(cells: readonly Cell[]): { area: Area; text: string }[] {
  const blocks: { area: Area; texts: string[] }[] = [];
  const open = new Map<number, { area: Area; texts: string[] }>();
  for (const cell of cells) {
    const above = open.get(cell.column);
    if (above && above.area.bottom === cell.row - 1) {
      above.area = { ...above.area, bottom: cell.row };
      if (above.texts.length < 5) above.texts.push(cell.text);
    } else {
      const block = { area: cellArea(cell), texts: [cell.text] };
      blocks.push(block);
      open.set(cell.column, block);
    }
  }
  return blocks.map(({ area, texts }) => ({ area, text: texts.join('；') }));
}
