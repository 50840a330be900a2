/**
 * How the steps of a formula stand in FROM. The planner's work grows faster than the number of tables, and the depth of
 * its recursion with it, so steps that do not need each other share a table: a usual formula has a dozen tables for a
 * hundred steps. Long formulas are cut into parts, each a subquery that hands on what is read later.
 */
export interface Step {
  readonly name: string;
  readonly expression: string;
}

/** A table in FROM and the names it adds. */
interface Table {
  readonly names: readonly string[];
  readonly sql: string;
}

const namesIn = (sql: string) => sql.match(/\b_f\d+\b/g) ?? [];
const lateral = (tables: readonly Table[]) => tables.map(({ sql }) => sql).join(' cross join lateral ');

/** Below PostgreSQL's 1,664 columns of a table, and few enough to keep what lives at one time small. */
const stepsInPart = 1000;

/** More, one upon the other, exceed PostgreSQL's stack of 2 MB; the deepest formulas that people write have some 50. */
const tablesLimit = 1000;

/** The formula is accepted and evaluated, but PostgreSQL could not take it in. */
export class FormulaTooDeep extends Error {
  constructor() {
    super(`A formula needs more than ${tablesLimit} steps one upon the other in SQL`);
    this.name = 'FormulaTooDeep';
  }
}

/**
 * @param rest what reads the steps: the select list and what follows FROM
 * @param first a table that stands before all steps
 * @returns what stands behind FROM; '' for nothing
 * @throws FormulaTooDeep
 */
export function fromSteps(steps: readonly Step[], rest: string, first?: Table): string {
  const read = needed(steps, rest);
  const lastRead = new Map<string, number>();
  for (const [index, { expression }] of read.entries())
    for (const name of namesIn(expression)) lastRead.set(name, index);
  for (const name of namesIn(rest)) lastRead.set(name, read.length);
  let tables: Table[] = first ? [first] : [];
  let depth = tables.length;
  for (let from = 0; from < read.length; from += stepsInPart) {
    const to = Math.min(from + stepsInPart, read.length);
    const levels = levelled(read.slice(from, to));
    depth += levels.length;
    tables.push(...levels);
    if (to === read.length) break;
    const handed = tables.flatMap(({ names }) => names).filter((name) => (lastRead.get(name) ?? 0) >= to);
    const sql = `(select ${handed.join(', ') || 'true'} from ${lateral(tables)} offset 0) as part${from}`;
    tables = [{ names: handed, sql }];
  }
  if (depth > tablesLimit) throw new FormulaTooDeep();
  return lateral(tables);
}

/** The steps without those that nothing after them reads. */
function needed(steps: readonly Step[], rest: string): Step[] {
  const read = new Set(namesIn(rest));
  return steps
    .toReversed()
    .filter(({ name, expression }) => {
      if (!read.has(name)) return false;
      for (const other of namesIn(expression)) read.add(other);
      return true;
    })
    .reverse();
}

/** One table for the steps that need nothing of each other, then one for those that need these, and so on. */
function levelled(steps: readonly Step[]): Table[] {
  const levelOf = new Map<string, number>();
  const levels: Step[][] = [];
  for (const step of steps) {
    const level = Math.max(0, ...namesIn(step.expression).map((name) => (levelOf.get(name) ?? -1) + 1));
    levelOf.set(step.name, level);
    levels[level] ??= [];
    levels[level].push(step);
  }
  return levels.map((level) => {
    const columns = level.map(({ name, expression }) => `${expression} as ${name}`);
    const names = level.map(({ name }) => name);
    // `offset 0` keeps the planner from copying the expressions to where they are read.
    return { names, sql: `(select ${columns.join(', ')} offset 0) as t${names[0]}` };
  });
}
