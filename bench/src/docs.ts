/** Puts the table of the last run into docs/benchmarks.md, between two marks; the rest of the page is left alone. */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { groups, markdownTable, type Result } from './figure.ts';

const page = fileURLToPath(new URL('../../docs/benchmarks.md', import.meta.url));
const begin = '<!-- figures: written by npm run bench -- --write-docs -->';
const end = '<!-- end of figures -->';

export function writeDocs(results: readonly Result[], measuredOn: string): void {
  const text = readFileSync(page, 'utf8');
  const from = text.indexOf(begin);
  const to = text.indexOf(end);
  if (from < 0 || to < from) throw new Error(`docs/benchmarks.md has lost its marks "${begin}" and "${end}"`);
  const tables = groups.flatMap((group) => {
    const own = results.filter((result) => result.group === group);
    return own.length === 0 ? [] : [`### ${group}\n\n${markdownTable(own)}`];
  });
  const section = `${begin}\n\nMeasured ${measuredOn}.\n\n${tables.join('\n\n')}\n\n`;
  writeFileSync(page, text.slice(0, from) + section + text.slice(to));
}
