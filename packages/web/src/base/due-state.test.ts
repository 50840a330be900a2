import { expect, test } from 'vitest';
import { dueState } from './due-state.ts';

const starts = 0;
const due = 100;

test.each([
  [0, 0, 'calm'],
  [79, 0.79, 'calm'],
  [80, 0.8, 'soon'],
  [99, 0.99, 'soon'],
  [100, 1, 'over'],
  [500, 1, 'over'],
  [-10, 0, 'calm'],
] as const)('at %i of 100 the share is %f and the tone %s', (now, share, tone) => {
  expect(dueState(starts, due, now)).toEqual({ share, tone });
});

test('重大 is red from the start, and whatever is done is green even when late', () => {
  expect(dueState(starts, due, 1, { major: true }).tone).toBe('over');
  expect(dueState(starts, due, 500, { done: true, major: true }).tone).toBe('done');
});

test('a limit without length is used up', () => {
  expect(dueState(due, due, 0)).toEqual({ share: 1, tone: 'soon' });
});
