/**
 * A report on its way. Pure: what happens to a submission when the server answers, refuses, or cannot be reached.
 * It carries the report's own id, so however often it is sent, the report exists once.
 */
import type { SubmitBody } from '@anshao/core/daily-reports/contract.ts';

export interface Refusal {
  readonly code: string;
  readonly message: string;
  readonly problems: readonly { readonly path: string; readonly message: string }[];
}

export interface Submission {
  readonly taskId: string;
  readonly personId: string;
  readonly communityName: string;
  readonly reportDate: string;
  readonly body: SubmitBody;
  readonly queuedAt: number;
  /** Failed tries in a row. */
  readonly attempts: number;
  readonly state: 'waiting' | 'sending' | 'refused';
  readonly refusal?: Refusal;
  /** Files were sent a second time because the server had cleaned them up. */
  readonly filesResent?: true;
}

export interface FailedTry {
  readonly transient: boolean;
  readonly code: string;
  readonly message: string;
  readonly problems: readonly { readonly path: string; readonly message: string }[];
}

/** Somebody else filed it: sending it again can never succeed. */
export function isFiledByOthers(submission: Pick<Submission, 'refusal'>): boolean {
  return submission.refusal?.code === 'daily-reports.already-filed';
}

const firstPause = 3_000;
const longestPause = 5 * 60_000;

/** Milliseconds until the next try: 3 s, 6 s, 12 s … 5 min. */
export function pauseAfter(attempts: number): number {
  return Math.min(longestPause, firstPause * 2 ** Math.max(0, attempts - 1));
}

export function fileIdsOf(body: SubmitBody): string[] {
  return body.items.flatMap((row) => row.photos ?? []);
}

/** Files that the server had cleaned up are still here and go once more; whatever else it refuses, a person decides. */
export function resendsFiles(submission: Submission, failed: FailedTry): boolean {
  return failed.code === 'files.not-yours' && !submission.filesResent && fileIdsOf(submission.body).length > 0;
}

export function afterFailure(submission: Submission, failed: FailedTry): Submission {
  if (resendsFiles(submission, failed)) return { ...submission, state: 'waiting', filesResent: true };
  // Somebody has to sign in first; nothing is wrong with the report.
  if (failed.transient || failed.code === 'access.sign-in')
    return { ...submission, state: 'waiting', attempts: submission.attempts + 1 };
  const { code, message, problems } = failed;
  return { ...submission, state: 'refused', refusal: { code, message, problems } };
}
