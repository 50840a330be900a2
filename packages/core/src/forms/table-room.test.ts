import { describe, expect, test } from 'vitest';
import type { FieldDefinition } from './contract.ts';
import { planPublish } from './publish-plan.ts';
import { buildForm } from './testing/build.ts';

const fields = (count: number, type: string, prefix = 'f') =>
  Array.from(
    { length: count },
    (_, index) => ({ key: `${prefix}${index}`, label: `第 ${index} 项`, type }) as FieldDefinition,
  );
const rows = (inner: readonly FieldDefinition[]): FieldDefinition => ({
  key: 'rows',
  label: '明细',
  type: 'subform',
  fields: inner,
});
const codesOf = (plan: ReturnType<typeof planPublish>) => plan.problems.map(({ path, code }) => `${path} ${code}`);

describe('a table', () => {
  test('takes 300 fields of text, and not 500: a record of them would not fit', () => {
    expect(codesOf(planPublish(null, buildForm(fields(300, 'text'))))).toEqual([]);
    expect(planPublish(null, buildForm(fields(500, 'text')))).toMatchObject({
      steps: [],
      problems: [{ path: 'fields', code: 'forms.table-full', details: { label: '检查表', count: 500, removed: 0 } }],
    });
  });

  test('is full with fewer places, for each is five columns', () => {
    expect(codesOf(planPublish(null, buildForm(fields(100, 'location'))))).toEqual([]);
    expect(codesOf(planPublish(null, buildForm(fields(320, 'location'))))).toEqual(['fields forms.table-full']);
  });

  test('of rows is one of its own', () => {
    expect(codesOf(planPublish(null, buildForm([...fields(200, 'text'), rows(fields(250, 'text'))])))).toEqual([]);
    expect(planPublish(null, buildForm([rows(fields(450, 'text'))])).problems).toMatchObject([
      { code: 'forms.table-full', details: { label: '明细', count: 450 } },
    ]);
  });

  test('counts what was removed, for its data is kept', () => {
    const [kept, old, others] = [fields(1, 'text', 'kept'), fields(200, 'text', 'old'), fields(300, 'text', 'new')];
    const bare = planPublish(buildForm([...kept, ...old]), buildForm(kept));
    const plan = planPublish(buildForm(kept), buildForm([...kept, ...others]), bare.retired);
    expect(plan.problems).toMatchObject([{ code: 'forms.table-full', details: { count: 301, removed: 200 } }]);
    expect(plan.retired).toEqual(bare.retired);
  });

  test('that is full already may still be renamed', () => {
    const full = buildForm(fields(500, 'text'));
    const renamed = buildForm(full.fields.map((field) => ({ ...field, label: `${field.label}改` })));
    expect(codesOf(planPublish(full, renamed))).toEqual([]);
  });
});
