import { LevelTag } from '../../base/marks.tsx';
import { clock, remaining, weekday } from '../../base/time.ts';
import { text } from '../text.ts';
import type { OpenReport } from './draft.ts';

/** Community and date, not to be changed; for a day that is filled in later it says until when (DR-18, DR-40). */
export function FilingHead({ open, now, keptAt }: { open: OpenReport; now: number; keptAt: number | undefined }) {
  const isLate = now > new Date(open.graceUntil).getTime();
  return (
    <div className="dr-h">
      <div>
        <b>{open.communityName}</b>
        <small>
          {open.reportDate} {weekday(open.reportDate)}
          {keptAt !== undefined && ` · ${text('keptFrom', { time: clock(keptAt) })}`}
        </small>
      </div>
      <span className="sp" />
      {isLate ? (
        <span className="late">
          <LevelTag level="serious" word={text('backFill')} />
          <small>{text('backFillUntil', { left: remaining(open.closesAt, now) })}</small>
        </span>
      ) : (
        <small className="left">{remaining(open.dueAt, now)}</small>
      )}
    </div>
  );
}
