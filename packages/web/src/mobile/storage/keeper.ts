/** Keeps what changes with every keystroke: a quarter of a second later, and at once when the page is left. */
const pause = 250;

export interface Keeper<Value> {
  /** Remembers the value and keeps it soon. */
  save(value: Value): void;
  /** Keeps what is waiting now. */
  flush(): Promise<void>;
  /** Forgets what is waiting: it is not to be kept any more. */
  drop(): void;
}

/**
 * @param write puts the value away, with the time of doing so
 * @param onKept told the time of each successful keeping; `onFailed` when the phone refuses (storage full)
 */
export function createKeeper<Value>(
  write: (value: Value, at: number) => Promise<void>,
  onKept: (at: number) => void,
  onFailed: () => void,
  now: () => number = Date.now,
): Keeper<Value> {
  let waiting: { readonly value: Value } | undefined;
  let clock: ReturnType<typeof setTimeout> | undefined;
  const flush = async () => {
    clearTimeout(clock);
    clock = undefined;
    const last = waiting;
    if (!last) return;
    waiting = undefined;
    const at = now();
    try {
      await write(last.value, at);
      onKept(at);
    } catch {
      // Unless something newer came meanwhile, this is still what must be kept.
      waiting ??= last;
      onFailed();
    }
  };
  return {
    save(value) {
      waiting = { value };
      clock ??= setTimeout(() => void flush(), pause);
    },
    flush,
    drop() {
      clearTimeout(clock);
      clock = undefined;
      waiting = undefined;
    },
  };
}
