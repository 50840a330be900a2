/** A button with a small panel under it; Esc, a press elsewhere or leaving by Tab closes it. */
import { Button } from 'antd';
import { type ReactNode, useCallback, useEffect, useId, useRef, useState } from 'react';
import { Icon, type IconName } from '../../base/icons.tsx';

export function PopPanel({
  icon,
  word,
  label,
  children,
}: {
  icon: IconName;
  /** On the button. */
  word: string;
  /** What the panel is called. */
  label: string;
  children: ReactNode | ((close: () => void) => ReactNode);
}) {
  const [isOpen, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const id = useId();
  const close = useCallback(() => {
    setOpen(false);
    box.current?.querySelector('button')?.focus();
  }, []);
  useEffect(() => {
    if (!isOpen) return;
    box.current?.querySelector<HTMLElement>('.pop-panel :is(input, button:not(:disabled))')?.focus();
    const leave = (event: Event) => {
      if (!box.current?.contains(event.target as Node)) setOpen(false);
    };
    const press = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      event.preventDefault();
      close();
    };
    document.addEventListener('pointerdown', leave);
    document.addEventListener('focusin', leave);
    document.addEventListener('keydown', press);
    return () => {
      document.removeEventListener('pointerdown', leave);
      document.removeEventListener('focusin', leave);
      document.removeEventListener('keydown', press);
    };
  }, [isOpen, close]);
  return (
    <div className="pop" ref={box}>
      <Button
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        icon={<Icon name={icon} size={16} />}
        onClick={() => setOpen(!isOpen)}
      >
        <span className="cut">{word}</span>
        <Icon name="down" size={14} />
      </Button>
      {isOpen ? (
        <div className="pop-panel" role="dialog" id={id} aria-label={label}>
          {typeof children === 'function' ? children(close) : children}
        </div>
      ) : null}
    </div>
  );
}
