import { countCarried } from '@anshao/core/daily-reports/carry-over.ts';
import { Icon } from '../../base/icons.tsx';
import { monthDay } from '../../base/time.ts';
import { text } from '../text.ts';
import type { Prefill } from './draft.ts';

export interface PrefillBannerProps {
  /** Null for the first report ever (DR-22). */
  readonly prefill: Prefill | null;
  readonly isDone: boolean;
  readonly isElder: boolean;
  readonly onPrefill: (prefill: Prefill) => void;
}

/** 自动填入最近一次日报内容: says beforehand from which day and what it would bring (DR-21). */
export function PrefillBanner({ prefill, isDone, isElder, onPrefill }: PrefillBannerProps) {
  const counts = prefill && countCarried(prefill.items);
  const words =
    !prefill || !counts
      ? text('prefillNone')
      : [
          text('prefillNormal', { date: monthDay(prefill.reportDate), n: counts.normal }),
          counts.notApplicable > 0 ? text('prefillNotApplicable', { n: counts.notApplicable }) : '',
          counts.toConfirm > 0 ? text('prefillToConfirm', { n: counts.toConfirm }) : '',
          counts.solved > 0 ? text('prefillSolved', { n: counts.solved }) : '',
        ]
          .filter(Boolean)
          .join(text('comma'));
  return (
    <button
      type="button"
      className="prefill"
      disabled={!prefill || isDone}
      onClick={() => prefill && onPrefill(prefill)}
    >
      <Icon name={isDone ? 'check' : 'history'} />
      <span>
        <b>
          {isDone && prefill
            ? text('prefilled', { date: monthDay(prefill.reportDate) })
            : isElder
              ? text('prefillShort')
              : text('prefill')}
        </b>
        <small>{words}</small>
      </span>
      {prefill && !isDone && <Icon name="right" size={18} />}
    </button>
  );
}
