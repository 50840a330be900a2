/** Measuring two or more things in turns (A B A B …), so that whatever else the machine does meets all of them. */
import { percentile } from './figure.ts';
import { during } from './progress.ts';

/**
 * @param sides each runs once and answers its figure of that round
 * @returns the figures of each side, in order of the rounds; the warm-up is left out
 */
export async function inTurns<Side extends string>(
  label: string,
  rounds: number,
  sides: Readonly<Record<Side, () => Promise<number>>>,
): Promise<Record<Side, number[]>> {
  const names = Object.keys(sides) as Side[];
  const figures = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Side, number[]>;
  return during(label, async (tell) => {
    for (let round = -1; round < rounds; round++) {
      // Who goes first changes, because the second finds the cores warmer and the caches fuller.
      const order = round % 2 === 0 ? names : [...names].reverse();
      for (const [index, name] of order.entries()) {
        const figure = await sides[name]();
        if (round >= 0) figures[name].push(figure);
        tell((round + 1 + (index + 1) / names.length) / (rounds + 1));
      }
    }
    return figures;
  });
}

/** Runs the calls one after the other. @returns the 95th percentile in milliseconds */
export async function p95Of(calls: readonly (() => Promise<unknown>)[]): Promise<number> {
  const taken: number[] = [];
  for (const call of calls) {
    const began = performance.now();
    await call();
    taken.push(performance.now() - began);
  }
  return percentile(
    taken.sort((one, other) => one - other),
    95,
  );
}

/** Runs the calls with so many under way at once. @returns milliseconds for all */
export async function allOf(calls: readonly ((worker: number) => Promise<unknown>)[], atOnce: number): Promise<number> {
  const began = performance.now();
  let next = 0;
  await Promise.all(
    Array.from({ length: atOnce }, async (_, worker) => {
      for (let call = calls[next++]; call; call = calls[next++]) await call(worker);
    }),
  );
  return performance.now() - began;
}
