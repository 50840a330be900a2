/** Excel's rules for numbers, days and lengths as settings of fields. */
import { isCalendarDay } from '@anshao/core/base/calendar-day.ts';
import { shown } from '../book/formats.ts';
import type { CellRule } from '../book/read-book.ts';

/** Undefined for rules that a field cannot say (formulas, lists, limits that are cells). */
export function limitsOf({
  type,
  operator,
  first,
  second,
}: CellRule): { readonly type: string; readonly settings: Readonly<Record<string, unknown>> } | undefined {
  const low = Number(first);
  const high = Number(second);
  if (first.trim() === '' || !Number.isFinite(low)) return undefined;
  const [min, max] = range(operator, low, high);
  if (min === undefined && max === undefined) return undefined;
  switch (type) {
    case 'whole':
      return { type: 'integer', settings: bounds('min', min && Math.ceil(min), 'max', max && Math.floor(max)) };
    case 'decimal':
      return { type: 'number', settings: { decimals: 4, ...bounds('min', min, 'max', max) } };
    case 'date':
      return { type: 'date', settings: bounds('earliest', dayOf(min), 'latest', dayOf(max)) };
    case 'textLength': {
      const longest = max === undefined ? undefined : Math.min(Math.floor(max), 1000);
      return {
        type: 'text',
        settings: bounds('minLength', min && min >= 1 ? Math.ceil(min) : undefined, 'maxLength', longest),
      };
    }
    default:
      return undefined;
  }
}

function range(operator: string, low: number, high: number): [min: number | undefined, max: number | undefined] {
  switch (operator) {
    case 'between':
      return Number.isFinite(high) ? [low, high] : [low, undefined];
    case 'equal':
      return [low, low];
    case 'greaterThanOrEqual':
    case 'greaterThan':
      return [low, undefined];
    case 'lessThanOrEqual':
    case 'lessThan':
      return [undefined, low];
    default:
      return [undefined, undefined];
  }
}

function bounds(lower: string, min: unknown, upper: string, max: unknown): Record<string, unknown> {
  return { ...(min === undefined ? {} : { [lower]: min }), ...(max === undefined ? {} : { [upper]: max }) };
}

function dayOf(serial: number | undefined): string | undefined {
  if (serial === undefined) return undefined;
  const day = shown(Math.floor(serial), { kind: 'date' }, false);
  return isCalendarDay(day) ? day : undefined;
}
