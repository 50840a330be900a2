import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { allErrors } from './catalogue.ts';

const packages = fileURLToPath(new URL('../../../', import.meta.url));

function sources(): string[] {
  return readdirSync(packages, { recursive: true, encoding: 'utf8' })
    .filter((name) => /^(core|server)\/src\/.*\.ts$/.test(name) && !/\.test\.ts$/.test(name))
    .map((name) => readFileSync(`${packages}/${name}`, 'utf8'));
}

test('every code that is thrown stands in the catalogue', () => {
  const thrown = new Set(
    sources().flatMap((text) => [...text.matchAll(/new Problem\(\s*'([^']+)'/g)].map((match) => match[1] ?? '')),
  );

  expect(thrown.size).toBeGreaterThan(20);
  expect([...thrown].filter((code) => !Object.hasOwn(allErrors, code))).toEqual([]);
});

test('every code in the catalogue is used somewhere', () => {
  const texts = sources().map((text) => text.replace(/^\s*'[\w.-]+': \{/gm, ''));
  const unused = Object.keys(allErrors).filter((code) => !texts.some((text) => text.includes(`'${code}'`)));
  expect(unused).toEqual([]);
});

test('both languages of a sentence use the same details', () => {
  const names = (sentence: string) => [...sentence.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort();
  const uneven = Object.entries(allErrors).filter(([, entry]) => String(names(entry.zh)) !== String(names(entry.en)));
  expect(uneven.map(([code]) => code)).toEqual([]);
});
