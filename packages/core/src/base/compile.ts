/** Compiled checks of schemas, by the formats' own rules. */
import type { Static, TSchema } from 'typebox';
import { Compile as compiledNow, type Validator } from 'typebox/compile';
import { Settings } from 'typebox/system';
import './formats.ts';

// TypeBox stops at eight; people are told everything that is wrong at once. There is a limit, for somebody may send a
// million mistakes.
Settings.Set({ maxErrors: 500 });

/** Whether a value has a shape, and what is wrong with it. */
export interface Checker<Type extends TSchema = TSchema> {
  Check(value: unknown): value is Static<Type>;
  Errors(value: unknown): ReturnType<Validator['Errors']>;
}

/**
 * A check of a schema. It is compiled when it is first asked: a program knows hundreds of shapes and meets a few, and
 * the others would cost a tenth of a second at its start, and their code for as long as it runs.
 */
export function Compile<Type extends TSchema>(schema: Type): Checker<Type> {
  let known: Validator | undefined;
  const compiled = (): Validator => {
    known ??= compiledNow(schema) as unknown as Validator;
    return known;
  };
  return {
    Check: (value): value is Static<Type> => compiled().Check(value),
    Errors: (value) => compiled().Errors(value),
  };
}
