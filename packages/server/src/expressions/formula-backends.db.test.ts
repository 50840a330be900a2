/** One meaning, two backends: what a formula yields in JavaScript it yields in PostgreSQL, blanks and errors included. */
import { checkFormula } from '@anshao/core/expressions/formula/check.ts';
import type { FormulaContext } from '@anshao/core/expressions/formula/conversion.ts';
import { compileFormula, type FormulaResult } from '@anshao/core/expressions/formula/evaluate.ts';
import type { FunctionDefinition, ParameterKind } from '@anshao/core/expressions/formula/functions/definition.ts';
import { formulaFunctions } from '@anshao/core/expressions/formula/functions/registry.ts';
import type { FormulaColumn } from '@anshao/core/expressions/formula/sql/columns.ts';
import { FormulaTooDeep } from '@anshao/core/expressions/formula/sql/steps.ts';
import { formulaToSql } from '@anshao/core/expressions/formula/to-sql.ts';
import type { FormulaScope } from '@anshao/core/expressions/formula/types.ts';
import { isError } from '@anshao/core/expressions/formula/values.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { testDatabase } from '../base/testing/database.ts';

const scope: FormulaScope = {
  fields: [
    { key: 'n', label: '数', type: 'number' },
    { key: 'k', label: '整数', type: 'number' },
    { key: 't', label: '文', type: 'text' },
    { key: 's', label: '短文', type: 'text' },
    { key: 'b', label: '是否', type: 'boolean' },
    { key: 'd', label: '日期', type: 'date' },
    { key: 'e', label: '到期', type: 'date' },
    { key: 'm', label: '时刻', type: 'dateTime' },
    { key: 'c', label: '钟点', type: 'time' },
    { key: 'tags', label: '标签', type: { list: 'text' } },
    {
      key: 'items',
      label: '明细',
      type: 'text',
      columns: [
        { key: 'n', label: '分', type: 'number' },
        { key: 't', label: '名', type: 'text' },
        { key: 'd', label: '日', type: 'date' },
        { key: 'b', label: '对', type: 'boolean' },
      ],
    },
  ],
};
const pgTypes = {
  n: 'numeric',
  k: 'float8',
  t: 'text',
  s: 'text',
  b: 'boolean',
  d: 'date',
  e: 'date',
  m: 'timestamptz',
  c: 'time',
  tags: 'text[]',
};
const cellTypes = { n: 'numeric', t: 'text', d: 'date', b: 'boolean' };

const context: FormulaContext = {
  now: '2024-03-15T16:32:10.123Z',
  today: '2024-03-16',
  timeZone: 'Asia/Shanghai',
  calendar: new Map([
    ['2024-05-01', false],
    ['2024-05-02', false],
    ['2024-05-03', false],
    ['2024-05-11', true],
    ['2024-02-29', false],
    ['2024-03-16', true],
  ]),
};

// Few values, so that equal ones meet; those beside a border of rounding or of the calendar more than others.
const number = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom(0, 1, -1, 2, 3, 0.1, 0.2, 0.3, 2.675, -2.5, 0.5, 1e15, 1e99, 1e-99, 12345.678, 45366.75),
  },
  fc.integer({ min: -400, max: 400 }),
  fc.integer().map((value) => value / 100),
  fc.double({ noNaN: true, min: -1e16, max: 1e16 }),
);
const small = fc.oneof(fc.integer({ min: -3, max: 12 }), fc.constantFrom(0.5, 1.5, 2.5, -0.5, 20));
const text = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      '',
      'a',
      'A',
      'ab',
      'Ab a',
      '重大',
      '外墙脱落',
      '🧱墙',
      ' 12 ',
      '1,234.5',
      '-3',
      '50%',
      'TRUE',
      'é',
      '~a*',
      'a?b',
      '%_\\',
      '>2',
      '<>a',
      '=',
      '2024-03-15',
      '2024/2/30',
      '2024年3月1日 8:05',
      '14:30',
      'a  b ',
      '0',
    ),
  },
  fc.string({ unit: 'grapheme', maxLength: 5 }).filter((value) => !/\p{Cc}/u.test(value)),
);
const day = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      '2024-02-29',
      '2024-03-15',
      '2024-03-31',
      '2023-12-31',
      '2024-05-01',
      '1900-02-28',
      '1900-03-01',
      '0001-01-01',
      '9999-12-31',
    ),
  },
  fc.integer({ min: 0, max: 20_000 }).map((days) => new Date(days * 86_400_000).toISOString().slice(0, 10)),
);
const moment = fc.constantFrom(
  '2024-02-29T15:59:59.999Z',
  '2024-02-29T16:00:00.000Z',
  '2024-03-15T06:32:10.123Z',
  '1989-05-01T00:00:00.000Z',
  '9999-12-31T12:59:59.999Z',
);
const clock = fc.constantFrom('00:00', '08:30', '23:59:59', '12:00:01');
const perhaps = <T>(value: fc.Arbitrary<T>) => fc.option(value, { freq: 4 });

const record = fc.record({
  n: perhaps(number),
  k: perhaps(small),
  t: perhaps(text),
  s: perhaps(text),
  b: perhaps(fc.boolean()),
  d: perhaps(day),
  e: perhaps(day),
  m: perhaps(moment),
  c: perhaps(clock),
  tags: perhaps(fc.array(text, { maxLength: 3 })),
  items: fc.array(fc.record({ n: perhaps(number), t: perhaps(text), d: perhaps(day), b: perhaps(fc.boolean()) }), {
    maxLength: 4,
  }),
});

const quoted = (value: string) => `"${value.replaceAll('"', '""')}"`;

type Kind = 'number' | 'small' | 'text' | 'boolean' | 'date' | 'dateTime' | 'time' | 'any';
const leaves: Readonly<Record<Exclude<Kind, 'any'>, fc.Arbitrary<string>>> = {
  number: fc.oneof(
    fc.constantFrom('数', '整数', '{n}'),
    number.map((value) => (value < 0 ? `(${value})` : String(value))),
  ),
  small: fc.oneof(
    fc.constant('整数'),
    small.map((value) => (value < 0 ? `(${value})` : String(value))),
  ),
  text: fc.oneof(fc.constantFrom('文', '短文'), text.map(quoted)),
  boolean: fc.constantFrom('是否', 'TRUE', 'FALSE'),
  date: fc.constantFrom('日期', '到期', '"2024-03-01"', 'MAX(明细.日)'),
  dateTime: fc.constant('时刻'),
  time: fc.constantFrom('钟点', '"14:30"'),
};

const formats: Readonly<Record<string, readonly string[]>> = {
  TEXT: ['0', '0.00', '#,##0.0', '0%', 'yyyy-mm-dd', 'yyyy年m月d日 hh:mm:ss', '0.0#', '¥#,##0.00'],
  DATEDIF: ['Y', 'M', 'D', 'MD', 'YM', 'YD'],
};

const plainResult = (definition: FunctionDefinition): Kind => {
  if (definition.kind === 'branching' || definition.result === 'argument' || definition.result === 'mixed')
    return 'any';
  return definition.result;
};

/** Formulas as text: each function with arguments of the kinds it takes, now and then of kinds that convert. */
const expressions = fc.letrec<Record<Kind | `call ${string}`, string>>((tie) => {
  const some = (kind: Kind) => tie(kind);
  /** Mostly simple ones, for among many arguments one error hides all that the others would do. */
  const argument = (kind: ParameterKind, name: string): fc.Arbitrary<string> => {
    const simple =
      kind === 'number'
        ? leaves.small
        : kind === 'mixed' || kind === 'values'
          ? leaves.text
          : leaves[kind as keyof typeof leaves];
    return simple ? fc.oneof(simple, argumentOf(kind, name)) : argumentOf(kind, name);
  };
  const argumentOf = (kind: ParameterKind, name: string): fc.Arbitrary<string> => {
    switch (kind) {
      case 'format':
        return fc.constantFrom(...(formats[name] as readonly string[])).map(quoted);
      case 'number':
        return fc.oneof(
          { weight: 3, arbitrary: tie('small') },
          { weight: 2, arbitrary: tie('number') },
          fc.constantFrom('文', '是否', '钟点'),
        );
      case 'numbers':
      case 'numberList':
        return fc.oneof(
          { weight: 3, arbitrary: tie('number') },
          { weight: 2, arbitrary: fc.constant('明细.分') },
          tie('text'),
        );
      case 'ordered':
        return fc.oneof(tie('number'), fc.constant('明细.分'));
      case 'texts':
      case 'values':
        return fc.oneof(tie('any'), fc.constantFrom('明细.名', '标签', '明细.分', '明细.日', '明细.对'));
      case 'booleans':
        return fc.oneof({ weight: 4, arbitrary: tie('boolean') }, fc.constantFrom('明细.对', '明细.分', '文', '整数'));
      case 'list':
        return fc.constantFrom('明细.名', '标签', '明细.分', '明细.日', '明细.对');
      case 'days':
        return fc.oneof(fc.constant('明细.日'), tie('date'));
      case 'mixed':
        return tie('any');
      case 'text':
        return fc.oneof({ weight: 5, arbitrary: tie('text') }, tie('any'));
      case 'date':
        return fc.oneof({ weight: 6, arbitrary: tie('date') }, tie('dateTime'), fc.constantFrom('45366', '文', '数'));
      case 'time':
      case 'dateTime':
        return fc.oneof(tie('dateTime'), tie('time'), tie('date'), fc.constantFrom('0.75', '文'));
      default:
        return some(kind);
    }
  };
  const call = (definition: FunctionDefinition): fc.Arbitrary<string> => {
    const { name, parameters } = definition;
    const repeated = parameters.filter(({ repeats }) => repeats);
    const fixed = parameters.filter(({ repeats }) => !repeats);
    const lists = fc
      .tuple(fc.nat(fixed.filter(({ optional }) => optional).length), fc.integer({ min: 1, max: 3 }))
      .chain(([left, times]) =>
        fc.tuple(
          ...fixed.slice(0, fixed.length - left).map(({ kind }) => argument(kind, name)),
          ...Array.from({ length: repeated.length > 0 ? times : 0 }, () =>
            repeated.map(({ kind }) => argument(kind, name)),
          ).flat(),
        ),
      );
    return lists.map((given) => `${name}(${given.join(', ')})`);
  };
  const callsOf = (kind: Kind) =>
    formulaFunctions.filter((one) => plainResult(one) === kind && one.name !== 'POWER').map(call);
  const operation = (left: Kind, operators: readonly string[], right: Kind) =>
    fc.tuple(tie(left), fc.constantFrom(...operators), tie(right)).map((parts) => `(${parts.join(' ')})`);
  const compare = ['=', '<>', '<', '<=', '>', '>='];
  const limits = { maxDepth: 4, depthIdentifier: 'formula', withCrossShrink: true };
  return {
    number: fc.oneof(
      limits,
      leaves.number,
      operation('number', ['+', '-', '*', '/'], 'number'),
      operation('number', ['+', '-', '*', '/'], 'text'),
      operation('date', ['-'], 'date'),
      operation('dateTime', ['-'], 'date'),
      fc.tuple(tie('number'), fc.constantFrom(0, 1, 2, 3, 4, 0.5)).map(([base, to]) => `POWER(${base}, ${to})`),
      tie('number').map((value) => `(-${value})`),
      ...callsOf('number'),
    ),
    small: fc.oneof(limits, leaves.small, leaves.small, leaves.number),
    text: fc.oneof(limits, leaves.text, operation('any', ['&'], 'any'), ...callsOf('text')),
    boolean: fc.oneof(
      limits,
      leaves.boolean,
      operation('number', compare, 'number'),
      operation('text', compare, 'text'),
      operation('date', compare, 'date'),
      operation('dateTime', compare, 'date'),
      operation('any', compare, 'any'),
      ...callsOf('boolean'),
    ),
    date: fc.oneof(
      limits,
      leaves.date,
      fc.tuple(tie('small'), fc.constantFrom('+', '-')).map(([days, sign]) => `(日期 ${sign} ${days})`),
      ...callsOf('date'),
    ),
    dateTime: fc.oneof(
      limits,
      leaves.dateTime,
      operation('dateTime', ['+', '-'], 'small'),
      fc.constant('(日期 + 钟点)'),
      ...callsOf('dateTime'),
    ),
    time: fc.oneof(limits, leaves.time, ...callsOf('time')),
    any: fc.oneof(
      limits,
      leaves.number,
      leaves.text,
      fc.constantFrom('空', '日期', '时刻', '钟点', '是否'),
      tie('number'),
      tie('text'),
      tie('boolean'),
      tie('date'),
      ...callsOf('any'),
    ),
    ...Object.fromEntries(formulaFunctions.map((one) => [`call ${one.name}` as const, call(one)])),
  };
});

const database = await testDatabase();
const columns = new Map<string, FormulaColumn>([
  ...Object.keys(pgTypes).map((key): [string, FormulaColumn] => [key, { sql: `r."${key}"` }]),
  ...Object.keys(cellTypes).map((key): [string, FormulaColumn] => [
    `items.${key}`,
    {
      from: `unnest(r.items_n, r.items_t, r.items_d, r.items_b) with ordinality as q(n, t, d, b, i)`,
      column: `q.${key}`,
      order: 'q.i',
    },
  ]),
]);

type Filled = Readonly<Record<string, unknown>> & { readonly items: readonly Readonly<Record<string, unknown>>[] };

async function expectAgreement(formula: string, records: readonly Filled[]): Promise<boolean> {
  const checked = checkFormula(formula, scope);
  if (checked.problems.length > 0) return false;
  const run = compileFormula(checked);
  const expected = records.map((values) => plain(run({ values }, context)));

  const parameters: unknown[] = [];
  const rows = records.map((values, index) => {
    const cells = Object.entries(pgTypes).map(([key, type]) => `$${parameters.push(values[key])}::${type}`);
    const lists = Object.entries(cellTypes).map(
      ([key, type]) => `$${parameters.push(values.items.map((row) => row[key]))}::${type}[]`,
    );
    return `(${[index, ...cells, ...lists].join(', ')})`;
  });
  const names = [...Object.keys(pgTypes), ...Object.keys(cellTypes).map((key) => `items_${key}`)];
  const compiled = formulaToSql(checked, columns, context, parameters.length + 1);
  const { rows: found } = await database.pool.query<{ value: unknown; error: string | null }>(
    `select f.value, f.error from (values ${rows.join(', ')}) as r(index, ${names.join(', ')})
     cross join lateral ${compiled.row} as f order by r.index`,
    [...parameters, ...compiled.values],
  );
  const answered = found.map(({ value, error }) => (error === null ? asForms(value, compiled.type) : error));
  expect(answered, formula).toEqual(expected);
  return true;
}

const plain = (result: FormulaResult) => (isError(result) ? result.error : result);

function asForms(value: unknown, type: string): unknown {
  if (value instanceof Date) return type === 'date' ? value.toISOString().slice(0, 10) : value.toISOString();
  if (type === 'time' && typeof value === 'string') return value.replace(/:00$/, '');
  return value;
}

const records = fc.array(record, { minLength: 1, maxLength: 6 });

test('JavaScript and PostgreSQL agree on every formula and record', async () => {
  let checked = 0;
  await fc.assert(
    fc.asyncProperty(expressions.any, records, async (formula, filled) => {
      if (await expectAgreement(formula, filled)) checked += 1;
    }),
    { numRuns: 600 },
  );
  expect(checked).toBeGreaterThan(150);
});

// POWER of anything may differ in the last binary digit, and then in all that comes of it.
const repeatable = formulaFunctions.filter(({ name }) => name !== 'POWER').map(({ name }) => name);

test.each(repeatable)('they agree on %s of anything', async (name) => {
  const formula = expressions[`call ${name}`] as fc.Arbitrary<string>;
  let checked = 0;
  await fc.assert(
    fc.asyncProperty(formula, records, async (one, filled) => {
      if (await expectAgreement(one, filled)) checked += 1;
    }),
    { numRuns: 40 },
  );
  expect(checked).toBeGreaterThan(0);
});

const filled: Filled = {
  n: 2.5,
  k: 3,
  t: 'a*b',
  s: 'ab',
  b: true,
  d: '2024-02-29',
  e: null,
  m: '2024-03-15T06:32:10.123Z',
  c: '08:30',
  tags: ['a', null, '重大'],
  items: [
    { n: 1e99, t: 'a?', d: '9999-12-31', b: null },
    { n: -0.1, t: '', d: null, b: true },
  ],
};
const empty: Filled = { items: [] };

test.each([
  ['the longest sum', Array.from({ length: 1001 }, () => '数').join('+')],
  ['the longest text', Array.from({ length: 1001 }, () => '文').join('&')],
  ['the longest product', Array.from({ length: 500 }, () => '(数-整数)').join('*')],
  ['the most functions', `SUM(${Array.from({ length: 550 }, () => 'COUNTIF(明细.名,"a")').join(',')})`],
  ['the most texts', Array.from({ length: 490 }, () => 'LEFT(数&文,2)').join('&')],
  ['the deepest formula', `${'IF(是否, '.repeat(150)}1${', 2)'.repeat(150)}`],
  ['the most numbers', `SUM(${Array.from({ length: 2000 }, (_, index) => index).join(',')})`],
  ['the most fractions', `SUM(${Array.from({ length: 1700 }, (_, index) => `${index}%`).join(',')})`],
  ['the most choices', `CHOOSE(整数,${Array.from({ length: 1600 }, (_, index) => `-${index}`).join(',')})`],
  ['the most cases', `SWITCH(整数,${Array.from({ length: 900 }, (_, index) => `${index + 9},${index}`).join(',')})`],
  ['the most different calls', `SUM(${Array.from({ length: 1100 }, (_, index) => `ABS(${index})`).join(',')})`],
  ['the most errors', `SUM(${Array.from({ length: 700 }, (_, index) => `SQRT(-${index})`).join(',')})`],
  ['functions within functions', `${'ROUND('.repeat(199)}数${', 2)'.repeat(199)}`],
  ['a long product with a zero', Array.from({ length: 30 }, (_, index) => `(整数-${index})`).join('/')],
  [
    'many cases',
    `IFS(${Array.from({ length: 100 }, (_, index) => `整数=${index + 10}, ${index}`).join(', ')}, TRUE, 5)`,
  ],
  ['a pattern of many wildcards', `SEARCH("${'a*'.repeat(127)}b", REPT("a", 30000))`],
  ['a criterion of many wildcards', `COUNTIF(明细.名, "${'a*?'.repeat(80)}")`],
  ['a criterion too long', `COUNTIF(明细.名, "<>${'a'.repeat(300)}")`],
  ['texts too long', 'SUBSTITUTE(REPT("a", 32767), "a", REPT("b", 32767))'],
  ['separators too long', `TEXTJOIN(REPT("-", 32000), FALSE, ${Array.from({ length: 200 }, () => '1').join(', ')})`],
  ['numbers no float8 can be', 'VALUE("1e999") + VALUE("-1e-999") + 1e100 * 1e100'],
  ['a day beyond all days', 'DATE(9999, 12, 31) + 1e99'],
  ['working days without end', 'ADDWORKDAYS(日期, 1e99)'],
  ['the last working day', 'WORKDAY("9999-12-20", 10000)'],
  ['a time of a little less than nothing', 'HOUR(TIME(-0.5, -0.5, -0.5)) & MINUTE(TIME(-0.1, 0, 0))'],
  ['the sign of midnight', 'HOUR(TIME(-0.5, -0.5, -0.5))'],
  ['a number whose shortest digits lie beyond it', 'MROUND(-5654359.51 * 13117109.91 * 243, -0.5)'],
  ['its 15 digits', 'ROUND(18023031804687648, 0) & "/" & 18023031804687652 & "/" & 1e23'],
  ['the error of a wrong branch', 'IF(是否, 1, 1 / 0 + SQRT(-1) + DATE(1e9, 1, 1))'],
])('%s neither raises nor differs', async (_, formula) => {
  expect(await expectAgreement(formula, [filled, empty])).toBe(true);
});

test('a formula deeper than PostgreSQL takes is refused before it is sent, and still evaluated', () => {
  const checked = checkFormula(`${'MOD('.repeat(199)}数${', 3)'.repeat(199)}`, scope);
  expect(checked.problems).toEqual([]);
  expect(() => formulaToSql(checked, columns, context)).toThrow(FormulaTooDeep);
  expect(compileFormula(checked)({ values: filled }, context)).toBe(2.5);
});

test('criteria find the same rows on both sides', async () => {
  const criterion = fc
    .tuple(
      fc.constantFrom('', '=', '<>', '>', '<', '>=', '<='),
      fc.oneof(text, fc.constantFrom('2', '-0.5', 'true', 'a*', '?b', '2024-03-15', '重*', '')),
    )
    .map(([operator, operand]) => quoted(operator + operand));
  const list = fc.constantFrom('明细.名', '明细.分', '明细.日', '明细.对', '标签');
  const formula = fc
    .tuple(fc.constantFrom('COUNTIF', 'SUMIF'), list, fc.oneof(criterion, fc.constantFrom('数', '文', '日期', '是否')))
    .map(([name, of, wanted]) => `${name}(${of}, ${wanted})`);
  await fc.assert(
    fc.asyncProperty(formula, records, async (one, rows) => {
      expect(await expectAgreement(one, rows)).toBe(true);
    }),
    { numRuns: 300 },
  );
});

test('texts that are numbers or days are read alike', async () => {
  const digits = fc.stringMatching(/^[ +-]?[0-9,.]{0,6}(?:e-?[0-9]{1,3})?%? ?$/);
  const days = fc
    .tuple(
      fc.integer({ min: 0, max: 3000 }),
      fc.constantFrom('-', '/', '.', '年'),
      fc.nat(14),
      fc.nat(33),
      fc.constantFrom('', ' 8:05', ' 24:00', 'x'),
    )
    .map(([year, mark, month, day, rest]) => `${year}${mark}${month}${mark === '年' ? '月' : mark}${day}${rest}`);
  const formula = fc.constantFrom(
    '文 + 0',
    'YEAR(文)',
    'DAY(文) & HOUR(文)',
    '文 & "" & VALUE(文)',
    'TEXT(文, "yyyy-mm-dd hh:mm")',
    '日期 > 文',
  );
  await fc.assert(
    fc.asyncProperty(formula, fc.array(fc.oneof(digits, days), { minLength: 1, maxLength: 12 }), async (one, texts) => {
      expect(
        await expectAgreement(
          one,
          texts.map((t) => ({ ...filled, t })),
        ),
      ).toBe(true);
    }),
    { numRuns: 200 },
  );
});

test('powers are the same but for the last digits', async () => {
  const asked = fc.tuple(number, fc.oneof(small, fc.double({ noNaN: true, min: -5, max: 5 })));
  await fc.assert(
    fc.asyncProperty(asked, async ([base, exponent]) => {
      const checked = checkFormula('数 ^ 整数', scope);
      const result = compileFormula(checked)({ values: { n: base, k: exponent } }, context);
      const one = new Map<string, FormulaColumn>([
        ['n', { sql: '$1::numeric' }],
        ['k', { sql: '$2::float8' }],
      ]);
      const compiled = formulaToSql(checked, one, context, 3);
      const { rows } = await database.pool.query<{ value: number | null; error: string | null }>(
        `select f.value, f.error from ${compiled.row} as f`,
        [base, exponent, ...compiled.values],
      );
      if (isError(result)) expect(rows[0]?.error).toBe(result.error);
      else {
        const value = rows[0]?.value as number;
        expect(Math.abs(value - (result as number))).toBeLessThanOrEqual(Math.abs(value) * 1e-13);
      }
    }),
    { numRuns: 300 },
  );
});

test('a column of numbers that no formula can hold is blank, and one value can be selected alone', async () => {
  const checked = checkFormula('数 + 1', scope);
  const huge = new Map<string, FormulaColumn>([['n', { sql: 'r.n' }]]);
  const { value, values } = formulaToSql(checked, huge, context);
  const { rows } = await database.pool.query<{ value: number }>(
    `select ${value} as value from (values ('1e400'::numeric), ('1e-400'::numeric), (null), (2)) as r(n)`,
    [...values],
  );
  expect(rows.map((row) => row.value)).toEqual([1, 1, 1, 3]);
});
