import type { DateRange } from '@anshao/core/forms/types/date-range.ts';

/** A range as far as it is known; either side may still be missing. */
export interface OpenRange {
  readonly from: string | null;
  readonly to: string | null;
}

export function asRange(value: unknown): OpenRange {
  const { from = null, to = null } = (value ?? {}) as Partial<DateRange>;
  return { from, to };
}

/** Null once both sides are empty. */
export function withSide(value: unknown, side: Partial<OpenRange>): OpenRange | null {
  const next = { ...asRange(value), ...side };
  return next.from === null && next.to === null ? null : next;
}
