/** How what is under way is called, and where its draft is. */
import { bracketDate } from '../../base/time.ts';
import type { Submission } from './submission.ts';

export function nameOfSubmission(submission: Submission): string {
  if (submission.kind === 'report') return `${bracketDate(submission.reportDate)}${submission.communityName}`;
  return [submission.formName, submission.communityName].filter(Boolean).join(' · ');
}

export function draftPath(submission: Submission): string {
  return submission.kind === 'report'
    ? `/report/${submission.taskId}`
    : `/fill/${submission.form}${submission.community ? `?community=${submission.community}` : ''}`;
}

/** Reports are called so; anything else that waits with them is “content”. */
export function isAllReports(queue: readonly Pick<Submission, 'kind'>[]): boolean {
  return queue.every((one) => one.kind === 'report');
}
