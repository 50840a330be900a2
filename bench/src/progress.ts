/** Tells what is going on: a bar that moves on a terminal, one quiet line per step elsewhere (a log, a CI run). */

export interface Step {
  /** @param done share that is done, 0–1 */
  at(done: number): void;
  end(): void;
}

const cells = 24;

export function step(label: string, out: NodeJS.WriteStream = process.stderr): Step {
  const began = performance.now();
  if (!out.isTTY) {
    out.write(`${label} …\n`);
    return { at: () => {}, end: () => {} };
  }
  const draw = (share: number) => {
    const full = Math.round(Math.min(1, share) * cells);
    const seconds = Math.round((performance.now() - began) / 1000);
    out.write(`\r\x1b[2K${'█'.repeat(full)}${'░'.repeat(cells - full)} ${label} ${seconds} s`);
  };
  draw(0);
  return { at: draw, end: () => out.write('\r\x1b[2K') };
}

export async function during<T>(label: string, work: (tell: (done: number) => void) => Promise<T>): Promise<T> {
  const shown = step(label);
  try {
    return await work(shown.at);
  } finally {
    shown.end();
  }
}
