import { useEffect, useRef, useState } from 'react';
import { Icon } from '../../base/icons.tsx';
import { addOutgoing, dropOutgoing, outgoingFile, retryOutgoing, useOutgoing } from '../../files/outgoing.ts';
import { takeFiles } from '../../files/pick.ts';
import { useShownFile } from '../../files/source.ts';
import { asIds, type FieldProps } from '../field-props.ts';
import { formText } from '../form-text.ts';
import { canRecord, minutes, type Recording, recordSound } from './recorder.ts';
import './controls.css';

const usualMost = 3;
/** Seconds where the form sets no limit: longer notes are not listened to. */
const usualSeconds = 300;

/** Spoken notes: recorded here, or files that are there already; each can be heard before it is sent. */
export function AudioNotes({ id, field, value, onChange, situation, readOnly, describedBy }: FieldProps<'audio'>) {
  useOutgoing();
  const ids = asIds(value);
  const [notice, setNotice] = useState('');
  const picker = useRef<HTMLInputElement>(null);
  const latest = useRef(ids);
  latest.current = ids;
  const mayAdd = !readOnly && ids.length < (field.max ?? usualMost);
  const { isTrial } = situation;

  const pick = async (files: readonly File[]) => {
    const picked = await takeFiles(files.slice(0, (field.max ?? usualMost) - ids.length), {
      kinds: ['audio'],
      source: 'gallery',
      maxSeconds: field.maxSeconds,
      isTrial,
    });
    setNotice(picked.refusals.join('；'));
    if (picked.ids.length > 0) onChange([...latest.current, ...picked.ids]);
  };
  return (
    <div className="fc-audio">
      <ul>
        {ids.map((file, index) => (
          <OneSound
            key={file}
            file={file}
            number={index + 1}
            onRemove={
              readOnly
                ? undefined
                : () => {
                    dropOutgoing(file);
                    onChange(ids.filter((one) => one !== file));
                  }
            }
          />
        ))}
      </ul>
      {mayAdd && (
        <div className="fc-row">
          {canRecord() && (
            <Recorder
              id={id}
              describedBy={describedBy}
              most={field.maxSeconds ?? usualSeconds}
              onDone={(blob, extension) => {
                const name = `${formText('voiceNote')}${ids.length + 1}.${extension}`;
                const added = addOutgoing({
                  name,
                  type: blob.type,
                  blob,
                  source: 'camera',
                  ...(isTrial ? { isTrial } : {}),
                });
                onChange([...latest.current, added]);
              }}
              onProblem={setNotice}
            />
          )}
          <button
            id={canRecord() ? undefined : id}
            type="button"
            className="fc-btn"
            onClick={() => picker.current?.click()}
          >
            <Icon name="upload" size={18} />
            {formText('pickSound')}
          </button>
          <input
            ref={picker}
            type="file"
            accept="audio/*"
            hidden
            multiple
            onChange={(event) => {
              const files = [...(event.target.files ?? [])];
              event.target.value = '';
              void pick(files);
            }}
          />
        </div>
      )}
      {notice && (
        <p className="problem" role="alert">
          {notice}
        </p>
      )}
    </div>
  );
}

export function OneSound({
  file,
  number,
  onRemove,
}: {
  file: string;
  number: number;
  onRemove?: (() => void) | undefined;
}) {
  const shown = useShownFile(file);
  const outgoing = outgoingFile(file);
  return (
    <li>
      {/* biome-ignore lint/a11y/useMediaCaption: a voice note from the spot has no captions */}
      <audio controls preload="metadata" src={shown?.full} aria-label={formText('soundNumber', { n: number })} />
      {outgoing?.state === 'refused' && (
        <p className="problem">
          {formText('refusedBecause', { reason: outgoing.refusal ?? '' })}
          {!outgoing.isHopeless && (
            <button type="button" className="fc-btn" onClick={() => retryOutgoing(file)}>
              {formText('retryUpload')}
            </button>
          )}
        </p>
      )}
      {outgoing?.state === 'sending' && (
        <small>{formText('uploading', { percent: Math.round(outgoing.progress * 100) })}</small>
      )}
      {outgoing?.state === 'waiting' && <small>{formText('waitingUpload')}</small>}
      {onRemove && (
        <button type="button" className="fc-icon" aria-label={formText('removeFile', { n: number })} onClick={onRemove}>
          <Icon name="trash" size={18} />
        </button>
      )}
    </li>
  );
}

interface RecorderProps {
  readonly id: string;
  readonly describedBy: string | undefined;
  readonly most: number;
  readonly onDone: (blob: Blob, extension: string) => void;
  readonly onProblem: (sentence: string) => void;
}

function Recorder({ id, describedBy, most, onDone, onProblem }: RecorderProps) {
  const [recording, setRecording] = useState<Recording>();
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    if (!recording) return;
    const timer = setInterval(() => setSeconds((past) => past + 1), 1000);
    return () => {
      clearInterval(timer);
      // Left while recording: what nobody stopped is not kept, and the microphone goes off.
      recording.drop();
    };
  }, [recording]);
  useEffect(() => {
    if (recording && seconds >= most) recording.stop();
  }, [recording, seconds, most]);
  const start = async () => {
    onProblem('');
    setSeconds(0);
    try {
      const begun = await recordSound();
      setRecording(begun);
      const sound = await begun.finished;
      setRecording(undefined);
      if (sound) onDone(sound.blob, sound.extension);
    } catch {
      onProblem(formText('noMicrophone'));
    }
  };
  return (
    <button
      id={id}
      type="button"
      className={recording ? 'fc-btn recording' : 'fc-btn solid'}
      aria-describedby={describedBy}
      onClick={() => (recording ? recording.stop() : void start())}
    >
      <Icon name="mic" size={18} />
      {recording ? formText('stopRecording', { time: minutes(seconds), most: minutes(most) }) : formText('record')}
    </button>
  );
}
