/**
 * How the tables of today are read for a record of an older version: it shows the fields of its own version, through
 * the columns as they are now. A field that changed its type since is read by its present type (its column followed),
 * one that is no longer used by the last definition it had.
 */
import type { FieldDefinition, Fieldset, FormDefinition } from '@anshao/core/forms/contract.ts';
import type { RetiredField } from '@anshao/core/forms/publish-plan.ts';
import { type FormTables, formTables } from '@anshao/core/forms/tables.ts';
import type { Queryable } from '../base/database/sql.ts';
import type { Definitions, PublishedForm } from './definitions.ts';

/** What reading needs of a form. */
export interface RecordShape {
  readonly definition: FormDefinition;
  readonly tables: FormTables;
}

export interface FormOfDay {
  readonly header: { readonly key: string; readonly retired: readonly RetiredField[] };
  readonly form: PublishedForm;
}

export type ShapeOf = (db: Queryable, opened: FormOfDay, version: number) => Promise<RecordShape>;

export function shapeFinder(definitions: Definitions): ShapeOf {
  const kept = new Map<string, RecordShape>();
  return async (db, { header, form }, version) => {
    if (version === form.version) return form;
    const name = `${header.key} ${form.version} ${version}`;
    const known = kept.get(name);
    if (known) return known;
    const own = await definitions.version(header.key, version, db);
    const definition = { ...own.definition, fields: asNow(own.definition, form.definition, header.retired, undefined) };
    const shape = { definition, tables: formTables(definition) };
    kept.set(name, shape);
    return shape;
  };
}

/** @param subform path of the subform whose fields these are; undefined for the record's own */
function asNow(
  old: Fieldset,
  now: Fieldset | undefined,
  retired: readonly RetiredField[],
  subform: string | undefined,
): FieldDefinition[] {
  return old.fields.map((field) => {
    const today =
      now?.fields.find(({ key }) => key === field.key) ??
      retired.find((entry) => entry.subform === subform && entry.field.key === field.key)?.field ??
      field;
    if (field.type !== 'subform' || today.type !== 'subform') return today;
    const path = subform === undefined ? field.key : `${subform}.${field.key}`;
    return { ...today, fields: asNow(field, today, retired, path) };
  });
}
