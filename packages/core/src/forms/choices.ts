/** What single and multiple choice share: where the options come from and which codes may be chosen. */
import { type Static, type TSchema, Type } from 'typebox';
import type { FieldProblem } from '../base/errors.ts';
import { cleanLine } from './clean-text.ts';
import { type FormContext, FormKey, Option } from './contract.ts';
import type { Reading } from './field-type.ts';
import { problem } from './messages.ts';

export const mostOptions = 5000;

/** What a field begins with when it is placed. */
export const startingOptions = (): Option[] =>
  ['1', '2'].map((code) => ({ code, label: `选项${code}`, status: 'active' }));

/** Exactly one of `options` and `dictionary`. */
export const choiceSource = {
  options: Type.Optional(Type.Array(Option, { maxItems: mostOptions })),
  /** Key of a shared dictionary; its effective entries come with the context. */
  dictionary: Type.Optional(FormKey),
  /** Large buttons for a thumb, a list to open, buttons filled with their tones, or buttons that show scores. */
  appearance: Type.Optional(Type.Enum(['buttons', 'list', 'colours', 'scores'])),
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
    if (cleanLine(option.code) !== option.code) problems.push(problem(`options[${index}].code`, 'forms.code-blanks'));
    if (field.appearance === 'scores' && option.status === 'active' && option.score === undefined)
      problems.push(problem(`options[${index}].score`, 'forms.score-missing', { label: option.label }));
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

/** What people see of a code. One that is not known any more reads as itself. */
export function labelling(field: ChoiceSource): Reading {
  const choicesIn = choicesOf(field);
  return (value, context) => {
    const choices = choicesIn(context);
    const label = (code: unknown) => choices?.get(code as string)?.label ?? code;
    return Array.isArray(value) ? value.map(label) : label(value);
  };
}

/** The score of the chosen option, or of all that were chosen together; undefined where no option has one. */
export function scoring(field: ChoiceSource): Reading | undefined {
  if (field.options && !field.options.some(({ score }) => score !== undefined)) return undefined;
  const choicesIn = choicesOf(field);
  return (value, context) => {
    const choices = choicesIn(context);
    const scores = [value].flat().flatMap((code) => choices?.get(code as string)?.score ?? []);
    return scores.length > 0 ? scores.reduce((sum, score) => sum + score, 0) : null;
  };
}

// Longer lists would fill documents without helping anybody.
const mostListed = 200;

/** The codes a value may be or consist of; stopped ones among them, for old records have them. */
export function codeSchema({ options, dictionary }: ChoiceSource, description = ''): TSchema {
  const said = (more: string) => ({ description: [description, more].filter((part) => part !== '').join('；') });
  if (dictionary !== undefined)
    return Type.String({ minLength: 1, maxLength: 60, ...said(`字典“${dictionary}”的编码`) });
  if (!options || options.length > mostListed)
    return Type.String({ minLength: 1, maxLength: 60, ...said('选项的编码') });
  return Type.Enum(
    options.map((option) => option.code),
    said(options.map((option) => `${option.code}：${option.label}`).join('；')),
  );
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
