import { useEffect, useRef, useState } from 'react';
import { useBackCloses } from '../../base/back-closes.ts';
import { Icon } from '../../base/icons.tsx';
import { outgoingFile } from '../../files/outgoing.ts';
import { useShownFile } from '../../files/source.ts';
import { formText } from '../../forms/form-text.ts';
import { later } from '../../forms/later.tsx';

const Annotator = later(async () => (await import('../../forms/controls/Annotator.tsx')).Annotator, 0);

export interface FileViewerProps {
  readonly ids: readonly string[];
  readonly at: number;
  readonly onGo: (at: number) => void;
  readonly onClose: () => void;
  readonly onMove?: ((from: number, to: number) => void) | undefined;
  readonly onRemove?: ((id: string) => void) | undefined;
  /** Puts a copy that was drawn upon in the place of a photo that is still on this phone. */
  readonly onReplace?: ((id: string, copy: Blob) => void) | undefined;
}

/** Full screen; from here a picture is also ordered and deleted. */
export function FileViewer({ ids, at, onGo, onClose, onMove, onRemove, onReplace }: FileViewerProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useBackCloses(onClose);
  useEffect(() => {
    const element = dialog.current;
    if (!element || element.open) return;
    if (typeof element.showModal === 'function') element.showModal();
    else element.setAttribute('open', '');
  }, []);
  const id = ids[at] ?? '';
  const [isDrawing, setDrawing] = useState(false);
  const outgoing = outgoingFile(id);
  return (
    <>
      <dialog
        ref={dialog}
        className="viewer"
        aria-label={formText('viewer')}
        onCancel={(event) => {
          event.preventDefault();
          onClose();
        }}
      >
        <header>
          <span aria-live="polite">{formText('position', { n: at + 1, count: ids.length })}</span>
          <button type="button" className="nb" aria-label={formText('close')} onClick={onClose}>
            <Icon name="close" />
          </button>
        </header>
        <Shown id={id} />
        <footer>
          <button type="button" disabled={at === 0} onClick={() => onGo(at - 1)}>
            <Icon name="left" />
            {formText('previous')}
          </button>
          {onMove && (
            <>
              <button type="button" disabled={at === 0} onClick={() => onMove(at, at - 1)}>
                <Icon name="undo" />
                {formText('moveEarlier')}
              </button>
              <button type="button" disabled={at === ids.length - 1} onClick={() => onMove(at, at + 1)}>
                <Icon name="redo" />
                {formText('moveLater')}
              </button>
            </>
          )}
          {onReplace && outgoing?.type.startsWith('image/') && (
            <button type="button" onClick={() => setDrawing(true)}>
              <Icon name="edit" />
              {formText('annotate')}
            </button>
          )}
          {onRemove && (
            <button type="button" onClick={() => onRemove(id)}>
              <Icon name="trash" />
              {formText('remove')}
            </button>
          )}
          <button type="button" disabled={at === ids.length - 1} onClick={() => onGo(at + 1)}>
            <Icon name="right" />
            {formText('next')}
          </button>
        </footer>
      </dialog>
      {isDrawing && outgoing && onReplace && (
        <Annotator
          picture={outgoing.blob}
          onClose={() => setDrawing(false)}
          onDone={(copy) => {
            setDrawing(false);
            onReplace(id, copy);
          }}
        />
      )}
    </>
  );
}

function Shown({ id }: { id: string }) {
  const shown = useShownFile(id);
  if (!shown?.full) return <div className="viewed" />;
  if (shown.isPicture)
    return (
      <div className="viewed">
        <img src={shown.full} alt={shown.name} />
      </div>
    );
  if (shown.type.startsWith('video/'))
    return (
      <div className="viewed">
        {/* biome-ignore lint/a11y/useMediaCaption: a recording from the spot has no captions */}
        <video src={shown.full} controls playsInline />
      </div>
    );
  if (shown.type.startsWith('audio/'))
    return (
      <div className="viewed">
        {/* biome-ignore lint/a11y/useMediaCaption: a recording from the spot has no captions */}
        <audio src={shown.full} controls />
      </div>
    );
  return (
    <div className="viewed">
      <a className="mbtn" href={shown.full} target="_blank" rel="noreferrer">
        <Icon name="download" size={18} />
        {shown.name}
      </a>
    </div>
  );
}
