/** Properties over records of a form with every field type. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkDefinition } from './check-definition.ts';
import { compileForm } from './compile.ts';
import type { FieldDefinition, FieldTypeName } from './contract.ts';
import { planPublish } from './publish-plan.ts';
import { fieldTypes } from './registry.ts';
import { fromCells, rowsOf, toCells } from './tables.ts';
import { buildContext, buildEntries, buildForm, idOf } from './testing/build.ts';
import { fieldOf } from './testing/one-field.ts';
import { samples } from './testing/samples.ts';

const options = ['a', 'b', 'c'].map((code) => ({ code, label: code, status: 'active' as const }));
/** Types whose part in records needs no condition or default to be interesting. */
const sampled = (Object.keys(samples) as FieldTypeName[]).filter((type) => {
  const isAbove = ['text', 'multiline', 'number', 'date', 'dateTime', 'singleChoice', 'multipleChoice', 'files'];
  return samples[type].values !== undefined && !isAbove.includes(type);
});
const simple: FieldDefinition[] = [
  { key: 'text', label: 'T', type: 'text', default: { value: '缺省' } },
  { key: 'multiline', label: 'T', type: 'multiline', visible: { field: 'single', op: 'notEquals', value: 'a' } },
  { key: 'number', label: 'T', type: 'number', decimals: 10 },
  { key: 'date', label: 'T', type: 'date', readOnly: { field: 'number', op: 'greater', value: 0 } },
  { key: 'dateTime', label: 'T', type: 'dateTime', default: { from: 'now' } },
  { key: 'single', label: 'T', type: 'singleChoice', options },
  { key: 'multiple', label: 'T', type: 'multipleChoice', options, required: { field: 'text', op: 'isNotEmpty' } },
  { key: 'files', label: 'T', type: 'files', visible: { field: 'multiple', op: 'includes', value: 'b' } },
  ...sampled.map((type): FieldDefinition => ({ ...fieldOf(samples[type].field), key: type })),
];
const definition = buildForm([
  ...simple,
  { key: 'rows', label: 'R', type: 'subform', fields: simple },
  {
    key: 'fixed',
    label: 'F',
    type: 'subform',
    rowsFrom: { dictionary: 'd', keyField: 'code', labelField: 'name' },
    fields: [
      { key: 'code', label: 'C', type: 'text' },
      { key: 'name', label: 'N', type: 'text' },
      {
        key: 'answer',
        label: 'A',
        type: 'singleChoice',
        options,
        visible: { field: '$parent.text', op: 'isNotEmpty' },
      },
    ],
  },
]);
const form = compileForm(definition);
const context = buildContext({ dictionaries: new Map([['d', buildEntries(['1', '2', '3'])]]) });

const id = fc.nat(30).map(idOf);
const day = fc
  .date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
  .map((value) => value.toISOString());
const value = {
  text: fc.string({ unit: 'grapheme', maxLength: 40 }),
  multiline: fc.string({ unit: 'grapheme', maxLength: 40 }),
  number: fc.oneof(
    fc.integer(),
    fc.integer({ min: -1e9, max: 1e9 }).map((cents) => cents / 100),
    fc.constant(-0),
  ),
  date: day.map((text) => text.slice(0, 10)),
  dateTime: day,
  single: fc.constantFrom('a', 'b', 'c'),
  multiple: fc.uniqueArray(fc.constantFrom('a', 'b', 'c')),
  files: fc.uniqueArray(id, { maxLength: 5 }),
  ...Object.fromEntries(sampled.map((type) => [type, samples[type].values as fc.Arbitrary<unknown>])),
};
const good = fc.record(value, { requiredKeys: [] });
const junk = fc.oneof(fc.constantFrom(null, undefined, '', -0, Number.NaN, '\ud800', 'a\0b', ' x '), fc.anything());
const bad = fc.record(
  Object.fromEntries([
    ...Object.entries(value).map(([key, arbitrary]) => [key, fc.oneof(arbitrary, junk)]),
    ['other', junk],
  ]),
  { requiredKeys: [] },
);
const fixedRow = fc.record(
  { code: fc.constantFrom('1', ' 2', '3', '4'), name: junk, answer: value.single },
  { requiredKeys: [] },
);
const record = (part: fc.Arbitrary<object>) =>
  fc
    .tuple(
      part,
      fc.option(fc.array(fc.oneof(part, junk), { maxLength: 4 })),
      fc.option(fc.array(fixedRow, { maxLength: 4 })),
    )
    .map(([values, rows, fixed]) => ({ ...values, ...(rows ? { rows } : {}), ...(fixed ? { fixed } : {}) }));
const anyRecord = fc.oneof(record(good), record(bad), fc.anything());

describe('records', () => {
  test('the form of these tests is sound and has every field type that people fill', () => {
    expect(checkDefinition(definition)).toEqual([]);
    const types = new Set(definition.fields.map((field) => field.type));
    const isFilled = (type: FieldTypeName) => samples[type].values !== undefined || type === 'subform';
    expect((Object.keys(fieldTypes) as FieldTypeName[]).filter((type) => isFilled(type) && !types.has(type))).toEqual(
      [],
    );
  });

  test('preparing twice is preparing once, and finds the same problems, unknown fields apart', () => {
    const isLasting = ({ code, path }: { code: string; path: string }) => code !== 'forms.unknown-field' && path !== '';
    fc.assert(
      fc.property(anyRecord, fc.option(record(good), { nil: undefined }), (values, stored) => {
        const previous = stored && form.prepare(stored, context).values;
        const situation = { ...context, previous };
        const once = form.prepare(values, situation);
        const twice = form.prepare(once.values, situation);
        if (once.problems.some(({ path }) => path === '')) return;
        expect(twice.values).toEqual(once.values);
        expect(twice.problems).toEqual(once.problems.filter(isLasting));
      }),
      { numRuns: 1000 },
    );
  });

  test('validation never throws, whatever it is given', () => {
    fc.assert(
      fc.property(anyRecord, anyRecord, (values, previous) => {
        form.validate(values, { ...context, previous: previous as never });
      }),
      { numRuns: 1000 },
    );
  });

  test('a valid record comes back from its cells as it went', () => {
    fc.assert(
      fc.property(good, (values) => {
        const prepared = form.prepare({ ...values, fixed: undefined }, context).values;
        const all = Object.fromEntries(simple.map(({ key }) => [key, prepared[key] ?? null]));
        expect(fromCells({ fields: simple }, toCells({ fields: simple }, prepared))).toEqual(all);
      }),
    );
  });

  test('cells as the driver returns them are understood', () => {
    const cells = {
      c_number: '12.50',
      c_date: '2026-03-15',
      c_date_time: new Date('2026-03-15T06:32:10.123Z'),
      c_multiple: ['a'],
      c_location__lat: 29.9,
      c_location__lng: 121.5,
      c_location__accuracy: null,
      c_location__corrected: true,
    };
    expect(fromCells({ fields: simple }, cells)).toMatchObject({
      number: 12.5,
      date: '2026-03-15',
      dateTime: '2026-03-15T06:32:10.123Z',
      multiple: ['a'],
      location: { latitude: 29.9, longitude: 121.5, accuracy: null, corrected: true, source: 'wgs84' },
      text: null,
    });
    expect(fromCells({ fields: simple }, { c_date_time: '2026-03-15 14:32:10.123+08' })).toMatchObject({
      dateTime: '2026-03-15T06:32:10.123Z',
    });
  });

  test('rows are there once prepared, and none where the subform is missing', () => {
    expect(rowsOf(form.prepare({}, context).values, 'fixed')).toHaveLength(3);
    expect(rowsOf({}, 'fixed')).toEqual([]);
  });

  test('publishing any selection of fields and taking it back loses nothing', () => {
    const selection = fc.subarray([...definition.fields], { minLength: 1 }).map((fields) => buildForm(fields));
    fc.assert(
      fc.property(selection, selection, (first, second) => {
        expect(planPublish(first, first).steps).toEqual([]);
        const there = planPublish(first, second);
        const back = planPublish(second, first, there.retired);
        const count = (plan: typeof there, kind: RegExp) => plan.steps.filter((step) => kind.test(step.kind)).length;
        expect(count(back, /^(add|create)/)).toBe(0);
        expect(count(back, /^restore/)).toBe(count(there, /^retire/));
      }),
    );
  });
});
