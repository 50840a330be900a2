/**
 * Links between records: which fields link where, and what choosing a record fills into the fields beside the link
 * (FE-05). A filled field may itself be a link that fills further; whoever can read records follows the chain.
 */
import type { FieldDefinition, Fieldset, FormValues } from './contract.ts';
import type { FieldOf } from './registry.ts';

export type LinkField = FieldOf<'linkedRecord'> | FieldOf<'linkedRecords'>;

export interface Link {
  /** Path without row numbers: `point`, `items.part`. */
  readonly path: string;
  readonly field: LinkField;
  /** The fieldset it stands in: the record's fields, or those of a row. */
  readonly fieldset: Fieldset;
}

/** Every link of a form, rows included. */
export function linksOf(fieldset: Fieldset, prefix = ''): Link[] {
  return fieldset.fields.flatMap((field): Link[] => {
    if (field.type === 'subform') return linksOf(field, `${prefix}${field.key}.`);
    return isLink(field) ? [{ path: prefix + field.key, field, fieldset }] : [];
  });
}

export function isLink(field: FieldDefinition): field is LinkField {
  return field.type === 'linkedRecord' || field.type === 'linkedRecords';
}

/** Where a field's value comes from when a record is chosen in another field beside it. */
export interface Source {
  /** Key of the linking field. */
  readonly link: string;
  /** Key of the field of the linked record. */
  readonly from: string;
}

/** Sources of the fields of a fieldset that a link fills, by key; the first link wins. */
export function sourcesOf(fieldset: Fieldset): ReadonlyMap<string, Source> {
  const found = new Map<string, Source>();
  for (const field of fieldset.fields)
    if (field.type === 'linkedRecord')
      for (const { from, to } of field.fills ?? []) if (!found.has(to)) found.set(to, { link: field.key, from });
  return found;
}

/** What choosing a record fills in, one step of the chain: the values of the record, by key here. */
export function fillsFrom(link: LinkField, chosen: FormValues): Record<string, unknown> {
  if (link.type !== 'linkedRecord') return {};
  return Object.fromEntries((link.fills ?? []).map(({ from, to }) => [to, chosen[from] ?? null]));
}

/**
 * Follows the chain of fills from one chosen record.
 * @param read the values of a record of that form, or undefined where there is none that may be seen
 * @returns values by key of the fieldset; each link is followed once, so that links in a circle end
 */
export async function followFills(
  fieldset: Fieldset,
  link: LinkField,
  id: string,
  read: (form: string, id: string) => Promise<FormValues | undefined>,
): Promise<Record<string, unknown>> {
  const filled: Record<string, unknown> = {};
  const followed = new Set<string>();
  const open: { readonly link: LinkField; readonly id: string }[] = [{ link, id }];
  for (let step = open.shift(); step; step = open.shift()) {
    if (followed.has(step.link.key)) continue;
    followed.add(step.link.key);
    const chosen = await read(step.link.form, step.id);
    if (!chosen) continue;
    for (const [key, value] of Object.entries(fillsFrom(step.link, chosen))) {
      // What was chosen by hand, or filled nearer to it, stays.
      if (key === link.key || Object.hasOwn(filled, key)) continue;
      filled[key] = value;
      const next = fieldset.fields.find((field) => field.key === key);
      if (next?.type === 'linkedRecord' && typeof value === 'string') open.push({ link: next, id: value });
    }
  }
  return filled;
}
