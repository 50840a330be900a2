/** Documents that name files, pictures and tests name ones that exist. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { checkFormula } from '@anshao/core/expressions/formula/check.ts';
import { formulaFunctions } from '@anshao/core/expressions/formula/functions/registry.ts';
import type { FormulaField, ScalarType } from '@anshao/core/expressions/formula/types.ts';
import { fieldTypes } from '@anshao/core/forms/registry.ts';
import { expect, test } from 'vitest';
import { formulaDocument, formulaGroups } from './formula-document.ts';
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

test('every requirement of forms and applications has a row that names a test', () => {
  const numbers = (prefix: string, list: readonly number[]) =>
    list.map((number) => `${prefix}-${String(number).padStart(2, '0')}`);
  const upTo = (most: number) => Array.from({ length: most }, (_, index) => index + 1);
  const ids = [
    ...numbers('DR', upTo(40)),
    ...numbers('FE', upTo(20)),
    ...numbers('AP', [1, 2, 3, 6]),
    ...numbers('HZ', [2]),
  ];
  const rows = textOf('docs/requirements.md')
    .split('\n')
    .filter((line) => line.startsWith('| '));
  const wrong = ids.filter((id) => rows.filter((row) => row.startsWith(`| ${id} `)).length !== 1);
  expect(wrong).toEqual([]);
  const shown = rows.filter((row) => /^\| (FE|AP|HZ)-/.test(row)).map((row) => row.split(' | '));
  // Id, how it is met, what shows it, what there is beyond.
  expect(shown.filter((cells) => cells.length !== 4).map(([id]) => id)).toEqual([]);
  expect(shown.filter(([, , cell = '']) => !/`[\w./-]+\.(test|spec)\.ts` “/.test(cell)).map(([id]) => id)).toEqual([]);
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

test('the guide lists every function of formulas, in one group, as it is now', () => {
  const listed = Object.values(formulaGroups).flat();
  expect(new Set(listed)).toEqual(new Set(formulaFunctions));
  expect(listed).toHaveLength(formulaFunctions.length);
  expect(textOf('docs/guide/函数大全.md'), 'run `npm run docs:formulas` and commit docs/guide/函数大全.md').toBe(
    formulaDocument(),
  );
});

test('the guide says of every kind of field when to use it', () => {
  const rows = new Set([...textOf('docs/guide/控件.md').matchAll(/^\| \*\*([^*]+)\*\* \|/gm)].map(([, name]) => name));
  expect(Object.values(fieldTypes).flatMap(({ label }) => (rows.has(label.zh) ? [] : [label.zh]))).toEqual([]);
});

/** The controls that the guide's formulas speak of. */
function field(type: ScalarType, label: string): FormulaField {
  return { key: label, label, type };
}
const spokenOf: readonly FormulaField[] = [
  ...['整改期限', '发现日期', '完成日期', '下次检验日期'].map((label) => field('date', label)),
  ...['得分', '费用', '项数'].map((label) => field('number', label)),
  ...['隐患等级', '楼栋'].map((label) => field('text', label)),
  {
    ...field('text', '检查项清单'),
    columns: [field('text', '名称'), field('text', '是否正常'), field('number', '扣分')],
  },
];
const resultKinds: Readonly<Record<string, ScalarType>> = {
  数字: 'number',
  是否: 'boolean',
  文字: 'text',
  日期: 'date',
};

test('every formula that the guide gives as an example is sound and gives what it says', () => {
  const rows = [...textOf('docs/guide/公式.md').matchAll(/^\| [^|]+ \| `([^`]+)` \| (数字|是否|文字|日期)/gm)];
  expect(rows.length).toBeGreaterThan(10);
  const problems = rows.flatMap(([, formula = '', kind = '']) =>
    checkFormula(formula, { fields: spokenOf }, resultKinds[kind]).problems.map(({ code }) => `${formula}: ${code}`),
  );
  expect(problems).toEqual([]);
});
