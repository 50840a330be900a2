/** Puts the table of the last run into docs/benchmarks.md, between two marks; the rest of the page is left alone. */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { groups, markdownTable, type Result } from './figure.ts';

const page = fileURLToPath(new URL('../../docs/benchmarks.md', import.meta.url));
const begin = '<!-- figures: written by npm run bench -- --write-docs -->';
const end = '<!-- end of figures -->';

/** Groups that this run did not measure keep what stands there. */
export function writeDocs(results: readonly Result[], measuredOn: string): void {
  const text = readFileSync(page, 'utf8');
  const from = text.indexOf(begin);
  const to = text.indexOf(end);
  if (from < 0 || to < from) throw new Error(`docs/benchmarks.md has lost its marks "${begin}" and "${end}"`);
  const before = sectionsOf(text.slice(from + begin.length, to));
  const sections = groups.flatMap((group) => {
    const own = results.filter((result) => result.group === group);
    if (own.length > 0) return [`### ${group}\n\nMeasured ${measuredOn}.\n\n${markdownTable(own)}`];
    return before.get(group) ?? [];
  });
  writeFileSync(page, `${text.slice(0, from)}${begin}\n\n${sections.join('\n\n')}\n\n${text.slice(to)}`);
}

function sectionsOf(text: string): Map<string, string> {
  const sections = text.split(/^(?=### )/m).filter((section) => section.startsWith('### '));
  return new Map(sections.map((section) => [section.slice(4, section.indexOf('\n')), section.trim()]));
}
