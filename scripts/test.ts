/**
 * `npm test`: types, lint, then every kind of test in one runner, and one closing line that counts them all.
 * Arguments are passed on to the runner: `npm test -- --project unit packages/core`.
 */
import { readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { requireBrowser } from './browser.ts';
import { check } from './checks.ts';
import { run } from './run.ts';

interface Report {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  testResults: { status: string; assertionResults: unknown[] }[];
  success: boolean;
}

const parameters = process.argv.slice(2);
process.env['CHROMIUM_PATH'] = requireBrowser();

const checked = check();
const built = run('build of the web application', 'scripts/build.ts');
const file = `${tmpdir()}/anshao-tests-${process.pid}.json`;
const ran = run(
  'tests',
  'node_modules/vitest/vitest.mjs',
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${file}`,
  ...parameters,
);
const report = JSON.parse(readFileSync(file, 'utf8')) as Report;
rmSync(file);
// A file that could not even be loaded fails without any test of its own.
const unloaded = report.testResults.filter(
  (one) => one.status === 'failed' && one.assertionResults.length === 0,
).length;
const passed = checked.passed + Number(built) + report.numPassedTests;
let failed = checked.failed + Number(!built) + report.numFailedTests + unloaded;
// Errors outside any test (an unhandled rejection, something left over) fail the run as well.
if (!ran && failed === 0) failed = 1;
const skipped = report.numPendingTests > 0 ? `, ${report.numPendingTests} skipped` : '';
console.log(`\n${passed} passed, ${failed} failed${skipped}`);
process.exitCode = failed === 0 ? 0 : 1;
