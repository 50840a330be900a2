/** What one measurement says, whether it holds its goal, and how it is shown. */

export type Group = 'daily-reports' | 'org' | 'web' | 'base' | 'forms';
export const groups: readonly Group[] = ['daily-reports', 'org', 'web', 'base', 'forms'];

/** Several rounds of one quantity. */
export interface Sample {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

export interface Goal {
  readonly kind: 'atLeast' | 'atMost';
  readonly bound: number;
  /** What is held against the bound. */
  readonly of: 'ratio' | 'value';
}

export interface Figure {
  readonly group: Group;
  readonly name: string;
  readonly value: Sample;
  readonly unit: string;
  /** What the value is compared with; null for a figure that stands alone. */
  readonly reference: string | null;
  readonly referenceValue: Sample | null;
  /** Median of the rounds' own ratios, so that a load that comes and goes meets both sides alike. */
  readonly ratio: Sample | null;
  /** Null: information only. */
  readonly goal: Goal | null;
}

/** One line of `results.json`. */
export interface Result {
  readonly group: Group;
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly reference: string | null;
  readonly referenceValue: number | null;
  readonly ratio: number | null;
  readonly goal: string | null;
  readonly holds: boolean | null;
  /** Least and most of the rounds. */
  readonly spread: { readonly value: Range; readonly referenceValue: Range | null; readonly ratio: Range | null };
}
type Range = readonly [number, number];

export const atLeast = (bound: number, of: Goal['of'] = 'ratio'): Goal => ({ kind: 'atLeast', bound, of });
export const atMost = (bound: number, of: Goal['of'] = 'ratio'): Goal => ({ kind: 'atMost', bound, of });

/** @returns null for a figure without a goal */
export function holds(figure: Figure): boolean | null {
  const { goal } = figure;
  if (goal === null) return null;
  const held = goal.of === 'ratio' ? figure.ratio?.median : figure.value.median;
  if (held === undefined) return false;
  return goal.kind === 'atLeast' ? held >= goal.bound : held <= goal.bound;
}

export function resultOf(figure: Figure): Result {
  return {
    group: figure.group,
    name: figure.name,
    value: rounded(figure.value.median),
    unit: figure.unit,
    reference: figure.reference,
    referenceValue: figure.referenceValue && rounded(figure.referenceValue.median),
    ratio: figure.ratio && rounded(figure.ratio.median),
    goal: figure.goal && goalText(figure.goal, figure.unit),
    holds: holds(figure),
    spread: {
      value: rangeOf(figure.value),
      referenceValue: figure.referenceValue && rangeOf(figure.referenceValue),
      ratio: figure.ratio && rangeOf(figure.ratio),
    },
  };
}

/** One number that was not measured in rounds (bytes of a build, for instance). */
export function single(value: number): Sample {
  return { median: value, least: value, most: value };
}

export function sampleOf(values: readonly number[]): Sample {
  const sorted = [...values].sort((one, other) => one - other);
  return { median: percentile(sorted, 50), least: sorted[0] ?? Number.NaN, most: sorted.at(-1) ?? Number.NaN };
}

/** @param sorted ascending */
export function percentile(sorted: readonly number[], share: number): number {
  if (sorted.length === 0) return Number.NaN;
  if (share === 50 && sorted.length % 2 === 0) {
    const middle = sorted.length / 2;
    return ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
  }
  return sorted[Math.min(sorted.length - 1, Math.ceil((share / 100) * sorted.length) - 1)] ?? Number.NaN;
}

export function compared(
  facts: Pick<Figure, 'group' | 'name' | 'unit' | 'goal'> & { reference: string },
  values: readonly number[],
  references: readonly number[],
): Figure {
  return {
    ...facts,
    value: sampleOf(values),
    referenceValue: sampleOf(references),
    ratio: sampleOf(values.map((value, round) => value / (references[round] ?? Number.NaN))),
  };
}

export function alone(
  facts: Pick<Figure, 'group' | 'name' | 'unit' | 'goal'>,
  values: readonly number[] | number,
): Figure {
  const value = typeof values === 'number' ? single(values) : sampleOf(values);
  return { ...facts, value, reference: null, referenceValue: null, ratio: null };
}

const columns = ['figure', 'measured', 'compared with', 'ratio', 'goal', ''] as const;

export function rowOf(result: Result): string[] {
  const { value, referenceValue, ratio } = result.spread;
  return [
    result.name,
    `${shown(result.value)} ${result.unit}${spread(value)}`,
    result.reference === null
      ? ''
      : `${result.reference}: ${shown(result.referenceValue ?? 0)} ${result.unit}${spread(referenceValue)}`,
    result.ratio === null ? '' : `${result.ratio.toFixed(2)}${spread(ratio)}`,
    result.goal ?? '',
    result.holds === null ? '' : result.holds ? 'holds' : 'FAILS',
  ];
}

export function textTable(results: readonly Result[]): string {
  const rows = [[...columns], ...results.map(rowOf)];
  const widths = columns.map((_, index) => Math.max(...rows.map((row) => width(row[index] ?? ''))));
  return rows
    .map((row) =>
      row
        .map((cell, index) => cell + ' '.repeat((widths[index] ?? 0) - width(cell)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

export function markdownTable(results: readonly Result[]): string {
  const rows = [[...columns], columns.map(() => '---'), ...results.map(rowOf)];
  return rows.map((row) => `| ${row.join(' | ')} |`).join('\n');
}

function goalText(goal: Goal, unit: string): string {
  return `${goal.kind === 'atLeast' ? '≥' : '≤'} ${goal.of === 'ratio' ? goal.bound.toFixed(2) : `${goal.bound} ${unit}`}`;
}

function rangeOf(sample: Sample): Range {
  return [rounded(sample.least), rounded(sample.most)];
}

function rounded(value: number): number {
  return Number(value.toPrecision(4));
}

function spread(range: Range | null): string {
  return range === null || range[0] === range[1] ? '' : ` (${shown(range[0])}–${shown(range[1])})`;
}

function shown(value: number): string {
  return value >= 1000 ? Math.round(value).toLocaleString('en-US') : String(Number(value.toPrecision(3)));
}

/** Chinese characters take two places in a terminal. */
function width(text: string): number {
  return [...text].reduce((sum, letter) => sum + (/[\u2e80-\uffef]/.test(letter) ? 2 : 1), 0);
}
