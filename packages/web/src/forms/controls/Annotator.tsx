import { type PointerEvent, useEffect, useRef, useState } from 'react';
import { Icon, type IconName } from '../../base/icons.tsx';
import { formText } from '../form-text.ts';
import { type Drawing, isDrawing, paintDrawings } from './drawings.ts';
import { FullDialog } from './FullDialog.tsx';
import type { Point } from './strokes.ts';

type Tool = Drawing['kind'];

const tools: readonly {
  readonly tool: Tool;
  readonly icon: IconName;
  readonly word: Parameters<typeof formText>[0];
}[] = [
  { tool: 'arrow', icon: 'arrowRight', word: 'drawArrow' },
  { tool: 'circle', icon: 'circle', word: 'drawCircle' },
  { tool: 'words', icon: 'text', word: 'drawWords' },
];

export interface AnnotatorProps {
  readonly picture: Blob;
  /** The picture with the drawings in its pixels; the one it was made from stays as it is. */
  readonly onDone: (copy: Blob) => void;
  readonly onClose: () => void;
}

/** Arrows, circles and words on a copy of a photo. */
export function Annotator({ picture, onDone, onClose }: AnnotatorProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [image, setImage] = useState<ImageBitmap>();
  const [tool, setTool] = useState<Tool>('arrow');
  const [words, setWords] = useState('');
  const [drawings, setDrawings] = useState<readonly Drawing[]>([]);
  const [open, setOpen] = useState<Drawing>();

  useEffect(() => {
    let isOver = false;
    void createImageBitmap(picture).then((read) => !isOver && setImage(read));
    return () => {
      isOver = true;
    };
  }, [picture]);
  useEffect(() => {
    const element = canvas.current;
    if (!element || !image) return;
    element.width = image.width;
    element.height = image.height;
    const context = element.getContext('2d');
    if (!context) return;
    context.drawImage(image, 0, 0);
    paintDrawings(context, open ? [...drawings, open] : drawings, image.width, image.height);
  }, [image, drawings, open]);

  const at = (event: PointerEvent<HTMLCanvasElement>): Point => {
    const box = event.currentTarget.getBoundingClientRect();
    return { x: (event.clientX - box.left) / box.width, y: (event.clientY - box.top) / box.height };
  };
  const begin = (event: PointerEvent<HTMLCanvasElement>) => {
    const point = at(event);
    if (tool === 'words') {
      if (words.trim()) setDrawings([...drawings, { kind: 'words', at: point, text: words.trim() }]);
      return;
    }
    event.currentTarget.setPointerCapture(event.pointerId);
    setOpen({ kind: tool, from: point, to: point });
  };
  const go = (event: PointerEvent<HTMLCanvasElement>) => {
    if (open && open.kind !== 'words') setOpen({ ...open, to: at(event) });
  };
  const end = () => {
    if (open && isDrawing(open)) setDrawings([...drawings, open]);
    setOpen(undefined);
  };
  return (
    <FullDialog
      title={formText('annotate')}
      onClose={onClose}
      isDark
      foot={
        <>
          <button
            type="button"
            className="fc-btn"
            disabled={drawings.length === 0}
            onClick={() => setDrawings(drawings.slice(0, -1))}
          >
            <Icon name="undo" size={18} />
            {formText('undoStroke')}
          </button>
          <button
            type="button"
            className="fc-btn solid"
            disabled={drawings.length === 0}
            onClick={() => canvas.current?.toBlob((copy) => copy && onDone(copy), 'image/jpeg', 0.88)}
          >
            {formText('annotateDone')}
          </button>
        </>
      }
    >
      <div className="fc-annotate">
        <div className="fc-canvas">
          <canvas
            ref={canvas}
            role="img"
            aria-label={formText('annotateHint')}
            onPointerDown={begin}
            onPointerMove={go}
            onPointerUp={end}
            onPointerCancel={() => setOpen(undefined)}
          />
        </div>
        <div className="fc-row" role="radiogroup" aria-label={formText('drawTool')}>
          {tools.map((one) => (
            // biome-ignore lint/a11y/useSemanticElements: drawn as buttons with pictures
            <button
              key={one.tool}
              type="button"
              role="radio"
              aria-checked={one.tool === tool}
              className={one.tool === tool ? 'fc-btn on' : 'fc-btn'}
              onClick={() => setTool(one.tool)}
            >
              <Icon name={one.icon} size={18} />
              {formText(one.word)}
            </button>
          ))}
        </div>
        {tool === 'words' && (
          <input
            className="inp fc-inp"
            aria-label={formText('wordsFirst')}
            placeholder={formText('wordsFirst')}
            maxLength={40}
            value={words}
            onChange={(event) => setWords(event.target.value)}
          />
        )}
      </div>
    </FullDialog>
  );
}
