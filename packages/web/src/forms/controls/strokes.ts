/** Lines drawn by hand. Points are in shares of the pad's width and height, so that a turned phone keeps them. */
export interface Point {
  readonly x: number;
  readonly y: number;
}
export type Stroke = readonly Point[];

/** The smallest box around all points, widened by a margin; undefined without any. All in shares. */
export function boundsOf(
  strokes: readonly Stroke[],
  margin = 0.03,
): { left: number; top: number; right: number; bottom: number } | undefined {
  const points = strokes.flat();
  if (points.length === 0) return undefined;
  const xs = points.map(({ x }) => x);
  const ys = points.map(({ y }) => y);
  return {
    left: Math.max(0, Math.min(...xs) - margin),
    top: Math.max(0, Math.min(...ys) - margin),
    right: Math.min(1, Math.max(...xs) + margin),
    bottom: Math.min(1, Math.max(...ys) + margin),
  };
}

/** A dot is not a signature: neither is a line shorter than a twentieth of the pad. */
export function isSomething(strokes: readonly Stroke[]): boolean {
  const length = strokes.reduce((sum, stroke) => sum + lengthOf(stroke), 0);
  return length > 0.05;
}

function lengthOf(stroke: Stroke): number {
  let length = 0;
  for (let index = 1; index < stroke.length; index++) {
    const [from, to] = [stroke[index - 1] as Point, stroke[index] as Point];
    length += Math.hypot(to.x - from.x, to.y - from.y);
  }
  return length;
}

/** Draws smoothly: through the middles between points, each point bending the line. */
export function drawStrokes(
  canvas: CanvasRenderingContext2D,
  strokes: readonly Stroke[],
  width: number,
  height: number,
  lineWidth: number,
): void {
  canvas.lineCap = 'round';
  canvas.lineJoin = 'round';
  canvas.lineWidth = lineWidth;
  for (const stroke of strokes) {
    const [first, ...rest] = stroke.map(({ x, y }) => ({ x: x * width, y: y * height }));
    if (!first) continue;
    canvas.beginPath();
    canvas.moveTo(first.x, first.y);
    rest.forEach((point, index) => {
      const next = rest[index + 1];
      if (next) canvas.quadraticCurveTo(point.x, point.y, (point.x + next.x) / 2, (point.y + next.y) / 2);
      else canvas.lineTo(point.x, point.y);
    });
    if (rest.length === 0) canvas.lineTo(first.x + 0.1, first.y);
    canvas.stroke();
  }
}
