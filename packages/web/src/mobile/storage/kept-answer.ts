/**
 * Answers a person needs without signal (tasks, an open report, who they are): asked from the server, kept on the
 * phone, and taken from there only when the server cannot be reached. A refusal is never papered over.
 */
import { asApiProblem } from '../../base/api.ts';
import { keep, kept } from '../../files/keep.ts';

interface KeptAnswer<T> {
  readonly at: number;
  readonly answer: T;
}

export interface Answer<T> {
  readonly value: T;
  /** When it was asked, if it comes from the phone's own memory. */
  readonly keptAt: number | undefined;
}

/** What was kept under this name, without asking. */
export async function keptValue<T>(key: string): Promise<T | undefined> {
  return (await kept<KeptAnswer<T>>('answers', key).catch(() => undefined))?.answer;
}

/** The same, with when it was asked. */
export async function keptAnswer<T>(key: string): Promise<Answer<T> | undefined> {
  const earlier = await kept<KeptAnswer<T>>('answers', key).catch(() => undefined);
  return earlier && { value: earlier.answer, keptAt: earlier.at };
}

/** Keeps an answer that came by another way than asking for it by this name. */
export async function keepAnswer<T>(key: string, answer: T): Promise<void> {
  await keep('answers', key, { at: Date.now(), answer } satisfies KeptAnswer<T>).catch(() => undefined);
}

export async function askOrKept<T>(key: string, ask: () => Promise<T>): Promise<Answer<T>> {
  try {
    const answer = await ask();
    await keepAnswer(key, answer);
    return { value: answer, keptAt: undefined };
  } catch (error) {
    const problem = asApiProblem(error);
    const earlier = problem.isTransient ? await kept<KeptAnswer<T>>('answers', key).catch(() => undefined) : undefined;
    if (!earlier) throw problem;
    return { value: earlier.answer, keptAt: earlier.at };
  }
}
