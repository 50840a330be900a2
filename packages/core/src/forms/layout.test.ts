import { describe, expect, test } from 'vitest';
import { checkDefinition } from './check-definition.ts';
import { compileForm } from './compile.ts';
import type { FieldDefinition, FormContext, FormDefinition, LayoutNode } from './contract.ts';
import { arranged, fieldKeysOf } from './layout.ts';
import { buildForm } from './testing/build.ts';

const text = (key: string, more: Partial<FieldDefinition> = {}): FieldDefinition =>
  ({ key, label: key, type: 'text', ...more }) as FieldDefinition;
const at = (key: string): LayoutNode => ({ kind: 'field', key });
const context: FormContext = { now: '2026-03-15T06:00:00.000Z', today: '2026-03-15', dictionaries: new Map() };
const withLayout = (layout: readonly LayoutNode[], fields: readonly FieldDefinition[]): FormDefinition =>
  buildForm([...fields], { layout });

describe('a layout', () => {
  test('hides everything in a section whose condition does not hold, and keeps nothing of it', () => {
    const form = withLayout(
      [
        at('a'),
        {
          kind: 'section',
          id: 's',
          title: '异常',
          visible: { field: 'a', op: 'equals', value: 'yes' },
          children: [{ kind: 'columns', id: 'c', columns: [[at('b')], [at('c')]] }],
        },
      ],
      [text('a'), text('b', { required: true }), text('c')],
    );
    expect(checkDefinition(form)).toEqual([]);
    const compiled = compileForm(form);

    expect(compiled.prepare({ a: 'no', b: 'x', c: 'y' }, context)).toEqual({ values: { a: 'no' }, problems: [] });
    expect(compiled.prepare({ a: 'yes', c: 'y' }, context).problems).toEqual([{ path: 'b', code: 'forms.required' }]);
  });

  test('hides a tab by its own condition and those around it', () => {
    const holds = { field: 'a', op: 'isNotEmpty' } as const;
    const form = withLayout(
      [
        at('a'),
        at('b'),
        {
          kind: 'section',
          id: 's',
          title: 'S',
          visible: holds,
          children: [
            {
              kind: 'tabs',
              id: 't',
              tabs: [{ id: 't1', title: 'T', visible: { field: 'b', op: 'isNotEmpty' }, children: [at('c')] }],
            },
          ],
        },
      ],
      [text('a'), text('b'), text('c')],
    );
    const keys = (values: object) => Object.keys(compileForm(form).prepare(values, context).values);
    expect(keys({ a: '1', b: '1' })).toContain('c');
    expect(keys({ a: '1' })).not.toContain('c');
    expect(keys({ b: '1' })).not.toContain('c');
  });

  test('tells what is placed twice, nowhere, or is not there, and ids used twice', () => {
    const form = withLayout(
      [at('a'), at('a'), at('gone'), { kind: 'divider', id: 'd' }, { kind: 'divider', id: 'd' }],
      [text('a'), text('b')],
    );
    expect(checkDefinition(form)).toEqual([
      { path: 'layout[1]', code: 'forms.placed-twice', details: { field: 'a' } },
      { path: 'layout[2]', code: 'forms.rule-field', details: { field: 'gone' } },
      { path: 'layout[4]', code: 'forms.duplicate-node', details: { id: 'd' } },
      { path: 'layout', code: 'forms.not-placed', details: { field: 'b' } },
    ]);
  });

  test('cannot be in a circle with the fields inside it', () => {
    const form = withLayout(
      [{ kind: 'section', id: 's', title: 'S', visible: { field: 'a', op: 'isNotEmpty' }, children: [at('a')] }],
      [text('a')],
    );
    expect(checkDefinition(form)).toEqual([
      { path: 'fields', code: 'forms.cycle', details: { fields: 'a → a', first: 'a' } },
    ]);
  });

  test('of ten thousand brackets is refused, not followed', () => {
    let node: LayoutNode = at('a');
    for (let depth = 0; depth < 10_000; depth++)
      node = { kind: 'section', id: `s${depth}`, title: 'S', children: [node] };
    expect(checkDefinition(withLayout([node], [text('a')]))).toEqual([
      { path: 'layout', code: 'forms.layout-too-deep', details: { max: 5 } },
    ]);
  });

  test('shows every field once, whatever an older program left in it', () => {
    const form = withLayout([at('b'), at('gone'), at('b')], [text('a'), text('b')]);
    expect(fieldKeysOf(arranged(form))).toEqual(['b', 'a']);
  });
});
