/**
 * The write of new records: what comes in the same moment goes in one statement with its rows, files and events
 * (docs/adr/0008). A record whose id is taken is passed over, so that the same one sent twice is one record.
 */
import { type FieldProblem, Problem } from '@anshao/core/base/errors.ts';
import type { FormValues } from '@anshao/core/forms/contract.ts';
import type pg from 'pg';
import { eventsFragment, type NewEvent } from '../audit/service.ts';
import { batched } from '../base/database/batching.ts';
import { inTransaction } from '../base/database/pool.ts';
import type { Queryable } from '../base/database/sql.ts';
import { write } from '../base/database/write-batch.ts';
import { type RecordLink, recordLinkFragments } from '../files/claim.ts';
import type { PublishedForm } from './definitions.ts';
import { wantedIndexes } from './indexes.ts';
import { insertFragments, type NewRecord } from './records.ts';
import { hasSerials, withSerialNumbers } from './serials.ts';

export interface RecordWrite {
  readonly form: PublishedForm;
  /** Its values sealed where they must be, every row with its id. */
  readonly record: NewRecord;
  readonly event: NewEvent;
  readonly links: readonly RecordLink[];
  /** The calendar day at the record's place, for serial numbers. */
  readonly day: string;
}

/** @returns ids of the records that were written; others were there already, or are among the removed */
async function insertAll(db: Queryable, form: PublishedForm, writes: readonly RecordWrite[]): Promise<Set<string>> {
  const recorded = { cte: 'recorded', column: 'id' };
  const rows = await write<{ id: string }>(
    db,
    [
      {
        name: 'fresh',
        text: `select u.id from unnest($1::uuid[]) as u (id)
          where not exists (select from form_record_versions v where v.record_id = u.id and v.form_key = $2)`,
        values: [writes.map(({ record }) => record.id), form.definition.key],
      },
      ...insertFragments(
        form,
        writes.map(({ record }) => record),
        { cte: 'fresh', column: 'id' },
        'ifAbsent',
      ),
      ...recordLinkFragments(
        writes.flatMap(({ links }) => links),
        recorded,
      ),
      eventsFragment(
        writes.map(({ event }) => event),
        recorded,
      ),
    ],
    'select id from recorded',
  );
  return new Set(rows.map(({ id }) => id));
}

/** Some of the ids are taken: their numbers must not be, so the transaction is given up. */
class Taken extends Error {}

/** @returns for each write the values as they were stored, or undefined when its id was taken */
async function insertNumbered(
  pool: pg.Pool,
  form: PublishedForm,
  writes: readonly RecordWrite[],
): Promise<(FormValues | undefined)[]> {
  try {
    return await inTransaction(pool, async (transaction) => {
      const values = await withSerialNumbers(
        transaction,
        form.definition,
        writes.map(({ record, day }) => ({ values: record.values, day })),
      );
      const numbered = writes.map((one, index) => ({
        ...one,
        record: { ...one.record, values: values[index] ?? one.record.values },
      }));
      const written = await insertAll(transaction, form, numbered);
      if (written.size < writes.length) throw new Taken();
      return values;
    });
  } catch (error) {
    if (!(error instanceof Taken) || writes.length > 1) throw error;
    return [undefined];
  }
}

/** @returns the values as they were stored, or undefined when the id was taken */
export function recordInserter(pool: pg.Pool): (one: RecordWrite) => Promise<FormValues | undefined> {
  return batched({
    lanes: 2,
    most: 64,
    fits: ({ form, record }, batch) => batch.every((other) => other.form === form && other.record.id !== record.id),
    run: async (writes: readonly RecordWrite[]) => {
      const [first] = writes;
      if (!first) return [];
      const { form } = first;
      if (hasSerials(form.definition)) return insertNumbered(pool, form, writes);
      const written = await insertAll(pool, form, writes);
      return writes.map(({ record }) => (written.has(record.id) ? record.values : undefined));
    },
  });
}

/**
 * What PostgreSQL refuses of a record, as a problem of the field it is about.
 * @returns the error itself when it is none of these
 */
export function asRecordProblem(error: unknown, form: PublishedForm): unknown {
  const { code, constraint } = (error ?? {}) as Partial<pg.DatabaseError>;
  const index =
    code === '23505' &&
    wantedIndexes(form.definition).find(({ name, kind }) => name === constraint && kind === 'unique');
  if (index) {
    const problem: FieldProblem = { path: index.field, code: 'forms.taken' };
    return new Problem('base.invalid', undefined, [problem]);
  }
  // A file that was cleaned up in this very moment.
  if (code === '23503' && constraint === 'file_links_file_id_fkey') return new Problem('files.not-yours', { count: 1 });
  // The form was published while this was on its way: what was made ready does not fit its columns any more.
  if (code === '42804' || code === '42703' || code === '42P01') return new Problem('base.unavailable');
  return error;
}
