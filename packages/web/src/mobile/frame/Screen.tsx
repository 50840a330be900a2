import { type ReactNode, useEffect } from 'react';
import { useLocation } from 'wouter';
import { Icon } from '../../base/icons.tsx';
import { text } from '../text.ts';
import { SignalStrip } from './SignalStrip.tsx';
import { TabBar } from './TabBar.tsx';

export interface ScreenProps {
  readonly title: string;
  /** Where the back button leads when there is no page before this one; no button when left out. */
  readonly back?: string;
  /** Runs instead of going back, e.g. to an earlier step. */
  readonly onBack?: () => void;
  /** Replaces the bar with the title (home); the title is then only for the browser and screen readers. */
  readonly head?: ReactNode;
  /** At the right end of the bar. */
  readonly aside?: ReactNode;
  /** Below the bar, stays when the page scrolls. */
  readonly sticky?: ReactNode;
  /** The one primary action, in the thumb zone. */
  readonly bar?: ReactNode;
  readonly tabs?: boolean;
  readonly children: ReactNode;
}

/** One column: bar on top, page, one primary action or the tabs at the bottom. */
export function Screen({ title, back, onBack, head, aside, sticky, bar, tabs, children }: ScreenProps) {
  useEffect(() => {
    document.title = title;
  }, [title]);
  return (
    <div className="screen">
      <header className="top">
        <SignalStrip />
        {head ?? (
          <div className="nav">
            {back !== undefined || onBack ? <BackButton to={back ?? '/'} onBack={onBack} /> : <span className="nb" />}
            <h1>{title}</h1>
            <span className="nr">{aside}</span>
          </div>
        )}
        {sticky}
      </header>
      <main className="page">{children}</main>
      {bar && <footer className="bar">{bar}</footer>}
      {tabs && <TabBar />}
    </div>
  );
}

function BackButton({ to, onBack }: { to: string; onBack: (() => void) | undefined }) {
  const [, go] = useLocation();
  const goBack = () => {
    if (onBack) onBack();
    // Opened straight from a message there is nothing to go back to.
    else if (window.history.length > 1 && window.history.state !== null) window.history.back();
    else go(to, { replace: true });
  };
  return (
    <button type="button" className="nb" aria-label={text('back')} onClick={goBack}>
      <Icon name="back" />
    </button>
  );
}
