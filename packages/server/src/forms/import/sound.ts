/**
 * Makes a proposal sound. A sheet may say what no definition may (a default outside the choices, conditions in a
 * circle); the checks of definitions know all of that, so what they refuse is taken out again and told of.
 */
import { type FieldProblem, wordError } from '@anshao/core/base/errors.ts';
import { formulaMessages } from '@anshao/core/expressions/formula/messages.ts';
import { conditionMessages } from '@anshao/core/expressions/messages.ts';
import { checkDefinition } from '@anshao/core/forms/check-definition.ts';
import { type FormDefinition, fieldsetLimits } from '@anshao/core/forms/contract.ts';
import { formMessages } from '@anshao/core/forms/messages.ts';
import type { DraftField, DraftForm, DraftNode } from './draft.ts';
import type { Findings } from './findings.ts';

/** Without these a field of its type is none. */
const essential = new Set(['key', 'label', 'type', 'options', 'fields', 'formula', 'result', 'levels', 'tree']);
const rounds = 50;

/** @returns the form, which now has no problems */
export function madeSound(form: DraftForm, findings: Findings): FormDefinition {
  for (let round = 0; round < rounds; round++) {
    const problems = checkDefinition(form);
    if (problems.length === 0) return form as unknown as FormDefinition;
    const done = new Set<string>();
    // All places first: what is taken out moves what stands behind it.
    const placed = problems.map((problem) => ({ problem, found: locate(form, problem.path) }));
    for (const { problem, found } of placed) {
      const place = `${found?.path ?? ''} ${found?.setting ?? ''}`;
      if (done.has(place)) continue;
      done.add(place);
      if (problem.code === 'forms.cycle') breakCircle(form, found, problem, findings);
      else if (found) takeOut(found, sentence(problem), findings);
      else takeOff(form, problem, findings);
    }
  }
  throw new Error(`A proposal stays unsound: ${JSON.stringify(checkDefinition(form).slice(0, 5))}`);
}

interface Located {
  /** The list it stands in, so that it can be taken out. */
  readonly list: (DraftField | DraftNode)[];
  readonly part: DraftField | DraftNode;
  readonly path: string;
  readonly setting: string;
}

/** The innermost field or node that a path leads to, and which of its settings. */
function locate(form: DraftForm, path: string): Located | undefined {
  let found: Located | undefined;
  let value: unknown = form;
  let list: unknown;
  let walked = '';
  for (const step of path.match(/[^.[\]]+/g) ?? []) {
    const owner: unknown = value;
    value = (value as Readonly<Record<string, unknown>> | null | undefined)?.[step];
    walked += `/${step}`;
    if (/^\d+$/.test(step)) {
      list = owner;
      const part = value as DraftField | DraftNode | undefined;
      const isPart = typeof part === 'object' && part !== null && ('kind' in part || 'type' in part);
      if (isPart && Array.isArray(list)) found = { list, part, path: walked, setting: '' };
    } else if (found && found.setting === '' && step !== 'fields' && step !== 'children') {
      found = { ...found, setting: step };
    }
  }
  return found;
}

function takeOut({ list, part, setting }: Located, why: string, findings: Findings): void {
  if (setting !== '' && !essential.has(setting) && Object.hasOwn(part, setting)) {
    delete part[setting];
    findings.giveUp(part, setting, why);
  } else if ('type' in part && part.type !== 'text' && part.type !== 'subform') {
    becomeText(part as DraftField);
    findings.giveUp(part, '', `${why}；改为单行文本`);
  } else {
    const at = list.indexOf(part);
    if (at >= 0) list.splice(at, 1);
    findings.giveUp(part, '', why);
  }
}

function becomeText(field: DraftField): void {
  for (const name of Object.keys(field)) if (!['key', 'label', 'visible', 'help'].includes(name)) delete field[name];
  field.type = 'text';
}

/** Of fields that wait for one another, the first no longer does. */
function breakCircle(form: DraftForm, found: Located | undefined, problem: FieldProblem, findings: Findings): void {
  const fields = (found?.part.fields ?? form.fields) as DraftField[];
  const field = fields.find(({ key }) => key === problem.details?.first);
  const setting = field && ['visible', 'readOnly', 'default'].find((name) => typeof field[name] === 'object');
  if (field && setting) takeOut({ list: fields, part: field, path: '', setting }, sentence(problem), findings);
  else if (field && field.type !== 'subform')
    takeOut({ list: fields, part: field, path: '', setting: '' }, sentence(problem), findings);
  // What surrounds it makes it wait.
  else delete form.layout;
}

/** What concerns the form as a whole: its look is given up, then what is too many. */
function takeOff(form: DraftForm, problem: FieldProblem, findings: Findings): void {
  if (form.layout && problem.path.startsWith('layout')) {
    delete form.layout;
    return;
  }
  const surplus = Number(problem.details?.count ?? form.fields.length) - fieldsetLimits.fields;
  for (const field of form.fields.splice(form.fields.length - Math.max(1, surplus)))
    findings.giveUp(field, '', sentence(problem));
}

const messages = { ...formMessages, ...conditionMessages, ...formulaMessages };

function sentence({ code, details }: FieldProblem): string {
  const entry = Object.hasOwn(messages, code) ? messages[code as keyof typeof messages] : undefined;
  return entry ? wordError(entry, 'zh', details) : code;
}
