/** What `openForm` answers, made ready for filling, reading and listing; compiled once per version and person. */
import { type CompiledForm, compileForm } from '@anshao/core/forms/compile.ts';
import type {
  DictionaryEntry,
  EffectiveEntries,
  FieldDefinition,
  FormContext,
  FormDefinition,
  FormValues,
} from '@anshao/core/forms/contract.ts';
import { fieldKeysOf } from '@anshao/core/forms/layout.ts';
import type { FormRecord, openForm } from '@anshao/core/forms/records.ts';
import { fieldTypeOf } from '@anshao/core/forms/registry.ts';
import type { CallAnswer } from '../base/api.ts';
import { formulasFor } from '../forms/formula-engine.ts';
import type { Naming } from '../forms/value-text.ts';

export type OpenForm = NonNullable<CallAnswer<typeof openForm.answer>>;

const compiledForms = new WeakMap<FormDefinition, CompiledForm>();

/** Only while drawing: a form with formulas waits for what runs them. */
export function compiledOf(definition: FormDefinition): CompiledForm {
  let compiled = compiledForms.get(definition);
  if (!compiled) {
    compiled = compileForm(definition, formulasFor(definition));
    compiledForms.set(definition, compiled);
  }
  return compiled;
}

const dictionariesOfAnswer = new WeakMap<OpenForm['dictionaries'], FormContext['dictionaries']>();

export function dictionariesOf(answer: Pick<OpenForm, 'dictionaries'>): FormContext['dictionaries'] {
  let found = dictionariesOfAnswer.get(answer.dictionaries);
  if (!found) {
    found = new Map(
      Object.entries(answer.dictionaries).map(([key, entries]): [string, EffectiveEntries] => [
        key,
        // Which tones there are is held by the server's own schema; the contract says only that it is a word.
        new Map(entries.map((entry) => [entry.code, entry as DictionaryEntry])),
      ]),
    );
    dictionariesOfAnswer.set(answer.dictionaries, found);
  }
  return found;
}

export interface Circumstances {
  readonly now: string;
  readonly today: string;
  readonly person: string | undefined;
  readonly community: string | undefined;
  /** Of a record that is being changed. */
  readonly previous?: FormValues;
}

const calendars = new WeakMap<object, ReadonlyMap<string, boolean>>();

/** Left out where nothing is stored: a shared draft. */
export type Zone = Partial<Pick<OpenForm, 'timeZone' | 'calendar'>>;

function calendarOf({ calendar }: Zone): Pick<FormContext, 'calendar'> {
  if (!calendar) return {};
  const known = calendars.get(calendar) ?? new Map(Object.entries(calendar));
  calendars.set(calendar, known);
  return { calendar: known };
}

export function contextOf(answer: Pick<OpenForm, 'dictionaries'> & Zone, around: Circumstances): FormContext {
  return {
    now: around.now,
    today: around.today,
    ...(answer.timeZone !== undefined && { timeZone: answer.timeZone }),
    ...calendarOf(answer),
    ...(around.person ? { person: around.person } : {}),
    ...(around.community ? { community: around.community } : {}),
    ...(around.previous ? { previous: around.previous } : {}),
    dictionaries: dictionariesOf(answer),
  };
}

const contexts = new WeakMap<object, FormContext>();

type Labels = FormRecord['labels'];

const labelled = new WeakMap<object, { readonly base: FormContext; readonly context: FormContext }>();

/** The same with entries under the names they had when a record was given them (HZ-02). */
export function withLabels(base: FormContext, labels: Labels): FormContext {
  if (!labels) return base;
  const known = labelled.get(labels);
  if (known?.base === base) return known.context;
  const dictionaries = new Map(base.dictionaries);
  for (const [key, former] of Object.entries(labels)) {
    const entries = new Map(base.dictionaries.get(key));
    for (const [code, label] of Object.entries(former))
      entries.set(code, { code, status: 'stopped', ...entries.get(code), label });
    dictionaries.set(key, entries);
  }
  const context = { ...base, dictionaries };
  labelled.set(labels, { base, context });
  return context;
}

/** What values are told with: entries of dictionaries, and the names that came with a record. */
export function namingOf(
  answer: Pick<OpenForm, 'dictionaries' | 'now' | 'today'> & Zone,
  names: Naming['names'],
  labels?: Labels,
): Naming {
  let context = contexts.get(answer);
  if (!context) {
    context = contextOf(answer, { now: answer.now, today: answer.today, person: undefined, community: undefined });
    contexts.set(answer, context);
  }
  return { context: withLabels(context, labels), names };
}

/** The field by which people know a record: the one the form names, else its first text. */
export function titleFieldOf(definition: FormDefinition): FieldDefinition | undefined {
  const { titleField } = definition.settings ?? {};
  return (
    definition.fields.find((field) => field.key === titleField) ??
    definition.fields.find((field) => field.type === 'serial' || field.type === 'text') ??
    definition.fields[0]
  );
}

const mostListed = 6;

/** Columns of a list: those the form names, else the first that fit a line. */
export function listFieldsOf(definition: FormDefinition): FieldDefinition[] {
  const byKey = new Map(definition.fields.map((field) => [field.key, field]));
  const named = definition.settings?.listFields?.flatMap((key) => byKey.get(key) ?? []);
  if (named && named.length > 0) return named;
  const title = titleFieldOf(definition);
  const ordered = definition.layout ? fieldKeysOf(definition.layout).flatMap((key) => byKey.get(key) ?? []) : [];
  const others = (ordered.length > 0 ? ordered : definition.fields).filter(
    (field) => field !== title && !isLong(field),
  );
  return [...(title ? [title] : []), ...others].slice(0, mostListed);
}

function isLong(field: FieldDefinition): boolean {
  return ['multiline', 'richText', 'subform', 'backLinks', 'location', 'planPin', 'audio', 'signature'].includes(
    field.type,
  );
}

/** What a person entered, without what the form or the server works out anyway. */
export function enteredValues(compiled: CompiledForm, values: FormValues, fixed: readonly string[] = []): FormValues {
  return Object.fromEntries(
    Object.entries(values).filter(([key]) => {
      const field = compiled.fields.byKey.get(key);
      return (
        field !== undefined && !field.isSystem && fieldTypeOf(field.field).virtual !== true && !fixed.includes(key)
      );
    }),
  );
}

/** Ids of files anywhere in the values, rows included, each once. */
export function fileIdsIn(definition: Pick<FormDefinition, 'fields'>, values: FormValues): string[] {
  const found = new Set<string>();
  const visit = (fields: readonly FieldDefinition[], row: FormValues): void => {
    for (const field of fields) {
      const value = row[field.key];
      if (field.type === 'subform') {
        for (const inner of Array.isArray(value) ? value : [])
          if (typeof inner === 'object' && inner !== null) visit(field.fields, inner as FormValues);
      } else if (fieldTypeOf(field).refersTo === 'file')
        for (const id of Array.isArray(value) ? value : [value]) if (typeof id === 'string') found.add(id);
    }
  };
  visit(definition.fields, values);
  return [...found];
}
