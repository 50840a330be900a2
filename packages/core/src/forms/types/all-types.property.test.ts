/** What must hold for every registered type, whatever it is. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Value } from '../../base/value.ts';
import type { FieldTypeName } from '../contract.ts';
import { fieldGroups } from '../field-type.ts';
import { fieldSchema } from '../json-schema.ts';
import { fieldTypeOf, fieldTypes, findFieldType } from '../registry.ts';
import { designProblems, type FieldSaid, fieldOf } from '../testing/one-field.ts';
import { junk, sampleContext, samples } from '../testing/samples.ts';

const names = Object.keys(fieldTypes) as FieldTypeName[];

describe.each(names)('%s', (name) => {
  const sample = samples[name];
  const field = fieldOf(sample.field);
  const type = fieldTypeOf(field);
  const validate = type.validator(field);
  const canonical = sample.values?.map((value) => type.normalise(value, field)).filter((value) => !type.isEmpty(value));

  test('goes by its own name and stands on a shelf', () => {
    expect([type.type, fieldGroups.includes(type.group)]).toEqual([name, true]);
    expect(type.icon).toMatch(/^[a-z][a-z-]*$/);
  });

  test('begins valid when it is placed, and so does the sample', () => {
    // `starting` gives the options of this very type; the union of all types cannot say so.
    const placed = { type: name, ...type.starting('新控件') } as FieldSaid;
    expect(designProblems(placed)).toEqual([]);
    expect(designProblems(sample.field)).toEqual([]);
  });

  test('brings anything into its canonical form once and for all, and never throws', () => {
    fc.assert(
      fc.property(fc.oneof(sample.values ?? junk, junk), junk, (value, previous) => {
        const once = type.normalise(value, field);
        expect(type.normalise(once, field)).toEqual(once);
        if (!type.isEmpty(once)) validate(once, sampleContext, previous);
      }),
    );
  });

  test('has a cell for each column, all null for nothing, and nothing for those', () => {
    const cells = type.toColumns(null);
    expect(cells.map((cell) => cell ?? null)).toEqual(type.columns(field).map(() => null));
    expect(type.fromColumns(cells, field)).toBeNull();
  });

  test('has columns of its own or is filled by whoever reads the record', () => {
    const hasColumns = type.columns(field).length > 0;
    expect(hasColumns).toBe(type.virtual !== true && name !== 'subform');
  });

  test('is masked where it is sealed, so that less than half is shown', () => {
    expect(type.mask !== undefined).toBe(type.sealed === true);
    if (!canonical || !type.mask) return;
    fc.assert(
      fc.property(canonical, (value) => {
        const mask = type.mask?.(value) ?? '';
        expect(mask.replaceAll('*', '').length).toBeLessThan(String(value).length / 2);
      }),
    );
  });

  if (!canonical) return;

  test('takes what people may enter', () => {
    fc.assert(
      fc.property(canonical, (value) => {
        expect(validate(value, sampleContext, undefined)).toEqual([]);
      }),
    );
  });

  test('comes back from its cells as it went', () => {
    fc.assert(
      fc.property(canonical, (value) => {
        expect(type.fromColumns(type.toColumns(value), field)).toEqual(value);
      }),
    );
  });

  test('has a schema that takes what the validator takes', () => {
    const schema = fieldSchema(field);
    fc.assert(
      fc.property(canonical, (value) => {
        expect(Value.Errors(schema, value)).toEqual([]);
      }),
    );
  });

  test.each(Object.entries(type.widensTo ?? {}))('widens to %s without losing a value', (target, how) => {
    const wider = findFieldType(target);
    if (!wider) throw new Error(`There is no type ${target}`);
    const options = 'options' in field ? { options: field.options } : {};
    const next = fieldOf({ type: target, ...wider.starting('宽'), ...options } as FieldSaid);
    const [from, to] = [type.columns(field), wider.columns(next)];
    expect(to.map(({ suffix, pgType }) => [suffix, pgType])).toEqual(
      from.map(({ suffix, pgType }) => [suffix, how === 'listOfOne' ? `${pgType}[]` : pgType]),
    );
    fc.assert(
      fc.property(canonical, (value) => {
        const cells = type.toColumns(value).map((cell) => (how === 'listOfOne' ? [cell] : cell));
        const widened = wider.fromColumns(cells, next);
        expect(wider.normalise(widened, next)).toEqual(widened);
        expect(wider.validator(next)(widened, sampleContext, undefined)).not.toContainEqual(
          expect.objectContaining({ code: 'forms.wrong-type' }),
        );
        // A phone that has not heard of the change yet sends what it knows.
        expect(wider.normalise(value, next)).toEqual(widened);
      }),
    );
  });
});
