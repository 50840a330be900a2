import { expect, test } from 'vitest';
import type { Condition } from '../../expressions/condition.ts';
import { checkDefinition } from '../check-definition.ts';
import type { FormDefinition } from '../contract.ts';
import { buildForm, idOf } from '../testing/build.ts';
import { apply } from './apply.ts';
import { copyText, readCopied } from './clipboard.ts';
import { type Applied, type Command, isApplied } from './commands.ts';
import { type Drawn, fieldAt, nodeAt, opened, tidied } from './parts.ts';
import { sampleForm } from './testing/any-command.ts';

function done(form: Drawn, command: Command): Applied {
  const outcome = apply(form, command);
  if (!isApplied(outcome)) throw new Error(`${command.do} was refused: ${outcome.problem.code}`);
  return outcome;
}

function refusal(form: Drawn, command: Command): string | undefined {
  const outcome = apply(form, command);
  return isApplied(outcome) ? undefined : outcome.problem.code;
}

test('a form without a layout is saved without one until something says more than the order', () => {
  const plain: FormDefinition = buildForm([
    { key: 'one', label: '一', type: 'text' },
    { key: 'two', label: '二', type: 'text' },
  ]);
  const swapped = done(opened(plain), { do: 'move', parts: ['two'], to: { in: '', after: null } }).definition;
  expect(tidied(swapped)).toEqual({ ...plain, fields: plain.fields.toReversed() });
  const half = done(swapped, { do: 'setWidth', field: 'one', width: 'half' }).definition;
  expect(tidied(half).layout).toEqual([
    { kind: 'field', key: 'two' },
    { kind: 'field', key: 'one', width: 'half' },
  ]);
});

test('preset rows with nothing in them are not saved', () => {
  const rowsFrom = {
    rows: [
      { id: idOf(1), values: {} },
      { id: idOf(2), values: { item: '灭火器' } },
      { id: idOf(3), values: { item: '' } },
    ],
  };
  const form = buildForm([
    { key: 'rows', label: '行', type: 'subform', rowsFrom, fields: [{ key: 'item', label: '项', type: 'text' }] },
  ]);
  expect(tidied(opened(form)).fields).toEqual([{ ...form.fields[0], rowsFrom: { rows: [rowsFrom.rows[1]] } }]);
});

test('a field put where its key is taken gets the next free one', () => {
  const { definition, selection } = done(sampleForm, {
    do: 'addField',
    field: { key: 'level', label: '等级', type: 'text' },
    at: { in: '#s1', after: 'place' },
  });
  expect(selection).toEqual(['level2']);
  expect(definition.fields.map((field) => field.key)).toEqual([
    'place',
    'level2',
    'level',
    'note',
    'items',
    'day',
    'who',
  ]);
});

test('a new key is followed by conditions, rules, titles and columns that named the old one', () => {
  const { definition } = done(sampleForm, { do: 'setKey', field: 'level', key: 'grade' });
  const grade: Condition = { field: 'grade', op: 'equals', value: 'major' };
  expect(fieldAt(definition, 'note')?.visible).toEqual({ all: [grade, { field: 'place', op: 'isNotEmpty' }] });
  expect(fieldAt(definition, 'items.note')?.visible).toEqual({
    all: [
      { field: 'score', op: 'greater', value: 0 },
      { field: '$parent.grade', op: 'isNotEmpty' },
    ],
  });
  expect(definition.displayRules).toEqual([{ when: grade, show: ['note', 'day'] }]);
  expect(definition.settings?.listFields).toEqual(['place', 'grade', 'day']);
  expect(nodeAt(definition, '#tab2')).toMatchObject({ visible: { field: 'grade', op: 'isNotEmpty' } });
  expect(nodeAt(definition, 'grade')).toEqual({ kind: 'field', key: 'grade', width: 'half' });
});

test('a formula follows a new key, and words in its texts stay', () => {
  const form = done(sampleForm, {
    do: 'setField',
    field: 'who',
    set: { default: { formula: 'IF({level}="{level}", SUM({items}.{score}), {place})' } },
  }).definition;
  const renamed = done(form, { do: 'setKey', field: 'level', key: 'grade' }).definition;
  const moved = done(renamed, { do: 'setKey', field: 'items.score', key: 'points' }).definition;
  expect(fieldAt(moved, 'who')?.default).toEqual({ formula: 'IF({grade}="{level}", SUM({items}.{points}), {place})' });
});

test('look-ups, filled fields and scores follow the field they name', () => {
  const linked = opened(
    buildForm([
      { key: 'point', label: '点位', type: 'linkedRecord', form: 'points', fills: [{ from: 'name', to: 'name' }] },
      { key: 'name', label: '名称', type: 'text' },
      { key: 'area', label: '面积', type: 'lookup', link: 'point', field: 'area', result: 'number' },
      { key: 'sum', label: '得分', type: 'formula', formula: '{level$score}+1', result: 'number' },
      {
        key: 'level',
        label: '等级',
        type: 'singleChoice',
        options: [{ code: '1', label: '甲', status: 'active', score: 1 }],
      },
    ]),
  );
  const rename = (form: Drawn, field: string, key: string) => done(form, { do: 'setKey', field, key }).definition;
  const after = rename(rename(rename(linked, 'point', 'spot'), 'name', 'title'), 'level', 'grade');
  expect(fieldAt(after, 'area')).toMatchObject({ link: 'spot' });
  expect(fieldAt(after, 'spot')).toMatchObject({ fills: [{ from: 'name', to: 'title' }] });
  expect(fieldAt(after, 'sum')).toMatchObject({ formula: '{grade$score}+1' });
});

test('formulas in rows follow what stands in the record, by its key and when it moves in and out', () => {
  const form = opened(
    buildForm([
      { key: 'level', label: '等级', type: 'number' },
      {
        key: 'items',
        label: '明细',
        type: 'subform',
        fields: [
          { key: 'score', label: '分', type: 'number' },
          {
            key: 'sum',
            label: '计',
            type: 'formula',
            result: 'number',
            formula: '{score}*{$parent.level}+SUM({$parent.items.score})',
          },
        ],
      },
      { key: 'total', label: '合计', type: 'formula', result: 'number', formula: 'SUM({items}.{score})+{level}' },
    ]),
  );
  const formulas = (drawn: Drawn) =>
    ['items.sum', 'total'].map((path) => (fieldAt(drawn, path) as { formula?: string }).formula);
  const renamed = done(form, { do: 'setKey', field: 'level', key: 'grade' }).definition;
  expect(formulas(renamed)).toEqual([
    '{score}*{$parent.grade}+SUM({$parent.items.score})',
    'SUM({items}.{score})+{grade}',
  ]);
  const rows = done(renamed, { do: 'setKey', field: 'items.score', key: 'points' }).definition;
  expect(formulas(rows)).toEqual([
    '{points}*{$parent.grade}+SUM({$parent.items.points})',
    'SUM({items}.{points})+{grade}',
  ]);
  const within = done(rows, { do: 'move', parts: ['grade'], to: { in: 'items', after: null } }).definition;
  expect(formulas(within)[0]).toBe('{points}*{grade}+SUM({$parent.items.points})');
  const back = done(within, { do: 'move', parts: ['items.grade'], to: { in: '', after: null } }).definition;
  expect(formulas(back)[0]).toBe('{points}*{$parent.grade}+SUM({$parent.items.points})');
});

test('a field that moves into rows is named from there as $parent, and rows name it directly', () => {
  const { definition, selection } = done(sampleForm, {
    do: 'move',
    parts: ['level'],
    to: { in: 'items', after: 'items.score' },
  });
  expect(selection).toEqual(['items.level']);
  expect(fieldAt(definition, 'items')).toMatchObject({ fields: [{ key: 'score' }, { key: 'level' }, { key: 'note' }] });
  expect(fieldAt(definition, 'items.note')?.visible).toEqual({
    all: [
      { field: 'score', op: 'greater', value: 0 },
      { field: 'level', op: 'isNotEmpty' },
    ],
  });
  const back = done(definition, { do: 'move', parts: ['items.level'], to: { in: '#tab1', after: null } }).definition;
  expect(fieldAt(back, 'items.note')?.visible).toEqual(fieldAt(sampleForm, 'items.note')?.visible);
});

test('a field that moves where its key is taken gets another, and its own condition still means the same', () => {
  const { definition, selection } = done(sampleForm, { do: 'move', parts: ['note'], to: { in: 'items', after: null } });
  expect(selection).toEqual(['items.note2']);
  expect(fieldAt(definition, 'items.note2')?.visible).toEqual({
    all: [
      { field: '$parent.level', op: 'equals', value: 'major' },
      { field: '$parent.place', op: 'isNotEmpty' },
    ],
  });
  expect(definition.displayRules?.[0]?.show).toEqual(['day']);
});

test('taking a field out takes it out of rules and columns, and tells which conditions still ask for it', () => {
  const { definition, notes, selection } = done(sampleForm, { do: 'remove', parts: ['level', 'day'] });
  expect(definition.displayRules).toEqual([{ when: { field: 'level', op: 'equals', value: 'major' }, show: ['note'] }]);
  expect(definition.settings?.listFields).toEqual(['place']);
  expect(notes?.map(({ path, details }) => [path, details?.['field']])).toEqual([
    ['note', '等级'],
    ['items.note', '等级'],
    ['#tab2', '等级'],
  ]);
  expect(selection).toEqual(['who']);
});

test('a section leaves with everything in it', () => {
  const { definition } = done(sampleForm, { do: 'remove', parts: ['#s1', 'place'] });
  expect(definition.fields.map((field) => field.key)).toEqual(['level', 'note', 'items', 'day', 'who']);
  expect(definition.settings).toEqual({ listFields: ['level', 'day'] });
});

test('a copy has keys, ids and a label of its own, and its conditions name the copies', () => {
  const { definition, selection } = done(sampleForm, { do: 'duplicate', parts: ['#t1'] });
  expect(selection).toEqual(['#t2']);
  expect(nodeAt(definition, '#t2')).toMatchObject({
    tabs: [{ id: 'tab3' }, { id: 'tab4', visible: { field: 'level2' } }],
  });
  expect(fieldAt(definition, 'level2')?.label).toBe('等级2');
  expect(fieldAt(definition, 'note2')?.visible).toEqual({
    all: [
      { field: 'level2', op: 'equals', value: 'major' },
      { field: 'place', op: 'isNotEmpty' },
    ],
  });
  expect(fieldAt(definition, 'items2.note')?.visible).toEqual({
    all: [
      { field: 'score', op: 'greater', value: 0 },
      { field: '$parent.level2', op: 'isNotEmpty' },
    ],
  });
});

test('a field may become another kind and keeps what both have in common', () => {
  const { definition } = done(sampleForm, { do: 'setType', field: 'level', type: 'multipleChoice' });
  expect(fieldAt(definition, 'level')).toMatchObject({
    type: 'multipleChoice',
    options: [{ code: 'major' }, { code: 'general' }],
  });
  const text = done(definition, { do: 'setType', field: 'level', type: 'text' }).definition;
  expect(fieldAt(text, 'level')).toEqual({ key: 'level', label: '等级', type: 'text' });
});

test('fewer columns keep all that stood in them', () => {
  const wide = done(sampleForm, { do: 'setColumns', node: '#c1', count: 4 }).definition;
  const moved = done(wide, { do: 'move', parts: ['who'], to: { in: '#c1/3', after: null } }).definition;
  const narrow = done(moved, { do: 'setColumns', node: '#c1', count: 2 }).definition;
  expect(nodeAt(narrow, '#c1')).toMatchObject({ columns: [[{ key: 'note' }], [{ key: 'items' }, { key: 'who' }]] });
});

test('several parts move together, in reading order, also next to one of themselves', () => {
  const { definition } = done(sampleForm, { do: 'move', parts: ['who', 'place', 'day'], to: { in: '', after: 'day' } });
  expect(definition.fields.map((field) => field.key)).toEqual(['level', 'note', 'items', 'place', 'day', 'who']);
});

test('two fields swap places by moving one after the other', () => {
  const { definition } = done(sampleForm, { do: 'move', parts: ['day'], to: { in: '', after: 'who' } });
  expect(definition.fields.at(-1)?.key).toBe('day');
});

test('what cannot stand somewhere is refused with the reason', () => {
  const into = (parts: string[], list: string) =>
    refusal(sampleForm, { do: 'move', parts, to: { in: list, after: null } });
  expect(into(['#s1'], 'items')).toBe('forms.only-fields-in-rows');
  expect(into(['#t1'], '#tab1')).toBe('forms.into-itself');
  expect(into(['items'], 'items')).toBe('forms.into-itself');
  expect(into(['#tab1'], '#s1')).toBe('forms.only-tabs-among-tabs');
  expect(into(['day'], '#nowhere')).toBe('forms.list-gone');
  expect(into(['nothing'], '')).toBe('forms.part-gone');
  expect(refusal(sampleForm, { do: 'remove', parts: ['#tab1', '#tab2'] })).toBe('forms.last-tab');
  expect(refusal(sampleForm, { do: 'setKey', field: 'level', key: 'note' })).toBe('forms.key-in-use');
  expect(refusal(sampleForm, { do: 'setKey', field: 'level', key: 'Level' })).toBe('forms.key-shape');
  expect(refusal(sampleForm, { do: 'setField', field: 'level', set: { key: 'x' } })).toBe('forms.setting-fixed');
  expect(refusal(sampleForm, { do: 'setOption', field: 'level', code: 'major', set: { code: 'general' } })).toBe(
    'forms.code-in-use',
  );
});

test('sections go five deep and no deeper', () => {
  let form = sampleForm;
  for (const id of ['a', 'b', 'c', 'd'])
    form = done(form, {
      do: 'addNode',
      node: { kind: 'section', id, title: id, children: [] },
      at: { in: id === 'a' ? '#s1' : `#${String.fromCharCode(id.charCodeAt(0) - 1)}`, after: null },
    }).definition;
  const sixth = { kind: 'section', id: 'e', title: 'e', children: [] } as const;
  expect(refusal(form, { do: 'addNode', node: sixth, at: { in: '#d', after: null } })).toBe('forms.too-deep');
});

test('a pasted formula finds fields by label, and calls those that are not there as they were called', () => {
  const number = (key: string, label: string) => ({ key, label, type: 'number' }) as const;
  const formula = (key: string, text: string) => ({
    key,
    label: key,
    type: 'formula',
    formula: text,
    result: 'number',
  });
  const source = opened(
    buildForm([
      number('count', '数量'),
      number('price', '单价（元）'),
      number('rate', '费率'),
      { key: 'rows', label: '明细', type: 'subform', fields: [number('score', '得分')] },
      formula('half', '{count} / 2') as never,
      formula('total', '{count} * {price} + SUM({rows}.{score}) + {rate} + {half}') as never,
    ]),
  );
  const target = opened(buildForm([number('fee', '费率'), number('price', '单价（元）')]));
  const pieces = readCopied(copyText(source, ['half', 'total']));
  const { definition } = done(target, { do: 'paste', pieces: pieces ?? [], at: { in: '', after: null } });
  expect(fieldAt(definition, 'total')).toMatchObject({
    formula: '数量 * {price} + SUM(明细.得分) + {fee} + {half}',
  });
  const told = checkDefinition(tidied(definition)).map(({ code, details }) => `${code} ${details?.label}`);
  expect(told).toEqual([
    'formulas.unknown-field 数量',
    'formulas.unknown-field 数量',
    'formulas.unknown-field 明细.得分',
  ]);
});

test('what is pasted from another form is given free keys, and anything else on the clipboard is left alone', () => {
  const pieces = readCopied(copyText(sampleForm, ['level', '#tab2', 'note']));
  expect(pieces?.map((piece) => piece.fields.map((field) => field.key))).toEqual([['level'], ['note', 'items']]);
  expect(readCopied('你好')).toBeUndefined();
  expect(readCopied('{"anshao":"form-parts","version":1,"pieces":[]}')).toBeUndefined();
  const forged = copyText(sampleForm, ['level']).replace('"singleChoice"', '"bomb"');
  expect(readCopied(forged)).toBeUndefined();
});
