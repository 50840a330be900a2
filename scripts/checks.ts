/** What needs no running: types, lint and format. */
import { run } from './run.ts';

export function check(): { passed: number; failed: number } {
  const results = [
    run('types', 'node_modules/typescript/bin/tsc', '--noEmit', '-p', '.'),
    run('lint and format', 'node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '.'),
  ];
  const passed = results.filter(Boolean).length;
  return { passed, failed: results.length - passed };
}
