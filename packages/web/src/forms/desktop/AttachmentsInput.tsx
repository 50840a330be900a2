import type { FileKind } from '@anshao/core/files/contract.ts';
import { Button } from 'antd';
import { useRef, useState } from 'react';
import { Icon } from '../../base/icons.tsx';
import { addOutgoing, dropOutgoing, outgoingFile, retryOutgoing, useOutgoing } from '../../files/outgoing.ts';
import { acceptOf, takeFiles } from '../../files/pick.ts';
import type { Watermark } from '../../files/picture.ts';
import { usePoster, useShownFile } from '../../files/source.ts';
import { type DragOrder, reordered, useDragOrder } from '../../files/use-drag-order.ts';
import type { AnyFieldProps } from '../field-props.ts';
import { formText } from '../form-text.ts';
import { later } from '../later.tsx';

const Annotator = later(async () => (await import('../controls/Annotator.tsx')).Annotator, 0);

export interface AttachmentsInputProps extends Pick<AnyFieldProps, 'id' | 'labelledBy' | 'describedBy'> {
  readonly ids: readonly string[];
  readonly onChange: (ids: readonly string[]) => void;
  readonly kinds: readonly FileKind[];
  readonly most: number;
  readonly maxSeconds?: number | undefined;
  readonly watermark?: (() => Watermark) | undefined;
  readonly annotate?: boolean | undefined;
  readonly isTrial?: boolean | undefined;
  /** Why nothing can be added here. */
  readonly notHere?: string | undefined;
}

/** Files of one field: dropped, picked or pasted; ordered by dragging or by buttons; sent in pieces that go on after a cut. */
export function AttachmentsInput(props: AttachmentsInputProps) {
  const { id, ids, onChange, kinds, most, maxSeconds, watermark, annotate, isTrial, notHere, labelledBy, describedBy } =
    props;
  useOutgoing();
  const picker = useRef<HTMLInputElement>(null);
  const latest = useRef(ids);
  latest.current = ids;
  const [refusals, setRefusals] = useState<readonly string[]>([]);
  const [isOver, setOver] = useState(false);
  const [drawn, setDrawn] = useState<string>();
  const move = (from: number, to: number) => onChange(reordered(latest.current, from, to));
  const order = useDragOrder(move);
  const mayAdd = notHere === undefined && ids.length < most;
  const take = async (files: readonly File[]) => {
    if (files.length === 0 || !mayAdd) return;
    const picked = await takeFiles(files.slice(0, most - latest.current.length), {
      kinds,
      source: 'gallery',
      watermark: watermark?.(),
      maxSeconds,
      isTrial,
    });
    setRefusals(picked.refusals);
    if (picked.ids.length > 0) onChange([...latest.current, ...picked.ids]);
  };
  const replace = (file: string, copy: Blob) => {
    const was = outgoingFile(file);
    setDrawn(undefined);
    if (!was) return;
    const name = was.name.replace(/\.\w+$/, '.jpg');
    const next = addOutgoing({
      name,
      type: 'image/jpeg',
      blob: copy,
      source: was.source,
      ...(isTrial ? { isTrial } : {}),
    });
    onChange(latest.current.map((one) => (one === file ? next : one)));
    dropOutgoing(file);
  };
  const inHand = drawn === undefined ? undefined : outgoingFile(drawn);
  return (
    // biome-ignore lint/a11y/useSemanticElements: named by the label above, which a fieldset could not be
    <div
      className={isOver ? 'df-files over' : 'df-files'}
      role="group"
      aria-labelledby={labelledBy}
      onDragOver={(event) => {
        if (!mayAdd || !event.dataTransfer.types.includes('Files')) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        void take([...event.dataTransfer.files]);
      }}
      onPaste={(event) => void take([...event.clipboardData.files])}
    >
      {ids.length > 0 && (
        <ul>
          {ids.map((file, index) => (
            <Piece
              key={file}
              file={file}
              index={index}
              count={ids.length}
              order={ids.length > 1 ? order : undefined}
              onMove={move}
              onDraw={annotate && outgoingFile(file)?.type.startsWith('image/') ? () => setDrawn(file) : undefined}
              onRemove={() => {
                dropOutgoing(file);
                onChange(ids.filter((one) => one !== file));
              }}
            />
          ))}
        </ul>
      )}
      {notHere && <p className="note">{notHere}</p>}
      {mayAdd && (
        <div className="df-row">
          <Button
            id={id}
            icon={<Icon name="upload" size={16} />}
            aria-describedby={describedBy}
            onClick={() => picker.current?.click()}
          >
            {formText(
              kinds.length === 1 && kinds[0] === 'image'
                ? 'addPhoto'
                : kinds.length === 1 && kinds[0] === 'video'
                  ? 'addFilm'
                  : 'addFile',
            )}
          </Button>
          <span className="note">{formText('orDrop')}</span>
          <input
            ref={picker}
            type="file"
            hidden
            multiple
            accept={acceptOf(kinds)}
            onChange={(event) => {
              const files = [...(event.target.files ?? [])];
              event.target.value = '';
              void take(files);
            }}
          />
        </div>
      )}
      {refusals.length > 0 && (
        <div role="alert">
          {refusals.map((sentence) => (
            <p key={sentence} className="problem">
              {sentence}
            </p>
          ))}
        </div>
      )}
      {inHand && drawn !== undefined && (
        <Annotator picture={inHand.blob} onClose={() => setDrawn(undefined)} onDone={(copy) => replace(drawn, copy)} />
      )}
    </div>
  );
}

interface PieceProps {
  readonly file: string;
  readonly index: number;
  readonly count: number;
  readonly order: DragOrder | undefined;
  readonly onMove: (from: number, to: number) => void;
  readonly onDraw: (() => void) | undefined;
  readonly onRemove: () => void;
}

function Piece({ file, index, count, order, onMove, onDraw, onRemove }: PieceProps) {
  const shown = useShownFile(file);
  const poster = usePoster(file);
  const outgoing = outgoingFile(file);
  const n = index + 1;
  const picture = shown?.isPicture ? shown.thumb : poster;
  const state =
    outgoing?.state === 'refused'
      ? formText('refusedBecause', { reason: outgoing.refusal ?? '' })
      : outgoing?.state === 'sending'
        ? formText('uploading', { percent: Math.round(outgoing.progress * 100) })
        : outgoing?.state === 'waiting'
          ? formText('waitingUpload')
          : '';
  return (
    <li
      className={order?.dragged === index ? 'dragged' : ''}
      data-order={index}
      data-refused={outgoing?.state === 'refused' || undefined}
      {...order?.handlers(index)}
    >
      <a href={shown?.full} target="_blank" rel="noreferrer" draggable={false} aria-label={formText('viewFile', { n })}>
        {picture ? (
          <img src={picture} alt="" draggable={false} />
        ) : (
          <Icon name={shown?.isFilm ? 'video' : 'file'} size={24} />
        )}
      </a>
      <span className="df-piece-words">
        <span>{shown?.name ?? ''}</span>
        {state && <small>{state}</small>}
      </span>
      <span className="df-piece-acts">
        {outgoing?.state === 'refused' && !outgoing.isHopeless && (
          <Act icon="refresh" label={formText('retryUpload')} onPress={() => retryOutgoing(file)} />
        )}
        {onDraw && <Act icon="edit" label={formText('annotate')} onPress={onDraw} />}
        {count > 1 && (
          <>
            <Act
              icon="up"
              label={formText('moveEarlier')}
              disabled={index === 0}
              onPress={() => onMove(index, index - 1)}
            />
            <Act icon="down" label={formText('moveLater')} disabled={n === count} onPress={() => onMove(index, n)} />
          </>
        )}
        <Act icon="trash" label={formText('removeFile', { n })} onPress={onRemove} />
      </span>
    </li>
  );
}

interface ActProps {
  readonly icon: Parameters<typeof Icon>[0]['name'];
  readonly label: string;
  readonly disabled?: boolean;
  readonly onPress: () => void;
}

function Act({ icon, label, disabled, onPress }: ActProps) {
  return (
    <Button
      type="text"
      size="small"
      aria-label={label}
      title={label}
      disabled={disabled}
      icon={<Icon name={icon} size={16} />}
      onClick={onPress}
    />
  );
}
