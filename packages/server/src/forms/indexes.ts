/**
 * Indexes over the tables of forms: what a definition asks for (unique fields, links, the title that is searched). On a
 * table that has just been made they are part of the publication; on one with records a job builds them beside the
 * writers. The job compares what should be with what is, so it may be killed and repeated at any point.
 */
import { createHash } from 'node:crypto';
import type { FieldDefinition, Fieldset, FormDefinition } from '@anshao/core/forms/contract.ts';
import { quoted } from '@anshao/core/forms/naming.ts';
import { fieldColumns, formTables, subformAt } from '@anshao/core/forms/tables.ts';
import type pg from 'pg';
import { appendEvents } from '../audit/service.ts';
import { inTransaction } from '../base/database/pool.ts';
import { many, maybeOne, type Queryable, sql } from '../base/database/sql.ts';
import type { Jobs, Tick } from '../base/jobs/worker.ts';
import type { Runtime } from '../base/runtime.ts';
import type { Publication } from './publications.ts';
import { uniqueRowsName } from './table-steps.ts';

export type IndexKind = 'unique' | 'link' | 'search';

export interface WantedIndex {
  readonly name: string;
  readonly table: string;
  readonly kind: IndexKind;
  /** Path of the field it is for: `number`, `items.device`. */
  readonly field: string;
  /** What follows `on <table>`. */
  readonly over: string;
}

/** An entry of a B-tree has at most 2704 bytes; longer texts are compared by their hash. */
const longestIndexed = 600;

export function wantedIndexes(definition: FormDefinition): WantedIndex[] {
  const tables = formTables(definition);
  const title = titleOf(definition);
  const own = definition.fields.flatMap((field) => fieldIndexes(tables.name, field, '', title === field.key));
  const rows = tables.children.flatMap((child) => {
    const subform: Fieldset | undefined = subformAt(definition, child.subform);
    const once: WantedIndex[] = child.uniqueColumn
      ? [
          {
            name: uniqueRowsName(child.name),
            table: child.name,
            kind: 'unique',
            field: child.subform,
            over: `(record_id, ${quoted(child.uniqueColumn)})`,
          },
        ]
      : [];
    const inner = subform?.fields.flatMap((field) => fieldIndexes(child.name, field, `${child.subform}.`, false)) ?? [];
    return [...once, ...inner];
  });
  return [...own, ...rows];
}

/** The field by which people know a record: the one that is named, else the first text. */
function titleOf(definition: FormDefinition): string | undefined {
  const named = definition.settings?.titleField;
  return named ?? definition.fields.find((field) => field.type === 'text')?.key;
}

function fieldIndexes(table: string, field: FieldDefinition, prefix: string, isTitle: boolean): WantedIndex[] {
  const [column, ...more] = fieldColumns(field);
  if (!column || more.length > 0) return [];
  const name = quoted(column.name);
  const path = prefix + field.key;
  const index = (kind: IndexKind, over: string): WantedIndex => ({
    name: indexName(table, column.name, kind, over),
    table,
    kind,
    field: path,
    over,
  });
  const found: WantedIndex[] = [];
  if (field.unique) {
    const maxLength = (field as { maxLength?: number }).maxLength;
    const isLong = column.pgType === 'text' && (maxLength === undefined || maxLength > longestIndexed);
    const value = isLong ? `md5(${name})` : name;
    found.push(index('unique', prefix === '' ? `(${value})` : `(record_id, ${value})`));
  }
  if (field.type === 'linkedRecord') found.push(index('link', `(${name})`));
  if (field.type === 'linkedRecords') found.push(index('link', `using gin (${name})`));
  // Three letters and more are found by it, anywhere in the title.
  if (isTitle && column.pgType === 'text') found.push(index('search', `using gin (${name} gin_trgm_ops)`));
  return found;
}

/** `i_<hash>_<column>`: the hash tells table, kind and wording, so that a changed wish is another index. */
function indexName(table: string, column: string, kind: IndexKind, over: string): string {
  const hash = createHash('sha256').update(`${table} ${kind} ${over}`).digest('hex').slice(0, 16);
  return `i_${hash}_${column}`.slice(0, 63).replace(/_+$/, '');
}

/** Indexes of tables that this publication makes: there is nothing in them yet, so they cost nothing. */
export function indexStatements(publication: Publication): string[] {
  const made = new Set(
    publication.steps.flatMap((step) =>
      step.kind === 'createTable' || step.kind === 'addChildTable' ? [step.table] : [],
    ),
  );
  return wantedIndexes(publication.definition)
    .filter(({ table, name }) => made.has(table) && name !== uniqueRowsName(table))
    .map((wanted) => statementOf(wanted, false));
}

/** Whether tables that were there before need other indexes than they had. */
export function hasIndexesToBuild(previous: FormDefinition, next: FormDefinition): boolean {
  const names = (definition: FormDefinition) =>
    wantedIndexes(definition)
      .map(({ name }) => name)
      .sort()
      .join();
  return names(previous) !== names(next);
}

function statementOf(wanted: WantedIndex, concurrently: boolean): string {
  const unique = wanted.kind === 'unique' ? 'unique ' : '';
  const beside = concurrently ? 'concurrently if not exists ' : '';
  return `create ${unique}index ${beside}${quoted(wanted.name)} on ${quoted(wanted.table)} ${wanted.over}`;
}

export interface IndexState {
  readonly field: string;
  readonly kind: IndexKind;
  /** `failed`: records that are there already break what the index is to hold. */
  readonly state: 'ready' | 'building' | 'failed';
}

export async function indexStates(db: Queryable, definition: FormDefinition): Promise<IndexState[]> {
  const wanted = wantedIndexes(definition);
  const found = await existing(db, [...new Set(wanted.map(({ table }) => table))]);
  return wanted.map(({ name, field, kind }) => {
    const there = found.get(name);
    if (there?.isValid) return { field, kind, state: 'ready' };
    return { field, kind, state: there && !there.isBeingBuilt ? 'failed' : 'building' };
  });
}

interface Existing {
  readonly name: string;
  readonly isValid: boolean;
  readonly isBeingBuilt: boolean;
}

async function existing(db: Queryable, tables: readonly string[]): Promise<Map<string, Existing>> {
  const rows = await many<Existing>(
    db,
    sql`select c.relname as name, i.indisvalid as "isValid",
          exists (select from pg_stat_progress_create_index p where p.index_relid = i.indexrelid) as "isBeingBuilt"
        from pg_index i join pg_class c on c.oid = i.indexrelid
        where i.indrelid = any(array(select to_regclass(given) from unnest(${tables}::text[]) as given)::oid[])`,
  );
  return new Map(rows.map((row) => [row.name, row]));
}

const ours = /^i_[0-9a-f]{16}_|_once$/;

/**
 * Builds what the published version asks for and takes away what no version asks for any more.
 * @param told that records are in the way of a unique index was said before
 */
export async function buildIndexes(runtime: Runtime, form: string, told?: 'told'): Promise<void> {
  const row = await maybeOne<{ id: string; definition: FormDefinition }>(
    runtime.pool,
    sql`select f.id, v.definition from forms f join form_versions v on v.form_key = f.key and v.version = f.current_version
        where f.key = ${form}`,
  );
  if (!row) return;
  const wanted = wantedIndexes(row.definition);
  const tables = formTables(row.definition);
  // A statement that builds beside the writers must not be part of a transaction, and needs a connection of its own.
  const client = await runtime.pool.connect();
  try {
    const found = await existing(client, [tables.name, ...tables.children.map(({ name }) => name)]);
    for (const index of wanted) {
      const there = found.get(index.name);
      if (there?.isValid || there?.isBeingBuilt) continue;
      if (there) await client.query(`drop index concurrently if exists ${quoted(index.name)}`);
      await build(client, index).catch(async (error: unknown) => {
        if ((error as Partial<pg.DatabaseError>).code !== '23505') throw error;
        // What is left behind is invalid: it shows that this failed, and keeps new records from adding to it.
        if (!told) await tellFailure(runtime, row, form, index);
      });
    }
    const names = new Set(wanted.map(({ name }) => name));
    for (const { name, isBeingBuilt } of found.values())
      if (ours.test(name) && !names.has(name) && !isBeingBuilt)
        await client.query(`drop index concurrently if exists ${quoted(name)}`);
  } finally {
    client.release();
  }
}

async function build(client: pg.PoolClient, index: WantedIndex): Promise<void> {
  await client.query(statementOf(index, true));
}

async function tellFailure(
  runtime: Runtime,
  { id, definition: { name } }: { id: string; definition: FormDefinition },
  form: string,
  index: WantedIndex,
): Promise<void> {
  await inTransaction(runtime.pool, (transaction) =>
    appendEvents(transaction, [
      {
        at: runtime.clock.now(),
        type: 'forms.indexFailed',
        actorId: null,
        subjectId: id,
        data: { form, name, field: index.field },
      },
    ]),
  );
}

/** What a process that was killed left half done, and what an older program did not build yet. */
export async function mendIndexes(runtime: Runtime): Promise<void> {
  const forms = await many<{ key: string; definition: FormDefinition }>(
    runtime.pool,
    sql`select f.key, v.definition from forms f
        join form_versions v on v.form_key = f.key and v.version = f.current_version order by f.key`,
  );
  for (const { key, definition } of forms) {
    const states = await indexStates(runtime.pool, definition);
    if (states.some(({ state }) => state !== 'ready')) await buildIndexes(runtime, key, 'told');
  }
}

export function indexJobs(runtime: Runtime): Jobs {
  return {
    /** Enqueued by a publication. */
    'forms.buildIndexes': (payload) => buildIndexes(runtime, String(payload['form'])),
    'forms.mendIndexes': () => mendIndexes(runtime),
  };
}

export const indexTicks: readonly Tick[] = [{ job: 'forms.mendIndexes', match: '23 * * * *' }];
