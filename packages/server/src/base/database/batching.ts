/**
 * What many requests ask for in the same moment, sent as one statement: for writes what databases call group commit.
 * In the hour in which a whole city files, round trips and commits are most of what a report costs.
 */
import { isConnectionLoss } from './pool.ts';

export interface Batching<Item, Result> {
  /** So many statements at once; two, so that one is prepared here while the database works on the other. */
  readonly lanes: number;
  /** Items of one statement. */
  readonly most: number;
  /** Whether the item can go in one statement with these; who cannot waits for a later one. */
  fits(item: Item, batch: readonly Item[]): boolean;
  /** @returns one result for each item, in their order; all that it writes it writes for all of them or for none */
  run(items: readonly Item[]): Promise<readonly Result[]>;
}

interface Waiting<Item, Result> {
  readonly item: Item;
  resolve(result: Result): void;
  reject(error: unknown): void;
}

/**
 * Who comes alone is served at once. Who comes while all lanes are taken waits until one is free and goes with all who
 * wait too. When a statement for several fails, each is tried alone, so that nobody fails for somebody else's fault;
 * when the database was lost nobody can tell what was written, and all are told.
 */
export function batched<Item, Result>({
  lanes,
  most,
  fits,
  run,
}: Batching<Item, Result>): (item: Item) => Promise<Result> {
  const queue: Waiting<Item, Result>[] = [];
  let free = lanes;
  let scheduled = false;

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
    while (free > 0 && queue.length > 0) {
      free -= 1;
      void carry(next()).finally(() => {
        free += 1;
        depart();
      });
    }
  }

  return (item) =>
    new Promise((resolve, reject) => {
      queue.push({ item, resolve, reject });
      if (scheduled || free === 0) return;
      scheduled = true;
      // What arrived from other sockets in this turn of the event loop comes along.
      setImmediate(depart);
    });
}
