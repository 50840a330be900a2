import { useEffect, useRef, useState } from 'react';
import { Icon } from '../../base/icons.tsx';
import { formText } from '../form-text.ts';
import { openReader, scanInWeChat } from './barcodes.ts';
import { FullDialog } from './FullDialog.tsx';

/** Milliseconds between two looks: more often only makes the phone hot. */
const pause = 120;

type Seeing = 'opening' | 'looking' | 'none';

/** The camera's view with a frame to hold a code in; where there is no camera, a picture or typing instead. */
export function Scanner({ onText, onClose }: { onText: (text: string) => void; onClose: () => void }) {
  const video = useRef<HTMLVideoElement>(null);
  const picture = useRef<HTMLInputElement>(null);
  const [seeing, setSeeing] = useState<Seeing>('opening');
  const [typed, setTyped] = useState('');
  const [notice, setNotice] = useState('');
  const found = useRef(onText);
  found.current = onText;

  useEffect(() => {
    let isOver = false;
    let stream: MediaStream | undefined;
    const look = async () => {
      const inWeChat = await scanInWeChat();
      if (isOver) return;
      if (inWeChat !== undefined) {
        found.current(inWeChat);
        return;
      }
      stream = await navigator.mediaDevices.getUserMedia({
        video: { facingMode: 'environment', width: { ideal: 1280 } },
      });
      const element = video.current;
      if (isOver || !element) return;
      element.srcObject = stream;
      await element.play();
      setSeeing('looking');
      const reader = await openReader().catch(() => undefined);
      if (!reader) {
        setNotice(formText('noReader'));
        return;
      }
      while (!isOver) {
        const [code] = element.readyState >= 2 ? await reader.detect(element) : [];
        if (code && !isOver) {
          navigator.vibrate?.(60);
          found.current(code.rawValue);
          return;
        }
        await new Promise((resolve) => setTimeout(resolve, pause));
      }
    };
    // No camera, or none allowed: the other two ways are below.
    look().catch(() => !isOver && setSeeing('none'));
    return () => {
      isOver = true;
      for (const track of stream?.getTracks() ?? []) track.stop();
    };
  }, []);

  const readPicture = async (file: File | undefined) => {
    if (!file) return;
    setNotice('');
    const reader = await openReader().catch(() => undefined);
    // A file that is no picture holds no code either.
    const codes =
      reader &&
      (await createImageBitmap(file)
        .then((picture) => reader.detect(picture))
        .catch(() => []));
    if (!codes) setNotice(formText('noReader'));
    else if (codes[0]) found.current(codes[0].rawValue);
    else setNotice(formText('noCodeFound'));
  };

  return (
    <FullDialog title={formText('scanTitle')} onClose={onClose} isDark>
      <div className="fc-scan">
        {seeing !== 'none' && (
          <div className="fc-view">
            <video ref={video} playsInline muted aria-label={formText('scanTitle')} />
            <span className="fc-frame" aria-hidden="true" />
          </div>
        )}
        <p role="status">
          {notice || formText(seeing === 'none' ? 'noCamera' : seeing === 'opening' ? 'openingCamera' : 'holdCode')}
        </p>
        <button type="button" className="fc-btn" onClick={() => picture.current?.click()}>
          <Icon name="image" size={18} />
          {formText('scanPicture')}
        </button>
        <input
          ref={picture}
          type="file"
          accept="image/*"
          hidden
          onChange={(event) => void readPicture(event.target.files?.[0])}
        />
        <form
          className="fc-type"
          onSubmit={(event) => {
            event.preventDefault();
            if (typed.trim()) onText(typed.trim());
          }}
        >
          <input
            type="text"
            aria-label={formText('typeCode')}
            placeholder={formText('typeCode')}
            value={typed}
            maxLength={1000}
            onChange={(event) => setTyped(event.target.value)}
          />
          <button type="submit" className="fc-btn solid" disabled={typed.trim() === ''}>
            {formText('useIt')}
          </button>
        </form>
      </div>
    </FullDialog>
  );
}
