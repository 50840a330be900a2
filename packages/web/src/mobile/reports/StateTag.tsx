import type { ReportCard } from '@anshao/core/daily-reports/contract.ts';
import { Icon } from '../../base/icons.tsx';
import { text } from '../text.ts';

/** 存在异常, 2/3已解决, 已解决, 无异常 (DR-28). */
export function StateTag({ report }: { report: Pick<ReportCard, 'state' | 'abnormalCount' | 'resolvedCount'> }) {
  switch (report.state) {
    case 'normal':
      return (
        <span className="tag done">
          <Icon name="check" size={13} />
          {text('normal')}
        </span>
      );
    case 'resolved':
      return (
        <span className="tag done">
          <Icon name="check" size={13} />
          {text('resolved')}
        </span>
      );
    case 'partlyResolved':
      return (
        <span className="tag serious">
          <Icon name="clock" size={13} />
          {text('partlyResolved', { n: report.resolvedCount, total: report.abnormalCount })}
        </span>
      );
    case 'abnormal':
      return (
        <span className="tag serious">
          <Icon name="warning" size={13} />
          {text('hasAnomaly')}
        </span>
      );
    default:
      return report.state satisfies never;
  }
}
