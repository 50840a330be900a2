/** What fields that link records share. */
import { Type } from 'typebox';
import type { FieldProblem } from '../../../base/errors.ts';
import { Condition } from '../../../expressions/condition.ts';
import { FormKey } from '../../contract.ts';
import { problem } from '../../messages.ts';

/** What stands for a choice not made yet: nobody's key, and the shape of one, so that the draft can be kept. */
export const unset = 'unset';

/** A field of the linked record and the field here that takes its value. */
export const Fill = Type.Object({ from: FormKey, to: FormKey }, { additionalProperties: false });

export const linkOptions = {
  /** Key of the form whose records are linked. */
  form: FormKey,
  /** Only records for which this holds; it names fields of that form. */
  filter: Type.Optional(Condition),
  /** Only records of the same community. */
  sameCommunity: Type.Optional(Type.Boolean()),
  /** Fields of the linked record shown beside its title when choosing. */
  details: Type.Optional(Type.Array(FormKey, { maxItems: 6, uniqueItems: true })),
};

/** A fill that fills two fields at once would depend on its order. */
export function fillProblems(fills: readonly { readonly to: string }[] | undefined): FieldProblem[] {
  const seen = new Set<string>();
  return (fills ?? []).flatMap(({ to }, index) => {
    const isRepeated = to !== unset && seen.has(to);
    seen.add(to);
    return isRepeated ? [problem(`fills[${index}].to`, 'forms.repeated')] : [];
  });
}
