import { useCallback, useEffect, useRef, useState } from 'react';
import { discard, keep, kept } from '../../files/keep.ts';

const pause = 250;

/**
 * State that survives reload and lost signal: short texts and file lists of one form.
 * @returns the value (undefined until the phone's memory has been read), a setter, and a way to forget it
 */
export function useKeptState<T>(key: string, initial: T): [T | undefined, (next: T) => void, () => Promise<void>] {
  const [value, setValue] = useState<T>();
  const waiting = useRef<{ value: T; clock: ReturnType<typeof setTimeout> }>(undefined);
  const start = useRef(initial);
  const flush = useCallback(() => {
    const last = waiting.current;
    if (!last) return;
    clearTimeout(last.clock);
    waiting.current = undefined;
    void keep('drafts', key, last.value).catch(() => undefined);
  }, [key]);
  useEffect(() => {
    let isCurrent = true;
    kept<T>('drafts', key)
      .catch(() => undefined)
      .then((found) => isCurrent && setValue(found ?? start.current));
    window.addEventListener('pagehide', flush);
    document.addEventListener('visibilitychange', flush);
    return () => {
      isCurrent = false;
      window.removeEventListener('pagehide', flush);
      document.removeEventListener('visibilitychange', flush);
      flush();
    };
  }, [key, flush]);
  const set = useCallback(
    (next: T) => {
      setValue(next);
      clearTimeout(waiting.current?.clock);
      waiting.current = { value: next, clock: setTimeout(flush, pause) };
    },
    [flush],
  );
  const forget = useCallback(async () => {
    clearTimeout(waiting.current?.clock);
    waiting.current = undefined;
    await discard('drafts', key);
  }, [key]);
  return [value, set, forget];
}
