/** What single and multiple choice share: where the options come from and which codes may be chosen. */
import { type Static, Type } from 'typebox';
import type { FieldProblem } from '../base/errors.ts';
import { cleanLine } from './clean-text.ts';
import { type FormContext, FormKey, Option } from './contract.ts';
import { problem } from './messages.ts';

/** Exactly one of `options` and `dictionary`. */
export const choiceSource = {
  options: Type.Optional(Type.Array(Option, { maxItems: 500 })),
  /** Key of a shared dictionary; its effective entries come with the context. */
  dictionary: Type.Optional(FormKey),
  /** Large buttons for a thumb, or a list to open. */
  appearance: Type.Optional(Type.Union([Type.Literal('buttons'), Type.Literal('list')])),
};
const ChoiceSource = Type.Object(choiceSource);
export type ChoiceSource = Static<typeof ChoiceSource>;

export function checkChoiceSource(field: ChoiceSource): FieldProblem[] {
  const { options, dictionary } = field;
  if (options && dictionary) return [problem('', 'forms.two-sources')];
  if (dictionary) return [];
  const problems: FieldProblem[] = [];
  const seen = new Set<string>();
  (options ?? []).forEach((option, index) => {
    if (seen.has(option.code))
      problems.push(problem(`options[${index}].code`, 'forms.duplicate-option', { code: option.code }));
    if (cleanLine(option.code) !== option.code)
      problems.push(problem(`options[${index}].code`, 'forms.definition-malformed', { reason: 'blanks' }));
    seen.add(option.code);
  });
  if (!(options ?? []).some((option) => option.status === 'active'))
    problems.push(problem('options', 'forms.no-options'));
  return problems;
}

/** The options by code as they hold in this context; undefined when the dictionary is not there. */
export type ChoicesIn = (context: FormContext) => ReadonlyMap<string, Option> | undefined;

export function choicesOf(field: ChoiceSource): ChoicesIn {
  const { dictionary } = field;
  if (dictionary) return (context) => context.dictionaries.get(dictionary);
  const own = new Map((field.options ?? []).map((option) => [option.code, option]));
  return () => own;
}

/** A stopped code passes only where the record already had it (`kept`). */
export function codeProblem(
  code: unknown,
  path: string,
  choices: ReadonlyMap<string, Option>,
  kept: boolean,
): FieldProblem | undefined {
  if (typeof code !== 'string') return problem(path, 'forms.wrong-type');
  const option = choices.get(code);
  if (kept) return undefined;
  if (!option) return problem(path, 'forms.unknown-option', { code: code.slice(0, 60) });
  if (option.status === 'stopped') return problem(path, 'forms.stopped-option', { code, label: option.label });
  return undefined;
}
