/** The published definition as the filling page needs it: which subform holds the items, and how to check all rows. */
import type { ReportItem } from '@anshao/core/daily-reports/contract.ts';
import { type CompiledForm, compileForm } from '@anshao/core/forms/compile.ts';
import type { EffectiveEntries, FieldOf, FormContext, FormDefinition } from '@anshao/core/forms/contract.ts';
import { type DictionaryRows, isDictionary } from '@anshao/core/forms/rows-from.ts';
import { formulasFor } from '../../forms/formula-engine.ts';
import { sentenceAt, sentencesByPath } from '../../forms/problem-sentences.ts';
import { type Draft, rowsOf } from './draft.ts';

export interface ReportForm {
  readonly compiled: CompiledForm;
  readonly items: FieldOf<'subform'>;
  readonly rowsFrom: DictionaryRows;
  readonly dictionaries: ReadonlyMap<string, EffectiveEntries>;
}

/** Undefined when the definition has no list of items; then this app is too old for it. Only while drawing. */
export function readReportForm(form: unknown, items: readonly ReportItem[]): ReportForm | undefined {
  const definition = form as FormDefinition;
  const subform = definition.fields.find(
    (field) => field.type === 'subform' && field.rowsFrom && isDictionary(field.rowsFrom),
  );
  if (subform?.type !== 'subform' || !subform.rowsFrom || !isDictionary(subform.rowsFrom)) return undefined;
  const entries: EffectiveEntries = new Map(
    items.map(({ code, label }) => [code, { code, label, status: 'active' as const }]),
  );
  return {
    compiled: compileForm(definition, formulasFor(definition)),
    items: subform,
    rowsFrom: subform.rowsFrom,
    dictionaries: new Map([[subform.rowsFrom.dictionary, entries]]),
  };
}

/** Sentences by item code and field key; `''` for the item as a whole. */
export type ItemProblems = ReadonlyMap<string, ReadonlyMap<string, string>>;

export function checkDraft(
  form: ReportForm,
  draft: Draft,
  codes: readonly string[],
  context: FormContext,
): ItemProblems {
  const values = { [form.items.key]: rowsOf(draft, codes) };
  return problemsByItem(form, form.compiled.validate(values, context), codes);
}

/** Sorts problems with paths like `items[3].description` to the items they belong to. */
export function problemsByItem(
  form: Pick<ReportForm, 'items'>,
  problems: Parameters<typeof sentencesByPath>[0],
  codes: readonly string[],
): ItemProblems {
  const sentences = sentencesByPath(problems);
  const byItem = new Map<string, Map<string, string>>();
  codes.forEach((code, index) => {
    const row = `${form.items.key}[${index}]`;
    const fields = new Map<string, string>();
    for (const { key } of form.items.fields) {
      const sentence = sentenceAt(sentences, `${row}.${key}`);
      if (sentence) fields.set(key, sentence);
    }
    const whole = sentences.get(row);
    if (whole) fields.set('', whole);
    if (fields.size > 0) byItem.set(code, fields);
  });
  return byItem;
}
