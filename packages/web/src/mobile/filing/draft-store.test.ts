import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Draft, newDraft, setAnswer } from './draft.ts';
import { createDraftKeeper } from './draft-store.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const first = newDraft('task', 'report', 1);
const second = setAnswer(first, 'facade', 'normal');

function keeper(write: (draft: Draft) => Promise<void>) {
  const kept: number[] = [];
  const failed = vi.fn();
  return {
    kept,
    failed,
    ...createDraftKeeper(
      (at) => kept.push(at),
      failed,
      write,
      () => 42,
    ),
  };
}

test('several changes shortly after one another are written once, the last one', async () => {
  const written: Draft[] = [];
  const { save, kept } = keeper(async (draft) => void written.push(draft));
  save(first);
  save(second);
  await vi.runAllTimersAsync();
  expect(written).toEqual([{ ...second, savedAt: 42 }]);
  expect(kept).toEqual([42]);
});

test('leaving the page writes at once', async () => {
  const written: Draft[] = [];
  const { save, flush } = keeper(async (draft) => void written.push(draft));
  save(second);
  await flush();
  expect(written).toHaveLength(1);
  await vi.runAllTimersAsync();
  expect(written).toHaveLength(1);
});

test('when the phone refuses, it says so and the change is written with the next try', async () => {
  const written: Draft[] = [];
  let isFull = true;
  const { save, flush, failed, kept } = keeper(async (draft) => {
    if (isFull) throw new Error('QuotaExceededError');
    written.push(draft);
  });
  save(second);
  await vi.runAllTimersAsync();
  expect(failed).toHaveBeenCalledOnce();
  expect(kept).toEqual([]);
  isFull = false;
  await flush();
  expect(written).toEqual([{ ...second, savedAt: 42 }]);
});
