/** The four states of a screen: empty says what to do first, waiting, failed with a trace number, not allowed. */
import { Button } from 'antd';
import type { ReactNode } from 'react';
import type { ApiProblem } from '../../base/api.ts';
import { Icon, type IconName } from '../../base/icons.tsx';
import { t } from '../text.ts';

export function Empty({
  icon = 'clipboard',
  title,
  children,
  action,
}: {
  icon?: IconName;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className="state-block">
      <span className="state-icon">
        <Icon name={icon} size={20} />
      </span>
      <h2>{title}</h2>
      {children ? <p>{children}</p> : null}
      {action}
    </div>
  );
}

/** Lines of the height of what is coming; invisible for the first 300 ms. */
export function Bones({ lines = 8 }: { lines?: number }) {
  return (
    <div className="bones" role="status" aria-label={t('loading')}>
      {Array.from({ length: lines }, (_, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines are all alike and never move
        <i key={line} style={{ width: `${[46, 92, 74, 60, 84][line % 5]}%` }} />
      ))}
    </div>
  );
}

export function Failure({ problem, retry }: { problem: ApiProblem | null; retry?: () => void }) {
  if (problem?.status === 403) return <NoRights />;
  return (
    <div className="state-block" role="alert">
      <span className="state-icon">
        <Icon name="refresh" size={20} />
      </span>
      <h2>{problem?.status === 404 ? t('notFound') : t('notLoaded')}</h2>
      <p>{problem?.message ?? t('notLoadedWhy')}</p>
      {problem?.trace ? (
        <div className="trace">
          {t('traceNumber')} {problem.trace}
        </div>
      ) : null}
      {retry ? (
        <Button type="primary" onClick={retry}>
          {t('retry')}
        </Button>
      ) : null}
    </div>
  );
}

export function NoRights() {
  return (
    <Empty icon="lock" title={t('noRights')}>
      {t('noRightsWhy')}
    </Empty>
  );
}
