/**
 * Which values a stored formula names, for the order in which values are worked out. Stored formulas spell every field
 * by its key in braces (`checkDefinition` holds that), so that nothing needs to be read but these: a phone that fills a
 * form without formulas never loads what reads them.
 */
const texts = /"(?:[^"]|"")*"/g;
const named = /\{([^{}]*)\}/g;

/** Paths, each once: `level`, `items.score`, `$parent.level`. */
export function namesIn(formula: string): string[] {
  const found = new Set<string>();
  // `level$score` is a figure that goes with `level`.
  for (const [, name = ''] of formula.replace(texts, '').matchAll(named))
    found.add(
      name
        .split('.')
        .map((step) => step.replace(/(?<=.)\$.*$/, ''))
        .join('.'),
    );
  return [...found];
}
