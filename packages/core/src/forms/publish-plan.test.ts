import { describe, expect, test } from 'vitest';
import type { FieldDefinition, FormDefinition } from './contract.ts';
import { planPublish } from './publish-plan.ts';
import { buildForm, checklist, idOf } from './testing/build.ts';

const option = (code: string, status: 'active' | 'stopped' = 'active') => ({ code, label: `选项 ${code}`, status });
const note: FieldDefinition = { key: 'note', label: '说明', type: 'text' };
const level: FieldDefinition = {
  key: 'level',
  label: '等级',
  type: 'singleChoice',
  options: [option('a'), option('b')],
};
const place: FieldDefinition = { key: 'place', label: '位置', type: 'location' };
const rows = (fields: readonly FieldDefinition[], more: object = {}): FieldDefinition => ({
  key: 'rows',
  label: '明细',
  type: 'subform',
  fields,
  ...more,
});
const column = (name: string, pgType: string, field: string, label: string, suffix = '') => ({
  name,
  pgType,
  field,
  suffix,
  label,
});

describe('publishing', () => {
  test('a form without fields is refused, for the first time and later, and keeps what was retired', () => {
    const problems = [{ path: 'fields', code: 'forms.no-fields' }];
    expect(planPublish(null, buildForm([]))).toEqual({ steps: [], problems, retired: [] });
    const retired = [{ field: note }];
    expect(planPublish(buildForm([level]), buildForm([]), retired)).toEqual({ steps: [], problems, retired });
  });

  test('the first version creates the table and a child table per subform', () => {
    const { steps, problems, retired } = planPublish(null, checklist);
    expect(problems).toEqual([]);
    expect(retired).toEqual([]);
    expect(steps).toEqual([
      {
        kind: 'createTable',
        table: 'form_checklist',
        label: '检查表',
        columns: [column('c_day', 'date', 'day', '日期')],
      },
      {
        kind: 'addChildTable',
        table: 'form_checklist__items',
        parent: 'form_checklist',
        label: '检查项',
        columns: [
          column('c_item', 'text', 'item', '编号'),
          column('c_item_name', 'text', 'itemName', '检查内容'),
          column('c_answer', 'text', 'answer', '结果'),
          column('c_description', 'text', 'description', '描述'),
          column('c_photos', 'uuid[]', 'photos', '照片'),
        ],
      },
      { kind: 'addUniqueRows', table: 'form_checklist__items', column: 'c_item' },
    ]);
  });

  test('the same again changes nothing', () => {
    expect(planPublish(checklist, structuredClone(checklist))).toEqual({ steps: [], problems: [], retired: [] });
  });

  test('order, help and rules are no matter of tables', () => {
    const next = buildForm([level, { ...note, help: '怎么填', required: true, maxLength: 20 }]);
    expect(planPublish(buildForm([note, level]), next).steps).toEqual([]);
  });

  test('new fields become columns, a place five of them', () => {
    expect(planPublish(buildForm([note]), buildForm([note, place])).steps).toEqual(
      (
        [
          ['lat', 'double precision'],
          ['lng', 'double precision'],
          ['accuracy', 'double precision'],
          ['corrected', 'boolean'],
          ['source', 'text'],
        ] as const
      ).map(([suffix, pgType]) => ({
        kind: 'addColumn',
        table: 'form_checklist',
        column: column(`c_place__${suffix}`, pgType, 'place', '位置', suffix),
      })),
    );
  });

  test('a removed field keeps its data, and comes back with it', () => {
    const [first, second] = [buildForm([note, level]), buildForm([level])];
    const gone = planPublish(first, second);
    expect(gone.steps).toEqual([
      { kind: 'retireColumn', table: 'form_checklist', column: column('c_note', 'text', 'note', '说明') },
    ]);
    expect(gone.retired).toEqual([{ field: note }]);
    const back = planPublish(second, buildForm([level, { ...note, label: '备注' }]), gone.retired);
    expect(back.steps.map((step) => step.kind)).toEqual(['restoreColumn', 'changeLabel']);
    expect(back.retired).toEqual([]);
  });

  test('a key that was used for another type is refused as long as its data is kept', () => {
    const retired = planPublish(buildForm([level, note]), buildForm([level])).retired;
    const next = buildForm([level, { key: 'note', label: '数量', type: 'number' }]);
    expect(planPublish(buildForm([level]), next, retired)).toEqual({
      steps: [],
      problems: [{ path: 'fields[1].key', code: 'forms.retired-key', details: { key: 'note', from: '单行文本' } }],
      retired,
    });
  });

  test('a type may widen', () => {
    const widened = (from: FieldDefinition, to: FieldDefinition) =>
      planPublish(buildForm([from]), buildForm([to])).steps;
    expect(widened(note, { ...note, type: 'multiline' } as FieldDefinition)).toMatchObject([
      { kind: 'widenColumn', from: 'text', to: 'text', how: 'same' },
    ]);
    expect(widened(level, { ...level, type: 'multipleChoice' } as FieldDefinition)).toMatchObject([
      { kind: 'widenColumn', from: 'text', to: 'text[]', how: 'listOfOne' },
    ]);
    expect(widened({ key: 'p', label: 'P', type: 'photos' }, { key: 'p', label: 'P', type: 'files' })).toMatchObject([
      { kind: 'widenColumn', from: 'uuid[]', to: 'uuid[]', how: 'same' },
    ]);
  });

  test('every other change of type is refused with the safe way, all at once', () => {
    const next = buildForm([
      { key: 'note', label: '说明', type: 'number' },
      { key: 'level', label: '等级', type: 'text' },
    ]);
    const { steps, problems } = planPublish(buildForm([note, level]), next);
    expect(steps).toEqual([]);
    expect(problems).toEqual([
      { path: 'fields[0].type', code: 'forms.type-change', details: { label: '说明', from: '单行文本', to: '数字' } },
      { path: 'fields[1].type', code: 'forms.type-change', details: { label: '等级', from: '单选', to: '单行文本' } },
    ]);
  });

  test('an option may be stopped but not removed', () => {
    const next = (options: ReturnType<typeof option>[]) => buildForm([{ ...level, options } as FieldDefinition]);
    expect(planPublish(buildForm([level]), next([option('a'), option('b', 'stopped')])).problems).toEqual([]);
    expect(planPublish(buildForm([level]), next([option('a')])).problems).toEqual([
      { path: 'fields[0].options', code: 'forms.option-removed', details: { code: 'b', label: '选项 b' } },
    ]);
  });

  test('changes inside a subform are changes of its table, and are found in its fields', () => {
    const first = buildForm([rows([note])]);
    expect(
      planPublish(first, buildForm([rows([{ ...note, type: 'number' } as FieldDefinition])])).problems,
    ).toMatchObject([{ path: 'fields[0].fields[0].type', code: 'forms.type-change' }]);
    const next = buildForm([
      rows([level, { ...note, key: 'code' }], { label: '条目', rowsFrom: { dictionary: 'd', keyField: 'code' } }),
    ]);
    const plan = planPublish(first, next);
    expect(plan.steps.map((step) => [step.kind, step.table])).toEqual(
      ['changeLabel', 'addColumn', 'addColumn', 'retireColumn', 'addUniqueRows'].map((kind) => [
        kind,
        'form_checklist__rows',
      ]),
    );
    expect(plan.retired).toEqual([{ subform: 'rows', field: note }]);
    expect(planPublish(next, first, plan.retired).steps.map((step) => step.kind)).toEqual([
      'changeLabel',
      'dropUniqueRows',
      'restoreColumn',
      'retireColumn',
      'retireColumn',
    ]);
  });

  test('a removed subform keeps its rows, and comes back with them', () => {
    const [first, second] = [buildForm([level, rows([note])]), buildForm([level])];
    const gone = planPublish(first, second);
    expect(gone.steps).toEqual([{ kind: 'retireChildTable', table: 'form_checklist__rows', label: '明细' }]);
    const back = planPublish(second, buildForm([level, rows([note, level])]), gone.retired);
    expect(back.steps.map((step) => step.kind)).toEqual(['restoreChildTable', 'addColumn']);
    expect(back.retired).toEqual([]);
  });

  test('another form is not a next version', () => {
    const other: FormDefinition = { ...checklist, id: idOf(99) };
    expect(planPublish(checklist, other).problems).toEqual([{ path: 'key', code: 'forms.other-form' }]);
  });
});
