import { describe, expect, test } from 'vitest';
import { checkDefinition } from './check-definition.ts';
import { compileForm } from './compile.ts';
import type { FieldDefinition, FormDefinition } from './contract.ts';
import { formulaRuns } from './formulas.ts';
import { fieldTypes } from './registry.ts';
import { buildForm, checklist, idOf } from './testing/build.ts';

const text = (key: string, more: object = {}) => ({ key, label: key, type: 'text', ...more }) as FieldDefinition;
const equals = (field: string, value: unknown = 'x') => ({ field, op: 'equals', value });
const options = [{ code: 'x', label: '甲', status: 'active' as const }];

/** A definition and exactly the problems it must have. */
const fixtures: [string, unknown, unknown[]][] = [
  ['a sound checklist', checklist, []],
  ['no definition', null, [{ path: '', code: 'forms.definition-malformed', details: { reason: 'must be object' } }]],
  [
    'a key that is none',
    buildForm([], { key: 'Bad key' }),
    [{ path: 'key', code: 'forms.bad-key', details: { example: 'jianChaXiang' } }],
  ],
  [
    'two fields with one key',
    buildForm([text('a'), text('a')]),
    [{ path: 'fields[1].key', code: 'forms.duplicate-key', details: { key: 'a' } }],
  ],
  [
    'a reserved key',
    buildForm([text('constructor')]),
    [{ path: 'fields[0].key', code: 'forms.reserved-key', details: { key: 'constructor' } }],
  ],
  [
    'unknown types, one of them a prototype property',
    { ...buildForm([]), fields: [{ key: 'a', label: 'A', type: 'hologram' }, { type: 'toString' }, null] },
    [
      { path: 'fields[0].type', code: 'forms.unknown-type', details: { type: 'hologram' } },
      { path: 'fields[1].type', code: 'forms.unknown-type', details: { type: 'toString' } },
      { path: 'fields[2].type', code: 'forms.unknown-type', details: { type: '' } },
    ],
  ],
  [
    'a setting the type does not have',
    buildForm([text('a', { decimals: 2 })]),
    [{ path: 'fields[0].decimals', code: 'forms.unknown-setting', details: { setting: 'decimals' } }],
  ],
  [
    'several wrong settings at once',
    buildForm([text('a', { label: '', maxLength: 0 })]),
    [
      { path: 'fields[0].maxLength', code: 'forms.too-small', details: { min: 1 } },
      { path: 'fields[0].label', code: 'forms.required' },
    ],
  ],
  [
    'limits the wrong way round',
    buildForm([
      text('a', { minLength: 9, maxLength: 3 }),
      { key: 'b', label: 'B', type: 'number', min: 2, max: 1 },
      { key: 'c', label: 'C', type: 'photos', min: 10 },
      { key: 'd', label: 'D', type: 'date', earliest: '2026-02-30', latest: 'today' },
      { key: 'e', label: 'E', type: 'date', earliest: '2026-02-02', latest: '2026-02-01' },
    ]),
    [
      { path: 'fields[0].minLength', code: 'forms.limits-disordered' },
      { path: 'fields[1].min', code: 'forms.limits-disordered' },
      { path: 'fields[2].min', code: 'forms.limits-disordered' },
      { path: 'fields[3].earliest', code: 'forms.definition-malformed', details: { reason: '2026-02-30' } },
      { path: 'fields[4].earliest', code: 'forms.limits-disordered' },
    ],
  ],
  [
    'patterns that are broken, exploding or over too long a text',
    buildForm([
      text('a', { pattern: '(' }),
      text('b', { pattern: '(a+)+$' }),
      text('c', { pattern: 'a', maxLength: 201 }),
    ]),
    [
      { path: 'fields[0].pattern', code: 'forms.unsafe-pattern', details: { reason: '写法不正确' } },
      { path: 'fields[1].pattern', code: 'forms.unsafe-pattern', details: { reason: expect.any(String) } },
      { path: 'fields[2].maxLength', code: 'forms.pattern-length', details: { max: 200 } },
    ],
  ],
  [
    'choices without, with two, and with repeated options',
    buildForm([
      { key: 'a', label: 'A', type: 'singleChoice' },
      { key: 'b', label: 'B', type: 'singleChoice', options, dictionary: 'levels' },
      { key: 'c', label: 'C', type: 'multipleChoice', options: [...options, ...options] },
    ]),
    [
      { path: 'fields[0].options', code: 'forms.no-options' },
      { path: 'fields[1]', code: 'forms.two-sources' },
      { path: 'fields[2].options[1].code', code: 'forms.duplicate-option', details: { code: 'x' } },
    ],
  ],
  [
    'a condition on a missing field',
    buildForm([text('a', { visible: equals('gone') })]),
    [{ path: 'fields[0].visible.field', code: 'expressions.unknown-field', details: { field: 'gone' } }],
  ],
  [
    'conditions that do not fit the field they ask',
    buildForm([
      { key: 'n', label: 'N', type: 'number' },
      text('a', { required: { all: [equals('n', '5'), { field: 'n', op: 'contains', value: 'x' }] } }),
      text('b', { readOnly: { any: 5 } }),
    ]),
    [
      { path: 'fields[1].required.all[0].value', code: 'expressions.wrong-value', details: { field: 'n' } },
      { path: 'fields[1].required.all[1].op', code: 'expressions.wrong-operator', details: { field: 'n' } },
      { path: 'fields[2].readOnly', code: 'expressions.malformed' },
    ],
  ],
  [
    'a record that looks into its rows',
    buildForm([
      { key: 'rows', label: '明细', type: 'subform', fields: [text('inner')] },
      text('a', { visible: equals('inner') }),
    ]),
    [{ path: 'fields[1].visible.field', code: 'expressions.unknown-field', details: { field: 'inner' } }],
  ],
  [
    'visibility in a circle',
    buildForm([
      text('a', { visible: equals('b') }),
      text('b', { readOnly: equals('c') }),
      text('c', { visible: equals('a') }),
    ]),
    [{ path: 'fields', code: 'forms.cycle', details: { fields: 'a → b → c → a', first: 'a' } }],
  ],
  [
    'a circle through a subform and a display rule',
    buildForm(
      [
        text('a'),
        { key: 'rows', label: '明细', type: 'subform', fields: [text('b', { visible: equals('$parent.a') })] },
      ],
      { displayRules: [{ when: { field: 'rows', op: 'isNotEmpty' }, show: ['a', 'gone'] }] },
    ),
    [
      { path: 'displayRules[0].show[1]', code: 'forms.rule-field', details: { field: 'gone' } },
      { path: 'fields', code: 'forms.cycle', details: { fields: 'a → 明细 → a', first: 'a' } },
    ],
  ],
  [
    'a subform in a subform of a subform',
    buildForm([
      {
        key: 'a',
        label: 'A',
        type: 'subform',
        fields: [
          {
            key: 'b',
            label: 'B',
            type: 'subform',
            fields: [{ key: 'c', label: 'C', type: 'subform', fields: [text('d')] }],
          },
        ],
      },
    ]),
    [{ path: 'fields[0].fields[0].fields[0]', code: 'forms.nested-subform' }],
  ],
  [
    'preloaded rows without the fields for them',
    buildForm([
      {
        key: 'a',
        label: 'A',
        type: 'subform',
        rowsFrom: { dictionary: 'items', keyField: 'code', labelField: 'name' },
        fields: [{ key: 'code', label: 'C', type: 'number' }, text('name', { maxLength: 20 })],
      },
    ]),
    [
      { path: 'fields[0].rowsFrom.keyField', code: 'forms.rows-field', details: { field: 'code' } },
      { path: 'fields[0].rowsFrom.labelField', code: 'forms.rows-length', details: { field: 'name', min: 200 } },
    ],
  ],
  [
    'preset rows of which none says anything',
    buildForm([
      {
        key: 'a',
        label: 'A',
        type: 'subform',
        rowsFrom: { rows: [{ id: idOf(1), values: {} }] },
        fields: [text('name')],
      },
    ]),
    [{ path: 'fields[0].rowsFrom.rows', code: 'forms.no-preset-rows' }],
  ],
  [
    'a wrong field inside a subform',
    buildForm([{ key: 'a', label: 'A', type: 'subform', fields: [{ key: 'b' } as unknown as FieldDefinition] }]),
    [{ path: 'fields[0].fields[0].type', code: 'forms.unknown-type', details: { type: '' } }],
  ],
  [
    'defaults that do not fit',
    buildForm([
      text('a', { default: { value: 5 } }),
      { key: 'b', label: 'B', type: 'date', default: { from: 'now' } },
      { key: 'c', label: 'C', type: 'singleChoice', options, default: { value: 'y' } },
      { key: 'd', label: 'D', type: 'community', default: { from: 'currentPerson' } },
      { key: 'e', label: 'E', type: 'date', earliest: 'today', default: { value: '1999-01-01' } },
      { key: 'f', label: 'F', type: 'singleChoice', dictionary: 'levels', default: { value: 'major' } },
    ]),
    ['a', 'b', 'c', 'd'].map((_, index) => ({ path: `fields[${index}].default`, code: 'forms.bad-default' })),
  ],
];

describe('a definition', () => {
  test.each(fixtures)('%s', (_name, definition, expected) => {
    expect(checkDefinition(definition)).toEqual(expected);
  });

  test('with 300 fields of all types in a chain of conditions is sound, and compiles', () => {
    const types = Object.values(fieldTypes).filter(({ type }) => type !== 'subform');
    const fields = Array.from({ length: 300 }, (_, index) => ({
      ...types[index % types.length]?.starting(`控件 ${index}`),
      key: `f${index}`,
      label: `控件 ${index}`,
      type: types[index % types.length]?.type,
      ...(index > 0 ? { visible: { field: `f${index - 1}`, op: 'isNotEmpty' } } : {}),
    })) as unknown as FieldDefinition[];
    const definition = buildForm(fields.reverse());
    expect(checkDefinition(definition)).toEqual([]);
    expect(compileForm(definition, formulaRuns).fields.settling[0]?.key).toBe('f0');
  });

  test('with too many fields is refused, inner ones counted', () => {
    const fields = Array.from({ length: 300 }, (_, index) => text(`f${index}`));
    const definition = buildForm([...fields, { key: 'rows', label: 'R', type: 'subform', fields }]);
    expect(checkDefinition(definition)).toContainEqual({
      path: 'fields',
      code: 'forms.too-many-fields',
      details: { max: 500, count: 601 },
    });
  });

  test('with a hundred wrong settings is told of each', () => {
    const definition = buildForm(
      Array.from({ length: 10 }, (_, index) =>
        text(`f${index}`, Object.fromEntries(Array.from({ length: 10 }, (_, at) => [`setting${at}`, at]))),
      ),
    );
    expect(checkDefinition(definition)).toHaveLength(100);
    const outline = Object.fromEntries(Array.from({ length: 30 }, (_, at) => [`part${at}`, at]));
    expect(checkDefinition({ ...definition, ...outline })).toHaveLength(30);
  });

  test('with a setting that fits none of its shapes is told once, at the nearest place', () => {
    const long = 'x'.repeat(10_001);
    const definition = buildForm([
      text('a', { default: { formula: long } }),
      text('b', { default: { neither: 1 } }),
      text('c', { checks: [{ rule: { formula: long }, message: '不对' }] }),
      text('d', { visible: { formula: long } }),
    ]);
    expect(checkDefinition(definition).map(({ path, code }) => `${path} ${code}`)).toEqual([
      'fields[0].default.formula formulas.too-long',
      'fields[1].default forms.definition-malformed',
      'fields[2].checks[0].rule.formula formulas.too-long',
      'fields[3].visible.formula formulas.too-long',
    ]);
  });

  test('that was not checked does not compile by accident', () => {
    const broken: FormDefinition[] = [
      buildForm([text('a'), text('a')]),
      buildForm([text('valueOf')]),
      buildForm([text('a', { visible: equals('a') })]),
      buildForm([{ key: 'a', label: 'A', type: 'toString' } as unknown as FieldDefinition]),
    ];
    for (const definition of broken) expect(() => compileForm(definition)).toThrow();
  });

  test('survives conditions nested a hundred thousand deep', () => {
    let condition: unknown = equals('a');
    for (let depth = 0; depth < 100_000; depth++) condition = { not: condition };
    const definition = buildForm([text('a'), text('b', { visible: condition })]);
    expect(checkDefinition(definition)).toEqual([{ path: 'fields[1].visible', code: 'expressions.too-large' }]);
  });

  test('may name ids in conditions', () => {
    const definition = buildForm([
      { key: 'who', label: 'W', type: 'person' },
      text('b', { visible: equals('who', idOf(1)) }),
    ]);
    expect(checkDefinition(definition)).toEqual([]);
  });
});
