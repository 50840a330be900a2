/**
 * Reports waiting to be sent: kept on the phone, sent in the order they were finished as soon as there is signal and
 * their files have arrived. Nothing pretends: what waits and what was refused is shown on every page.
 */
import { submitReport } from '@anshao/core/daily-reports/contract.ts';
import { useSyncExternalStore } from 'react';
import { asApiProblem, type CallAnswer, callApi } from '../../base/api.ts';
import {
  allSent,
  dropOutgoing,
  loadOutgoing,
  onOutgoingChange,
  outgoingFile,
  retryOutgoing,
} from '../files/outgoing.ts';
import { discardDraft } from '../filing/draft-store.ts';
import { allKept, discard, keep } from '../storage/keep.ts';
import { keepAnswer, keptValue } from '../storage/kept-answer.ts';
import { afterFailure, fileIdsOf, pauseAfter, resendsFiles, type Submission } from './submission.ts';

export type SubmitAnswer = NonNullable<CallAnswer<typeof submitReport.answer>>;

let queue: readonly Submission[] = [];
const listeners = new Set<() => void>();
const acceptedListeners = new Set<(submission: Submission, answer: SubmitAnswer) => void>();
let loaded: Promise<void> | undefined;
let isRunning = false;
let isAskedAgain = false;
let again: ReturnType<typeof setTimeout> | undefined;

function put(next: readonly Submission[]): void {
  queue = next;
  for (const listener of listeners) listener();
}

async function store(submission: Submission): Promise<void> {
  put([...queue.filter((one) => one.taskId !== submission.taskId), submission]);
  await keep('queue', submission.taskId, submission);
}

async function remove(taskId: string): Promise<void> {
  put(queue.filter((one) => one.taskId !== taskId));
  await discard('queue', taskId);
}

export function loadQueue(): Promise<void> {
  loaded ??= Promise.all([allKept<Submission>('queue').catch(() => []), loadOutgoing()]).then(([found]) => {
    const known = new Set(queue.map((one) => one.taskId));
    const earlier = found
      .filter((one) => !known.has(one.taskId))
      .map((one): Submission => (one.state === 'sending' ? { ...one, state: 'waiting' } : one))
      .sort((a, b) => a.queuedAt - b.queuedAt);
    put([...earlier, ...queue]);
    window.addEventListener('online', () => void run());
    // Only the queue's own files matter, and only when the last of them has arrived.
    onOutgoingChange(() => {
      if (queue.some((one) => one.state === 'waiting' && one.attempts === 0)) void run();
    });
    void run();
  });
  return loaded;
}

/** Puts a finished report on its way; it is safe from here on. Rejects when even the phone cannot keep it. */
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

/** Forgets a report that can never be sent: what was typed for it, and its files. */
export async function forgetSubmission(submission: Submission): Promise<void> {
  for (const id of fileIdsOf(submission.body)) if (outgoingFile(id)) dropOutgoing(id);
  await discardDraft(submission.taskId);
  await remove(submission.taskId);
}

/** Takes a refused report out of the queue; its draft stays. */
export function withdraw(taskId: string): Promise<void> {
  return remove(taskId);
}

export function submissionOf(taskId: string): Submission | undefined {
  return queue.find((one) => one.taskId === taskId);
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

export function onAccepted(listener: (submission: Submission, answer: SubmitAnswer) => void): () => void {
  acceptedListeners.add(listener);
  return () => acceptedListeners.delete(listener);
}

async function run(): Promise<void> {
  isAskedAgain = isRunning;
  if (isRunning) return;
  isRunning = true;
  clearTimeout(again);
  try {
    for (const { taskId } of queue) {
      const submission = submissionOf(taskId);
      if (submission?.state !== 'waiting' || !navigator.onLine) continue;
      if (!allSent(fileIdsOf(submission.body))) continue;
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
  const { taskId, body } = submission;
  await store({ ...submission, state: 'sending' });
  try {
    const answer = await callApi(submitReport, { params: { taskId }, body }, { timeout: 30_000 });
    for (const id of fileIdsOf(body)) dropOutgoing(id);
    await keepAnswer(filedKey(taskId), answer.id);
    await discardDraft(taskId);
    await remove(taskId);
    for (const listener of acceptedListeners) listener(submission, answer);
  } catch (error) {
    const problem = asApiProblem(error);
    const failed = {
      transient: problem.isTransient || problem.status === 429,
      code: problem.code,
      message: problem.message,
      problems: problem.problems.map(({ path, message }) => ({ path, message })),
    };
    if (resendsFiles(submission, failed)) for (const id of fileIdsOf(body)) if (outgoingFile(id)) retryOutgoing(id);
    await store(afterFailure(submission, failed));
  }
}
