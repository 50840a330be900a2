/**
 * Reports and records waiting to be sent: kept on the phone, sent in the order they were finished as soon as there is signal and
 * their files have arrived. Nothing pretends: what waits and what was refused is shown on every page.
 */
import { submitReport } from '@anshao/core/daily-reports/contract.ts';
import { useMemo, useSyncExternalStore } from 'react';
import { asApiProblem, callApi } from '../../base/api.ts';
import { allKept, discard, keep } from '../../files/keep.ts';
import {
  allSent,
  dropOutgoing,
  loadOutgoing,
  onOutgoingChange,
  outgoingFile,
  retryOutgoing,
} from '../../files/outgoing.ts';
import { keepAnswer, keptValue } from '../storage/kept-answer.ts';
import {
  adopted,
  afterFailure,
  draftOf,
  fileIdsOf,
  pauseAfter,
  type RecordSubmission,
  type ReportSubmission,
  resendsFiles,
  type Submission,
} from './submission.ts';

/** The report or record as the server has it now. */
export interface Accepted {
  readonly id: string;
}

let queue: readonly Submission[] = [];
const listeners = new Set<() => void>();
const acceptedListeners = new Set<(submission: Submission, answer: Accepted) => void>();
let loaded: Promise<void> | undefined;
let isRunning = false;
let isAskedAgain = false;
let again: ReturnType<typeof setTimeout> | undefined;

function put(next: readonly Submission[]): void {
  queue = next;
  for (const listener of listeners) listener();
}

async function store(submission: Submission): Promise<void> {
  put([...queue.filter((one) => one.key !== submission.key), submission]);
  await keep('queue', submission.key, submission);
}

async function remove(key: string): Promise<void> {
  put(queue.filter((one) => one.key !== key));
  await discard('queue', key);
}

export function loadQueue(): Promise<void> {
  loaded ??= Promise.all([allKept<Parameters<typeof adopted>[0]>('queue').catch(() => []), loadOutgoing()]).then(
    ([found]) => {
      const known = new Set(queue.map((one) => one.key));
      const earlier = found
        .map(adopted)
        .filter((one) => !known.has(one.key))
        .sort((a, b) => a.queuedAt - b.queuedAt);
      put([...earlier, ...queue]);
      window.addEventListener('online', () => void run());
      // Only the queue's own files matter, and only when the last of them has arrived.
      onOutgoingChange(() => {
        if (queue.some((one) => one.state === 'waiting' && one.attempts === 0)) void run();
      });
      void run();
    },
  );
  return loaded;
}

/** Puts what is finished on its way; it is safe from here on. Rejects when even the phone cannot keep it. */
export async function enqueue(submission: Submission): Promise<void> {
  await loadQueue();
  await store(submission);
  void run();
}

/** Sends now instead of at the next turn. */
export function sendNow(): void {
  void run();
}

const filedKey = (taskId: string) => `filed ${taskId}`;

/** Id of the report that this phone itself filed for a task; undefined when it did not. */
export function filedFromHere(taskId: string): Promise<string | undefined> {
  return keptValue<string>(filedKey(taskId));
}

/** Forgets what can never be sent: what was typed for it, and its files. */
export async function forgetSubmission(submission: Submission): Promise<void> {
  for (const id of fileIdsOf(submission)) if (outgoingFile(id)) dropOutgoing(id);
  await discard('drafts', draftOf(submission));
  await remove(submission.key);
}

/** Takes something out of the queue; its draft stays. */
export function withdraw(key: string): Promise<void> {
  return remove(key);
}

function submissionOf(key: string): Submission | undefined {
  return queue.find((one) => one.key === key);
}

export function useQueue(): readonly Submission[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => queue,
  );
}

/** The daily reports among what is waiting. */
export function useReportQueue(): readonly ReportSubmission[] {
  const all = useQueue();
  return useMemo(() => all.filter((one) => one.kind === 'report'), [all]);
}

export function onAccepted(listener: (submission: Submission, answer: Accepted) => void): () => void {
  acceptedListeners.add(listener);
  return () => acceptedListeners.delete(listener);
}

async function run(): Promise<void> {
  isAskedAgain = isRunning;
  if (isRunning) return;
  isRunning = true;
  clearTimeout(again);
  try {
    for (const { key } of queue) {
      const submission = submissionOf(key);
      if (submission?.state !== 'waiting' || !navigator.onLine) continue;
      if (!allSent(fileIdsOf(submission))) continue;
      await send(submission);
    }
  } finally {
    isRunning = false;
  }
  // What came in meanwhile was not in the list above.
  if (isAskedAgain) return run();
  const failing = queue.filter((one) => one.state === 'waiting' && one.attempts > 0);
  if (failing.length > 0)
    again = setTimeout(() => void run(), Math.min(...failing.map((one) => pauseAfter(one.attempts))));
}

async function send(submission: Submission): Promise<void> {
  await store({ ...submission, state: 'sending' });
  try {
    const answer = submission.kind === 'report' ? await sendReport(submission) : await sendRecord(submission);
    for (const id of fileIdsOf(submission)) dropOutgoing(id);
    if (submission.kind === 'report') await keepAnswer(filedKey(submission.taskId), answer.id);
    await discard('drafts', draftOf(submission));
    await remove(submission.key);
    for (const listener of acceptedListeners) listener(submission, answer);
  } catch (error) {
    const problem = asApiProblem(error);
    const failed = {
      transient: problem.isTransient || problem.status === 429,
      code: problem.code,
      message: problem.message,
      problems: problem.problems.map(({ path, message, code, details }) => ({
        path,
        message,
        code,
        ...(details ? { details } : {}),
      })),
    };
    if (resendsFiles(submission, failed))
      for (const id of fileIdsOf(submission)) if (outgoingFile(id)) retryOutgoing(id);
    await store(afterFailure(submission, failed));
  }
}

const patience = 30_000;

function sendReport({ taskId, body }: ReportSubmission): Promise<Accepted> {
  return callApi(submitReport, { params: { taskId }, body }, { timeout: patience });
}

/** The contract of records is large and comes only when there is one to send, not with the first page. */
async function sendRecord({ form, key, community, values }: RecordSubmission): Promise<Accepted> {
  const { createRecord } = await import('@anshao/core/forms/records.ts');
  return callApi(createRecord, { params: { form }, body: { id: key, community, values } }, { timeout: patience });
}
