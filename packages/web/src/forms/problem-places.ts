/** Which field a problem's path belongs to, and how people call that place: `items[1].photos[0]` is “第2行 · 拍照”. */
import type { FieldProblem } from '@anshao/core/base/errors.ts';
import type { CompiledField, CompiledFieldset, CompiledForm } from '@anshao/core/forms/compile.ts';
import { sentenceOf } from '../base/sentences.ts';
import { formText } from './form-text.ts';

export type Step = string | number;

export interface Owner {
  /** Path of the field that shows the problem: `items[1].photos`. */
  readonly name: string;
  readonly steps: readonly Step[];
  /** The names of all around it and its own: `items`, `items[1]`, `items[1].photos`. */
  readonly above: readonly string[];
}

type WithFields = Pick<CompiledForm, 'fields'>;

/** `items[1].photos[0]` → `['items', 1, 'photos', 0]` */
export function stepsOf(path: string): Step[] {
  return [...path.matchAll(/([^.[\]]+)|\[(\d+)\]/g)].map(([, key, index]) => key ?? Number(index));
}

/** The innermost field along the path; what the path says beyond it is inside that field's value. */
export function ownerOf(form: WithFields, path: string): Owner {
  const given = stepsOf(path);
  const steps: Step[] = [];
  const above: string[] = [];
  let name = '';
  let fields: CompiledFieldset | undefined = form.fields;
  for (let at = 0; at < given.length && fields; at += 2) {
    const key = given[at];
    if (typeof key !== 'string') break;
    steps.push(key);
    name = name === '' ? key : `${name}.${key}`;
    above.push(name);
    const rows: CompiledFieldset | undefined = fields.byKey.get(key)?.rows?.fields;
    const index = given[at + 1];
    // A row as a whole is a matter of the list; only a field inside it can show something itself.
    if (!rows || typeof index !== 'number' || given[at + 2] === undefined) break;
    steps.push(index);
    name = `${name}[${index}]`;
    above.push(name);
    fields = rows;
  }
  return { name, steps, above };
}

export function fieldAt(form: WithFields, steps: readonly Step[]): CompiledField | undefined {
  let fields: CompiledFieldset | undefined = form.fields;
  let field: CompiledField | undefined;
  for (const step of steps) {
    if (typeof step === 'number') {
      fields = field?.rows?.fields;
      continue;
    }
    field = fields?.byKey.get(step);
  }
  return field;
}

/** `检查项 · 第2行 · 拍照`; empty for the form as a whole. */
export function placeWords(form: WithFields, path: string): string {
  const { steps } = ownerOf(form, path);
  const words: string[] = [];
  steps.forEach((step, at) => {
    if (typeof step === 'number') words.push(formText('row', { n: step + 1 }));
    else words.push(fieldAt(form, steps.slice(0, at + 1))?.field.label ?? step);
  });
  const inner = stepsOf(path)[steps.length];
  if (typeof inner === 'number' && fieldAt(form, steps)?.rows) words.push(formText('row', { n: inner + 1 }));
  return words.join(' · ');
}

/** A problem as a sentence that stands alone: place first. */
export function tellProblem(form: WithFields, { path, code, details, message }: FieldProblem & { message?: string }) {
  const place = placeWords(form, path);
  const sentence = sentenceOf(code, details, message);
  return place === '' ? sentence : formText('problemAt', { place, sentence });
}
