/** Options of choices one by one, so that two people in one list of 5,000 do not overwrite each other. */
import type { FieldDefinition, Option } from '../../contract.ts';
import { followOptions } from '../behaviours/follow-options.ts';
import type { Command, Outcome } from '../commands.ts';
import { designProblem } from '../messages.ts';
import { type Drawn, fieldAt, type PartRef, withField } from '../parts.ts';
import { gone } from './placing.ts';
import { changed } from './settings.ts';

type Of<Name extends Command['do']> = Extract<Command, { do: Name }>;

export function addOptions(form: Drawn, { field, options, after }: Of<'addOptions'>): Outcome {
  return edit(form, field, (list) => {
    const taken = new Set(list.map((option) => option.code));
    const fresh = options.map((option) => {
      const code = freeCode(option.code, taken);
      taken.add(code);
      return code === option.code ? option : { ...option, code };
    });
    return list.toSpliced(positionAfter(list, after), 0, ...fresh);
  });
}

export function setOption(form: Drawn, { field, code, set }: Of<'setOption'>): Outcome {
  const taken = set['code'];
  const list = optionsOf(fieldAt(form, field));
  if (!list) return { problem: gone(field) };
  const index = list.findIndex((option) => option.code === code);
  const option = list[index];
  if (!option) return { problem: designProblem('forms.option-gone', { code }, field) };
  if (typeof taken === 'string' && taken !== code && list.some((other) => other.code === taken))
    return { problem: designProblem('forms.code-in-use', { code: taken }, field) };
  const outcome = edit(form, field, () => list.with(index, changed(option, set)));
  return 'definition' in outcome ? { definition: followOptions(form, outcome.definition, field) } : outcome;
}

export function moveOption(form: Drawn, { field, code, after }: Of<'moveOption'>): Outcome {
  const option = optionsOf(fieldAt(form, field))?.find((one) => one.code === code);
  if (!option) return { problem: designProblem('forms.option-gone', { code }, field) };
  if (after === code) return { definition: form };
  return edit(form, field, (list) => {
    const rest = list.filter((one) => one !== option);
    return rest.toSpliced(positionAfter(rest, after), 0, option);
  });
}

export function removeOptions(form: Drawn, { field, codes }: Of<'removeOptions'>): Outcome {
  const leaving = new Set(codes);
  return edit(form, field, (list) => list.filter((option) => !leaving.has(option.code)));
}

/** The field's own flat options; undefined when it has none (a dictionary, another type). */
export function optionsOf(field: FieldDefinition | undefined): readonly Option[] | undefined {
  const options = (field as { readonly options?: unknown } | undefined)?.options;
  return Array.isArray(options) ? (options as readonly Option[]) : undefined;
}

function edit(form: Drawn, path: PartRef, update: (options: readonly Option[]) => readonly Option[]): Outcome {
  const list = optionsOf(fieldAt(form, path));
  if (!list) return { problem: gone(path) };
  return { definition: withField(form, path, (field) => changed(field, { options: update(list) })) };
}

function positionAfter(list: readonly Option[], after: string | null): number {
  if (after === null) return 0;
  const index = list.findIndex((option) => option.code === after);
  return index < 0 ? list.length : index + 1;
}

function freeCode(wish: string, taken: ReadonlySet<string>): string {
  if (!taken.has(wish)) return wish;
  const stem = wish.replace(/\d+$/, '') || wish;
  for (let number = 2; ; number++) {
    const code = `${stem.slice(0, 60 - String(number).length)}${number}`;
    if (!taken.has(code)) return code;
  }
}
