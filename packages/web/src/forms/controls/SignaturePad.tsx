import { type PointerEvent, useEffect, useRef, useState } from 'react';
import { formText } from '../form-text.ts';
import { FullDialog } from './FullDialog.tsx';
import { boundsOf, drawStrokes, isSomething, type Point, type Stroke } from './strokes.ts';

/** Pixels on the longer side of the stored picture. */
const storedWidth = 900;
const ink = '#14242a';

export interface SignaturePadProps {
  readonly statement: string | undefined;
  readonly onDone: (picture: Blob) => void;
  readonly onClose: () => void;
}

/** A white pad for a finger, a pen or a mouse. What is kept is cut to the writing, on white, as PNG. */
export function SignaturePad({ statement, onDone, onClose }: SignaturePadProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [strokes, setStrokes] = useState<readonly Stroke[]>([]);
  const drawing = useRef<Point[] | undefined>(undefined);
  const all = useRef(strokes);
  all.current = strokes;

  useEffect(() => {
    const element = canvas.current;
    if (!element) return;
    const paint = () => {
      const { width, height } = element.getBoundingClientRect();
      const scale = window.devicePixelRatio || 1;
      element.width = Math.round(width * scale);
      element.height = Math.round(height * scale);
      const context = element.getContext('2d');
      if (!context) return;
      context.strokeStyle = ink;
      drawStrokes(context, strokes, element.width, element.height, 3 * scale);
    };
    paint();
    const resized = new ResizeObserver(paint);
    resized.observe(element);
    return () => resized.disconnect();
  }, [strokes]);

  const at = (event: PointerEvent<HTMLCanvasElement>): Point => {
    const box = event.currentTarget.getBoundingClientRect();
    return { x: (event.clientX - box.left) / box.width, y: (event.clientY - box.top) / box.height };
  };
  const begin = (event: PointerEvent<HTMLCanvasElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    drawing.current = [at(event)];
    setStrokes([...strokes, drawing.current]);
  };
  const go = (event: PointerEvent<HTMLCanvasElement>) => {
    if (!drawing.current) return;
    drawing.current = [...drawing.current, at(event)];
    setStrokes([...all.current.slice(0, -1), drawing.current]);
  };
  const end = () => {
    drawing.current = undefined;
  };
  const done = async () => {
    const picture = await pictureOf(strokes, canvas.current);
    if (picture) onDone(picture);
  };

  return (
    <FullDialog
      title={formText('signTitle')}
      onClose={onClose}
      foot={
        <>
          <button type="button" className="fc-btn" disabled={strokes.length === 0} onClick={() => setStrokes([])}>
            {formText('signAgain')}
          </button>
          <button
            type="button"
            className="fc-btn"
            disabled={strokes.length === 0}
            onClick={() => setStrokes(strokes.slice(0, -1))}
          >
            {formText('undoStroke')}
          </button>
          <button type="button" className="fc-btn solid" disabled={!isSomething(strokes)} onClick={() => void done()}>
            {formText('signDone')}
          </button>
        </>
      }
    >
      <div className="fc-sign">
        {statement && <p>{statement}</p>}
        <div className="fc-pad">
          <canvas
            ref={canvas}
            role="img"
            aria-label={formText('signHere')}
            onPointerDown={begin}
            onPointerMove={go}
            onPointerUp={end}
            onPointerCancel={end}
          />
          {strokes.length === 0 && <span aria-hidden="true">{formText('signHere')}</span>}
        </div>
      </div>
    </FullDialog>
  );
}

async function pictureOf(strokes: readonly Stroke[], pad: HTMLCanvasElement | null): Promise<Blob | null> {
  const bounds = boundsOf(strokes);
  if (!pad || !bounds) return null;
  const box = pad.getBoundingClientRect();
  const wide = (bounds.right - bounds.left) * box.width;
  const high = (bounds.bottom - bounds.top) * box.height;
  const scale = Math.min(3, storedWidth / Math.max(wide, high));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(wide * scale));
  canvas.height = Math.max(1, Math.round(high * scale));
  const context = canvas.getContext('2d');
  if (!context) return null;
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.strokeStyle = ink;
  context.translate(-bounds.left * box.width * scale, -bounds.top * box.height * scale);
  drawStrokes(context, strokes, box.width * scale, box.height * scale, 3 * scale);
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/png'));
}
