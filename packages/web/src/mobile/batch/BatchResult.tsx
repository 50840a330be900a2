import { useState } from 'react';
import { Link } from 'wouter';
import { useNow } from '../../base/clock.ts';
import { Icon } from '../../base/icons.tsx';
import { Mark } from '../../base/marks.tsx';
import { clock, monthDay } from '../../base/time.ts';
import { undo } from '../filed/ResolveSheet.tsx';
import { text } from '../text.ts';
import type { BatchAnswer } from './BatchPage.tsx';
import { outcomeWords } from './BatchPreview.tsx';
import { skipWords } from './skip-words.ts';

/** Done and skipped, each with its reason, and one way back (DR-36). */
export function BatchResult({ result }: { result: BatchAnswer }) {
  const now = useNow();
  const [isUndone, setUndone] = useState(false);
  const done = result.cells.filter((cell) => cell.outcome === 'willResolve');
  const skipped = result.cells.filter((cell) => cell.outcome !== 'willResolve');
  const mayUndo = !isUndone && new Date(result.undoUntil).getTime() > now;
  return (
    <>
      <div className="state">
        <Mark level="done" size={56} />
        <h2>{isUndone ? text('batchUndone') : text('batchDone', { n: result.resolved })}</h2>
        {result.skipped > 0 && <p>{text('batchSkipped', { n: result.skipped, why: skipWords(result.cells) })}</p>}
        {mayUndo && (
          <button
            type="button"
            className="mbtn line"
            onClick={() => {
              setUndone(true);
              void undo(result.resolutionId);
            }}
          >
            <Icon name="undo" size={18} />
            {text('undoUntil', { time: clock(result.undoUntil) })}
          </button>
        )}
        <Link href="/reports?tab=filed" className="mbtn soft" replace>
          {text('seeFiled')}
        </Link>
      </div>
      <section className="card">
        <h2 className="h-sec first">{text('resolvedList')}</h2>
        <ul className="outcomes">
          {done.map((cell) => (
            <li key={`${cell.reportId} ${cell.itemCode}`}>
              <span>{`${monthDay(cell.reportDate)} ${cell.itemLabel}`}</span>
              <b className="t-done">{isUndone ? text('reopened') : text('resolved')}</b>
            </li>
          ))}
        </ul>
      </section>
      {skipped.length > 0 && (
        <section className="card">
          <h2 className="h-sec first">{text('skippedList')}</h2>
          <ul className="outcomes">
            {skipped.map((cell) => (
              <li key={`${cell.reportId} ${cell.itemCode}`}>
                <span>{`${monthDay(cell.reportDate)} ${cell.itemLabel}`}</span>
                <span className="mut">{text(outcomeWords[cell.outcome])}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
