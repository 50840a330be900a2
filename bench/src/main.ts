/** `npm run bench [-- group …] [--quick] [--keep] [--write-docs]`: see docs/benchmarks.md. */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { measureBase } from './base.ts';
import { measureDailyReports } from './daily-reports/measure.ts';
import { writeDocs } from './docs.ts';
import { type Figure, type Group, groups, holds, resultOf, textTable } from './figure.ts';
import { measureForms } from './forms/measure.ts';
import { machine } from './machine.ts';
import { measureOrg } from './org.ts';
import { Stand } from './stand/stand.ts';
import { measureWeb } from './web/measure.ts';

const measures: Readonly<Record<Group, (stand: Stand) => Promise<Figure[]>>> = {
  'daily-reports': measureDailyReports,
  org: measureOrg,
  web: measureWeb,
  base: measureBase,
  forms: measureForms,
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: 'boolean', default: false },
    keep: { type: 'boolean', default: false },
    'write-docs': { type: 'boolean', default: false },
  },
});
const unknown = positionals.filter((name) => !groups.some((group) => group === name));
if (unknown.length > 0) {
  console.error(`no such group: ${unknown.join(', ')}; there are ${groups.join(', ')}`);
  process.exit(2);
}
const wanted = positionals.length === 0 ? groups : groups.filter((group) => positionals.includes(group));

const stand = new Stand({ quick: values.quick, keep: values.keep });
let closing: Promise<void> | undefined;
const close = () => {
  closing ??= stand.close();
  return closing;
};
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => void close().then(() => process.exit(130)));
}

const figures: Figure[] = [];
const began = machine();
try {
  for (const group of wanted) figures.push(...(await measures[group](stand)));
} catch (error) {
  // On a signal everything is taken away under the running measurement; that is no failure to tell.
  if (closing === undefined) {
    process.exitCode = 1;
    console.error(error);
  }
} finally {
  await close();
}

const results = figures.map(resultOf);
console.log(`\n${began}${values.quick ? '; QUICK run, not for telling' : ''}`);
for (const group of groups.filter((one) => results.some((result) => result.group === one))) {
  console.log(`\n${group}\n${textTable(results.filter((result) => result.group === group))}`);
}
writeFileSync(fileURLToPath(new URL('../results.json', import.meta.url)), `${JSON.stringify(results, null, 2)}\n`);
if (values['write-docs'] && process.exitCode === undefined) writeDocs(results, began);
const failed = figures.filter((figure) => holds(figure) === false);
if (process.exitCode !== undefined) console.log('\nsome of it could not be measured, see above');
else console.log(failed.length === 0 ? '\nall goals hold' : `\n${failed.length} goals do not hold`);
if (failed.length > 0) process.exitCode = 1;
