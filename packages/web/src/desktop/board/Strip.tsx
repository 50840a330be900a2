/** Fourteen days at a glance, one cell each; the words for who cannot see them, and on hover. */
import type { BoardRow } from '@anshao/core/daily-reports/contract.ts';
import { weekday } from '../../base/time.ts';
import { t } from '../text.ts';
import { cellKind } from './figures.ts';

export function Strip({ row, running }: { row: BoardRow; running: string | undefined }) {
  const past = row.strip.filter((day) => day.date !== running);
  const missing = past.reduce((sum, day) => sum + day.missing, 0);
  const late = past.reduce((sum, day) => sum + day.late, 0);
  return (
    <span className="strip" role="img" aria-label={t('stripSummary', { days: row.strip.length, missing, late })}>
      {row.strip.map((day) => (
        <i
          key={day.date}
          className={cellKind(day, row.kind, day.date === running)}
          title={t(day.expected === 0 ? 'stripDayNone' : 'stripDay', { ...day, weekday: weekday(day.date) })}
        />
      ))}
    </span>
  );
}

export function StripLegend() {
  return (
    <div className="strip-legend">
      <span>
        {t('legendShare')} 0%
        <span className="strip" aria-hidden="true">
          <i />
          <i className="s1" />
          <i className="s2" />
          <i className="s3" />
          <i className="s4" />
          <i className="s5" />
        </span>
        {t('legendMost')}
      </span>
      {(['late', 'missed', 'now', 'none'] as const).map((kind) => (
        <span key={kind}>
          <span className="strip" aria-hidden="true">
            <i className={kind} />
          </span>
          {t(({ late: 'late', missed: 'missed', now: 'legendNow', none: 'legendNone' } as const)[kind])}
        </span>
      ))}
    </div>
  );
}
