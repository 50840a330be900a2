/** What is wrong with a draft, brought to the part of the canvas that has it. */
import type { FieldProblem } from '@anshao/core/base/errors.ts';
import { checkDefinition } from '@anshao/core/forms/check-definition.ts';
import { checkLinks, type FormsAround } from '@anshao/core/forms/check-links.ts';
import type { FormDefinition } from '@anshao/core/forms/contract.ts';
import { fieldAt, fieldsetOf, type PartRef, pathOf } from '@anshao/core/forms/design/parts.ts';
import { sameLabelProblems } from '@anshao/core/forms/same-labels.ts';
import { storageProblems } from '@anshao/core/forms/storable.ts';
import { strangeTextProblems } from '@anshao/core/forms/strange-texts.ts';
import { sentenceOf } from '../../base/sentences.ts';

export interface PartProblem {
  /** `''`: the form as a whole. */
  readonly part: PartRef;
  /** The setting that is wrong, `options[2].code`; '' the part as such. */
  readonly setting: string;
  readonly sentence: string;
  readonly code: string;
}

/** @param around forms that are linked, as far as they are known here */
export function problemsOf(definition: FormDefinition, around: FormsAround = new Map()): readonly PartProblem[] {
  const own = [...storageProblems(definition), ...checkDefinition(definition)];
  const links = own.some(({ code }) => isMisshapen.has(code)) ? [] : checkLinks(definition, around);
  // A form that is not known here may well be published: the server knows.
  const told = links.filter(({ code }) => code !== 'forms.no-form');
  // A comparison that never holds or two fields that read alike stand in nobody's way, but whoever draws should see it
  // beside the field.
  const isWhole = !own.some(({ code }) => isUnfinished.test(code));
  const strange = isWhole ? [...strangeTextProblems(definition), ...sameLabelProblems(definition)] : [];
  return [...own, ...told, ...strange].map((problem) => locate(problem, definition));
}

/** Of what has not the shape of a form no more can be asked. */
const isMisshapen: ReadonlySet<string> = new Set(['forms.definition-malformed', 'forms.unknown-type']);

/** Something is missing or is not what it should be: formulas are not held against it. */
const isUnfinished = /^forms\.(definition-malformed|unknown-|required|too-|bad-key|repeated)/;

export function byPart(problems: readonly PartProblem[]): ReadonlyMap<PartRef, readonly PartProblem[]> {
  const found = new Map<PartRef, PartProblem[]>();
  for (const problem of problems) {
    const list = found.get(problem.part);
    if (list) list.push(problem);
    else found.set(problem.part, [problem]);
  }
  return found;
}

/** `fields[1].fields[0].visible.all[2]` → part `items.note`, setting `visible.all[2]`. */
export function locate(problem: FieldProblem, definition: FormDefinition): PartProblem {
  const steps = problem.path.split(/[.[\]]+/).filter((step) => step !== '');
  let part: PartRef = '';
  let at: unknown = definition;
  let length = 0;
  for (let index = 0; index < steps.length; index++) {
    at = (at as Record<string, unknown> | undefined)?.[steps[index] as string];
    const name = nameIn(at, steps[index - 1], part);
    if (name === undefined) continue;
    part = name;
    length = index + 1;
  }
  return {
    part,
    setting: steps.slice(length).join('.'),
    sentence: sentenceOf(problem.code, withLabels(problem.details, definition, part)),
    code: problem.code,
  };
}

function nameIn(value: unknown, list: string | undefined, around: PartRef): PartRef | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const { key, id, kind } = value as { key?: unknown; id?: unknown; kind?: unknown };
  if (list === 'fields' && typeof key === 'string') return pathOf(around, key);
  if (kind === 'field' && typeof key === 'string') return key;
  return (list === 'tabs' || kind !== undefined) && typeof id === 'string' ? `#${id}` : undefined;
}

/** People know fields by their labels. */
function withLabels(
  details: FieldProblem['details'],
  definition: FormDefinition,
  part: PartRef,
): FieldProblem['details'] {
  const named = details?.['field'];
  if (typeof named !== 'string' || part.startsWith('#')) return details;
  const field = fieldAt(definition, pathOf(fieldsetOf(part), named)) ?? fieldAt(definition, named);
  return field ? { ...details, field: field.label } : details;
}
