/**
 * Making, changing, removing and bringing back records: the one write path (D3). Rights → the checks that the phone ran
 * → rows, files and event in one transaction. A change names the revision it was made on; what was there before is kept.
 */
import type { Place } from '@anshao/core/access/rights.ts';
import { covers } from '@anshao/core/access/rights.ts';
import { Problem } from '@anshao/core/base/errors.ts';
import { isNowhere, reaches } from '@anshao/core/forms/access.ts';
import type { Fieldset, FormValues } from '@anshao/core/forms/contract.ts';
import { linksOf } from '@anshao/core/forms/links.ts';
import { columnName } from '@anshao/core/forms/naming.ts';
import { referencesIn } from '@anshao/core/forms/references.ts';
import { asRow } from '@anshao/core/forms/rows-from.ts';
import { childTable, subformAt } from '@anshao/core/forms/tables.ts';
import type { Viewer } from '../access/viewer.ts';
import { appendEvents, type NewEvent } from '../audit/service.ts';
import { inTransaction } from '../base/database/pool.ts';
import type { Transaction } from '../base/database/sql.ts';
import { write } from '../base/database/write-batch.ts';
import type { Runtime } from '../base/runtime.ts';
import { type RecordLink, recordLinkFragments } from '../files/claim.ts';
import { positionOf, type ReadingDeps, type ReadRecord, withRows } from './reading.ts';
import { type ContextDeps, contextFor } from './record-context.ts';
import { allHeaders, formFor, type OpenedForm, requireWritable } from './record-forms.ts';
import { asRecordProblem, recordInserter } from './record-insert.ts';
import { localDay, noPlace, placeFinder, type RecordPlace } from './record-places.ts';
import { type Handling, prepareValues, settable } from './record-prepare.ts';
import { sealValues, unsealValues, withoutMasks } from './record-sealed.ts';
import type { RecordShape } from './record-shapes.ts';
import * as store from './record-store.ts';
import { contentOf, insertFragments, updateRecord } from './records.ts';
import { withSerialNumbers } from './serials.ts';

export interface WritingDeps extends ContextDeps, ReadingDeps {
  readonly files: ReadingDeps['files'] & ContextDeps['files'];
}

export interface NewRecordInput {
  readonly id?: string | undefined;
  readonly community?: string | null | undefined;
  readonly values: unknown;
}

/** More links than this need no exact number. */
const mostLinksCounted = 1000;

export function createWriting(runtime: Runtime, deps: WritingDeps) {
  const { pool, clock } = runtime;
  const insert = recordInserter(pool);
  const placeOf = placeFinder(pool);

  /** @throws Problem `base.invalid` at `community` */
  async function placeFor(
    { header, rights, isPlaced }: OpenedForm,
    community: string | null | undefined,
  ): Promise<RecordPlace> {
    const refused = (code: string) => new Problem('base.invalid', undefined, [{ path: 'community', code }]);
    if (!isPlaced) {
      if (community) throw refused('forms.not-allowed');
      return noPlace;
    }
    const scope = rights.create;
    const only = !scope.everywhere && scope.companyIds.length + scope.districtIds.length === 0 ? scope.communityIds : [];
    const id = community ?? (only.length === 1 ? only[0] : undefined);
    if (id === undefined) throw refused('forms.required');
    const place = header.place?.communityId === id ? header.place : await placeOf(id);
    if (!place || place.isClosed || !covers(scope, place)) throw refused('forms.not-allowed');
    return place;
  }

  /**
   * @returns the record, also when it was there already from the same person: sent twice is one record
   * @throws Problem `access.forbidden`, `base.invalid`, `records.id-taken`, `records.read-only`, `records.form-stopped`
   */
  async function create(
    viewer: Viewer,
    opened: OpenedForm,
    input: NewRecordInput,
    trace: string,
  ): Promise<ReadRecord> {
    requireWritable(opened);
    if (isNowhere(opened.rights.create)) throw new Problem('access.forbidden', { action: 'record.create' });
    const { form, rights } = opened;
    const now = clock.now();
    const place = await placeFor(opened, input.community);
    const handling: Handling = {
      hidden: rights.hiddenAt({ ...placeOnly(place), isOwn: true }),
      fixed: rights.fixedInNew(place),
    };
    const situation = { viewer, opened, place, now };
    const context = await contextFor(deps, pool, situation, settable(input.values, handling));
    const values = prepareValues(opened, input.values, context, handling, runtime.newId);
    const id = input.id ?? runtime.newId();
    const stored = await insert({
      form,
      record: {
        id,
        communityId: place.communityId,
        at: now,
        by: viewer.personId,
        values: sealValues(deps.sealing, form.definition, values),
      },
      event: eventOf(opened, viewer, { type: 'records.created', id, place, revision: 1, now, trace }),
      links: linksTo(opened, values, id, place, now),
      day: localDay(now, place.timeZone),
    }).catch((error: unknown) => {
      throw asRecordProblem(error, form);
    });
    if (!stored) return sameAgain(viewer, opened, id);
    const head: store.RecordHead = {
      id,
      version: form.version,
      revision: 1,
      place,
      createdAt: now,
      createdBy: viewer.personId,
      createdByName: viewer.name,
      updatedAt: now,
      updatedBy: viewer.personId,
      updatedByName: viewer.name,
    };
    return { head, shape: form, values: stored };
  }

  async function sameAgain(viewer: Viewer, opened: OpenedForm, id: string): Promise<ReadRecord> {
    const there = await store.findRecord(pool, opened.form.tables.name, id);
    if (there?.head.createdBy !== viewer.personId) throw new Problem('records.id-taken', { id });
    return whole(opened, there);
  }

  async function whole(opened: OpenedForm, stored: store.StoredRecord): Promise<ReadRecord> {
    const [record] = await withRows(deps, pool, opened, [stored], 'all');
    if (!record) throw new Error('one record gives one');
    return record;
  }

  /** @throws Problem `base.not-found` where the viewer does not read it */
  async function read(viewer: Viewer, opened: OpenedForm, id: string): Promise<ReadRecord> {
    const stored = await store.findRecord(pool, opened.form.tables.name, id);
    if (!stored || !reaches(opened.rights.read, positionOf(stored.head, viewer))) throw new Problem('base.not-found');
    return whole(opened, stored);
  }

  async function readFor(
    viewer: Viewer,
    opened: OpenedForm,
    id: string,
    deed: 'update' | 'remove',
  ): Promise<ReadRecord> {
    const record = await read(viewer, opened, id);
    requireWritable(opened);
    if (!reaches(opened.rights[deed], positionOf(record.head, viewer)))
      throw new Problem('access.forbidden', { action: `record.${deed}` });
    return record;
  }

  function moved({ head }: ReadRecord): Problem {
    return new Problem('records.moved', {
      revision: head.revision,
      by: head.updatedByName ?? '',
      at: head.updatedAt.toISOString(),
    });
  }

  /** @throws Problem as `create`, and `records.moved` when somebody was quicker */
  async function update(
    viewer: Viewer,
    opened: OpenedForm,
    id: string,
    change: { revision: number; values: unknown; reason?: string | undefined },
    trace: string,
  ): Promise<ReadRecord> {
    const record = await readFor(viewer, opened, id, 'update');
    const { form, rights } = opened;
    const { head } = record;
    const isNext = head.revision === change.revision + 1 && head.updatedBy === viewer.personId;
    if (head.revision !== change.revision && !isNext) throw moved(record);
    const now = clock.now();
    const position = positionOf(head, viewer);
    const handling: Handling = { hidden: rights.hiddenAt(position), fixed: rights.fixedAt(position) };
    const former = unsealValues(deps.sealing, form.definition, ofFields(form.definition, record.values));
    const given = asRow(change.values);
    const input = given ? withoutMasks(form.definition, given, former) : change.values;
    const situation = { viewer, opened, place: head.place, now, former: { values: former, createdAt: head.createdAt } };
    const context = await contextFor(deps, pool, situation, settable(input, handling));
    const values = prepareValues(opened, input, context, handling, runtime.newId);
    const isSame = head.version === form.version && isSameContent(opened, values, former);
    // The answer got lost and the same change comes once more: it was made.
    if (isSame) return record;
    if (isNext) throw moved(record);
    const next = await inTransaction(pool, async (transaction) => {
      const isThere = await store.lockRevision(transaction, form.tables.name, id, change.revision);
      if (!isThere) return undefined;
      const day = localDay(now, head.place.timeZone);
      const [numbered = values] = await withSerialNumbers(transaction, form.definition, [{ values, day }]);
      const stored = sealValues(deps.sealing, form.definition, numbered);
      const revision = change.revision + 1;
      await store.keepContent(transaction, {
        formKey: opened.header.key,
        head,
        content: record.values,
        at: now,
        by: viewer.personId,
        reason: change.reason ?? '',
      });
      await updateRecord(transaction, form, {
        id,
        communityId: head.place.communityId,
        at: now,
        by: viewer.personId,
        values: stored,
        revision,
      });
      await linkFiles(transaction, linksTo(opened, values, id, head.place, now));
      await appendEvents(transaction, [
        eventOf(opened, viewer, { type: 'records.updated', id, place: head.place, revision, now, trace }),
      ]);
      return {
        head: {
          ...head,
          version: form.version,
          revision,
          updatedAt: now,
          updatedBy: viewer.personId,
          updatedByName: viewer.name,
        },
        shape: form,
        values: stored,
      };
    }).catch((error: unknown) => {
      throw asRecordProblem(error, form);
    });
    if (!next) throw moved(await read(viewer, opened, id));
    return next;
  }

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
      if (!(await store.markRestored(transaction, id))) throw new Problem('base.not-found');
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
          ...insertFragments({ ...shape, compiled, version: removed.version }, [record], { cte: 'fresh', column: 'id' }),
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

  return { create, read, update, remove, restore, placeOf };
}

export type Writing = ReturnType<typeof createWriting>;

function placeOnly({ communityId, companyId, districtId }: Place): Place {
  return { communityId, companyId, districtId };
}

function eventOf(
  { header }: OpenedForm,
  viewer: Viewer,
  about: { type: string; id: string; place: Place; revision: number; now: Date; trace: string },
): NewEvent {
  return {
    at: about.now,
    type: about.type,
    actorId: viewer.personId,
    subjectId: about.id,
    ...placeOnly(about.place),
    data: { form: header.key, revision: about.revision },
    trace: about.trace,
  };
}

/** Files become part of the record; that the person may use them was checked with the values. */
function linksTo(
  { header, form }: OpenedForm,
  values: FormValues,
  subjectId: string,
  place: Place,
  at: Date,
): RecordLink[] {
  const ids = new Set(
    referencesIn(form.definition, values)
      .filter(({ to }) => to === 'file')
      .flatMap((one) => [...one.ids]),
  );
  return [...ids].map((fileId) => ({ fileId, subjectId, formKey: header.key, place, at }));
}

async function linkFiles(transaction: Transaction, links: readonly RecordLink[]): Promise<void> {
  const [first] = links;
  if (!first) return;
  const given = { name: 'given', text: 'select $1::uuid as id', values: [first.subjectId] };
  await write(transaction, [given, ...recordLinkFragments(links, { cte: 'given', column: 'id' })], 'select 1');
}

/** What a version still knows of a record of an older one. */
function ofFields(fieldset: Fieldset, values: FormValues): FormValues {
  const known: Record<string, unknown> = { ...(values['_id'] !== undefined && { _id: values['_id'] }) };
  for (const field of fieldset.fields) {
    const value = values[field.key];
    if (value === undefined) continue;
    known[field.key] =
      field.type === 'subform' && Array.isArray(value) ? value.map((row) => ofFields(field, asRow(row) ?? {})) : value;
  }
  return known;
}

/** The stamp of the sending changes with every sending and is no difference. */
function isSameContent({ form }: OpenedForm, one: FormValues, other: FormValues): boolean {
  const stamps = form.definition.fields.flatMap((field) =>
    field.type === 'dateTime' && field.stamp === 'submitted' ? [[field.key, null]] : [],
  );
  const without = (values: FormValues) => contentOf(form, { ...values, ...Object.fromEntries(stamps) });
  return without(one) === without(other);
}

/** Kept content in the columns of today: a value that became a list of values since is a list of one. */
function asStoredNow({ definition, tables }: RecordShape, content: FormValues): FormValues {
  const values: Record<string, unknown> = { ...content };
  for (const { field, pgType } of tables.columns) {
    const value = values[field];
    if (pgType.endsWith('[]') && value !== null && value !== undefined && !Array.isArray(value)) values[field] = [value];
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
  const inner = subform.fields.flatMap((field) => (field.type === 'subform' ? [childTable(formKey, field, undefined)] : []));
  return { ...childTable(formKey, subform, undefined), children: inner };
}
