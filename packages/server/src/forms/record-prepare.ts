/**
 * From what somebody sent to what will be stored: fields that are not theirs to set are left out, the engine settles
 * and checks the rest, and every row gets its id. Fields hidden from a person do not exist for that person: naming one
 * is an unknown field, and nobody is told what is wrong with it.
 */
import { type FieldProblem, Problem } from '@anshao/core/base/errors.ts';
import type { Fieldset, FormContext, FormValues } from '@anshao/core/forms/contract.ts';
import { asRow } from '@anshao/core/forms/rows-from.ts';
import type { OpenedForm } from './record-forms.ts';
import { withRowIds } from './records.ts';

/** Fields of one record as one person may handle them. */
export interface Handling {
  readonly hidden: ReadonlySet<string>;
  /** Hidden ones among them. */
  readonly fixed: ReadonlySet<string>;
  /** What is wrong beside the values, to be told with them. */
  readonly beside?: readonly FieldProblem[];
}

/** What is left of the values for the engine; anything that is no record is left to it. */
export function settable(values: unknown, { fixed }: Handling): unknown {
  const given = asRow(values);
  if (!given || fixed.size === 0) return values;
  return Object.fromEntries(Object.entries(given).filter(([key]) => !fixed.has(key)));
}

/** @throws Problem `base.invalid` with everything that is wrong */
export function prepareValues(
  { form }: OpenedForm,
  values: unknown,
  context: FormContext,
  handling: Handling,
  newId: () => string,
): FormValues {
  const prepared = form.compiled.prepare(settable(values, handling), context);
  const problems: FieldProblem[] = [
    ...(handling.beside ?? []),
    ...Object.keys(asRow(values) ?? {})
      .filter((key) => handling.hidden.has(key))
      .map((key) => ({ path: key, code: 'forms.unknown-field' })),
    ...prepared.problems.filter(({ path, code }) => {
      const key = /^\w+/.exec(path)?.[0] ?? '';
      // Nobody can fill in what is not theirs to set.
      return !handling.hidden.has(key) && !(handling.fixed.has(key) && code === 'forms.required');
    }),
  ];
  if (problems.length > 0) throw new Problem('base.invalid', undefined, problems.slice(0, toldAtOnce));
  return withRowStamps(form.definition, withRowIds(form.definition, prepared.values, newId), context);
}

/** A thousand rows may each be wrong in several ways; nobody reads more than this. */
const toldAtOnce = 500;

/** The moments that the server stamps on rows; those of the record itself come with the context. */
function withRowStamps(fieldset: Fieldset, values: FormValues, context: FormContext): FormValues {
  if (!hasRowStamps(fieldset)) return values;
  const stamped: Record<string, unknown> = { ...values };
  for (const field of fieldset.fields) {
    if (field.type !== 'subform' || !Array.isArray(values[field.key])) continue;
    stamped[field.key] = (values[field.key] as FormValues[]).map((row) => {
      const complete: Record<string, unknown> = { ...withRowStamps(field, row, context) };
      for (const inner of field.fields)
        if (inner.type === 'dateTime' && inner.stamp && inner.key in complete)
          if (inner.stamp === 'submitted' || complete[inner.key] === null) complete[inner.key] = context.now;
      return complete;
    });
  }
  return stamped;
}

function hasRowStamps({ fields }: Fieldset): boolean {
  return fields.some(
    (field) =>
      field.type === 'subform' &&
      (field.fields.some((inner) => inner.type === 'dateTime' && inner.stamp !== undefined) || hasRowStamps(field)),
  );
}
