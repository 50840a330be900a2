import { type ReactNode, useEffect, useId, useRef } from 'react';
import { useBackCloses } from '../../base/back-closes.ts';
import { Icon } from '../../base/icons.tsx';
import { text } from '../text.ts';

export interface SheetProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** The primary action. */
  readonly foot?: ReactNode;
}

/** Rises from the bottom, within reach of the thumb. `<dialog>` keeps focus inside; the back key closes it. */
export function Sheet({ title, onClose, children, foot }: SheetProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useBackCloses(onClose);
  useEffect(() => {
    const element = dialog.current;
    if (!element || element.open) return;
    // iOS before 15.4 knows no showModal; the style makes the plain open dialog look the same.
    if (typeof element.showModal === 'function') element.showModal();
    else element.setAttribute('open', '');
    document.documentElement.classList.add('sheet-open');
    return () => document.documentElement.classList.remove('sheet-open');
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: pressing beside the sheet is a shortcut; Esc and the button close it too
    <dialog
      ref={dialog}
      className="sheet"
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (event.target === dialog.current) onClose();
      }}
    >
      <div className="sheet-body">
        <header>
          <h2 id={titleId}>{title}</h2>
          <button type="button" className="nb" aria-label={text('close')} onClick={onClose}>
            <Icon name="close" />
          </button>
        </header>
        <div className="sheet-main">{children}</div>
        {foot && <footer>{foot}</footer>}
      </div>
    </dialog>
  );
}
