/**
 * A record that is being filled in on this phone, kept per form and community. When the form has moved on to a newer
 * version, everything the new one still has is carried over; what it has no place for is told by name. Pure.
 */
import type { FieldDefinition, FormDefinition, FormValues } from '@anshao/core/forms/contract.ts';

export interface FormDraft {
  readonly form: string;
  /** The record's id from the first keystroke on, so that it can be sent any number of times. */
  readonly id: string;
  readonly version: number;
  readonly community: string | null;
  /** As entered; defaults and formulas need not be in it. */
  readonly values: FormValues;
  /** What the fields were called, to name those a newer version dropped. */
  readonly labels: Readonly<Record<string, string>>;
  /** Epoch ms of the last change that was kept. */
  readonly savedAt: number;
}

export function newDraft(form: string, id: string, version: number, community: string | null): FormDraft {
  return { form, id, version, community, values: {}, labels: {}, savedAt: 0 };
}

/** One draft per form and place; without a place one per form. */
export function draftKey(form: string, community: string | null): string {
  return community === null ? `form ${form}` : `form ${form} ${community}`;
}

/** The draft with what was just entered. */
export function entered(draft: FormDraft, values: FormValues, definition: FormDefinition): FormDraft {
  const labels = Object.fromEntries(definition.fields.map((field) => [field.key, field.label]));
  return { ...draft, values, labels };
}

export interface CarriedOver {
  readonly draft: FormDraft;
  /** Labels of what was filled in and has no field any more. */
  readonly dropped: readonly string[];
}

export function carriedOver(draft: FormDraft, definition: FormDefinition, version: number): CarriedOver {
  if (draft.version === version) return { draft, dropped: [] };
  const known = new Set(definition.fields.map((field) => field.key));
  const dropped = Object.entries(draft.values)
    .filter(([key, value]) => !known.has(key) && !isNothing(value))
    .map(([key]) => draft.labels[key] ?? key);
  return { draft: { ...draft, version, values: knownValues(draft.values, definition.fields) }, dropped };
}

/** Values that the fields still have a place for, in rows as well; a row keeps what it is known by. */
function knownValues(values: FormValues, fields: readonly FieldDefinition[]): FormValues {
  const byKey = new Map(fields.map((field) => [field.key, field]));
  return Object.fromEntries(
    Object.entries(values).flatMap(([key, value]) => {
      if (key === '_id') return [[key, value]];
      const field = byKey.get(key);
      if (!field) return [];
      if (field.type !== 'subform' || !Array.isArray(value)) return [[key, value]];
      const rows = value.filter((row): row is FormValues => typeof row === 'object' && row !== null);
      return [[key, rows.map((row) => knownValues(row, field.fields))]];
    }),
  );
}

function isNothing(value: unknown): boolean {
  return value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
}
