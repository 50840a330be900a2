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
  /** What the fields were called, by path, to name those a newer version dropped. */
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

/** The places where something of the form was begun, these first, each in the order it came in. */
export function begunFirst<P extends { readonly id: string }>(
  places: readonly P[],
  form: string,
  drafts: readonly Pick<FormDraft, 'form' | 'community'>[],
): (P & { readonly isBegun: boolean })[] {
  const begun = new Set(drafts.filter((draft) => draft.form === form).map(({ community }) => community));
  const marked = places.map((place) => ({ ...place, isBegun: begun.has(place.id) }));
  return [...marked.filter(({ isBegun }) => isBegun), ...marked.filter(({ isBegun }) => !isBegun)];
}

/** The draft with what was just entered. */
export function entered(draft: FormDraft, values: FormValues, definition: FormDefinition): FormDraft {
  return { ...draft, values, labels: Object.fromEntries(labelsOf(definition.fields)) };
}

/** By path: `note`, `items.note`. */
function labelsOf(fields: readonly FieldDefinition[], path = '', around = ''): [string, string][] {
  return fields.flatMap((field) => {
    const label = around + field.label;
    const own: [string, string] = [path + field.key, label];
    return field.type === 'subform' ? [own, ...labelsOf(field.fields, `${own[0]}.`, `${label} › `)] : [own];
  });
}

export interface CarriedOver {
  readonly draft: FormDraft;
  /** Labels of what was filled in and has no field any more, in rows as well. */
  readonly dropped: readonly string[];
}

export function carriedOver(draft: FormDraft, definition: FormDefinition, version: number): CarriedOver {
  if (draft.version === version) return { draft, dropped: [] };
  const dropped = new Set<string>();
  const values = knownValues(draft.values, definition.fields, '', dropped);
  return { draft: { ...draft, version, values }, dropped: [...dropped].map((path) => draft.labels[path] ?? path) };
}

/** Values that the fields still have a place for, in rows as well; a row keeps what it is known by. */
function knownValues(
  values: FormValues,
  fields: readonly FieldDefinition[],
  path: string,
  dropped: Set<string>,
): FormValues {
  const byKey = new Map(fields.map((field) => [field.key, field]));
  return Object.fromEntries(
    Object.entries(values).flatMap(([key, value]) => {
      if (key === '_id') return [[key, value]];
      const field = byKey.get(key);
      if (!field) {
        if (!isNothing(value)) dropped.add(path + key);
        return [];
      }
      if (field.type !== 'subform' || !Array.isArray(value)) return [[key, value]];
      const rows = value.filter((row): row is FormValues => typeof row === 'object' && row !== null);
      return [[key, rows.map((row) => knownValues(row, field.fields, `${path}${key}.`, dropped))]];
    }),
  );
}

function isNothing(value: unknown): boolean {
  return value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
}
