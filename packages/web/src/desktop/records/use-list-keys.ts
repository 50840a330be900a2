/** j and k walk the list, Enter opens, Esc closes, x ticks: the hands of those who read two hundred reports a day. */
import { useEffect, useState } from 'react';

export interface ListKeys {
  readonly ids: readonly string[];
  /** The record open beside the list. */
  readonly current: string | undefined;
  readonly open: (id: string) => void;
  readonly close: () => void;
  readonly tick?: (id: string) => void;
  /** Called when the walk reaches the last loaded row. */
  readonly more?: () => void;
}

export function useListKeys({ ids, current, open, close, tick, more }: ListKeys): string | undefined {
  const [cursor, setCursor] = useState<string>();
  const at = current ?? cursor;
  useEffect(() => {
    const walk = (step: number) => {
      if (ids.length === 0) return;
      const from = at ? ids.indexOf(at) : -1;
      const to = Math.min(ids.length - 1, Math.max(0, from + step));
      const id = ids[to];
      if (!id) return;
      if (to === ids.length - 1) more?.();
      if (current) open(id);
      else setCursor(id);
      document.querySelector(`[data-row="${id}"]`)?.scrollIntoView({ block: 'nearest' });
    };
    const press = (event: KeyboardEvent) => {
      // A list whose rows do not open leaves the keys to the browser.
      if (ids.length === 0 && !current) return;
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      const target = event.target as Element | null;
      if (
        target?.closest(
          'input,textarea,select,[contenteditable],[role=dialog],[role=menu],[role=listbox],.ant-picker-dropdown,.ant-image-preview',
        )
      )
        return;
      if (document.querySelector('.ant-image-preview,.ant-modal-wrap:not([style*="display: none"])')) return;
      if (event.key === 'j' || (event.key === 'ArrowDown' && !target?.closest('[role=tablist]'))) walk(1);
      else if (event.key === 'k' || (event.key === 'ArrowUp' && !target?.closest('[role=tablist]'))) walk(-1);
      else if (event.key === 'Enter' && cursor && !target?.closest('a,button')) open(cursor);
      else if (event.key === 'Escape' && current) {
        setCursor(current);
        close();
      } else if (event.key === 'x' && at && tick) tick(at);
      else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [ids, at, current, cursor, open, close, tick, more]);
  return current ?? cursor;
}
