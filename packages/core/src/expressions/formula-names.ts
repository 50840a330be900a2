/** Which values a stored formula names, without knowing any field: for the order in which values are worked out. */
import { parseFormula } from './formula/parse.ts';
import type { Expression } from './formula/syntax.ts';

/** Paths as they are written with keys, each once: `level`, `items.score`. A broken formula gives what could be read. */
export function namesIn(formula: string): string[] {
  const found = new Set<string>();
  const visit = (part: Expression): void => {
    switch (part.kind) {
      case 'field':
        // `level$score` is a figure that goes with `level`.
        found.add(part.path.map((step) => step.replace(/(?<=.)\$.*$/, '')).join('.'));
        break;
      case 'unary':
        visit(part.operand);
        break;
      case 'binary':
        visit(part.left);
        visit(part.right);
        break;
      case 'call':
        part.arguments.forEach(visit);
        break;
      default:
    }
  };
  visit(parseFormula(formula).expression);
  return [...found];
}
