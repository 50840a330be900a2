/** What may be drawn onto a photo: arrows, circles and words. Places are shares of the picture's width and height. */
import type { Point } from './strokes.ts';

export type Drawing =
  | { readonly kind: 'arrow' | 'circle'; readonly from: Point; readonly to: Point }
  | { readonly kind: 'words'; readonly at: Point; readonly text: string };

const red = '#e5242c';

export function paintDrawings(
  canvas: CanvasRenderingContext2D,
  drawings: readonly Drawing[],
  width: number,
  height: number,
): void {
  const line = Math.max(3, Math.round(Math.max(width, height) / 220));
  canvas.lineCap = 'round';
  canvas.lineJoin = 'round';
  for (const drawing of drawings) {
    // A white rim keeps red readable on red brick.
    for (const [colour, extra] of [
      ['#fff', line],
      [red, 0],
    ] as const) {
      canvas.strokeStyle = colour;
      canvas.fillStyle = colour;
      canvas.lineWidth = line + extra;
      paint(canvas, drawing, width, height, line, extra > 0);
    }
  }
}

function paint(
  canvas: CanvasRenderingContext2D,
  drawing: Drawing,
  width: number,
  height: number,
  line: number,
  isRim: boolean,
): void {
  if (drawing.kind === 'words') {
    const size = Math.max(16, Math.round(Math.min(width, height) / 18));
    canvas.font = `600 ${size}px sans-serif`;
    canvas.textBaseline = 'top';
    const [x, y] = [drawing.at.x * width, drawing.at.y * height];
    if (isRim) canvas.strokeText(drawing.text, x, y);
    else canvas.fillText(drawing.text, x, y);
    return;
  }
  const from = { x: drawing.from.x * width, y: drawing.from.y * height };
  const to = { x: drawing.to.x * width, y: drawing.to.y * height };
  canvas.beginPath();
  if (drawing.kind === 'circle') {
    const middle = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
    canvas.ellipse(middle.x, middle.y, Math.abs(to.x - from.x) / 2, Math.abs(to.y - from.y) / 2, 0, 0, 2 * Math.PI);
  } else {
    const angle = Math.atan2(to.y - from.y, to.x - from.x);
    const head = line * 5;
    canvas.moveTo(from.x, from.y);
    canvas.lineTo(to.x, to.y);
    for (const side of [-1, 1]) {
      canvas.moveTo(to.x, to.y);
      canvas.lineTo(to.x - head * Math.cos(angle + side * 0.45), to.y - head * Math.sin(angle + side * 0.45));
    }
  }
  canvas.stroke();
}

/** Too small to mean anything: a press that was no drawing. */
export function isDrawing(drawing: Drawing): boolean {
  if (drawing.kind === 'words') return drawing.text.trim() !== '';
  return Math.hypot(drawing.to.x - drawing.from.x, drawing.to.y - drawing.from.y) > 0.02;
}
