/** Which fields can be filled from which when a record is chosen, as they are offered while drawing. */
import { canFill } from '@anshao/core/forms/check-links.ts';
import type { FieldDefinition } from '@anshao/core/forms/contract.ts';
import type { Fill } from '@anshao/core/forms/types/values/links.ts';
import type { Static } from 'typebox';

type FillPair = Static<typeof Fill>;
type Fields = readonly FieldDefinition[];

/** Fields here that can take what the field there holds. */
export function goalsOf(from: string, there: Fields, here: Fields): Fields {
  const source = there.find((one) => one.key === from);
  return source ? here.filter((goal) => canFill(source, goal)) : [];
}

/** Fields there that something here can take. */
export function sourcesFor(there: Fields, here: Fields): Fields {
  return there.filter((source) => here.some((goal) => canFill(source, goal)));
}

/** The next pair to begin with, for fields that nothing fills yet: of the same name if there is one. */
export function nextFill(there: Fields, here: Fields, fills: readonly FillPair[]): FillPair | undefined {
  const open = here.filter((goal) => !fills.some(({ to }) => to === goal.key));
  const pairs = there.flatMap((source) => goalsOf(source.key, there, open).map((goal) => ({ source, goal })));
  const best = pairs.find(({ source, goal }) => source.label === goal.label) ?? pairs[0];
  return best && { from: best.source.key, to: best.goal.key };
}

/** The pair with another field there: the field here stays where it can take that too. */
export function withSource(fill: FillPair, from: string, there: Fields, here: Fields): FillPair {
  const goals = goalsOf(from, there, here);
  return { from, to: (goals.find(({ key }) => key === fill.to) ?? goals[0])?.key ?? fill.to };
}
