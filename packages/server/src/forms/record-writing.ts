/**
 * Making, changing, removing and bringing back records: the one write path (D3). Rights → the checks that the phone ran
 * → rows, files and event in one transaction. A change names the revision it was made on; what was there before is kept.
 */

import type { Place, Scope } from '@anshao/core/access/rights.ts';
import { covers } from '@anshao/core/access/rights.ts';
import { Problem } from '@anshao/core/base/errors.ts';
import { isNowhere, reaches } from '@anshao/core/forms/access.ts';
import type { FormValues } from '@anshao/core/forms/contract.ts';
import { referencesIn } from '@anshao/core/forms/references.ts';
import { asRow } from '@anshao/core/forms/rows-from.ts';
import { storageProblems } from '@anshao/core/forms/storable.ts';
import { knownValues } from '@anshao/core/forms/version-values.ts';
import type { Viewer } from '../access/viewer.ts';
import { appendEvents } from '../audit/service.ts';
import { inTransaction } from '../base/database/pool.ts';
import type { Transaction } from '../base/database/sql.ts';
import { write } from '../base/database/write-batch.ts';
import type { Runtime } from '../base/runtime.ts';
import { type RecordLink, recordLinkFragments } from '../files/claim.ts';
import { positionOf, type ReadingDeps, type ReadRecord, withRows } from './reading.ts';
import { type ContextDeps, contextFor } from './record-context.ts';
import { eventOf, placeOnly } from './record-events.ts';
import { type OpenedForm, requireWritable } from './record-forms.ts';
import { asRecordProblem, recordInserter } from './record-insert.ts';
import { localDay, noPlace, placeFinder, type RecordPlace } from './record-places.ts';
import { type Handling, prepareValues, settable } from './record-prepare.ts';
import { sealValues, unsealValues, withoutMasks } from './record-sealed.ts';
import * as store from './record-store.ts';
import { contentOf, updateRecord } from './records.ts';
import { withSerialNumbers } from './serials.ts';

export interface WritingDeps extends ContextDeps, ReadingDeps {
  readonly files: ReadingDeps['files'] & ContextDeps['files'];
}

export interface NewRecordInput {
  readonly id?: string | undefined;
  readonly community?: string | null | undefined;
  readonly values: unknown;
}

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
    const id = community ?? onlyCommunity(scope);
    if (id === undefined) throw refused('forms.required');
    const place = header.place?.communityId === id ? header.place : await placeOf(id);
    if (!place || place.isClosed || !covers(scope, place)) throw refused('forms.not-allowed');
    return place;
  }

  /**
   * @returns the record, also when it was there already from the same person: sent twice is one record
   * @throws Problem `access.forbidden`, `base.invalid`, `records.id-taken`, `records.read-only`, `records.form-stopped`
   */
  async function create(viewer: Viewer, opened: OpenedForm, input: NewRecordInput, trace: string): Promise<ReadRecord> {
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
    const handling: Handling = {
      hidden: rights.hiddenAt(position),
      fixed: rights.fixedAt(position),
      beside: storageProblems(change.reason, 'reason'),
    };
    const former = unsealValues(deps.sealing, form.definition, knownValues(form.definition, record.values));
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

  return { create, read, readFor, update, placeOf, whole, moved };
}

export type Writing = ReturnType<typeof createWriting>;

/** @returns where somebody puts every record who runs one community, or nothing more than that */
export function onlyCommunity(scope: Scope): string | undefined {
  if (scope.everywhere || scope.companyIds.length + scope.districtIds.length > 0) return undefined;
  return scope.communityIds.length === 1 ? scope.communityIds[0] : undefined;
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

/** The stamp of the sending changes with every sending and is no difference. */
function isSameContent({ form }: OpenedForm, one: FormValues, other: FormValues): boolean {
  const stamps = form.definition.fields.flatMap((field) =>
    field.type === 'dateTime' && field.stamp === 'submitted' ? [[field.key, null]] : [],
  );
  const without = (values: FormValues) => contentOf(form, { ...values, ...Object.fromEntries(stamps) });
  return without(one) === without(other);
}
