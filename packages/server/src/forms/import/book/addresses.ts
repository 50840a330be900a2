/** Cells as a spreadsheet names them: rows and columns count from 1, `C7` is column 3 of row 7. */

export interface Area {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

export const lastRow = 1_048_576;
export const lastColumn = 16_384;

/** `28` → `AB`. */
export function columnLetters(column: number): string {
  let letters = '';
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26))
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  return letters;
}

export function addressOf(row: number, column: number): string {
  return `${columnLetters(column)}${row}`;
}

/** `B2`, or `B2:D9` for more than one cell. */
export function areaName({ top, left, bottom, right }: Area): string {
  const first = addressOf(top, left);
  return top === bottom && left === right ? first : `${first}:${addressOf(bottom, right)}`;
}

/** Reads `B2`, `$B$2:$D$9`, `B:B` and `2:4`; undefined for anything else. */
export function areaOf(text: string): Area | undefined {
  const [from, to = from] = text.replaceAll('$', '').split(':');
  const first = /^([A-Za-z]{1,3})?([0-9]{1,7})?$/.exec(from ?? '');
  const last = /^([A-Za-z]{1,3})?([0-9]{1,7})?$/.exec(to ?? '');
  if (!first?.[0] || !last?.[0]) return undefined;
  const area = {
    top: Number(first[2] ?? 1),
    left: first[1] ? columnNumber(first[1]) : 1,
    bottom: Number(last[2] ?? lastRow),
    right: last[1] ? columnNumber(last[1]) : lastColumn,
  };
  const isSound = area.top >= 1 && area.top <= area.bottom && area.left <= area.right && area.right <= lastColumn;
  return isSound ? area : undefined;
}

export function isInside(area: Area, row: number, column: number): boolean {
  return row >= area.top && row <= area.bottom && column >= area.left && column <= area.right;
}

function columnNumber(letters: string): number {
  let number = 0;
  for (const letter of letters.toUpperCase()) number = number * 26 + letter.charCodeAt(0) - 64;
  return number;
}
