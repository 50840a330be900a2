/** Runs a program of the project to its end and tells how it went. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../', import.meta.url));

/** @returns true when it ended with 0 */
export function run(title: string, script: string, ...parameters: string[]): boolean {
  const began = performance.now();
  console.log(`\n▶ ${title}`);
  const { status } = spawnSync(process.execPath, [`${root}${script}`, ...parameters], { cwd: root, stdio: 'inherit' });
  console.log(`${status === 0 ? '✓' : '✗'} ${title} (${((performance.now() - began) / 1000).toFixed(1)} s)`);
  return status === 0;
}
