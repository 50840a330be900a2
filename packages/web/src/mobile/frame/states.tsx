/** The states every screen has besides its content: loading, empty, failed, no rights. */
import type { ReactNode } from 'react';
import { asApiProblem } from '../../base/api.ts';
import { Icon, type IconName } from '../../base/icons.tsx';
import { text } from '../text.ts';
import { HelpLine } from './HelpLine.tsx';

/** Grey shapes where cards will stand. */
export function Loading({ cards = 3, height = 120 }: { cards?: number; height?: number }) {
  return (
    <div role="status" aria-label={text('loading')}>
      {Array.from({ length: cards }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: identical shapes, never reordered
        <div key={index} className="skeleton card" style={{ height }} />
      ))}
    </div>
  );
}

/** Says what to do first. */
export function Empty({
  icon,
  title,
  hint,
  children,
}: {
  icon: IconName;
  title: string;
  hint?: string;
  children?: ReactNode;
}) {
  return (
    <div className="state">
      <Icon name={icon} size={40} />
      <h2>{title}</h2>
      {hint && <p>{hint}</p>}
      {children}
    </div>
  );
}

/** What happened, what to do, and the number by which it can be found; no rights says who can grant them. */
export function Failure({ error, retry }: { error: unknown; retry?: () => void }) {
  const problem = asApiProblem(error);
  const noRights = problem.code === 'access.forbidden' || problem.code === 'access.not-bound';
  return (
    <div className="state" role="alert">
      <Icon name={noRights ? 'lock' : problem.kind === 'offline' ? 'noSignal' : 'warning'} size={40} />
      <h2>{noRights ? text('noRights') : problem.kind === 'refused' ? text('failed') : text('noSignal')}</h2>
      <p>{problem.message}</p>
      {retry && !noRights && (
        <button type="button" className="mbtn" onClick={retry}>
          <Icon name="refresh" size={18} />
          {text('retry')}
        </button>
      )}
      {problem.trace && <p className="trace">{text('trace', { trace: problem.trace })}</p>}
      {problem.kind === 'refused' && <HelpLine />}
    </div>
  );
}
