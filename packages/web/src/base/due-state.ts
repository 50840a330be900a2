/** How urgent a deadline is, for the due bar and for sorting. */
export type DueTone = 'calm' | 'soon' | 'over' | 'done';

export interface DueState {
  /** Share of the time limit that has passed, 0 … 1. */
  readonly share: number;
  readonly tone: DueTone;
}

/**
 * How urgent a deadline is: teal below 80 %, orange from 80 %, red when overdue or the matter is 重大, green when done.
 * @param startsAt when the time limit began to run (ISO or ms); `dueAt` when it ends; `now` ms
 */
export function dueState(
  startsAt: string | number,
  dueAt: string | number,
  now: number,
  { done = false, major = false }: { done?: boolean; major?: boolean } = {},
): DueState {
  const from = Number(new Date(startsAt));
  const until = Number(new Date(dueAt));
  const share = until > from ? Math.min(1, Math.max(0, (now - from) / (until - from))) : 1;
  if (done) return { share, tone: 'done' };
  if (major || now >= until) return { share, tone: 'over' };
  return { share, tone: share >= 0.8 ? 'soon' : 'calm' };
}
