/** What a package finds here: forms by id, whether published or only drawn, and the codes of dictionaries. */
import type { FormDefinition } from '@anshao/core/forms/contract.ts';
import type { FormAccess } from '@anshao/core/forms/designing.ts';
import type { RetiredField } from '@anshao/core/forms/publish-plan.ts';
import { many, maybeOne, type Queryable, run, sql, type Transaction } from '../base/database/sql.ts';

export interface FormHere {
  readonly key: string;
  readonly name: string;
  readonly app: string | null;
  readonly appName: string | null;
  readonly origin: string;
  /** 0: drawn only. */
  readonly version: number;
  readonly published: FormDefinition | null;
  readonly retired: readonly RetiredField[];
  readonly shipped: FormDefinition | null;
  readonly hasDraft: boolean;
  readonly revision: number;
}

export function formHere(db: Queryable, id: string): Promise<FormHere | undefined> {
  return maybeOne<FormHere & Record<string, unknown>>(
    db,
    sql`select coalesce(f.key, d.form_key) as key, coalesce(f.name, d.definition ->> 'name') as name, a.id as app,
          a.name as "appName", coalesce(f.origin, 'own') as origin, coalesce(f.current_version, 0) as version,
          v.definition as published, coalesce(f.retired, '[]') as retired, f.shipped, d.form_id is not null as "hasDraft",
          coalesce(d.revision, f.draft_revision, 0) as revision
        from (select ${id}::uuid as id) as given
        left join forms f on f.id = given.id
        left join form_versions v on v.form_key = f.key and v.version = f.current_version
        left join form_drafts d on d.form_id = given.id
        left join apps a on a.id = coalesce(f.app_id, d.app_id)
        where f.id is not null or d.form_id is not null`,
  );
}

/** The form belongs to that application now, and goes back to that definition when somebody asks for it. */
export async function setShipped(
  transaction: Transaction,
  form: { id: string; app: string; shipped: FormDefinition },
): Promise<void> {
  await run(
    transaction,
    sql`update forms set app_id = ${form.app}, shipped = ${JSON.stringify(form.shipped)} where id = ${form.id}`,
  );
}

export async function setFirstAccess(transaction: Transaction, form: string, access: FormAccess): Promise<void> {
  await run(
    transaction,
    sql`update forms set access = ${JSON.stringify(access)} where id = ${form} and access is null`,
  );
}

export interface FormToPack {
  readonly definition: FormDefinition;
  readonly access: FormAccess | null;
}

export function formsToPack(db: Queryable, app: string): Promise<FormToPack[]> {
  return many<FormToPack & Record<string, unknown>>(
    db,
    sql`select v.definition, f.access from forms f join form_versions v on v.form_key = f.key and v.version = f.current_version
        where f.app_id = ${app} order by f.key`,
  );
}

export async function dictionaryName(db: Queryable, key: string): Promise<string | undefined> {
  return (await maybeOne<{ name: string }>(db, sql`select name from dictionaries where key = ${key}`))?.name;
}

/** Codes that an entry for everywhere has had at any time. */
export async function codesOf(db: Queryable, dictionary: string): Promise<Set<string>> {
  const rows = await many<{ code: string }>(
    db,
    sql`select distinct code from dictionary_entries where dictionary = ${dictionary} and district_id is null`,
  );
  return new Set(rows.map(({ code }) => code));
}

export async function filesAmong(db: Queryable, ids: readonly string[]): Promise<Set<string>> {
  const rows = await many<{ id: string }>(db, sql`select id from files where id = any(${ids}::uuid[])`);
  return new Set(rows.map(({ id }) => id));
}
