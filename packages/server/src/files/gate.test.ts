import { expect, test } from 'vitest';
import { Gate } from './gate.ts';

test('no more pieces of work run at once than allowed, and all of them run, also after a failure', async () => {
  const gate = new Gate(2, 100);
  let running = 0;
  let most = 0;
  const work = (index: number) =>
    gate.run(async () => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setImmediate(resolve));
      running--;
      if (index % 5 === 0) throw new Error('failed');
      return index;
    });

  const results = await Promise.allSettled(Array.from({ length: 30 }, (_, index) => work(index)));

  expect(most).toBe(2);
  expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(24);
});

test('when too many wait, the next one is told to come back', async () => {
  const gate = new Gate(1, 1);
  let finish = () => {};
  const first = gate.run(() => new Promise<void>((resolve) => (finish = resolve)));
  const second = gate.run(async () => 'second');

  await expect(gate.run(async () => 'third')).rejects.toMatchObject({ code: 'base.unavailable' });

  finish();
  await first;
  expect(await second).toBe('second');
});
