/** How the state of a report and of an anomaly is said and drawn, everywhere the same. */
import type { AnomalyState, Answer, ReportCard } from '@anshao/core/daily-reports/contract.ts';
import { Icon } from '../../base/icons.tsx';
import { LevelTag } from '../../base/marks.tsx';
import { t } from '../text.ts';

export function ReportStateTag({ report }: { report: Pick<ReportCard, 'state' | 'abnormalCount' | 'resolvedCount'> }) {
  switch (report.state) {
    case 'normal':
      return <LevelTag level="done" word={t('normal')} />;
    case 'abnormal':
      return <LevelTag level="serious" word={t('abnormalCount', { count: report.abnormalCount })} />;
    case 'partlyResolved':
      return (
        <LevelTag
          level="serious"
          word={t('partlyResolved', { resolved: report.resolvedCount, all: report.abnormalCount })}
        />
      );
    case 'resolved':
      return <LevelTag level="done" word={t('resolved')} />;
  }
}

export function TimingTag({ timing }: { timing: ReportCard['timing'] }) {
  if (timing === 'onTime') return <span className="word quiet">{t('onTime')}</span>;
  return (
    <span className="tag">
      <Icon name="history" size={13} />
      {t('late')}
    </span>
  );
}

export function AnomalyTag({ state }: { state: AnomalyState }) {
  if (state === 'open') return <LevelTag level="serious" word={t('unresolved')} />;
  if (state === 'resolved') return <LevelTag level="low" word={t('resolvedToVerify')} />;
  return <LevelTag level="done" word={t('verified')} />;
}

export function AnswerWord({ answer }: { answer: Answer }) {
  if (answer === 'normal')
    return (
      <span className="word done">
        <Icon name="check" size={15} />
        {t('normal')}
      </span>
    );
  if (answer === 'abnormal') return <LevelTag level="serious" word={t('abnormal')} />;
  return <span className="word quiet">{t('notApplicable')}</span>;
}
