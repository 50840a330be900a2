/**
 * Sums what a phone must load before the first page stands: `mobile.html`, its scripts with everything they import at
 * once, and its styles, as compressed by the build. Parts that are loaded later do not count.
 *
 * `node packages/web/measure-first-page.ts [dist]` prints the list and fails above the budget (ux: 150 kB).
 */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

const budget = { bytes: 150_000, requests: 8 };
const dist = resolve(process.argv[2] ?? join(import.meta.dirname, 'dist'));

function sizeOf(file: string): number {
  const compressed = join(dist, `${file}.br`);
  return statSync(existsSync(compressed) ? compressed : join(dist, file)).size;
}

/** Files an ES module imports when it is loaded; `import(…)` is for later. */
function importsOf(file: string): string[] {
  const source = readFileSync(join(dist, file), 'utf8');
  const folder = file.slice(0, file.lastIndexOf('/') + 1);
  return [
    ...source.matchAll(/(?:^|[;}\s])(?:import|export)\s*(?:[\w*{][^'"()]*?from\s*)?["']\.\/([^"']+\.js)["']/g),
  ].map((match) => folder + match[1]);
}

const page = readFileSync(join(dist, 'mobile.html'), 'utf8');
const files = new Set(['mobile.html']);
const visit = (file: string): void => {
  if (files.has(file)) return;
  files.add(file);
  if (file.endsWith('.js')) for (const next of importsOf(file)) visit(next);
};
for (const [, address = ''] of page.matchAll(/(?:src|href)="\/(assets\/[^"]+)"/g)) visit(address);

let total = 0;
for (const file of files) {
  total += sizeOf(file);
  console.log(`${String(sizeOf(file)).padStart(8)}  ${file}`);
}
console.log(`${String(total).padStart(8)}  in ${files.size} requests (budget ${budget.bytes} in ${budget.requests})`);
if (total > budget.bytes || files.size > budget.requests) process.exitCode = 1;
