import { Icon } from '../../base/icons.tsx';
import { formText } from '../../forms/form-text.ts';
import { type OutgoingFile, outgoingFile, retryOutgoing } from './outgoing.ts';
import { useShownFile } from './source.ts';

export interface FileTileProps {
  readonly id: string;
  readonly number: number;
  readonly onView: () => void;
  readonly onRemove?: (() => void) | undefined;
}

/** One picture or file, and how far it has got. */
export function FileTile({ id, number, onView, onRemove }: FileTileProps) {
  const shown = useShownFile(id);
  const outgoing = outgoingFile(id);
  if (outgoing?.state === 'refused') return <RefusedFile file={outgoing} number={number} onRemove={onRemove} />;
  return (
    <li className="ph">
      <button type="button" className="ph-open" aria-label={formText('viewFile', { n: number })} onClick={onView}>
        {shown?.isPicture && shown.thumb && <img src={shown.thumb} alt="" loading="lazy" decoding="async" />}
        {shown && !shown.isPicture && (
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
