/** A short word about what just happened, with at most one action (usually “撤销”). */
import { useEffect, useSyncExternalStore } from 'react';
import { Icon } from '../../base/icons.tsx';

interface Toast {
  readonly words: string;
  readonly tone: 'done' | 'problem' | 'plain';
  readonly action?: { readonly word: string; readonly run: () => void };
}

const shownFor = 4_000;
const shownWithAction = 10_000;

let toast: Toast | undefined;
const listeners = new Set<() => void>();

/** @returns takes it away again before its time, unless another has come in its place */
export function showToast(words: string, tone: Toast['tone'] = 'plain', action?: Toast['action']): () => void {
  const shown = { words, tone, ...(action ? { action } : {}) };
  toast = shown;
  for (const listener of listeners) listener();
  return () => {
    if (toast === shown) hideToast();
  };
}

export function currentToast(): Toast | undefined {
  return toast;
}

function hideToast(): void {
  toast = undefined;
  for (const listener of listeners) listener();
}

export function Toasts() {
  const current = useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, currentToast);
  useEffect(() => {
    if (!current) return;
    const clock = setTimeout(hideToast, current.action ? shownWithAction : shownFor);
    return () => clearTimeout(clock);
  }, [current]);
  return (
    <div className="toasts" role="status" aria-live="polite">
      {current && (
        <div className={`toast ${current.tone}`}>
          {current.tone !== 'plain' && <Icon name={current.tone === 'done' ? 'check' : 'warning'} size={20} />}
          <span>{current.words}</span>
          {current.action && (
            <button
              type="button"
              onClick={() => {
                current.action?.run();
                hideToast();
              }}
            >
              {current.action.word}
            </button>
          )}
        </div>
      )}
    </div>
  );
}
