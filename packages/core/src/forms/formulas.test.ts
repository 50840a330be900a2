import { describe, expect, test } from 'vitest';
import { checkDefinition } from './check-definition.ts';
import { compileForm } from './compile.ts';
import type { FieldDefinition, FormContext } from './contract.ts';
import { formulaRuns } from './formulas.ts';
import { fieldTypes } from './registry.ts';
import { buildForm, idOf } from './testing/build.ts';

const context: FormContext = { now: '2026-03-15T06:00:00.000Z', today: '2026-03-15', dictionaries: new Map() };
const field = (key: string, label: string, type: string, more: object = {}) =>
  ({ key, label, type, ...more }) as FieldDefinition;
const level = field('level', '隐患等级', 'singleChoice', {
  options: [
    { code: 'major', label: '重大', status: 'active', score: 10 },
    { code: 'general', label: '一般', status: 'active', score: 2 },
  ],
});
const number = (key: string, formula: string, more: object = {}) =>
  field(key, key, 'formula', { formula, result: 'number', ...more });
const valuesOf = (fields: readonly FieldDefinition[], values: object, more: Partial<FormContext> = {}) =>
  compileForm(buildForm([...fields]), formulaRuns).prepare(values, { ...context, ...more }).values;

describe('a formula in a form', () => {
  test('reads choices as people see them, and their scores', () => {
    const fields = [level, number('hours', 'IF({level}="重大", 24, 72)'), number('points', '{level$score} * 2')];
    expect(checkDefinition(buildForm(fields))).toEqual([]);
    expect(valuesOf(fields, { level: 'major' })).toMatchObject({ hours: 24, points: 20 });
    expect(valuesOf(fields, { level: 'general' })).toMatchObject({ hours: 72, points: 4 });
    expect(valuesOf(fields, {})).toMatchObject({ hours: 72, points: 0 });
  });

  test('adds up the rows of a subform, and stands in rows itself', () => {
    const fields = [
      field('items', '检查项', 'subform', {
        fields: [
          field('count', '数量', 'integer'),
          field('price', '单价', 'money'),
          field('sum', '小计', 'formula', { formula: '{count} * {price} * {$parent.rate}', result: 'number' }),
        ],
      }),
      number('total', 'SUM({items.sum})'),
      field('rate', '系数', 'number'),
    ];
    expect(checkDefinition(buildForm(fields))).toEqual([]);
    const values = { rate: 2, items: [{ count: 2, price: 1.5 }, { count: 1, price: 0.1 }, {}] };
    expect(valuesOf(fields, values)).toMatchObject({
      items: [{ sum: 6 }, { sum: 0.2 }, { sum: 0 }],
      total: 6.2,
    });
  });

  test('is worked out whatever a person sends, in the order they depend on each other', () => {
    const fields = [number('b', '{a} + 1'), number('a', '{n} * 2'), field('n', 'n', 'number')];
    expect(valuesOf(fields, { n: 3, a: 1000, b: 1000 })).toEqual({ n: 3, a: 6, b: 7 });
  });

  test('in a circle is refused with its path', () => {
    const fields = [number('a', '{b}'), number('b', '{c}'), number('c', '{a}')];
    expect(checkDefinition(buildForm(fields))).toEqual([
      { path: 'fields', code: 'forms.cycle', details: { fields: 'a → b → c → a', first: 'a' } },
    ]);
  });

  test('in a circle is told by labels, and by keys too where two labels are the same', () => {
    const named = (key: string, label: string, formula: string) => ({ ...number(key, formula), label });
    const circle = (labels: readonly string[]) =>
      checkDefinition(buildForm([named('f', labels[0]!, '{g}'), named('g', labels[1]!, '{f}')])).map(
        ({ details }) => details?.fields,
      );
    expect(circle(['式一', '式二'])).toEqual(['式一 → 式二 → 式一']);
    expect(circle(['式', '式'])).toEqual(['式（f） → 式（g） → 式（f）']);
  });

  test('that cannot be read is told with its place', () => {
    expect(checkDefinition(buildForm([number('a', '1 + {gone}')]))).toMatchObject([
      { path: 'fields[0].formula', code: 'formulas.unknown-field', details: { from: 4, to: 10 } },
    ]);
    expect(checkDefinition(buildForm([number('a', '1 +')]))).toMatchObject([
      { path: 'fields[0].formula', code: 'formulas.operand-missing' },
    ]);
  });

  test('that goes wrong leaves the field empty', () => {
    expect(valuesOf([number('a', '1 / {n}'), field('n', 'n', 'number')], { n: 0 })).toEqual({ a: null, n: 0 });
  });

  test('reckons with the work calendar', () => {
    const due = field('due', '期限', 'formula', { formula: 'ADDWORKDAYS(TODAY(), 1)', result: 'date' });
    // 2026-03-16 is a Monday; here it is a holiday.
    expect(valuesOf([due], {})).toEqual({ due: '2026-03-16' });
    expect(valuesOf([due], {}, { calendar: new Map([['2026-03-16', false]]) })).toEqual({ due: '2026-03-17' });
  });
});

test('a formula is stored by keys, or the order of fields could not be told', () => {
  expect(checkDefinition(buildForm([level, number('a', 'IF(隐患等级="重大", 1, 2)')]))).toMatchObject([
    { path: 'fields[1].formula', code: 'forms.formula-by-label' },
  ]);
  // What stands in a text is no field.
  expect(checkDefinition(buildForm([field('a', 'a', 'formula', { formula: '"{gone}"', result: 'text' })]))).toEqual([]);
});

test('a form with formulas says so when nothing that runs them is handed over', () => {
  expect(() => compileForm(buildForm([number('a', '1')]))).toThrow('formulas');
});

describe('a formula elsewhere', () => {
  test('gives a field what it begins with, until somebody says otherwise', () => {
    const fields = [
      field('n', 'n', 'number'),
      field('twice', '两倍', 'number', { default: { formula: '{n} * 2' } }),
      field('grade', '等级', 'singleChoice', {
        options: level.type === 'singleChoice' ? level.options : [],
        default: { formula: 'IF({n} > 5, "重大", "一般")' },
      }),
    ];
    expect(checkDefinition(buildForm(fields))).toEqual([]);
    expect(valuesOf(fields, { n: 6 })).toEqual({ n: 6, twice: 12, grade: 'major' });
    expect(valuesOf(fields, { n: 6, twice: 1, grade: null })).toEqual({ n: 6, twice: 1, grade: null });
  });

  test('decides what is seen, demanded and accepted', () => {
    const when = (formula: string) => ({ formula });
    const fields = [
      field('n', 'n', 'number'),
      field('why', '原因', 'text', { visible: when('{n} * 2 > 10'), required: when('MOD({n}, 2) = 0') }),
      field('end', '结束', 'number', { checks: [{ rule: when('{end} > {n} + 1'), message: '太小' }] }),
    ];
    const form = compileForm(buildForm(fields), formulaRuns);
    expect(checkDefinition(form.definition)).toEqual([]);
    expect(form.prepare({ n: 5, why: 'x' }, context).values).toEqual({ n: 5, end: null });
    expect(form.prepare({ n: 6, end: 7 }, context).problems).toEqual([
      { path: 'why', code: 'forms.required' },
      { path: 'end', code: 'forms.check', details: { message: '太小' } },
    ]);
    expect(form.prepare({ n: 7, end: 9 }, context).problems).toEqual([]);
  });
});

test('a read-only field takes its value from the linked record, and a look-up shows it', () => {
  const fields = [
    field('point', '点位', 'linkedRecord', { form: 'points', fills: [{ from: 'name', to: 'place' }] }),
    field('place', '位置', 'text', { readOnly: true }),
    field('floor', '楼层', 'lookup', { link: 'point', field: 'floor', result: 'number' }),
    number('above', '{floor} + 1'),
  ];
  expect(checkDefinition(buildForm(fields))).toEqual([]);
  const linked = new Map([[idOf(1), { values: { name: '一层', floor: 1 }, shown: { name: '一层', floor: 1 } }]]);
  expect(valuesOf(fields, { point: idOf(1), place: 'mine', floor: 9 }, { linked })).toEqual({
    point: idOf(1),
    place: '一层',
    floor: 1,
    above: 2,
  });
  // Without signal, what was filled in stands.
  expect(valuesOf(fields, { point: idOf(1), place: '一层', floor: 1 })).toMatchObject({ place: '一层', above: 2 });
});

test('the server stamps its time, once or each time, and nobody else', () => {
  const fields = [
    field('begun', '开始', 'dateTime', { stamp: 'created' }),
    field('sent', '提交', 'dateTime', { stamp: 'submitted' }),
  ];
  const given = { begun: '1999-01-01T00:00:00.000Z', sent: '1999-01-01T00:00:00.000Z' };
  expect(valuesOf(fields, given)).toEqual({ begun: context.now, sent: context.now });
  const later = '2026-03-16T06:00:00.000Z';
  expect(valuesOf(fields, given, { now: later, previous: { begun: context.now, sent: context.now } })).toEqual({
    begun: context.now,
    sent: later,
  });
});

test('the mask of what is sealed, sent back by somebody who may not read it, changes nothing', () => {
  const fields = [field('card', '身份证号', 'idCard')];
  const previous = { card: '11010519491231002X' };
  const { prepare } = compileForm(buildForm(fields), formulaRuns);
  const mask = fieldTypes.idCard.mask?.(previous.card);
  expect(mask).not.toBe(previous.card);
  expect(prepare({ card: mask }, { ...context, previous })).toEqual({ values: previous, problems: [] });
  expect(prepare({ card: mask }, context).problems).toHaveLength(1);
});
