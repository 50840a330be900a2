import type pg from 'pg';
import { expect, test } from 'vitest';
import { guardDisk } from './disk-guard.ts';
import { testRuntime } from './testing/runtime.ts';

test('below the reserve the disk is full, below a quarter of it the reserve is spent', async () => {
  const runtime = testRuntime({} as pg.Pool, { environment: { DISK_RESERVE_MB: '100' } });
  let left = 0;
  const guard = await guardDisk(runtime, async () => left * 1024 * 1024);
  const seen: [number, boolean, boolean][] = [];
  for (left of [100, 99, 25, 24, 200]) {
    await guard.look();
    seen.push([left, guard.isFull, guard.isSpent]);
  }
  guard.stop();
  expect(seen).toEqual([
    [100, false, false],
    [99, true, false],
    [25, true, false],
    [24, true, true],
    [200, false, false],
  ]);
});
