/** Sealed fields on their way into the tables, out of them, and to people, who see a mask. */
import type { Fieldset, FormValues } from '@anshao/core/forms/contract.ts';
import { fieldTypeOf } from '@anshao/core/forms/registry.ts';
import { asRow } from '@anshao/core/forms/rows-from.ts';
import type { Sealing } from './sealing.ts';

/** Whether the fieldset, or a subform in it, has sealed fields: most have none, and then nothing is walked. */
const withSealed = new WeakMap<Fieldset, boolean>();

export function hasSealed(fieldset: Fieldset): boolean {
  let known = withSealed.get(fieldset);
  if (known === undefined) {
    known = fieldset.fields.some((field) =>
      field.type === 'subform' ? hasSealed(field) : fieldTypeOf(field).sealed === true,
    );
    withSealed.set(fieldset, known);
  }
  return known;
}

type Change = (value: string, path: string, mask: (plain: string) => string) => unknown;

function mapped(fieldset: Fieldset, values: FormValues, prefix: string, change: Change): FormValues {
  if (!hasSealed(fieldset)) return values;
  const changed: Record<string, unknown> = { ...values };
  for (const field of fieldset.fields) {
    const value = changed[field.key];
    const path = `${prefix}.${field.key}`;
    if (field.type === 'subform') {
      if (Array.isArray(value))
        changed[field.key] = value.map((item: unknown) => {
          const row = asRow(item);
          return row ? mapped(field, row, path, change) : item;
        });
    } else {
      const type = fieldTypeOf(field);
      if (type.sealed && typeof value === 'string')
        changed[field.key] = change(value, path, (plain) => type.mask?.(plain) ?? '***');
    }
  }
  return changed;
}

/** What is shown where the key does not fit what is stored: a person must see that something is there. */
const unreadable = '***';

export function sealValues(
  sealing: Sealing,
  form: Fieldset & { readonly key: string },
  values: FormValues,
): FormValues {
  return mapped(form, values, form.key, (plain, path) => sealing.seal(plain, path));
}

export function unsealValues(
  sealing: Sealing,
  form: Fieldset & { readonly key: string },
  values: FormValues,
): FormValues {
  return mapped(form, values, form.key, (sealed, path) => sealing.unseal(sealed, path) ?? null);
}

/** @param values as stored */
export function maskSealed(
  sealing: Sealing,
  form: Fieldset & { readonly key: string },
  values: FormValues,
): FormValues {
  return mapped(form, values, form.key, (sealed, path, mask) => {
    const plain = sealing.unseal(sealed, path);
    return plain === undefined ? unreadable : mask(plain);
  });
}

/**
 * What somebody sends back who was shown a mask: where it still is the mask, the value was not touched, and is left out
 * so that the stored one stays.
 * @param previous plain values
 */
export function withoutMasks(fieldset: Fieldset, values: FormValues, previous: FormValues): FormValues {
  if (!hasSealed(fieldset)) return values;
  const kept: Record<string, unknown> = { ...values };
  for (const field of fieldset.fields) {
    const [given, stored] = [kept[field.key], previous[field.key]];
    if (field.type === 'subform') {
      if (!Array.isArray(given) || !Array.isArray(stored)) continue;
      const known = new Map(stored.map((row: unknown) => [asRow(row)?._id, asRow(row)]));
      kept[field.key] = given.map((item: unknown) => {
        const row = asRow(item);
        const before = row && known.get(row._id);
        return row && before ? withoutMasks(field, row, before) : item;
      });
    } else {
      const type = fieldTypeOf(field);
      if (type.sealed && given !== undefined && typeof stored === 'string' && given === (type.mask?.(stored) ?? '***'))
        delete kept[field.key];
    }
  }
  return kept;
}
