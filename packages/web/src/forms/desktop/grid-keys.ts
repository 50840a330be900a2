/** Moving through a table of controls by keyboard. */
import type { KeyboardEvent, RefObject } from 'react';

export interface Cell {
  readonly row: number;
  readonly column: number;
}

/** Frames to wait for a row that is drawn only when it comes near. */
const patience = 30;

/** The cell an element stands in. */
export function cellOf(element: EventTarget | null): Cell | undefined {
  const cell = (element as Element | null)?.closest?.<HTMLElement>('td[data-column]');
  return cell ? { row: Number(cell.dataset['row']), column: Number(cell.dataset['column']) } : undefined;
}

/** Where a key leads from here; undefined where the control itself needs the key. */
export function nextCell(event: KeyboardEvent, columns: number): Cell | undefined {
  const from = cellOf(event.target);
  if (!from || event.altKey || event.ctrlKey || event.metaKey || event.nativeEvent.isComposing) return undefined;
  const control = event.target as HTMLElement;
  const isList = control.getAttribute('role') === 'combobox' || control.closest('.ant-select, .ant-picker') !== null;
  const isLines = control.tagName === 'TEXTAREA';
  const isText = control.tagName === 'INPUT' && !['radio', 'checkbox'].includes((control as HTMLInputElement).type);
  switch (event.key) {
    case 'Enter':
      return isList || isLines || !isText || event.shiftKey ? undefined : { row: from.row + 1, column: from.column };
    case 'ArrowDown':
      return isList || isLines || !isText ? undefined : { row: from.row + 1, column: from.column };
    case 'ArrowUp':
      return isList || isLines || !isText || from.row === 0 ? undefined : { row: from.row - 1, column: from.column };
    case 'ArrowLeft':
      return isText && !isList && caretAt(control as HTMLInputElement, 'start') && from.column > 0
        ? { row: from.row, column: from.column - 1 }
        : undefined;
    case 'ArrowRight':
      return isText && !isList && caretAt(control as HTMLInputElement, 'end') && from.column + 1 < columns
        ? { row: from.row, column: from.column + 1 }
        : undefined;
    default:
      return undefined;
  }
}

function caretAt({ selectionStart, selectionEnd, value }: HTMLInputElement, side: 'start' | 'end'): boolean {
  // Coming from another cell everything is marked; then arrows go on as they came.
  if (selectionStart === 0 && selectionEnd === value.length) return true;
  const edge = side === 'start' ? 0 : value.length;
  return selectionStart === edge && selectionEnd === edge;
}

/** Brings the cell into sight and puts the caret into it. */
export function focusCell(
  table: RefObject<HTMLTableElement | null>,
  row: number,
  column: number,
  tries = patience,
): void {
  requestAnimationFrame(() => {
    const line = table.current?.querySelector(`tr[data-row="${row}"]`);
    const control = line?.querySelector<HTMLElement>(
      `td[data-column="${column}"] :is(input, textarea, button, select, [tabindex="0"]):not([disabled])`,
    );
    if (control) {
      control.focus();
      if (control.tagName === 'INPUT' && (control as HTMLInputElement).type === 'text')
        (control as HTMLInputElement).select();
      return;
    }
    line?.scrollIntoView({ block: 'nearest' });
    if (tries > 0) focusCell(table, row, column, tries - 1);
  });
}
