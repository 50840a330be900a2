/** Who needs a form. Modules of later tiers tell through providers that `wiring/` hands in. */
import type { FieldDefinition, Fieldset, FormDefinition } from '@anshao/core/forms/contract.ts';
import type { Usage } from '@anshao/core/forms/designing.ts';
import { many, type Queryable, sql } from '../base/database/sql.ts';

export interface UsedForm {
  readonly id: string;
  readonly key: string;
}

export type UsageProvider = (db: Queryable, form: UsedForm) => Promise<readonly Usage[]>;

export function createUsages(providers: readonly UsageProvider[]) {
  return {
    async of(db: Queryable, form: UsedForm): Promise<Usage[]> {
      const found: Usage[] = [];
      // One after another: they may share the connection of a transaction.
      for (const provider of [usagesByForms, ...providers]) found.push(...(await provider(db, form)));
      return found;
    },
  };
}

export type Usages = ReturnType<typeof createUsages>;

/** Published forms that link records of this one, and what they read of them. A stopped one may be resumed. */
async function usagesByForms(db: Queryable, form: UsedForm): Promise<Usage[]> {
  const others = await many<{ name: string; definition: FormDefinition }>(
    db,
    sql`select f.name, v.definition from forms f
        join form_versions v on v.form_key = f.key and v.version = f.current_version
        where f.id <> ${form.id}
          and jsonb_path_exists(v.definition, '$.**.form ? (@ == $key)', jsonb_build_object('key', ${form.key}::text))
        order by f.name`,
  );
  return others.flatMap(({ name, definition }) => linksTo(form.key, definition, name));
}

/** What one form reads of another, by path of the field there; the links themselves need it as a whole. */
export function linksTo(formKey: string, definition: FormDefinition, name: string): Usage[] {
  const usages: Usage[] = [];
  const needs = (field: string | undefined, isNeeded = true) =>
    usages.push({ kind: 'form', name, ...(field !== undefined && { field }), isNeeded });
  const visit = (fieldset: Fieldset): void => {
    const links = new Set<string>();
    for (const field of fieldset.fields) {
      if ((field.type === 'linkedRecord' || field.type === 'linkedRecords') && field.form === formKey) {
        links.add(field.key);
        needs(undefined);
        for (const detail of field.details ?? []) needs(detail, false);
        for (const named of fieldsNamed(field.filter)) needs(named);
        if (field.type === 'linkedRecord') {
          for (const { from } of field.fills ?? []) needs(from);
          if (field.scanField !== undefined) needs(field.scanField);
        }
      } else if (field.type === 'backLinks' && field.form === formKey) {
        links.add(field.key);
        needs(field.field);
      }
    }
    for (const field of fieldset.fields) {
      for (const read of readThrough(field, links)) needs(read);
      if (field.type === 'subform') visit(field);
    }
  };
  visit(definition);
  return distinct(usages);
}

/** Fields of the linked form that a look-up or roll-up reads. */
function readThrough(field: FieldDefinition, links: ReadonlySet<string>): string[] {
  if (field.type !== 'lookup' && field.type !== 'rollup') return [];
  if (!links.has(field.link)) return [];
  const own = field.field === undefined ? [] : [field.field];
  return field.type === 'rollup' ? [...own, ...fieldsNamed(field.where)] : own;
}

/** Fields a condition names; those beginning with `$` are no fields of the form. */
function fieldsNamed(condition: unknown): string[] {
  if (Array.isArray(condition)) return condition.flatMap(fieldsNamed);
  if (typeof condition !== 'object' || condition === null) return [];
  return Object.entries(condition).flatMap(([key, part]) =>
    key === 'field' && typeof part === 'string' ? (part.startsWith('$') ? [] : [part]) : fieldsNamed(part),
  );
}

function distinct(usages: readonly Usage[]): Usage[] {
  const byPlace = new Map<string, Usage>();
  for (const usage of usages) {
    const place = usage.field ?? '';
    const known = byPlace.get(place);
    if (!known || (usage.isNeeded && !known.isNeeded)) byPlace.set(place, usage);
  }
  return [...byPlace.values()];
}
