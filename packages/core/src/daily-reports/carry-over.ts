/**
 * Carrying the last report into today's (DR-21). Anomalies that are still open come along; where one was resolved
 * meanwhile, somebody has to look and answer afresh. Whoever files still owns every answer: each carried anomaly needs a
 * tap, and answers left exactly as they came are counted, for a report that is only ever copied says little.
 */
import type { Answer, ItemValues } from './contract.ts';

export interface FormerItem {
  readonly code: string;
  readonly answer: Answer;
  readonly description: string | null;
  readonly photoIds: readonly string[];
  /** Set for an abnormal item: is it still open, and since when is it known. */
  readonly anomaly: {
    readonly id: string;
    readonly open: boolean;
    readonly originId: string;
    readonly originDate: string;
  } | null;
}

export interface CarriedItem {
  readonly code: string;
  readonly answer: Answer;
  readonly anomaly: {
    readonly id: string;
    readonly description: string;
    readonly photoIds: readonly string[];
    readonly firstDate: string;
  } | null;
}

/**
 * The former report's items, and in place of what it says of them whatever is still open from reports before it: that
 * nobody mentioned an anomaly any more does not put it right.
 * @param stillOpen one for each item at most, the last that was reported
 */
export function withStillOpen(former: readonly FormerItem[], stillOpen: readonly FormerItem[]): FormerItem[] {
  const open = new Map(stillOpen.map((item) => [item.code, item]));
  const known = former.map((item) => (item.anomaly?.open ? item : (open.get(item.code) ?? item)));
  const codes = new Set(former.map((item) => item.code));
  return [...known, ...stillOpen.filter((item) => !codes.has(item.code))];
}

/** What the former report offers; items that are no longer asked are left out, new ones stay unanswered. */
export function carryOver(former: readonly FormerItem[], askedCodes: ReadonlySet<string>): CarriedItem[] {
  return former
    .filter((item) => askedCodes.has(item.code))
    .map((item) => {
      if (item.answer !== 'abnormal') return { code: item.code, answer: item.answer, anomaly: null };
      // Abnormal without an anomaly says: resolved since, so there is no answer to carry over.
      if (!item.anomaly?.open) return { code: item.code, answer: 'abnormal', anomaly: null };
      return {
        code: item.code,
        answer: 'abnormal',
        anomaly: {
          id: item.anomaly.id,
          description: item.description ?? '',
          photoIds: item.photoIds,
          firstDate: item.anomaly.originDate,
        },
      };
    });
}

/** What stands in an item's row; everything else there is no answer. */
export interface RowContent {
  readonly answer?: unknown;
  readonly description?: unknown;
  readonly photos?: unknown;
}

/** The row that an offered item fills in; undefined where it was resolved since and has to be answered afresh. */
export function carriedRow({ answer, anomaly }: CarriedItem) {
  if (anomaly) return { answer, description: anomaly.description, photos: anomaly.photoIds };
  return answer === 'abnormal' ? undefined : { answer };
}

/** Whether a row still says what was carried into it: another word or photo makes it the person's own. */
export function isUnchanged(carried: RowContent, row: RowContent): boolean {
  const contentOf = ({ answer, description, photos }: RowContent) =>
    JSON.stringify([answer ?? null, description ?? '', photos ?? []]);
  return contentOf(carried) === contentOf(row);
}

export interface CarriedCounts {
  readonly normal: number;
  readonly notApplicable: number;
  /** Still open: each waits for a tap. */
  readonly toConfirm: number;
  /** Abnormal last time and solved since: to be answered afresh. */
  readonly solved: number;
}

export function countCarried(items: readonly CarriedItem[]): CarriedCounts {
  const count = (holds: (item: CarriedItem) => boolean) => items.filter(holds).length;
  return {
    normal: count((item) => item.answer === 'normal'),
    notApplicable: count((item) => item.answer === 'notApplicable'),
    toConfirm: count((item) => item.anomaly !== null),
    solved: count((item) => carriedRow(item) === undefined),
  };
}

/**
 * Which of the answers that the sender calls unchanged really are what was offered. The sender's word alone is not
 * taken: the figure is a quality signal.
 */
export function copiedCodes(
  carried: readonly CarriedItem[],
  claimed: ReadonlySet<string>,
  filed: readonly ItemValues[],
): string[] {
  const byCode = new Map(carried.map((item) => [item.code, item]));
  return filed
    .filter((row) => {
      const offered = byCode.get(row.item);
      const carried = offered && carriedRow(offered);
      return carried !== undefined && claimed.has(row.item) && isUnchanged(carried, row);
    })
    .map((row) => row.item);
}

/** Reports in a row that repeat the one before in every item, this one included. */
export function copyStreak(copied: number, asked: number, formerStreak: number): number {
  return asked > 0 && copied === asked ? formerStreak + 1 : 0;
}
