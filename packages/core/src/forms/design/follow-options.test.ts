import { expect, test } from 'vitest';
import type { FieldDefinition, Option } from '../contract.ts';
import { buildForm } from '../testing/build.ts';
import { apply } from './apply.ts';
import { commandsBetween } from './between.ts';
import { type Command, isApplied } from './commands.ts';
import { type History, perform, settled, startHistory, undo } from './history.ts';
import { type Drawn, fieldAt, opened } from './parts.ts';

const option = (code: string, label: string): Option => ({ code, label, status: 'active' });
const choice = (key: string, labels: readonly string[], more: object = {}): FieldDefinition =>
  ({
    key,
    label: key,
    type: 'singleChoice',
    options: labels.map((label, index) => option(`c${index}`, label)),
    ...more,
  }) as FieldDefinition;
const formula = (key: string, text: string): FieldDefinition => ({
  key,
  label: key,
  type: 'formula',
  formula: text,
  result: 'text',
});
const rows = (...fields: FieldDefinition[]): FieldDefinition => ({
  key: 'items',
  label: '清单',
  type: 'subform',
  fields,
});

function done(form: Drawn, command: Command): Drawn {
  const outcome = apply(form, command);
  if (!isApplied(outcome)) throw new Error(outcome.problem.code);
  return outcome.definition;
}
const renaming = (field: string, code: string, label: string): Command => ({
  do: 'setOption',
  field,
  code,
  set: { label },
});
const formulaAt = (form: Drawn, path: string) => (fieldAt(form, path) as { readonly formula?: string }).formula;

/** The formula in a form where `answer` (正常、异常) stands in rows and `other` has an option of the same name. */
function follows(text: string, label = '不合格'): string | undefined {
  const form = opened(
    buildForm([choice('other', ['好', '异常']), rows(choice('answer', ['正常', '异常'])), formula('sum', text)]),
  );
  return formulaAt(done(form, renaming('items.answer', 'c1', label)), 'sum');
}

test('a renamed option takes the texts along that formulas hold against it', () => {
  expect(follows('COUNTIF({items.answer},"异常")')).toBe('COUNTIF({items.answer},"不合格")');
  expect(follows('COUNTIF({items.answer}, "<>异常") & "异常"')).toBe('COUNTIF({items.answer}, "<>不合格") & "异常"');
  expect(follows('IF(INCLUDES({items}.{answer}, “异常”), "异常", "")')).toBe(
    'IF(INCLUDES({items}.{answer}, "不合格"), "异常", "")',
  );
});

test('the same words of another choice, and patterns, stay as they were written', () => {
  expect(follows('IF({other}="异常", 1, COUNTIF({items.answer}, "异常"))')).toBe(
    'IF({other}="异常", 1, COUNTIF({items.answer}, "不合格"))',
  );
  expect(follows('COUNTIF({items.answer}, "异*")')).toBe('COUNTIF({items.answer}, "异*")');
});

test('a label with signs of its own is written so that the formula means that label', () => {
  expect(follows('COUNTIF({items.answer}, "异常")', '>5米*"')).toBe('COUNTIF({items.answer}, "=>5米~*""")');
});

test('a name that two options would share is not written into formulas', () => {
  expect(follows('COUNTIF({items.answer}, "异常")', '正常')).toBe('COUNTIF({items.answer}, "异常")');
});

test('every place where a form keeps formulas follows, in rows and around them', () => {
  const condition = { formula: '{$parent.level}="重大"' };
  const form = opened(
    buildForm(
      [
        choice('level', ['一般', '重大'], { default: { formula: 'IF({n}>3, "重大", "一般")' } }),
        { key: 'n', label: '数', type: 'number', checks: [{ rule: { formula: '{level}<>"重大"' }, message: '不可' }] },
        formula('hours', 'SWITCH({level}, "重大", "重大", "一般", "72", "重大")'),
        {
          ...(rows({ key: 'note', label: '备注', type: 'text', visible: condition, required: condition }) as object),
          displayRules: [{ when: condition, show: ['note'] }],
        } as unknown as FieldDefinition,
      ],
      {
        displayRules: [{ when: { formula: '"重大"={level}' }, show: ['n'] }],
        layout: [
          {
            kind: 'section',
            id: 's',
            title: '一',
            visible: { any: [{ formula: '{level}="重大"' }] },
            children: ['level', 'n', 'hours', 'items'].map((key) => ({ kind: 'field', key })),
          },
        ],
      },
    ),
  );
  const next = done(form, renaming('level', 'c1', '特大'));
  expect(fieldAt(next, 'level')?.default).toEqual({ formula: 'IF({n}>3, "特大", "一般")' });
  expect(fieldAt(next, 'n')?.checks?.[0]?.rule).toEqual({ formula: '{level}<>"特大"' });
  // What a SWITCH gives is its own word.
  expect(formulaAt(next, 'hours')).toBe('SWITCH({level}, "特大", "重大", "一般", "72", "重大")');
  const followed = { formula: '{$parent.level}="特大"' };
  expect(fieldAt(next, 'items.note')).toMatchObject({ visible: followed, required: followed });
  expect(fieldAt(next, 'items')).toMatchObject({ displayRules: [{ when: followed }] });
  expect(next.displayRules?.[0]?.when).toEqual({ formula: '"特大"={level}' });
  expect(next.layout[0]).toMatchObject({ visible: { any: [{ formula: '{level}="特大"' }] } });
});

test('a tree of options set as a whole is followed too, two labels changing places at once', () => {
  const tree = (one: string, other: string) => [
    { ...option('a', '东区'), children: [option('a1', one), option('a2', other)] },
  ];
  const form = opened(
    buildForm([
      { key: 'area', label: '片区', type: 'cascade', options: tree('一组', '二组') } as FieldDefinition,
      formula('x', 'COUNTIF({area}, "一组") - COUNTIF({area}, "=二组")'),
    ]),
  );
  const next = done(form, { do: 'setField', field: 'area', set: { options: tree('二组', '一组') } });
  expect(formulaAt(next, 'x')).toBe('COUNTIF({area}, "二组") - COUNTIF({area}, "=一组")');
});

test('a name being typed is one step, and what stood there half-way leaves no trace', () => {
  const form = opened(buildForm([choice('level', ['正常', '异常']), formula('x', '{level}="异常"')]));
  const typed = (history: History, label: string): History => {
    const outcome = perform(history, renaming('level', 'c1', label), true);
    if (!('history' in outcome)) throw new Error(outcome.problem.code);
    return outcome.history;
  };
  const history = settled(['正', '正常', '正常吗'].reduce(typed, startHistory(form)));
  expect(formulaAt(history.definition, 'x')).toBe('{level}="正常吗"');
  expect(history.past).toHaveLength(1);
  expect(undo(history).definition).toBe(form);
});

test('the way between two versions arrives, also where a formula says something else on purpose', () => {
  const from = opened(buildForm([formula('x', '{level}="异常"'), choice('level', ['正常', '异常'])]));
  const to = opened(buildForm([formula('x', '{level}="异常" & ""'), choice('level', ['正常', '不合格'])]));
  const commands = commandsBetween(from, to);
  expect(commands.map((command) => command.do)).not.toContain('replace');
  expect(commands.reduce(done, from)).toEqual(to);
});
