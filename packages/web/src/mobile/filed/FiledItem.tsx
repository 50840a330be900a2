import type { Report } from '@anshao/core/daily-reports/contract.ts';
import { useState } from 'react';
import { Icon } from '../../base/icons.tsx';
import { LevelTag } from '../../base/marks.tsx';
import { dateTime, monthDay } from '../../base/time.ts';
import { Gallery } from '../files/Gallery.tsx';
import { text } from '../text.ts';
import { ResolveSheet, undo } from './ResolveSheet.tsx';
import { Timeline } from './Timeline.tsx';

type Item = Report['items'][number];

export function FiledItem({ item, mayResolve }: { item: Item; mayResolve: boolean }) {
  const { code, number, label, answer, description, photoIds, copied, anomaly } = item;
  const [isResolving, setResolving] = useState(false);
  const [showsTimeline, setShowsTimeline] = useState(false);
  const resolution = anomaly?.resolution;
  return (
    <section id={`item-${code}`} className="card fi">
      <div className="fi-h">
        <i>{number}</i>
        <h3>{label}</h3>
        <AnswerMark item={item} />
      </div>
      {copied && (
        <span className="tag">
          <Icon name="history" size={13} />
          {text('copied')}
        </span>
      )}
      {answer === 'abnormal' && (
        <>
          {description && <p className="fi-words">{description}</p>}
          <Gallery ids={photoIds} />
          {anomaly && anomaly.firstDate !== anomaly.reportDate && (
            <p className="note">{text('foundSince', { date: monthDay(anomaly.firstDate) })}</p>
          )}
        </>
      )}
      {resolution && (
        <div className="solved">
          <b>{text('resolution')}</b>
          <p>{resolution.description}</p>
          <Gallery ids={resolution.fileIds} />
          <p className="note">
            {text('resolvedBy', { name: resolution.resolvedBy, time: dateTime(resolution.resolvedAt) })}
            {resolution.batch && ` · ${text('inBatch')}`}
            {anomaly?.verifiedBy && ` · ${text('verifiedByName', { name: anomaly.verifiedBy })}`}
          </p>
          {mayResolve && anomaly?.state === 'resolved' && new Date(resolution.undoUntil).getTime() > Date.now() && (
            <button type="button" className="mbtn line" onClick={() => void undo(resolution.id)}>
              <Icon name="undo" size={18} />
              {text('undoResolution')}
            </button>
          )}
        </div>
      )}
      {anomaly && (
        <div className="fi-foot">
          <button
            type="button"
            className="fold"
            aria-expanded={showsTimeline}
            onClick={() => setShowsTimeline(!showsTimeline)}
          >
            {text('timeline')}
            <Icon name={showsTimeline ? 'up' : 'down'} size={16} />
          </button>
          <span className="sp" />
          {mayResolve && anomaly.state === 'open' && (
            <button type="button" className="mbtn" onClick={() => setResolving(true)}>
              {text('resolve')}
            </button>
          )}
        </div>
      )}
      {anomaly && showsTimeline && <Timeline anomalyId={anomaly.id} />}
      {anomaly && isResolving && (
        <ResolveSheet
          anomalyId={anomaly.id}
          itemLabel={label}
          isOlder={anomaly.firstDate < anomaly.reportDate}
          onClose={() => setResolving(false)}
        />
      )}
    </section>
  );
}

function AnswerMark({ item: { answer, anomaly } }: { item: Item }) {
  if (answer === 'normal') return <LevelTag level="done" word={text('normal')} />;
  if (answer === 'notApplicable') return <span className="mut na-word">{text('notApplicable')}</span>;
  if (anomaly?.state === 'resolved') return <LevelTag level="done" word={text('resolved')} />;
  if (anomaly?.state === 'verified') return <LevelTag level="done" word={text('verified')} />;
  return <LevelTag level="serious" word={text('abnormal')} />;
}
