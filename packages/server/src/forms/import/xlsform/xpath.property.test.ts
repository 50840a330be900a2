// biome-ignore-all lint/suspicious/noTemplateCurlyInString: XLSForms write the names of questions so.
import type { ValueKind } from '@anshao/core/expressions/condition.ts';
import { parseFormula } from '@anshao/core/expressions/formula/parse.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Inexpressible, type Question, type Standpoint } from './questions.ts';
import { toCondition } from './to-condition.ts';
import { toFormula } from './to-formula.ts';
import { readXPath } from './xpath.ts';

const question = (
  name: string,
  type: string,
  kind: ValueKind,
  within: string[] = [],
  labels?: Map<string, string>,
): Question => ({
  name,
  field: { key: name, label: name, type },
  kind,
  within,
  ...(labels ? { labels } : {}),
});
const levels = new Map([
  ['high', '重大'],
  ['low', '一般'],
]);
const questions = new Map(
  [
    question('n', 'integer', 'number'),
    question('m', 'number', 'number'),
    question('t', 'text', 'text'),
    question('one', 'singleChoice', 'text', [], levels),
    question('many', 'multipleChoice', 'texts', [], levels),
    question('day', 'date', 'date'),
    question('ack', 'yesNo', 'boolean'),
    question('pic', 'photos', 'opaque'),
    question('items', 'subform', 'opaque'),
    question('score', 'integer', 'number', ['items']),
  ].map((one) => [one.name, one]),
);
const outside: Standpoint = { questions, within: [], self: questions.get('n')! };
const inside: Standpoint = { questions, within: ['items'], self: questions.get('score')! };

function read(text: string) {
  const found = readXPath(text);
  if ('reason' in found) throw new Error(found.reason);
  return found.expression;
}
const condition = (text: string, from = outside) => toCondition(read(text), from);
const formula = (text: string, from = outside) => toFormula(read(text), from).text;

describe('a condition by comparisons', () => {
  test.each([
    ["${one} = 'high'", { field: 'one', op: 'equals', value: 'high' }],
    ["'high' = ${one}", { field: 'one', op: 'equals', value: 'high' }],
    ['${n} > 5', { field: 'n', op: 'greater', value: 5 }],
    ['5 > ${n}', { field: 'n', op: 'less', value: 5 }],
    ['${n} >= -1.5', { field: 'n', op: 'greaterOrEqual', value: -1.5 }],
    ["${n} = '3'", { field: 'n', op: 'equals', value: 3 }],
    ["${t} != ''", { field: 't', op: 'isNotEmpty' }],
    ['string-length(${t}) > 0', { field: 't', op: 'isNotEmpty' }],
    ["selected(${many}, 'low')", { field: 'many', op: 'includes', value: 'low' }],
    ["selected(${one}, 'low')", { field: 'one', op: 'equals', value: 'low' }],
    ["not(selected(${many}, 'low'))", { not: { field: 'many', op: 'includes', value: 'low' } }],
    ["${ack} = 'OK'", { field: 'ack', op: 'equals', value: true }],
    ["${day} < date('2024-03-15')", { field: 'day', op: 'less', value: '2024-03-15' }],
    ['${n} < ${m}', { field: 'n', op: 'less', value: { field: 'm' } }],
    [
      '. >= 0 and . <= 120 and ${m} = 1',
      {
        all: [
          { field: 'n', op: 'greaterOrEqual', value: 0 },
          { field: 'n', op: 'lessOrEqual', value: 120 },
          { field: 'm', op: 'equals', value: 1 },
        ],
      },
    ],
    [
      "${one}='high' or ${n}=1 and ${m}=2",
      {
        any: [
          { field: 'one', op: 'equals', value: 'high' },
          {
            all: [
              { field: 'n', op: 'equals', value: 1 },
              { field: 'm', op: 'equals', value: 2 },
            ],
          },
        ],
      },
    ],
    ['${n} + 1 > 5', { formula: '({n}+1)>5' }],
    [
      'sum(${score}) > 10 and ${n} = 1',
      { all: [{ formula: 'SUM({items.score})>10' }, { field: 'n', op: 'equals', value: 1 }] },
    ],
    ['${day} <= today()', { formula: '{day}<=TODAY()' }],
  ])('%s', (text, expected) => {
    expect(condition(text)).toEqual(expected);
  });

  test('from a row, questions of the record are named through the parent', () => {
    expect(condition("${score} > 1 and ${one} = 'low'", inside)).toEqual({
      all: [
        { field: 'score', op: 'greater', value: 1 },
        { field: '$parent.one', op: 'equals', value: 'low' },
      ],
    });
    expect(formula('${score} * ${n}', inside)).toBe('{score}*{$parent.n}');
  });
});

test.each([
  ["if(${one} = 'high', 24, 72)", 'IF({one}="重大",24,72)'],
  ["concat(${t}, '\"', ${n})", '{t}&""""&{n}'],
  ['round(${n} div ${m}, 2)', 'ROUND({n}/{m},2)'],
  ['(${n} + 1) * -${m}', '({n}+1)*(-{m})'],
  ['${n} mod 2 = 0', 'MOD({n},2)=0'],
  ["coalesce(${t}, 'x')", 'IF(ISBLANK({t}),"x",{t})'],
  ['substr(${t}, 0, 4)', 'MID({t},1,4)'],
  ["contains(${t}, 'a')", 'ISNUMBER(FIND("a",{t}))'],
  ["selected(${many}, 'low')", 'INCLUDES({many},"一般")'],
  ['count-selected(${many}) > 1', 'COUNTA({many})>1'],
  ['max(${score})', 'MAX({items.score})'],
  ['count(${items}) > 2', '(COUNTA({items.score})+COUNTBLANK({items.score}))>2'],
  ['decimal-date-time(today()) - decimal-date-time(${day})', 'TODAY()-{day}'],
  ["${day} > '2024-03-15'", '{day}>DATE(2024,3,15)'],
])('%s as a formula', (text, expected) => {
  expect(formula(text)).toBe(expected);
});

test.each([
  ['${x} = 1', '没有“x”这个控件'],
  ["${one} = 'none'", '没有“none”这个选项'],
  ['${score} = 1', '许多个'],
  ['once(${n})', 'once()'],
  ["regex(., 'a')", 'regex()'],
  ['count(${n}) > 1', '行数'],
  ['if(${n}, 1)', '参数'],
  ['${n}', '“是”或“否”'],
  ['${pic} + 1 = 2', '不能用于计算'],
])('%s is refused with the reason', (text, reason) => {
  expect(() => condition(text)).toThrow(Inexpressible);
  expect(() => condition(text)).toThrow(reason);
});

test.each([
  ['../n = 1', '路径'],
  ['/data/n', '路径'],
  ['current()/../n', '路径'],
  ['${n} = ', '没有写完'],
  ['(${n}', '缺少“)”'],
  ['${n} ${m}', '多余'],
  ['n = 1', '不是 ${名称}'],
  ['', '空'],
  ['${n} # 1', '不认识“#”'],
])('%s cannot be read', (text, reason) => {
  expect(readXPath(text)).toEqual({ reason: expect.stringContaining(reason) });
});

test('nesting, chains and texts have an end', () => {
  expect(readXPath(`${'('.repeat(1000)}1${')'.repeat(1000)}`)).toEqual({ reason: '表达式嵌套过深' });
  expect(readXPath(Array.from({ length: 1000 }, () => '1').join('+'))).toEqual({ reason: '表达式过长' });
  expect(readXPath('1'.repeat(10_001))).toEqual({ reason: '表达式过长' });
});

const value = fc.constantFrom(
  '${n}',
  '${m}',
  '${t}',
  '${one}',
  '${many}',
  '${day}',
  '${ack}',
  '${pic}',
  '${score}',
  '${none}',
  '.',
  '1',
  '0.5',
  "'high'",
  "''",
  "'a\"b'",
  "'2024-03-15'",
  'today()',
);
const operator = fc.constantFrom('=', '!=', '<', '<=', '>', '>=', '+', '-', '*', 'div', 'mod', 'and', 'or');
const called = fc.constantFrom(
  'not',
  'if',
  'sum',
  'selected',
  'concat',
  'string-length',
  'coalesce',
  'date',
  'round',
  'substr',
  'max',
  'once',
);
const { expression: written } = fc.letrec<{ expression: string }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    value,
    fc.tuple(tie('expression'), operator, tie('expression')).map(([left, sign, right]) => `${left} ${sign} ${right}`),
    fc
      .tuple(called, fc.array(tie('expression'), { maxLength: 3 }))
      .map(([name, given]) => `${name}(${given.join(', ')})`),
    tie('expression').map((inner) => `-(${inner})`),
  ),
}));
const scribbled = fc
  .array(fc.oneof(value, operator, fc.constantFrom('(', ')', ',', '..', '$', '{', '"', '#')), { maxLength: 12 })
  .map((parts) => parts.join(' '));

test('whatever is written, it is read or refused with a reason, and every formula that comes out can be parsed', () => {
  let made = 0;
  fc.assert(
    fc.property(fc.oneof({ weight: 4, arbitrary: written }, scribbled), fc.boolean(), (text, isInside) => {
      const found = readXPath(text);
      if ('reason' in found) {
        expect(found.reason).not.toBe('');
        return;
      }
      try {
        const { text: formula } = toFormula(found.expression, isInside ? inside : outside);
        expect(parseFormula(formula).problems).toEqual([]);
        made += 1;
      } catch (error) {
        if (!(error instanceof Inexpressible)) throw error;
      }
      try {
        toCondition(found.expression, isInside ? inside : outside);
      } catch (error) {
        if (!(error instanceof Inexpressible)) throw error;
      }
    }),
    { numRuns: 2000 },
  );
  expect(made).toBeGreaterThan(100);
});
