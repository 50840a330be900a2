/** Every function there is, by name and by alias. */
import type { FunctionDefinition } from './definition.ts';
import { logicFunctions } from './logic.ts';
import { mathFunctions } from './math.ts';
import { statisticsFunctions } from './statistics.ts';

export const formulaFunctions: readonly FunctionDefinition[] = [
  ...logicFunctions,
  ...mathFunctions,
  ...statisticsFunctions,
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
