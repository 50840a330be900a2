/**
 * A report being filled, and what may happen to it. Pure: the pages hold a draft in memory, `draft-store.ts` keeps it
 * on the phone.
 *
 * Answers that were carried over are marked as copied. A still open anomaly is carried over as *pending*: it does not
 * count as answered until the person confirms with one tap that it is still there (DR-21).
 */
import { carriedRow, isUnchanged } from '@anshao/core/daily-reports/carry-over.ts';
import type { Answer, ItemValues, openReport } from '@anshao/core/daily-reports/contract.ts';
import type { CallAnswer } from '../../base/api.ts';

export type OpenReport = NonNullable<CallAnswer<typeof openReport.answer>>;
export type Prefill = NonNullable<OpenReport['prefill']>;

/** Values of one item's row by field key, without its code. */
export type Row = Readonly<Record<string, unknown>>;

export interface Draft {
  readonly taskId: string;
  /** The report's id from the first keystroke on, so that it can be sent any number of times. */
  readonly reportId: string;
  readonly formVersion: number;
  readonly rows: Readonly<Record<string, Row>>;
  readonly copiedFrom: string | undefined;
  /** What each copied row was when it was copied. */
  readonly copied: Readonly<Record<string, Row>>;
  /** Codes of carried anomalies that still wait for a tap. */
  readonly pending: readonly string[];
  /** Epoch ms of the last change that was kept. */
  readonly savedAt: number;
}

export function newDraft(taskId: string, reportId: string, formVersion: number): Draft {
  return { taskId, reportId, formVersion, rows: {}, copiedFrom: undefined, copied: {}, pending: [], savedAt: 0 };
}

export function answerOf(row: Row | undefined): Answer | undefined {
  const answer = row?.answer;
  return answer === 'normal' || answer === 'abnormal' || answer === 'notApplicable' ? answer : undefined;
}

/** Answered by the person, or confirmed. */
export function isAnswered(draft: Draft, code: string): boolean {
  return answerOf(draft.rows[code]) !== undefined && !draft.pending.includes(code);
}

export function setValue(draft: Draft, code: string, key: string, value: unknown): Draft {
  const rows = { ...draft.rows, [code]: { ...draft.rows[code], [key]: value } };
  // Whoever touches a carried anomaly has looked at it.
  return { ...draft, rows, pending: draft.pending.filter((one) => one !== code) };
}

/** Whether another answer than abnormal would throw something away (DR-20). */
export function losesDetails(draft: Draft, code: string): boolean {
  const row = draft.rows[code] ?? {};
  if (answerOf(row) !== 'abnormal') return false;
  return Object.entries(row).some(
    ([key, value]) =>
      key !== 'answer' &&
      (Array.isArray(value) ? value.length > 0 : value !== undefined && value !== null && value !== ''),
  );
}

/** Answers an item; leaving abnormal clears what was written about it. */
export function setAnswer(draft: Draft, code: string, answer: unknown): Draft {
  const isLeaving = answerOf(draft.rows[code]) === 'abnormal' && answer !== 'abnormal';
  const cleared = isLeaving ? { ...draft, rows: { ...draft.rows, [code]: {} } } : draft;
  return setValue(cleared, code, 'answer', answer);
}

export function confirmCarried(draft: Draft, code: string): Draft {
  return { ...draft, pending: draft.pending.filter((one) => one !== code) };
}

/** Carries the last report over into items that the person has not answered yet; open anomalies wait for a tap. */
export function applyPrefill(draft: Draft, prefill: Prefill, codes: readonly string[]): Draft {
  const rows: Record<string, Row> = { ...draft.rows };
  const copied: Record<string, Row> = { ...draft.copied };
  const pending = [...draft.pending];
  for (const item of prefill.items) {
    const { code } = item;
    const row = carriedRow(item);
    if (!row || !codes.includes(code) || answerOf(rows[code]) !== undefined) continue;
    rows[code] = row;
    copied[code] = row;
    if (item.anomaly) pending.push(code);
  }
  return { ...draft, rows, copied, pending, copiedFrom: prefill.reportId };
}

export function isCopied(draft: Draft, code: string): boolean {
  const original = draft.copied[code];
  return original !== undefined && isUnchanged(original, draft.rows[code] ?? {});
}

export interface CarriedOver {
  readonly reportId: string;
  readonly unchanged: string[];
}

/** What to tell the server about copying: from where, and which answers were left as they were. */
export function carriedOver(draft: Draft, codes: readonly string[]): CarriedOver | undefined {
  if (!draft.copiedFrom) return undefined;
  return { reportId: draft.copiedFrom, unchanged: codes.filter((code) => isCopied(draft, code)) };
}

/** Rows in the order of the items, as validation and the server take them. */
export function rowsOf(draft: Draft, codes: readonly string[]): ItemValues[] {
  return codes.map((code) => ({ ...draft.rows[code], item: code }));
}

/** A newer set of items: what is gone goes, what is new stands unanswered, nothing else is lost. */
export function adaptTo(
  draft: Draft,
  formVersion: number,
  codes: readonly string[],
): { draft: Draft; added: string[] } {
  if (draft.formVersion === formVersion) return { draft, added: [] };
  const known = new Set(codes);
  const pick = (rows: Draft['rows']) => Object.fromEntries(Object.entries(rows).filter(([code]) => known.has(code)));
  return {
    draft: {
      ...draft,
      formVersion,
      rows: pick(draft.rows),
      copied: pick(draft.copied),
      pending: draft.pending.filter((code) => known.has(code)),
    },
    added: codes.filter((code) => draft.rows[code] === undefined),
  };
}

/** The next item without an answer after `from`, from the top again when there is none below. */
export function nextUnanswered(draft: Draft, codes: readonly string[], from?: string): string | undefined {
  const start = from === undefined ? 0 : codes.indexOf(from) + 1;
  return [...codes.slice(start), ...codes.slice(0, start)].find((code) => !isAnswered(draft, code));
}
