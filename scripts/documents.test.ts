/** Documents that name files, pictures and tests name ones that exist. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { root } from './run.ts';

const documents = [
  ...readdirSync(root).filter((name) => name.endsWith('.md')),
  ...readdirSync(`${root}docs`, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

const textOf = (path: string) => readFileSync(`${root}${path}`, 'utf8');

test('every link to a file of ours leads somewhere', () => {
  const broken = documents.flatMap((path) =>
    [...textOf(path).matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)]
      .map(([, target = '']) => decodeURI(target))
      .filter((target) => !/^[a-z]+:/.test(target) && !existsSync(resolve(root, dirname(path), target)))
      .map((target) => `${path}: ${target}`),
  );
  expect(broken).toEqual([]);
});

test('every test that the requirements cite is there under that name', () => {
  const places = ['', 'packages/', 'packages/server/src/', 'packages/core/src/', 'packages/web/src/'];
  const cited = [...textOf('docs/requirements.md').matchAll(/`([\w./-]+\.(?:test|spec)\.ts)`((?:,? “[^”]+”)*)/g)];
  const problems = cited.flatMap(([, path = '', names = '']) => {
    const place = places.find((one) => existsSync(`${root}${one}${path}`));
    if (place === undefined) return [`${path} does not exist`];
    const text = textOf(`${place}${path}`);
    return [...names.matchAll(/“([^”]+)”/g)]
      .filter(([, name = '']) => !text.includes(name))
      .map(([, name]) => `${path}: ${name}`);
  });
  expect(cited.length).toBeGreaterThan(40);
  expect(problems).toEqual([]);
});

test('every file that the architecture names is there', () => {
  const text = textOf('docs/architecture.md');
  const known = new Set(
    ['packages', 'presets', 'e2e', 'scripts']
      .flatMap((folder) =>
        readdirSync(`${root}${folder}`, { recursive: true, encoding: 'utf8' })
          .filter((name) => !/node_modules|dist\//.test(name))
          .map((name) => `${folder}/${name}`),
      )
      .map((name) => name.replace('/src/', '/')),
  );
  const named = [...text.matchAll(/`([\w./-]+\.(?:ts|tsx))`/g)].map(([, name = '']) => name.replace('/src/', '/'));
  expect(named.length).toBeGreaterThan(20);
  expect(named.filter((name) => ![...known].some((one) => `/${one}`.endsWith(`/${name}`)))).toEqual([]);
});
