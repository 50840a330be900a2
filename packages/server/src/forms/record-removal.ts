/** Taking records out and bringing them back. The last content is kept, so that nothing is lost by a wrong tap. */
import { Problem } from '@anshao/core/base/errors.ts';
import { reaches } from '@anshao/core/forms/access.ts';
import type { FormValues } from '@anshao/core/forms/contract.ts';
import { linksOf } from '@anshao/core/forms/links.ts';
import { columnName } from '@anshao/core/forms/naming.ts';
import { asRow } from '@anshao/core/forms/rows-from.ts';
import { childTable, subformAt } from '@anshao/core/forms/tables.ts';
import type { Viewer } from '../access/viewer.ts';
import { appendEvents } from '../audit/service.ts';
import { inTransaction } from '../base/database/pool.ts';
import { write } from '../base/database/write-batch.ts';
import type { Runtime } from '../base/runtime.ts';
import type { ReadRecord } from './reading.ts';
import { eventOf, placeOnly } from './record-events.ts';
import { allHeaders, formFor, type OpenedForm, requireWritable } from './record-forms.ts';
import { asRecordProblem } from './record-insert.ts';
import { noPlace } from './record-places.ts';
import type { RecordShape } from './record-shapes.ts';
import * as store from './record-store.ts';
import type { Writing, WritingDeps } from './record-writing.ts';
import { insertFragments } from './records.ts';

/** More links than this need no exact number. */
const mostLinksCounted = 1000;

export function createRemoval(runtime: Runtime, deps: WritingDeps, writing: Writing) {
  const { pool, clock } = runtime;
  const { moved, placeOf, read, readFor, whole } = writing;

  /** @throws Problem `records.linked` naming the form whose records still need it */
  async function remove(
    viewer: Viewer,
    opened: OpenedForm,
    id: string,
    revision: number,
    trace: string,
  ): Promise<void> {
    const record = await readFor(viewer, opened, id, 'remove');
    const { head } = record;
    if (head.revision !== revision) throw moved(record);
    await requireUnlinked(viewer, opened.header.key, id);
    const now = clock.now();
    const isRemoved = await inTransaction(pool, async (transaction) => {
      const { name } = opened.form.tables;
      if (!(await store.lockRevision(transaction, name, id, revision))) return false;
      await store.keepContent(
        transaction,
        { formKey: opened.header.key, head, content: record.values, at: now, by: viewer.personId, reason: '' },
        'removed',
      );
      await store.deleteRecord(transaction, name, id);
      await appendEvents(transaction, [
        eventOf(opened, viewer, { type: 'records.removed', id, place: head.place, revision, now, trace }),
      ]);
      return true;
    });
    if (!isRemoved) throw moved(await read(viewer, opened, id));
  }

  /** Looks through all published forms: links are few, and removing is rare. */
  async function requireUnlinked(viewer: Viewer, key: string, id: string): Promise<void> {
    for (const header of await allHeaders(pool)) {
      const form = await deps.definitions.version(header.key, header.version, pool);
      for (const { path, field } of linksOf(form.definition)) {
        if (field.form !== key) continue;
        const table = form.tables.children.find(({ subform }) => `${subform}.${field.key}` === path) ?? form.tables;
        const where = { table: table.name, column: columnName(field.key), isList: field.type === 'linkedRecords' };
        const count = await store.countNaming(pool, where, id, mostLinksCounted);
        if (count === 0) continue;
        // Who does not come to that form is not told what it is called.
        const isKnown = await formFor(deps, pool, viewer, header);
        throw new Problem('records.linked', { form: isKnown ? form.definition.name : '…', count });
      }
    }
  }

  /** @throws Problem `base.not-found` when there is nothing to bring back, or it is not the viewer's to bring back */
  async function restore(viewer: Viewer, opened: OpenedForm, id: string, trace: string): Promise<ReadRecord> {
    requireWritable(opened);
    const removed = await store.removedContent(pool, opened.header.key, id);
    if (!removed) throw new Problem('base.not-found');
    const place = removed.communityId === null ? noPlace : await placeOf(removed.communityId);
    const position = place && { ...placeOnly(place), isOwn: removed.createdBy === viewer.personId };
    if (!position || !reaches(opened.rights.remove, position)) throw new Problem('base.not-found');
    const shape = await deps.shapeOf(pool, opened, removed.version);
    const now = clock.now();
    const revision = removed.revision + 1;
    const { name } = shape.tables;
    await inTransaction(pool, async (transaction) => {
      // Two at once: the second waits here and finds it done.
      if (!(await store.markRestored(transaction, opened.header.key, id))) throw new Problem('base.not-found');
      const { compiled } = opened.form;
      const record = {
        id,
        communityId: removed.communityId,
        at: now,
        by: viewer.personId,
        values: asStoredNow(shape, removed.content),
      };
      await write(
        transaction,
        [
          { name: 'fresh', text: 'select $1::uuid as id', values: [id] },
          ...insertFragments({ ...shape, compiled, version: removed.version }, [record], {
            cte: 'fresh',
            column: 'id',
          }),
        ],
        'select 1',
      );
      const { createdAt, createdBy } = removed;
      await store.continueRecord(transaction, name, { id, revision, createdAt, createdBy });
      await appendEvents(transaction, [
        eventOf(opened, viewer, { type: 'records.restored', id, place: placeOnly(position), revision, now, trace }),
      ]);
    }).catch((error: unknown) => {
      throw asRecordProblem(error, opened.form);
    });
    const stored = await store.findRecord(pool, name, id);
    if (!stored) throw new Problem('base.not-found');
    return whole(opened, stored);
  }

  return { remove, restore };
}

export type Removal = ReturnType<typeof createRemoval>;

/** Kept content in the columns of today: a value that became a list of values since is a list of one. */
function asStoredNow({ definition, tables }: RecordShape, content: FormValues): FormValues {
  const values: Record<string, unknown> = { ...content };
  for (const { field, pgType } of tables.columns) {
    const value = values[field];
    if (pgType.endsWith('[]') && value !== null && value !== undefined && !Array.isArray(value))
      values[field] = [value];
  }
  for (const { subform, within } of tables.children) {
    const inner = subformAt(definition, subform);
    if (within || !inner || !Array.isArray(values[subform])) continue;
    const shape = { definition: { ...definition, fields: inner.fields }, tables: rowTables(definition.key, inner) };
    values[subform] = (values[subform] as unknown[]).map((row) => asStoredNow(shape, asRow(row) ?? {}));
  }
  return values;
}

function rowTables(formKey: string, subform: Parameters<typeof childTable>[1]): RecordShape['tables'] {
  const inner = subform.fields.flatMap((field) =>
    field.type === 'subform' ? [childTable(formKey, field, undefined)] : [],
  );
  return { ...childTable(formKey, subform, undefined), children: inner };
}
