/** Whether a document has the outline a schema demands, told as problems with paths into the document. */
import type { Checker } from '../base/compile.ts';
import type { FieldProblem } from '../base/errors.ts';
import { joinPath } from '../expressions/problems.ts';
import { problem } from './messages.ts';

type ShapeError = ReturnType<Checker['Errors']>[number];

/** Of a union: that a value is not this branch. */
const saysLittle: ReadonlySet<string> = new Set(['anyOf', 'required', 'additionalProperties', 'boolean']);

/** One problem for each place. Of a union every branch that did not fit is reported; what is nearest to fitting counts. */
export function shapeProblems(checker: Checker, value: unknown, path: string): FieldProblem[] {
  if (checker.Check(value)) return [];
  const byPath = new Map<string, FieldProblem[]>();
  const ofUnions = new Map<string, FieldProblem>();
  for (const error of checker.Errors(value)) {
    const at = joinPath(path, documentPath(error.instancePath));
    const isOfUnion = error.keyword === 'anyOf' || error.schemaPath.includes('/anyOf/');
    const unknown = error.keyword === 'additionalProperties' ? error.params.additionalProperties : undefined;
    if (isOfUnion && saysLittle.has(error.keyword)) {
      if (error.keyword !== 'boolean' && !ofUnions.has(at))
        ofUnions.set(at, problem(at, 'forms.definition-malformed', { reason: error.message }));
    } else if (unknown) {
      for (const setting of unknown) {
        const place = joinPath(at, setting);
        byPath.set(place, [problem(place, 'forms.unknown-setting', { setting })]);
      }
    } else if (!byPath.has(at)) byPath.set(at, worded(error, at, value));
  }
  for (const [at, found] of ofUnions)
    if (![...byPath.keys()].some((known) => isWithin(known, at))) byPath.set(at, [found]);
  return [...byPath.values()].flat();
}

/** What a schema found, in words that say what to do; what only a broken program can cause keeps the schema's own. */
function worded(error: ShapeError, at: string, document: unknown): FieldProblem[] {
  switch (error.keyword) {
    case 'required':
      return error.params.requiredProperties.map((name) => problem(joinPath(at, name), 'forms.required'));
    case 'minLength': {
      const { limit } = error.params;
      return [limit === 1 ? problem(at, 'forms.required') : problem(at, 'forms.too-short', { min: limit })];
    }
    case 'maxLength':
      if (/(^|\.)formula$/.test(at))
        return [{ path: at, code: 'formulas.too-long', details: { max: error.params.limit } }];
      return [problem(at, 'forms.too-long', { max: error.params.limit })];
    case 'minimum':
      return [problem(at, 'forms.too-small', { min: error.params.limit })];
    case 'maximum':
      return [problem(at, 'forms.too-large', { max: error.params.limit })];
    case 'minItems':
      return [problem(at, 'forms.too-few', { min: error.params.limit, count: countAt(document, error.instancePath) })];
    case 'maxItems':
      return [problem(at, 'forms.too-many', { max: error.params.limit, count: countAt(document, error.instancePath) })];
    case 'uniqueItems':
      return [problem(at, 'forms.repeated')];
    case 'pattern':
      if (/(^|\.)key$/.test(at)) return [problem(at, 'forms.bad-key', { example: 'jianChaXiang' })];
  }
  return [problem(at, 'forms.definition-malformed', { reason: error.message })];
}

function isWithin(path: string, around: string): boolean {
  return path.startsWith(around) && /^($|[.[])/.test(path.slice(around.length));
}

function countAt(document: unknown, pointer: string): number {
  let value = document;
  for (const step of stepsOf(pointer)) value = (value as Readonly<Record<string, unknown>>)[step];
  return Array.isArray(value) ? value.length : 0;
}

function stepsOf(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** `/fields/0/label` → `fields[0].label`. */
function documentPath(pointer: string): string {
  return stepsOf(pointer).reduce((path, step) => joinPath(path, /^\d+$/.test(step) ? `[${step}]` : step), '');
}
