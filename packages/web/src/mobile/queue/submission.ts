/**
 * Something finished on its way to the server: a daily report, or a record of any form. Pure: what happens to it when
 * the server answers, refuses, or cannot be reached. It carries its own id, so however often it is sent, it exists once.
 */
import type { SubmitBody } from '@anshao/core/daily-reports/contract.ts';
import type { FormValues } from '@anshao/core/forms/contract.ts';

export interface Refusal {
  readonly code: string;
  readonly message: string;
  readonly problems: readonly RefusedValue[];
}

export interface RefusedValue {
  readonly path: string;
  readonly message: string;
  /** Left out by an older program. */
  readonly code?: string;
  readonly details?: Readonly<Record<string, unknown>>;
}

interface Underway {
  /** What it is known by on this phone: the report's task, or the record's id. */
  readonly key: string;
  readonly personId: string;
  /** Empty for a record that belongs to no community. */
  readonly communityName: string;
  readonly queuedAt: number;
  /** Failed tries in a row. */
  readonly attempts: number;
  readonly state: 'waiting' | 'sending' | 'refused';
  readonly refusal?: Refusal;
  /** Files were sent a second time because the server had cleaned them up. */
  readonly filesResent?: true;
}

export interface ReportSubmission extends Underway {
  readonly kind: 'report';
  readonly taskId: string;
  readonly reportDate: string;
  readonly body: SubmitBody;
}

export interface RecordSubmission extends Underway {
  readonly kind: 'record';
  /** The form's key. */
  readonly form: string;
  readonly formName: string;
  readonly community: string | null;
  readonly values: FormValues;
  /** Files named in the values; all of them have to arrive first. */
  readonly files: readonly string[];
  /** Under which the draft is kept until it was accepted. */
  readonly draft: string;
}

export type Submission = ReportSubmission | RecordSubmission;

export interface FailedTry {
  readonly transient: boolean;
  readonly code: string;
  readonly message: string;
  readonly problems: readonly RefusedValue[];
}

/** As an earlier program kept it: then there were only reports. */
type KeptSubmission = Submission | Omit<ReportSubmission, 'kind' | 'key'>;

/** What was under way when the page was left waits again. */
export function adopted(kept: KeptSubmission): Submission {
  const known: Submission = 'kind' in kept ? kept : { ...kept, kind: 'report', key: kept.taskId };
  return known.state === 'sending' ? { ...known, state: 'waiting' } : known;
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

export function fileIdsOf(submission: Submission): readonly string[] {
  return submission.kind === 'record' ? submission.files : submission.body.items.flatMap((row) => row.photos ?? []);
}

/** Under which the draft of it is kept. */
export function draftOf(submission: Submission): string {
  return submission.kind === 'record' ? submission.draft : submission.taskId;
}

/** Files that the server had cleaned up are still here and go once more; whatever else it refuses, a person decides. */
export function resendsFiles(submission: Submission, failed: FailedTry): boolean {
  return failed.code === 'files.not-yours' && !submission.filesResent && fileIdsOf(submission).length > 0;
}

export function afterFailure(submission: Submission, failed: FailedTry): Submission {
  if (resendsFiles(submission, failed)) return { ...submission, state: 'waiting', filesResent: true };
  // Somebody has to sign in first; nothing is wrong with what was written.
  if (failed.transient || failed.code === 'access.sign-in')
    return { ...submission, state: 'waiting', attempts: submission.attempts + 1 };
  const { code, message, problems } = failed;
  return { ...submission, state: 'refused', refusal: { code, message, problems } };
}
