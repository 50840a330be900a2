import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { batched, patienceMs } from './batching.ts';

/** A statement that the test lets end when it wants to. */
function heldStatements(
  lanes: number,
  most = 10,
  fits: (item: number, batch: readonly number[]) => boolean = () => true,
) {
  const running: { items: readonly number[]; end(): void; fail(error: Error): void }[] = [];
  const ask = batched<number, string>({
    lanes,
    most,
    fits,
    run: (items) =>
      new Promise((resolve, reject) => {
        running.push({ items, end: () => resolve(items.map((item) => `answer ${item}`)), fail: reject });
      }),
  });
  return { ask, running, taken: () => running.map(({ items }) => items) };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('items asked for in the same moment', () => {
  test('go together, and each gets its own answer', async () => {
    const { ask, running, taken } = heldStatements(1);
    const answers = Promise.all([1, 2, 3].map(ask));
    await turn();
    expect(taken()).toEqual([[1, 2, 3]]);
    running[0]?.end();
    expect(await answers).toEqual(['answer 1', 'answer 2', 'answer 3']);
  });

  test('one that comes while all lanes are taken goes with all who wait', async () => {
    const { ask, running, taken } = heldStatements(1);
    void ask(1);
    await turn();
    const later = Promise.all([2, 3].map(ask));
    await turn();
    expect(taken()).toEqual([[1]]);
    running[0]?.end();
    await turn();
    expect(taken()).toEqual([[1], [2, 3]]);
    running[1]?.end();
    expect(await later).toEqual(['answer 2', 'answer 3']);
  });

  test('what does not fit in one statement goes in the next one, in the order of asking', async () => {
    const { ask, taken } = heldStatements(2, 10, (item, batch) => !batch.includes(item));
    void Promise.all([1, 1, 2].map(ask));
    await turn();
    expect(taken()).toEqual([[1, 2], [1]]);
  });
});

describe('a statement that takes long', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));
  afterEach(() => void vi.useRealTimers());

  test('holds up those who come later for a moment only, then they go beside it, together', async () => {
    const { ask, taken } = heldStatements(2);
    void ask(1);
    await turn();
    void ask(2);
    await turn();
    vi.advanceTimersByTime(patienceMs - 1);
    void ask(3);
    await turn();
    expect(taken()).toEqual([[1]]);
    vi.advanceTimersByTime(1);
    expect(taken()).toEqual([[1], [2, 3]]);
  });

  test('leaves everybody waiting once all lanes are taken, until one is given back', async () => {
    const { ask, running, taken } = heldStatements(2);
    for (const item of [1, 2, 3]) {
      void ask(item);
      await turn();
      vi.advanceTimersByTime(10 * patienceMs);
    }
    expect(taken()).toEqual([[1], [2]]);
    running[1]?.end();
    await turn();
    expect(taken()).toEqual([[1], [2], [3]]);
  });

  test('nobody waits for a moment that has passed already', async () => {
    const { ask, taken } = heldStatements(2);
    void ask(1);
    await turn();
    vi.advanceTimersByTime(patienceMs);
    void ask(2);
    await turn();
    expect(taken()).toEqual([[1], [2]]);
  });
});

describe('a statement that fails', () => {
  test('for one of several is tried for each alone', async () => {
    const ask = batched<number, number>({
      lanes: 1,
      most: 10,
      fits: () => true,
      run: async (items) => {
        if (items.includes(2)) throw new Error('duplicate key');
        return items;
      },
    });
    expect(await Promise.allSettled([1, 2, 3].map(ask))).toEqual([
      { status: 'fulfilled', value: 1 },
      { status: 'rejected', reason: new Error('duplicate key') },
      { status: 'fulfilled', value: 3 },
    ]);
  });

  test('because the database went away is tried no more, and all are told', async () => {
    const run = vi.fn().mockRejectedValue(Object.assign(new Error('terminating connection'), { code: '57P01' }));
    const ask = batched<number, number>({ lanes: 1, most: 10, fits: () => true, run });
    const told = await Promise.allSettled([1, 2, 3].map(ask));
    expect(told.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(run).toHaveBeenCalledTimes(1);
  });

  test('gives its lane back', async () => {
    const { ask, running } = heldStatements(1);
    const failing = ask(1);
    await turn();
    running[0]?.fail(new Error('no'));
    await expect(failing).rejects.toThrow('no');
    const next = ask(2);
    await turn();
    running[1]?.end();
    expect(await next).toBe('answer 2');
  });
});

test('whoever comes when, is answered once, by a statement of allowed size on a free lane', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 3 }),
      fc.integer({ min: 1, max: 5 }),
      fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 40 }),
      async (lanes, most, pauses) => {
        let under = 0;
        let highest = 0;
        const sizes: number[] = [];
        const asked: number[] = [];
        const ask = batched<number, number>({
          lanes,
          most,
          fits: (item, batch) => batch.every((other) => other % 3 !== item % 3 || other === item),
          run: async (items) => {
            under += 1;
            highest = Math.max(highest, under);
            sizes.push(items.length);
            asked.push(...items);
            for (let left = items.length % 3; left > 0; left--) await turn();
            under -= 1;
            return items.map((item) => item * 10);
          },
        });
        const answers: Promise<number>[] = [];
        for (const [item, pause] of pauses.entries()) {
          for (let left = pause; left > 0; left--) await turn();
          answers.push(ask(item));
        }
        expect(await Promise.all(answers)).toEqual(pauses.map((_, item) => item * 10));
        expect([...asked].sort((one, other) => one - other)).toEqual(pauses.map((_, item) => item));
        expect(highest).toBeLessThanOrEqual(lanes);
        expect(Math.max(0, ...sizes)).toBeLessThanOrEqual(most);
      },
    ),
    { numRuns: 50 },
  );
});
