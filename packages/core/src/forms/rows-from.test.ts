import { describe, expect, test } from 'vitest';
import { checkDefinition } from './check-definition.ts';
import { compileForm } from './compile.ts';
import type { FieldDefinition, FormContext } from './contract.ts';
import { formTables } from './tables.ts';
import { buildForm, idOf } from './testing/build.ts';

const context: FormContext = { now: '2026-03-15T06:00:00.000Z', today: '2026-03-15', dictionaries: new Map() };

const checklist = (more: object): FieldDefinition =>
  ({
    key: 'items',
    label: '检查项',
    type: 'subform',
    fields: [
      { key: 'what', label: '检查内容', type: 'text', readOnly: true },
      { key: 'result', label: '结果', type: 'text' },
    ],
    ...more,
  }) as FieldDefinition;
const rows = [
  { id: idOf(1), values: { what: '消防通道畅通' } },
  { id: idOf(2), values: { what: '灭火器在位', result: '正常' } },
];

describe('rows the designer drew', () => {
  const form = buildForm([checklist({ rowsFrom: { rows } })]);
  const { prepare } = compileForm(form);

  test('stand in a new record, with what was drawn into them', () => {
    expect(checkDefinition(form)).toEqual([]);
    expect(prepare({}, context)).toEqual({
      values: {
        items: [
          { _id: idOf(1), what: '消防通道畅通', result: null },
          { _id: idOf(2), what: '灭火器在位', result: '正常' },
        ],
      },
      problems: [],
    });
  });

  test('keep what is read-only in them, and take the rest from whoever fills them', () => {
    const { values, problems } = prepare(
      {
        items: [
          { _id: idOf(1), what: 'changed', result: '堵塞' },
          { _id: idOf(2), result: null },
        ],
      },
      context,
    );
    expect(problems).toEqual([]);
    expect(values.items).toEqual([
      { _id: idOf(1), what: '消防通道畅通', result: '堵塞' },
      { _id: idOf(2), what: '灭火器在位', result: null },
    ]);
  });

  test('are all there, each once, and no others', () => {
    const { problems } = prepare({ items: [{ _id: idOf(1) }, { _id: idOf(9), what: 'x' }] }, context);
    expect(problems).toEqual([
      { path: 'items[1]', code: 'forms.row-unknown' },
      { path: 'items', code: 'forms.row-missing', details: { code: idOf(2), label: '灭火器在位' } },
    ]);
  });

  test('of an old record need not be there when they were drawn later', () => {
    const previous = { items: [{ _id: idOf(1), what: '消防通道畅通 旧', result: null }] };
    const { values, problems } = prepare({ items: [{ _id: idOf(1), result: '好' }] }, { ...context, previous });
    expect(problems).toEqual([]);
    expect(values.items).toEqual([{ _id: idOf(1), what: '消防通道畅通', result: '好' }]);
  });

  test('may be added to and taken away where the designer says so', () => {
    const open = compileForm(buildForm([checklist({ rowsFrom: { rows, open: true } })]));
    expect(open.prepare({ items: [{ _id: idOf(9), result: '好' }] }, context).problems).toEqual([]);
  });

  test('cannot hold what the rows have no field for, nor be drawn twice', () => {
    const twice = [...rows, { id: idOf(1), values: { gone: 1 } }];
    expect(checkDefinition(buildForm([checklist({ rowsFrom: { rows: twice } })]))).toEqual([
      { path: 'fields[0].rowsFrom.rows[2].id', code: 'forms.repeated' },
      { path: 'fields[0].rowsFrom.rows[2].values.gone', code: 'forms.unknown-field' },
    ]);
  });
});

describe('rows within rows', () => {
  const form = buildForm([
    { key: 'level', label: '等级', type: 'text' },
    {
      key: 'areas',
      label: '区域',
      type: 'subform',
      fields: [
        { key: 'name', label: '名称', type: 'text', required: true, unique: true },
        {
          key: 'steps',
          label: '步骤',
          type: 'subform',
          fields: [
            { key: 'what', label: '内容', type: 'text', required: true },
            {
              key: 'why',
              label: '原因',
              type: 'text',
              required: true,
              visible: {
                all: [
                  { field: '$parent.name', op: 'equals', value: '机房' },
                  { field: '$parent.$parent.level', op: 'equals', value: 'high' },
                ],
              },
            },
          ],
        },
      ],
    },
  ]);

  test('lie in tables of their own', () => {
    expect(checkDefinition(form)).toEqual([]);
    expect(formTables(form).children.map(({ name, subform, within }) => [name, subform, within?.name])).toEqual([
      ['form_checklist__areas', 'areas', undefined],
      ['form_checklist__areas__steps', 'areas.steps', 'form_checklist__areas'],
    ]);
  });

  test('read the row and the record around them', () => {
    const values = {
      level: 'high',
      areas: [
        { name: '机房', steps: [{}, { what: 'b', why: 'c' }] },
        { name: '大堂', steps: [{ what: 'a' }] },
      ],
    };
    const { values: prepared, problems } = compileForm(form).prepare(values, context);
    expect(problems).toEqual([
      { path: 'areas[0].steps[0].what', code: 'forms.required' },
      { path: 'areas[0].steps[0].why', code: 'forms.required' },
    ]);
    expect(prepared).toEqual({
      level: 'high',
      areas: [
        {
          name: '机房',
          steps: [
            { what: null, why: null },
            { what: 'b', why: 'c' },
          ],
        },
        { name: '大堂', steps: [{ what: 'a' }] },
      ],
    });
  });

  test('a value that must be different in each row is not taken twice', () => {
    const { problems } = compileForm(form).prepare({ areas: [{ name: 'x' }, { name: 'x' }] }, context);
    expect(problems).toEqual([{ path: 'areas[1].name', code: 'forms.repeated' }]);
  });
});

test('a value that misses a check is refused in the words of whoever drew the form', () => {
  const form = buildForm([
    { key: 'from', label: '开始', type: 'date' },
    {
      key: 'to',
      label: '结束',
      type: 'date',
      checks: [
        { rule: { field: 'to', op: 'greaterOrEqual', value: { field: 'from' } }, message: '结束不能早于开始' },
        { rule: { field: 'from', op: 'isNotEmpty' }, message: '先填开始' },
      ],
    },
  ]);
  const { prepare } = compileForm(form);
  expect(checkDefinition(form)).toEqual([]);
  expect(prepare({ from: '2026-03-02', to: '2026-03-01' }, context).problems).toEqual([
    { path: 'to', code: 'forms.check', details: { message: '结束不能早于开始' } },
  ]);
  expect(prepare({ from: '2026-03-02' }, context).problems).toEqual([]);
  expect(prepare({ from: '2026-03-02', to: '2026-03-02' }, context).problems).toEqual([]);
});
