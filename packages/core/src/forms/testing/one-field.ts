/**
 * One field on its own: what its type does with options and values, without the engine around it. For the tests of
 * field types.
 */
import { Type } from 'typebox';
import { Value } from '../../base/value.ts';
import { type FieldDefinition, type FormContext, fieldCommon } from '../contract.ts';
import { fieldTypeOf } from '../registry.ts';
import { fromCells, toCells } from '../tables.ts';
import { buildContext } from './build.ts';

type Said<F> = F extends unknown ? Omit<F, 'key' | 'label'> : never;
/** A field without the parts that a test of its type does not care about. */
export type FieldSaid = Said<FieldDefinition>;

/** The field `a` with these settings. */
export function fieldOf(said: FieldSaid): FieldDefinition {
  // `Omit` over each member of the union lost the tie between them; putting two texts back restores it.
  return { key: 'a', label: 'A', ...said } as FieldDefinition;
}

/** Where and why the options are refused: `limits-disordered@min`, `malformed@min` where already the shape is wrong. */
export function designProblems(said: FieldSaid): string[] {
  const field = fieldOf(said);
  const type = fieldTypeOf(field);
  const shape = Type.Object(
    { ...fieldCommon, type: Type.Literal(type.type), ...type.optionsSchema.properties },
    { additionalProperties: false },
  );
  if (!Value.Check(shape, field)) {
    const paths = new Set(Value.Errors(shape, field).map(({ instancePath }) => instancePath.slice(1)));
    return [...paths].map((path) => `malformed@${path}`);
  }
  return (type.checkOptions?.(field) ?? []).map(({ path, code }) => `${code.replace('forms.', '')}@${path}`);
}

/** The value in its canonical form, whether it is valid or not; null when it is empty. */
export function settled(said: FieldSaid, value: unknown): unknown {
  const field = fieldOf(said);
  const type = fieldTypeOf(field);
  const canonical = type.normalise(value, field);
  return type.isEmpty(canonical) ? null : canonical;
}

type Situation = Partial<Omit<FormContext, 'previous'>> & {
  /** What the field held before. */
  readonly previous?: unknown;
};

/** What is wrong with a value once it is settled. An empty one has no problems. */
export function problemsOf(said: FieldSaid, value: unknown, { previous, ...context }: Situation = {}) {
  const field = fieldOf(said);
  const canonical = settled(said, value);
  return canonical === null ? [] : fieldTypeOf(field).validator(field)(canonical, buildContext(context), previous);
}

/** The same in short: `too-many`, `wrong-type@[2]`. */
export function refusals(said: FieldSaid, value: unknown, situation?: Situation): string[] {
  return problemsOf(said, value, situation).map(
    ({ path, code }) => code.replace('forms.', '') + (path === '' ? '' : `@${path}`),
  );
}

/** The cells by column name of a valid value. */
export function cellsOf(said: FieldSaid, value: unknown): Record<string, unknown> {
  return toCells({ fields: [fieldOf(said)] }, { a: settled(said, value) });
}

/** The value read back from cells as the driver gives them. */
export function readBack(said: FieldSaid, cells: Readonly<Record<string, unknown>>): unknown {
  return fromCells({ fields: [fieldOf(said)] }, cells).a;
}
