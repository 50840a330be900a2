/** One-off validation. Whoever checks many records of a form keeps `compileForm`'s result instead. */
import type { FieldProblem } from '../base/errors.ts';
import { compileForm } from './compile.ts';
import type { FormContext, FormDefinition } from './contract.ts';
import type { FormulaEngine } from './formulas.ts';
import type { Prepared } from './prepare.ts';

/** All problems of these values, each with its path (`items[3].description`); empty when they can be stored. */
export function validate(
  definition: FormDefinition,
  values: unknown,
  context: FormContext,
  formulas?: FormulaEngine,
): readonly FieldProblem[] {
  return compileForm(definition, formulas).validate(values, context);
}

/** Canonical values and all problems; see `CompiledForm.prepare`. */
export function prepare(
  definition: FormDefinition,
  values: unknown,
  context: FormContext,
  formulas?: FormulaEngine,
): Prepared {
  return compileForm(definition, formulas).prepare(values, context);
}
