import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { allCalls, apiDocument } from './api-document.ts';
import { root } from './run.ts';

test('the committed API reference is what the contracts say now', async () => {
  expect(readFileSync(`${root}docs/api.md`, 'utf8'), 'run `npm run docs:api` and commit docs/api.md').toBe(
    await apiDocument(),
  );
});

test('every call has a section of its own, and no two share a name or an address', async () => {
  const calls = await allCalls();
  const document = await apiDocument();
  expect(calls.filter((call) => !document.includes(`\n### ${call.name}\n`))).toEqual([]);
  expect(new Set(calls.map((call) => call.name)).size).toBe(calls.length);
  expect(new Set(calls.map((call) => `${call.method} ${call.path}`)).size).toBe(calls.length);
});
