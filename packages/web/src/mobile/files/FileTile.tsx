import { Icon } from '../../base/icons.tsx';
import { type OutgoingFile, outgoingFile, retryOutgoing } from '../../files/outgoing.ts';
import { usePoster, useShownFile } from '../../files/source.ts';
import type { DragOrder } from '../../files/use-drag-order.ts';
import { formText } from '../../forms/form-text.ts';

export interface FileTileProps {
  readonly id: string;
  readonly number: number;
  /** Lets the tile be dragged to another place. */
  readonly order?: DragOrder | undefined;
  readonly onView: () => void;
  readonly onRemove?: (() => void) | undefined;
}

/** One picture or file, and how far it has got. */
export function FileTile({ id, number, order, onView, onRemove }: FileTileProps) {
  const shown = useShownFile(id);
  const poster = usePoster(id);
  const outgoing = outgoingFile(id);
  if (outgoing?.state === 'refused') return <RefusedFile file={outgoing} number={number} onRemove={onRemove} />;
  return (
    <li
      className={order?.dragged === number - 1 ? 'ph dragged' : 'ph'}
      data-order={number - 1}
      {...order?.handlers(number - 1)}
    >
      <button type="button" className="ph-open" aria-label={formText('viewFile', { n: number })} onClick={onView}>
        {shown?.isPicture && shown.thumb && <img src={shown.thumb} alt="" loading="lazy" decoding="async" />}
        {shown?.isFilm && (
          <span className="ph-film">
            {poster ? (
              <img src={poster} alt="" />
            ) : (
              <video src={`${shown.full}#t=0.1`} preload="metadata" muted playsInline tabIndex={-1} />
            )}
            <Icon name="play" size={28} />
          </span>
        )}
        {shown && !shown.isPicture && !shown.isFilm && (
          <span className="ph-name">
            <Icon name="file" size={22} />
            <span>{shown.name}</span>
          </span>
        )}
      </button>
      {outgoing && outgoing.state !== 'sent' && <Progress file={outgoing} />}
      {onRemove && (
        <button type="button" className="rm" aria-label={formText('removeFile', { n: number })} onClick={onRemove}>
          <Icon name="close" size={14} />
        </button>
      )}
    </li>
  );
}

/** As wide as the page, because the reason must be readable in full. */
function RefusedFile({ file, number, onRemove }: { file: OutgoingFile } & Pick<FileTileProps, 'number' | 'onRemove'>) {
  return (
    <li className="ph-refused">
      <p className="ph-refused-name">
        <Icon name="file" size={18} />
        <b>{file.name}</b>
      </p>
      <p className="problem" role="alert">
        {formText('refusedBecause', { reason: file.refusal ?? '' })}
      </p>
      <div className="two">
        {!file.isHopeless && (
          <button type="button" className="mbtn soft" onClick={() => retryOutgoing(file.id)}>
            <Icon name="refresh" size={16} />
            {formText('retryUpload')}
          </button>
        )}
        {onRemove && (
          <button
            type="button"
            className="mbtn line"
            aria-label={formText('removeFile', { n: number })}
            onClick={onRemove}
          >
            {formText('takeAway')}
          </button>
        )}
      </div>
    </li>
  );
}

function Progress({ file }: { file: OutgoingFile }) {
  const percent = Math.round(file.progress * 100);
  return (
    <span className="up">
      {file.state === 'waiting' ? formText('waitingUpload') : formText('uploading', { percent })}
      <span className="pb">
        <i style={{ width: `${percent}%` }} />
      </span>
    </span>
  );
}
