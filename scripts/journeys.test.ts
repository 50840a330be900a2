import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const folder = new URL('../e2e/', import.meta.url);
const specs = readdirSync(folder).filter((name) => name.endsWith('.spec.ts'));
/** What specs say, with the specs that say it. */
function saidIn(pattern: RegExp): [said: string, specs: string[]][] {
  const found = specs.flatMap((spec) =>
    [...new Set([...readFileSync(new URL(spec, folder), 'utf8').matchAll(pattern)].map(([, said]) => said ?? ''))].map(
      (said) => ({ said, spec }),
    ),
  );
  return [...Map.groupBy(found, ({ said }) => said)].map(([said, list]) => [said, list.map(({ spec }) => spec)]);
}

test.each([
  ['number', /openStage\((\d+)\)/g],
  ['district', /district: '([^']+)'/g],
  ['community', /communities: \['([^']+)'/g],
])('journeys share one database, so no two of them have the same %s', (_, pattern) => {
  const said = saidIn(pattern);
  expect(said.length).toBeGreaterThan(5);
  expect(said.filter(([, places]) => places.length > 1)).toEqual([]);
});
