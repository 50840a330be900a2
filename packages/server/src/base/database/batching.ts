/**
 * What many requests ask for in the same moment, sent as one statement: for writes what databases call group commit.
 * In the hour in which a whole city files, round trips and commits are most of what a report costs.
 */
import { isConnectionLoss } from './pool.ts';

export interface Batching<Item, Result> {
  /** So many statements at once, while those under way take longer than usual. */
  readonly lanes: number;
  /** Items of one statement. */
  readonly most: number;
  /** Whether the item can go in one statement with these; who cannot waits for a later one. */
  fits(item: Item, batch: readonly Item[]): boolean;
  /** @returns one result for each item, in their order; all that it writes it writes for all of them or for none */
  run(items: readonly Item[]): Promise<readonly Result[]>;
}

/**
 * So long, in milliseconds, those who come wait for the statement under way before another is sent beside it. A usual
 * one is done sooner, and one statement of many costs less than two of half as many; one that waits for a lock or a slow
 * disk must not hold up everybody.
 */
export const patienceMs = 5;

interface Waiting<Item, Result> {
  readonly item: Item;
  resolve(result: Result): void;
  reject(error: unknown): void;
}

/**
 * Who comes alone is served at once. Who comes while a statement is under way waits until it is done, or has taken
 * longer than usual and a lane is free, and goes with all who wait too. When a statement for several fails, each is tried alone, so that nobody fails for somebody else's fault;
 * when the database was lost nobody can tell what was written, and all are told.
 */
export function batched<Item, Result>({
  lanes,
  most,
  fits,
  run,
}: Batching<Item, Result>): (item: Item) => Promise<Result> {
  const queue: Waiting<Item, Result>[] = [];
  let underWay = 0;
  let departedAt = 0;
  let scheduled = false;
  let impatient: NodeJS.Timeout | undefined;

  async function carry(waiting: readonly Waiting<Item, Result>[]): Promise<void> {
    try {
      const results = await run(waiting.map(({ item }) => item));
      for (const [index, one] of waiting.entries()) one.resolve(results[index] as Result);
    } catch (error) {
      if (waiting.length === 1 || isConnectionLoss(error)) for (const one of waiting) one.reject(error);
      else for (const one of waiting) await carry([one]);
    }
  }

  function next(): Waiting<Item, Result>[] {
    const batch: Waiting<Item, Result>[] = [];
    const items: Item[] = [];
    const staying = queue.filter((one) => {
      if (items.length === most || !fits(one.item, items)) return true;
      batch.push(one);
      items.push(one.item);
      return false;
    });
    queue.splice(0, queue.length, ...staying);
    return batch;
  }

  function depart(): void {
    scheduled = false;
    clearTimeout(impatient);
    const left = underWay === 0 ? 0 : departedAt + patienceMs - performance.now();
    if (left > 0) {
      if (queue.length > 0 && underWay < lanes) impatient = setTimeout(depart, Math.ceil(left));
      return;
    }
    // What does not fit into one statement goes beside it: waiting would not bring them together.
    while (underWay < lanes && queue.length > 0) {
      underWay += 1;
      departedAt = performance.now();
      void carry(next()).finally(() => {
        underWay -= 1;
        depart();
      });
    }
  }

  return (item) =>
    new Promise((resolve, reject) => {
      queue.push({ item, resolve, reject });
      if (scheduled || underWay === lanes) return;
      scheduled = true;
      // What arrived from other sockets in this turn of the event loop comes along.
      setImmediate(depart);
    });
}
