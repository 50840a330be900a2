/** How far the load is: one line that moves on a terminal, a few plain lines elsewhere (logs, CI). */
import type { Progress } from './load.ts';

const names: Readonly<Record<Progress['phase'], string>> = {
  directory: '建立名录',
  pictures: '绘制照片',
  days: '写入日报',
  finishing: '收尾',
};
const barWidth = 32;

/** @param out where it is written, as `process.stdout` */
export function showProgress(
  out: { isTTY?: boolean; write(text: string): unknown },
  elapsedMs: () => number,
): (progress: Progress) => void {
  let told = '';
  return ({ phase, done, total }) => {
    const share = total === 0 ? 1 : done / total;
    const seconds = `${(elapsedMs() / 1000).toFixed(0)} 秒`;
    if (out.isTTY) {
      const full = Math.round(share * barWidth);
      const bar = `${'█'.repeat(full)}${'░'.repeat(barWidth - full)}`;
      const count = total > 1 ? `  第 ${done}/${total} 天` : '';
      out.write(
        `\r\u001b[2K${names[phase]} ${bar} ${String(Math.round(share * 100)).padStart(3)}%${count}  ${seconds}`,
      );
      if (phase === 'finishing' && done === total) out.write('\n');
      return;
    }
    // A line for the beginning of each phase, and for every quarter of the long one.
    const line = total > 1 ? `${names[phase]} ${Math.floor(share * 4) * 25}%` : names[phase];
    if (line === told || (total === 1 && done === 1)) return;
    told = line;
    out.write(`${line}（${seconds}）\n`);
  };
}
