import { type ReactNode, useEffect, useId, useRef } from 'react';
import { useBackCloses } from '../../base/back-closes.ts';
import { Icon } from '../../base/icons.tsx';
import { formText } from '../form-text.ts';
import './controls.css';

export interface FullDialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly foot?: ReactNode;
  /** Dark around a picture or the camera's view. */
  readonly isDark?: boolean;
}

/** The whole screen on a phone, a large window on the desk. Esc and the back key close it. */
export function FullDialog({ title, onClose, children, foot, isDark }: FullDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useBackCloses(onClose);
  useEffect(() => {
    const element = dialog.current;
    if (!element || element.open) return;
    // iOS before 15.4 knows no showModal.
    if (typeof element.showModal === 'function') element.showModal();
    else element.setAttribute('open', '');
  }, []);
  return (
    <dialog
      ref={dialog}
      className={isDark ? 'fc-dialog dark' : 'fc-dialog'}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <header>
        <h2 id={titleId}>{title}</h2>
        <button type="button" className="fc-icon" aria-label={formText('close')} onClick={onClose}>
          <Icon name="close" />
        </button>
      </header>
      <div className="fc-main">{children}</div>
      {foot && <footer>{foot}</footer>}
    </dialog>
  );
}
