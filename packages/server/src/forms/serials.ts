/**
 * Serial numbers without gaps: a number is taken in the transaction that writes its record, so that a write that fails
 * gives it back. Whoever takes one holds the counter's row until the commit; the others wait and go on from there. A
 * PostgreSQL sequence would not wait, and would leave a gap for each failure.
 */
import type { Fieldset, FormValues } from '@anshao/core/forms/contract.ts';
import type { FieldOf } from '@anshao/core/forms/registry.ts';
import { asRow } from '@anshao/core/forms/rows-from.ts';
import { formatSerial, serialPeriod } from '@anshao/core/forms/types/serial.ts';
import { many, sql, type Transaction } from '../base/database/sql.ts';

/** A field without its number yet, in one record or row. */
interface Slot {
  readonly field: FieldOf<'serial'>;
  readonly path: string;
  readonly period: string;
  readonly day: string;
  readonly holder: Record<string, unknown>;
}

const withSerials = new WeakMap<Fieldset, boolean>();

/** Whether records of the form have numbers: most have none and need no transaction for them. */
export function hasSerials(fieldset: Fieldset): boolean {
  let known = withSerials.get(fieldset);
  if (known === undefined) {
    known = fieldset.fields.some((field) => field.type === 'serial' || (field.type === 'subform' && hasSerials(field)));
    withSerials.set(fieldset, known);
  }
  return known;
}

export interface Unnumbered {
  readonly values: FormValues;
  /** The calendar day at the record's place. */
  readonly day: string;
}

/**
 * Gives a number to every visible serial field that has none, in the order of the records.
 * @returns their values with the numbers
 */
export async function withSerialNumbers(
  transaction: Transaction,
  form: Fieldset & { readonly key: string },
  records: readonly Unnumbered[],
): Promise<FormValues[]> {
  const slots: Slot[] = [];
  const numbered = records.map(({ values, day }) => copied(form, values, '', day, slots));
  const counters = Map.groupBy(slots, ({ path, period }) => JSON.stringify([path, period]));
  if (counters.size === 0) return numbered;
  // Always in one order, so that two writers of several counters never wait for each other.
  const wanted = [...counters].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, group]) => group);
  const rows = await many<{ field: string; period: string; last: number }>(
    transaction,
    sql`insert into form_serials (form_key, field, period, last)
        select ${form.key}, u.field, u.period, u.taken from unnest(${wanted.map(([slot]) => slot?.path)}::text[],
          ${wanted.map(([slot]) => slot?.period)}::text[], ${wanted.map((group) => group.length)}::bigint[]) as u (field, period, taken)
        on conflict (form_key, field, period) do update set last = form_serials.last + excluded.last
        returning field, period, last`,
  );
  for (const { field, period, last } of rows) {
    const group = counters.get(JSON.stringify([field, period])) ?? [];
    group.forEach((slot, index) => {
      slot.holder[slot.field.key] = formatSerial(slot.field, slot.day, last - group.length + index + 1);
    });
  }
  return numbered;
}

/** Copies what will be changed, and notes where numbers are missing. */
function copied(fieldset: Fieldset, values: FormValues, prefix: string, day: string, slots: Slot[]): FormValues {
  if (!hasSerials(fieldset)) return values;
  const holder: Record<string, unknown> = { ...values };
  for (const field of fieldset.fields) {
    const value = holder[field.key];
    if (field.type === 'serial' && value === null)
      slots.push({ field, path: prefix + field.key, period: serialPeriod(field, day), day, holder });
    else if (field.type === 'subform' && Array.isArray(value))
      holder[field.key] = value.map((item: unknown) => {
        const row = asRow(item);
        return row ? copied(field, row, `${prefix}${field.key}.`, day, slots) : item;
      });
  }
  return holder;
}
