import type { FileKind } from '@anshao/core/files/contract.ts';
import { type ChangeEvent, useRef, useState } from 'react';
import { Icon } from '../../base/icons.tsx';
import { addOutgoing, dropOutgoing, outgoingFile, useOutgoing } from '../../files/outgoing.ts';
import { acceptOf, takeFiles } from '../../files/pick.ts';
import type { Watermark } from '../../files/picture.ts';
import { reordered, useDragOrder } from '../../files/use-drag-order.ts';
import { formText } from '../../forms/form-text.ts';
import { FileTile } from './FileTile.tsx';
import { FileViewer } from './FileViewer.tsx';
import './attachments.css';

export interface AttachmentsProps {
  readonly id: string;
  readonly ids: readonly string[];
  readonly onChange: (ids: readonly string[]) => void;
  readonly kinds: readonly FileKind[];
  readonly most: number;
  readonly cameraOnly: boolean;
  /** Asked at the moment of taking, because it contains the time. */
  readonly watermark: (() => Watermark) | undefined;
  readonly readOnly: boolean;
  readonly labelledBy: string;
  readonly describedBy: string | undefined;
  /** For uploads without sign-in; asked when the first file is picked. */
  readonly ticket?: () => Promise<string>;
  /** Seconds a film or sound may last. */
  readonly maxSeconds?: number | undefined;
  /** Photos of this phone may be drawn upon. */
  readonly annotate?: boolean | undefined;
  /** Nothing is sent. */
  readonly isTrial?: boolean | undefined;
}

/** Pictures and other files of one field: add, see how far each has got, try again, order, delete, look at. */
export function Attachments(props: AttachmentsProps) {
  const { id, ids, onChange, kinds, most, cameraOnly, watermark, readOnly, labelledBy, describedBy, ticket } = props;
  const { maxSeconds, annotate, isTrial } = props;
  useOutgoing();
  const input = useRef<HTMLInputElement>(null);
  const [viewed, setViewed] = useState<number>();
  const [refusals, setRefusals] = useState<readonly string[]>([]);
  const [isPreparing, setPreparing] = useState(false);
  const picturesOnly = kinds.length === 1 && kinds[0] === 'image';
  const filmsOnly = kinds.length === 1 && kinds[0] === 'video';
  // Preparing takes a moment, and meanwhile a file may have been removed.
  const latest = useRef(ids);
  latest.current = ids;

  const pick = async (event: ChangeEvent<HTMLInputElement>) => {
    const files = [...(event.target.files ?? [])].slice(0, most - ids.length);
    event.target.value = '';
    if (files.length === 0) return;
    setPreparing(true);
    try {
      const picked = await takeFiles(files, {
        kinds,
        source: cameraOnly ? 'camera' : 'gallery',
        watermark: watermark?.(),
        ticket: await ticket?.(),
        maxSeconds,
        isTrial,
      });
      setRefusals(picked.refusals);
      if (picked.ids.length > 0) onChange([...latest.current, ...picked.ids]);
    } catch (error) {
      setRefusals([error instanceof Error ? error.message : String(error)]);
    } finally {
      setPreparing(false);
    }
  };
  const remove = (file: string) => {
    dropOutgoing(file);
    onChange(ids.filter((one) => one !== file));
  };
  const move = (from: number, to: number) => {
    onChange(reordered(latest.current, from, to));
    setViewed((now) => (now === undefined ? now : to));
  };
  const order = useDragOrder(move);
  /** The drawn-upon copy takes the place of the photo; it is the same moment, so it keeps where it came from. */
  const replace = (file: string, copy: Blob) => {
    const was = outgoingFile(file);
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

  return (
    <>
      <ul className="phs" aria-labelledby={labelledBy}>
        {ids.map((file, index) => (
          <FileTile
            key={file}
            id={file}
            number={index + 1}
            order={readOnly || ids.length < 2 ? undefined : order}
            onView={() => setViewed(index)}
            onRemove={readOnly ? undefined : () => remove(file)}
          />
        ))}
        {!readOnly && ids.length < most && (
          <li>
            <button
              id={id}
              type="button"
              className="addp"
              disabled={isPreparing}
              aria-describedby={describedBy}
              onClick={() => input.current?.click()}
            >
              <Icon name={picturesOnly ? 'camera' : filmsOnly ? 'video' : 'add'} size={26} />
              {formText(
                isPreparing
                  ? 'preparing'
                  : cameraOnly
                    ? 'takePhoto'
                    : picturesOnly
                      ? 'addPhoto'
                      : filmsOnly
                        ? 'addFilm'
                        : 'addFile',
              )}
            </button>
            <input
              ref={input}
              type="file"
              hidden
              accept={acceptOf(kinds)}
              multiple={!cameraOnly}
              {...(cameraOnly ? { capture: 'environment' as const } : {})}
              onChange={(event) => void pick(event)}
            />
          </li>
        )}
      </ul>
      {refusals.length > 0 && (
        <div role="alert">
          {refusals.map((sentence) => (
            <p key={sentence} className="problem">
              {sentence}
            </p>
          ))}
        </div>
      )}
      {viewed !== undefined && ids[viewed] !== undefined && (
        <FileViewer
          ids={ids}
          at={viewed}
          onGo={setViewed}
          onClose={() => setViewed(undefined)}
          onMove={readOnly ? undefined : move}
          onReplace={annotate && !readOnly ? replace : undefined}
          onRemove={
            readOnly
              ? undefined
              : (file) => {
                  setViewed(undefined);
                  remove(file);
                }
          }
        />
      )}
    </>
  );
}
