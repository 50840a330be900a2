/** Rows of shared lists as administrators keep them. */
import { many, maybeOne, type Queryable, run, sql, type Transaction } from '../base/database/sql.ts';
import type { Entry } from './dictionaries.ts';

export interface DictionaryRow {
  key: string;
  name: string;
  revision: number;
}

export interface SummaryRow extends DictionaryRow {
  entries: number;
  forms: number;
}

export function summaries(db: Queryable, today: string): Promise<SummaryRow[]> {
  return many(
    db,
    sql`select d.key, d.name, d.revision::int as revision,
          (select count(distinct e.code)::int from dictionary_entries e
            where e.dictionary = d.key and e.effective_from <= ${today}
              and (e.effective_to is null or e.effective_to >= ${today})) as entries,
          (select count(*)::int from forms f join form_versions v on v.form_key = f.key and v.version = f.current_version
            where jsonb_path_exists(v.definition, '$.**.dictionary ? (@ == $key)', jsonb_build_object('key', d.key))) as forms
        from dictionaries d order by d.name, d.key`,
  );
}

export function findDictionary(db: Queryable, key: string): Promise<DictionaryRow | undefined> {
  return maybeOne(db, sql`select key, name, revision::int as revision from dictionaries where key = ${key}`);
}

/** Holds the dictionary until the end of the transaction, so that two changes never check against each other's past. */
export function lockDictionary(transaction: Transaction, key: string): Promise<DictionaryRow | undefined> {
  return maybeOne(
    transaction,
    sql`select key, name, revision::int as revision from dictionaries where key = ${key} for update`,
  );
}

/** @returns 0 when the key is taken */
export function insertDictionary(transaction: Transaction, key: string, name: string): Promise<number> {
  return run(transaction, sql`insert into dictionaries (key, name) values (${key}, ${name}) on conflict do nothing`);
}

export function renameDictionary(transaction: Transaction, key: string, name: string): Promise<number> {
  return run(transaction, sql`update dictionaries set name = ${name} where key = ${key}`);
}

export type KeptRow = Entry & { districtName: string | null };

export function keptEntries(db: Queryable, key: string): Promise<KeptRow[]> {
  return many(
    db,
    sql`select e.id, e.code, e.label, e.position, e.district_id as "districtId", d.name as "districtName",
          e.effective_from as "effectiveFrom", e.effective_to as "effectiveTo", e.details, e.parent, e.former_labels as "formerLabels"
        from dictionary_entries e left join districts d on d.id = e.district_id
        where e.dictionary = ${key} order by e.position, e.code, e.effective_from`,
  );
}

/** Before an entry is called otherwise: records saved until now go on showing what it is called now. */
export async function keepLabel(transaction: Transaction, id: string, at: Date): Promise<void> {
  await run(
    transaction,
    sql`update dictionary_entries
        set former_labels = former_labels || jsonb_build_object('label', label, 'until', ${at.toISOString()}::text)
        where id = ${id}`,
  );
}

export function districtExists(db: Queryable, id: string): Promise<{ id: string } | undefined> {
  return maybeOne(db, sql`select id from districts where id = ${id}`);
}

export async function setPositions(transaction: Transaction, key: string, ids: readonly string[]): Promise<void> {
  await run(
    transaction,
    sql`update dictionary_entries e set position = o.position
        from unnest(${ids}::uuid[]) with ordinality as o (id, position)
        where e.id = o.id and e.dictionary = ${key}`,
  );
  await run(transaction, sql`update dictionaries set revision = revision + 1 where key = ${key}`);
}
