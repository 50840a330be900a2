/** Which fields can be filled from which when a record is chosen, as they are offered while drawing. */
import { canFill } from '@anshao/core/forms/check-links.ts';
import type { FieldDefinition } from '@anshao/core/forms/contract.ts';
import { type Fill, unset } from '@anshao/core/forms/types/values/links.ts';
import type { Static } from 'typebox';

type FillPair = Static<typeof Fill>;
type Fields = readonly FieldDefinition[];

/** Neither side is chosen yet. */
export const newFill: FillPair = { from: unset, to: unset };

/** Fields here that can take what the field there holds; as long as none is chosen, what any of them holds. */
export function goalsOf(from: string, there: Fields, here: Fields): Fields {
  const sources = from === unset ? there : there.filter((one) => one.key === from);
  return here.filter((goal) => sources.some((source) => canFill(source, goal)));
}

/** Fields there that something here can take. */
export function sourcesFor(there: Fields, here: Fields): Fields {
  return there.filter((source) => here.some((goal) => canFill(source, goal)));
}

/** Fields here that none of these pairs fills. */
export function openGoals(here: Fields, fills: readonly FillPair[]): Fields {
  return here.filter((goal) => !fills.some(({ to }) => to === goal.key));
}

/**
 * The pair with another field there: the field here stays where it can take that too. Otherwise the one of the same
 * name is taken, and where there is none somebody has to choose.
 * @param open fields here that no other pair fills
 */
export function withSource(fill: FillPair, from: string, there: Fields, open: Fields): FillPair {
  const goals = goalsOf(from, there, open);
  const source = there.find((one) => one.key === from);
  const goal = goals.find(({ key }) => key === fill.to) ?? goals.find(({ label }) => label === source?.label);
  return { from, to: goal?.key ?? unset };
}
