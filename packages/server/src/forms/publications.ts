/**
 * Publishing as the database sees it: what has to change, and changing it.
 *
 * Whoever waits for a table that somebody reads for long holds up everybody who comes after. So all tables are locked
 * at once and for a moment only; when that moment is not enough the transaction is given up, others go ahead, and it
 * is tried again. Everything that takes time (versions, events) is written before the tables are locked.
 */

import { setTimeout as pause } from 'node:timers/promises';
import { type FieldProblem, Problem } from '@anshao/core/base/errors.ts';
import { checkDefinition } from '@anshao/core/forms/check-definition.ts';
import type { FormDefinition } from '@anshao/core/forms/contract.ts';
import { quoted, tableName } from '@anshao/core/forms/naming.ts';
import { planPublish, type RetiredField, type Step } from '@anshao/core/forms/publish-plan.ts';
import type pg from 'pg';
import { appendEvents } from '../audit/service.ts';
import { inTransaction } from '../base/database/pool.ts';
import { many, maybeOne, type Queryable, run, sql, type Transaction } from '../base/database/sql.ts';
import { enqueue } from '../base/jobs/enqueue.ts';
import { isSameDocument } from './documents.ts';
import { hasIndexesToBuild, indexStatements } from './indexes.ts';
import { tableChanges } from './table-steps.ts';

/** Waiting for all tables together. With what the change itself takes (some 10 ms) writers lose less than 100 ms. */
const lockWaitMs = 40;
/** Between attempts the others go ahead; altogether some 10 s. */
const pausesMs = [50, 100, 200, 400, 800, 1200, 1600, 1800, 2000, 2000];
/** Rewriting so many rows takes some 50 ms. */
const mostRowsRewritten = 10_000;

export interface Publication {
  readonly definition: FormDefinition;
  readonly previous: FormDefinition | null;
  readonly version: number;
  readonly steps: readonly Step[];
  readonly retired: readonly RetiredField[];
}

interface FormState {
  currentVersion: number;
  retired: RetiredField[];
  definition: FormDefinition;
}

export interface PublishedBy {
  readonly personId: string | null;
  readonly at: Date;
  /** `preset:<package>` or `own`; a form keeps the one it has when this is left out. */
  readonly origin?: string;
  readonly app?: string;
  readonly note?: string;
  /** Of the draft that is published; the next one goes on from there. */
  readonly draftRevision?: number;
}

/**
 * What publishing this definition would do. One publication of a form at a time: the second sees what the first made.
 * @returns undefined when the definition is what is published already
 * @throws Problem `base.invalid` with every problem of the definition or of the way to it
 */
export async function planPublication(
  transaction: Transaction,
  definition: FormDefinition,
): Promise<Publication | undefined> {
  const problems = checkDefinition(definition);
  if (problems.length > 0) throw new Problem('base.invalid', { form: definition.key }, problems);
  await transaction.query('select pg_advisory_xact_lock(hashtext($1))', [`form:${definition.key}`]);
  const current = await maybeOne<FormState>(
    transaction,
    sql`select f.current_version as "currentVersion", f.retired, v.definition from forms f
        join form_versions v on v.form_key = f.key and v.version = f.current_version where f.key = ${definition.key}`,
  );
  if (current && isSameDocument(current.definition, definition)) return undefined;
  const plan = planPublish(current?.definition ?? null, definition, current?.retired ?? []);
  const inTheWay = [...plan.problems, ...(await rewriteProblems(transaction, definition, plan.steps))];
  if (inTheWay.length > 0) throw new Problem('base.invalid', { form: definition.key }, inTheWay);
  return {
    definition,
    previous: current?.definition ?? null,
    version: (current?.currentVersion ?? 0) + 1,
    steps: plan.steps,
    retired: plan.retired,
  };
}

/** Changes of type that write every row anew, on tables that have too many for that. */
export async function rewriteProblems(
  db: Queryable,
  definition: FormDefinition,
  steps: readonly Step[],
): Promise<FieldProblem[]> {
  const problems: FieldProblem[] = [];
  for (const step of steps) {
    if (step.kind !== 'widenColumn' || step.from === step.to) continue;
    const rows = await countUpTo(db, step.table, mostRowsRewritten + 1);
    if (rows <= mostRowsRewritten) continue;
    const index = definition.fields.findIndex((field) => field.key === step.column.field);
    problems.push({
      path: index < 0 ? 'fields' : `fields[${index}].type`,
      code: 'forms.widen-large',
      details: { label: step.column.label },
    });
  }
  return problems;
}

/** Rows of a form's table, counted no further than the limit; none when there is no such table yet. */
export async function countUpTo(db: Queryable, table: string, limit: number): Promise<number> {
  const found = await maybeOne<{ there: boolean }>(db, sql`select to_regclass(${table}) is not null as there`);
  if (!found?.there) return 0;
  const { rows } = await db.query<{ count: number }>(
    `select count(*) from (select from ${quoted(table)} limit $1) as counted`,
    [limit],
  );
  return rows[0]?.count ?? 0;
}

export interface PlannedPublication {
  readonly publication: Publication;
  readonly by: PublishedBy;
}

/**
 * Stores the versions and changes the tables, so that there is never a version without its columns.
 * @param meanwhile what else has to be written once the versions stand; before the tables are locked
 * @throws TableBusy when the tables could not be had at once; begin the transaction anew (`whileTablesAreBusy`)
 */
export async function carryOut(
  transaction: Transaction,
  planned: readonly PlannedPublication[],
  meanwhile?: () => Promise<void>,
): Promise<void> {
  for (const { publication, by } of planned) await storeVersion(transaction, publication, by);
  await appendEvents(
    transaction,
    planned.map(({ publication: { definition, version, steps }, by }) => ({
      at: by.at,
      type: 'forms.published',
      actorId: by.personId,
      subjectId: definition.id,
      data: { form: definition.key, name: definition.name, version, steps: steps.length },
    })),
  );
  const publications = planned.map(({ publication }) => publication);
  for (const publication of publications) await askForIndexes(transaction, publication);
  await meanwhile?.();
  const changes = tableChanges(publications.flatMap(({ steps }) => steps));
  const statements = [...changes.statements, ...publications.flatMap(indexStatements)];
  if (statements.length === 0) return;
  await lockTables(transaction, changes.changed, changes.referred);
  await transaction.query(statements.join(';\n'));
}

async function askForIndexes(transaction: Transaction, { previous, definition }: Publication): Promise<void> {
  if (!previous || !hasIndexesToBuild(previous, definition)) return;
  const { key } = definition;
  await enqueue(transaction, 'forms.buildIndexes', { form: key }, { jobKey: `forms.buildIndexes:${key}` });
}

async function storeVersion(transaction: Transaction, publication: Publication, by: PublishedBy): Promise<void> {
  const { definition, version, retired } = publication;
  await run(
    transaction,
    sql`insert into forms (key, id, name, current_version, origin, app_id, retired, draft_revision, updated_at)
        values (${definition.key}, ${definition.id}, ${definition.name}, ${version}, ${by.origin ?? 'own'},
          ${by.app ?? null}, ${JSON.stringify(retired)}, ${by.draftRevision ?? 0}, ${by.at})
        on conflict (key) do update set name = excluded.name, current_version = excluded.current_version,
          origin = coalesce(${by.origin ?? null}, forms.origin), app_id = coalesce(excluded.app_id, forms.app_id),
          retired = excluded.retired, updated_at = excluded.updated_at,
          draft_revision = coalesce(${by.draftRevision ?? null}, forms.draft_revision + 1)`,
  );
  await run(
    transaction,
    sql`insert into form_versions (form_key, version, definition, published_at, published_by, note)
        values (${definition.key}, ${version}, ${JSON.stringify(definition)}, ${by.at}, ${by.personId}, ${by.note ?? null})`,
  );
}

/** The tables could not be locked without holding others up. */
export class TableBusy extends Error {
  constructor(cause: unknown) {
    super('tables are in use', { cause });
    this.name = 'TableBusy';
  }
}

/** One statement, so that one limit holds for the waiting altogether and no table is kept while another is waited for. */
async function lockTables(
  transaction: Transaction,
  changed: readonly string[],
  referred: readonly string[],
): Promise<void> {
  const locks = [
    ...(changed.length > 0 ? [`lock table ${changed.map(quoted).join(', ')} in access exclusive mode`] : []),
    ...(referred.length > 0 ? [`lock table ${referred.map(quoted).join(', ')} in share row exclusive mode`] : []),
  ];
  try {
    // What is not locked here is a comment beside an index that is being built: not worth waiting for either.
    await transaction.query(`set local lock_timeout = '${lockWaitMs}ms'`);
    if (locks.length === 0) return;
    await transaction.query(`set local statement_timeout = '${lockWaitMs}ms'`);
    await transaction.query(`do $lock$ begin ${locks.join('; ')}; end $lock$`);
    await transaction.query('set local statement_timeout to default');
  } catch (error) {
    throw isBusy(error) ? new TableBusy(error) : error;
  }
}

function isBusy(error: unknown): boolean {
  // lock_not_available, query_canceled (our own limit), deadlock_detected
  return ['55P03', '57014', '40P01'].includes((error as Partial<pg.DatabaseError>).code ?? '');
}

/**
 * Runs a transaction that changes tables, again and again until the tables can be had. Only one at a time, whatever the
 * form: each looks at what other forms say about its own, and two at once would look past one another.
 * @throws Problem `forms.table-busy` after some ten seconds
 */
export async function whileTablesAreBusy<T>(
  pool: pg.Pool,
  work: (transaction: Transaction) => Promise<T>,
  waits: readonly number[] = pausesMs,
): Promise<T> {
  for (const wait of [...waits, undefined]) {
    try {
      return await inTransaction(pool, async (transaction) => {
        await transaction.query("select pg_advisory_xact_lock(hashtext('publications of forms'))");
        return work(transaction);
      });
    } catch (error) {
      if (!(error instanceof TableBusy) && !isBusy(error)) throw error;
      if (wait === undefined) break;
      await pause(wait);
    }
  }
  throw new Problem('forms.table-busy');
}

/**
 * What else has this key: a form or draft with another id, or a table of the system's own (`form_drafts`).
 * @returns its name, undefined when the key is free
 */
export async function keyOwner(db: Queryable, key: string, id: string): Promise<string | undefined> {
  const owners = await many<{ name: string }>(
    db,
    sql`select name from forms where key = ${key} and id <> ${id}
        union all
        select definition ->> 'name' from form_drafts where form_key = ${key} and form_id <> ${id}
        union all
        select '系统' where to_regclass(${tableName(key)}) is not null and not exists (select from forms where key = ${key})`,
  );
  return owners[0]?.name;
}

/** Published definitions of these forms, by key; those that are not there are missing in it. */
export async function publishedForms(db: Queryable, keys: readonly string[]): Promise<Map<string, FormDefinition>> {
  if (keys.length === 0) return new Map();
  const rows = await many<{ key: string; definition: FormDefinition }>(
    db,
    sql`select f.key, v.definition from forms f
        join form_versions v on v.form_key = f.key and v.version = f.current_version where f.key = any(${keys}::text[])`,
  );
  return new Map(rows.map(({ key, definition }) => [key, definition]));
}
