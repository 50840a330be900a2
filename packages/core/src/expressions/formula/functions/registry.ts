/** Every function there is, by name and by alias. */
import { dateInterval } from './date-interval.ts';
import { dateFunctions } from './dates.ts';
import type { FunctionDefinition } from './definition.ts';
import { formatFunctions } from './format.ts';
import { informationFunctions } from './information.ts';
import { listFunctions } from './lists.ts';
import { logicFunctions } from './logic.ts';
import { mathFunctions } from './math.ts';
import { moneyFunctions } from './money.ts';
import { statisticsFunctions } from './statistics.ts';
import { textFunctions } from './text.ts';
import { textSearchFunctions } from './text-search.ts';
import { workCalendarFunctions } from './work-calendar.ts';

export const formulaFunctions: readonly FunctionDefinition[] = [
  ...logicFunctions,
  ...mathFunctions,
  ...statisticsFunctions,
  ...textFunctions,
  ...textSearchFunctions,
  ...dateFunctions,
  dateInterval,
  ...workCalendarFunctions,
  ...listFunctions,
  ...informationFunctions,
  ...moneyFunctions,
  ...formatFunctions,
];

const byName = new Map(
  formulaFunctions.flatMap((definition) => [
    [definition.name, definition],
    [definition.alias, definition],
  ]),
);

/** @param name as typed: in any case, or the Chinese alias */
export function functionNamed(name: string): FunctionDefinition | undefined {
  return byName.get(name.toUpperCase());
}

export const functionNames: readonly string[] = [...byName.keys()];
