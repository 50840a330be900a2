/** The large figures above the board; each opens the rows it counts. */

import type { AnswerOf } from '@anshao/core/base/call.ts';
import type { getBoard } from '@anshao/core/daily-reports/contract.ts';
import { Link } from 'wouter';
import { pathWith } from '../address.ts';
import { t } from '../text.ts';
import { filed, notFiled, percent } from './figures.ts';

type Board = AnswerOf<typeof getBoard>;

export function Totals({
  board,
  showMissing,
  showSilent,
}: {
  board: Board;
  showMissing: () => void;
  showSilent: () => void;
}) {
  const { total, date } = board;
  const day = { from: date, to: date };
  const rate = percent(total.onTime, total.expected);
  return (
    <section className="totals" aria-label={t('totals')}>
      <div>
        <span className="total-name">{t('onTimeRate')}</span>
        <Link className="total-figure" href={pathWith('/reports', { ...day, timing: 'onTime' })}>
          {rate ?? '–'}
          {rate ? <i>%</i> : null}
        </Link>
        <span className="total-note">{t('ofCommunities', { onTime: total.onTime })}</span>
      </div>
      <div>
        <span className="total-name">{t('filed')}</span>
        <Link className="total-figure" href={pathWith('/reports', day)}>
          {filed(total)}
          <i>{t('ofExpected', { expected: total.expected })}</i>
        </Link>
        <span className="total-note">
          <Link className="number-link" href={pathWith('/reports', { ...day, timing: 'late' })}>
            {t('lateCount', { count: total.late })}
          </Link>{' '}
          <Link className="number-link" href={pathWith('/reports', { ...day, copied: 'true' })}>
            {t('copiedCount', { count: total.copied })}
          </Link>
        </span>
      </div>
      <div>
        <span className="total-name">{t('notFiled')}</span>
        <button type="button" className="total-figure" onClick={showMissing}>
          {notFiled(total)}
          <i>{t('communitiesUnit')}</i>
        </button>
        {total.missed > 0 ? <span className="total-note">{t('missedCount', { count: total.missed })}</span> : null}
      </div>
      <div>
        <span className="total-name">{t('withAnomaly')}</span>
        <Link className="total-figure" href={pathWith('/reports', { ...day, anomaly: 'any' })}>
          {total.abnormal}
          <i>{t('anomaliesUnit')}</i>
        </Link>
        <span className="total-note">{t('resolvedCount', { count: total.resolved })}</span>
      </div>
      <div>
        <span className="total-name">{t('silentCommunities')}</span>
        <button type="button" className={`total-figure${total.silent > 0 ? ' alarm' : ''}`} onClick={showSilent}>
          {total.silent}
          <i>{t('communitiesUnit')}</i>
        </button>
      </div>
    </section>
  );
}
