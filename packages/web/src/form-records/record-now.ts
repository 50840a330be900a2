import type { FormRecord } from '@anshao/core/forms/records.ts';
import { knownValues } from '@anshao/core/forms/version-values.ts';
import type { OpenForm } from './open-form.ts';

/**
 * A record as it is changed: by the form of today, without what that has no field for any more. Such values stay as they
 * are where they are stored; sent along they would be refused at a place nobody sees.
 */
export function asNow({ definition }: Pick<OpenForm, 'definition'>, record: FormRecord): FormRecord {
  return { ...record, values: knownValues(definition, record.values) };
}
