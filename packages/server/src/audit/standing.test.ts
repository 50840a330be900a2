import { expect, test, vi } from 'vitest';
import type { Viewer } from '../access/viewer.ts';
import { createStanding, seesTheSame } from './standing.ts';

/** A stream whose question is answered when the test says so. */
function stand() {
  const answers: ((isAsBefore: boolean | Error) => void)[] = [];
  const delivered: number[] = [];
  const end = vi.fn();
  const standing = createStanding<number>({
    isAsBefore: () =>
      new Promise((resolve, reject) => {
        answers.push((answer) => (answer instanceof Error ? reject(answer) : resolve(answer)));
      }),
    deliver: (event) => void delivered.push(event),
    end,
  });
  const answer = async (isAsBefore: boolean | Error) => {
    answers.shift()?.(isAsBefore);
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { standing, answers, delivered, end, answer };
}

test('what happens while it is asked waits, and comes in order once the viewer is as before', async () => {
  const { standing, delivered, end, answer } = stand();
  standing.send(1);
  standing.reconsider();
  standing.send(2);
  standing.send(3);
  expect(delivered).toEqual([1]);
  await answer(true);
  standing.send(4);
  expect(delivered).toEqual([1, 2, 3, 4]);
  expect(end).not.toHaveBeenCalled();
});

test('a change during the question is asked about as well, however many there are once more', async () => {
  const { standing, answers, delivered, end, answer } = stand();
  for (let times = 0; times < 5; times += 1) standing.reconsider();
  standing.send(1);
  expect(answers).toHaveLength(1);
  await answer(true);
  expect(answers).toHaveLength(1);
  await answer(false);
  expect([delivered, end.mock.calls.length, answers.length]).toEqual([[], 1, 0]);
});

test.each([false, new Error('the database is away')])('after %s nothing is sent any more', async (said) => {
  const { standing, delivered, end, answer, answers } = stand();
  standing.reconsider();
  standing.send(1);
  await answer(said);
  standing.send(2);
  standing.reconsider();
  expect([delivered, end.mock.calls.length, answers.length]).toEqual([[], 1, 0]);
});

test('a question that takes too long ends the stream before its events fill the memory', () => {
  const { standing, end } = stand();
  standing.reconsider();
  for (let event = 0; event < 5000; event += 1) standing.send(event);
  expect(end).toHaveBeenCalledTimes(1);
});

test('the order of posts is no change; a place more or less, or another session, is', () => {
  const viewer: Viewer = {
    personId: 'p',
    name: '',
    mobile: null,
    posts: [],
    sessionId: 's',
    mustChangePassword: false,
    roles: new Map(),
  };
  const scope = (...communityIds: string[]) => ({
    everywhere: false as const,
    communityIds,
    companyIds: [],
    districtIds: [],
  });
  const before = { viewer, scope: scope('a', 'b') };
  expect(seesTheSame(before, { viewer, scope: scope('b', 'a') })).toBe(true);
  expect(seesTheSame(before, { viewer, scope: scope('a') })).toBe(false);
  expect(seesTheSame(before, { viewer, scope: { everywhere: true } })).toBe(false);
  expect(seesTheSame(before, { viewer: { ...viewer, sessionId: 'other' }, scope: scope('a', 'b') })).toBe(false);
  expect(seesTheSame(before, undefined)).toBe(false);
});
