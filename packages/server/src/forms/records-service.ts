/**
 * The records of any form, for whoever comes over HTTP or from another module: opening a form, reading, writing,
 * querying, and what belongs to a record. What each part does stands in its own file; here rights meet records.
 */
import type { AnswerOf, BodyOf, QueryOf } from '@anshao/core/base/call.ts';
import { Problem } from '@anshao/core/base/errors.ts';
import { isNowhere, reaches } from '@anshao/core/forms/access.ts';
import type { FieldDefinition, Fieldset, FormDefinition, FormValues } from '@anshao/core/forms/contract.ts';
import type { findNameable } from '@anshao/core/forms/designing.ts';
import type {
  batchRecords,
  countRecords,
  FormRecord,
  findChoosable,
  findLinkable,
  formChanges,
  listRemoved,
  openForm as openFormCall,
  queryRecords,
  RecordQuery,
  recordFiles,
  recordHistory,
  revealValue,
} from '@anshao/core/forms/records.ts';
import { referencesIn } from '@anshao/core/forms/references.ts';
import { fieldTypeOf } from '@anshao/core/forms/registry.ts';
import { asRow } from '@anshao/core/forms/rows-from.ts';
import { withoutFields } from '@anshao/core/forms/without-fields.ts';
import { requireAt, requireScope, type Viewer } from '../access/viewer.ts';
import { appendEvents } from '../audit/service.ts';
import { inTransaction } from '../base/database/pool.ts';
import { type Queryable, sql } from '../base/database/sql.ts';
import { decodeCursor, page } from '../base/paging.ts';
import type { Runtime } from '../base/runtime.ts';
import type { RecordOfFile } from '../files/service.ts';
import type { Definitions } from './definitions.ts';
import { versionsOf } from './design-store.ts';
import type { EntryCache } from './dictionaries.ts';
import { countOfRecords, pageOfRecords, reachSql, usualLimit } from './query.ts';
import { namesOfShown, personOf, positionOf, present, type ReadRecord, withRows } from './reading.ts';
import { runBatch } from './record-batch.ts';
import type { RecordFiles, Situation, WorkCalendar } from './record-context.ts';
import {
  allHeaders,
  type FormHeader,
  formFor,
  headerOf,
  type ManagedForms,
  mayRead,
  type OpenedForm,
  openForm,
} from './record-forms.ts';
import { labelsOf } from './record-labels.ts';
import { openingOf } from './record-opening.ts';
import { choosable, linkable, nameable } from './record-options.ts';
import { noPlace } from './record-places.ts';
import { createRemoval } from './record-removal.ts';
import { maskSealed } from './record-sealed.ts';
import { shapeFinder } from './record-shapes.ts';
import * as store from './record-store.ts';
import { createWriting, type NewRecordInput, onlyCommunity } from './record-writing.ts';
import type { Sealing } from './sealing.ts';

export interface RecordsDeps {
  readonly definitions: Definitions;
  readonly entries: EntryCache;
  readonly files: RecordFiles;
  readonly sealing: Sealing;
  readonly managed: ManagedForms;
  readonly workCalendar: WorkCalendar;
}

export function createRecordsService(runtime: Runtime, given: RecordsDeps) {
  const { pool, clock } = runtime;
  const deps = { ...given, shapeOf: shapeFinder(given.definitions) };
  const writing = createWriting(runtime, deps);
  const removal = createRemoval(runtime, deps, writing);

  /** @param along the header, when it was read together with who is asking */
  async function opened(viewer: Viewer, key: string, along?: unknown): Promise<OpenedForm> {
    // The row was made by `headerAlong` and has that shape.
    const header = (along as FormHeader | null | undefined) ?? (await headerOf(pool, key));
    return openForm(deps, pool, viewer, header);
  }

  async function shown(viewer: Viewer, form: OpenedForm, record: ReadRecord): Promise<FormRecord> {
    const [one] = await present(deps, pool, viewer, form, [record], clock.now());
    if (!one) throw new Error('one record gives one');
    return one;
  }

  /** Somebody choosing, seen from a community where one is named. */
  async function situationOf(viewer: Viewer, form: OpenedForm, query: { community?: string }): Promise<Situation> {
    const place = query.community === undefined ? undefined : await writing.placeOf(query.community);
    return { viewer, opened: form, place: place ?? noPlace, now: clock.now() };
  }

  return {
    opened,

    async open(
      viewer: Viewer,
      form: OpenedForm,
      query: QueryOf<typeof openFormCall>,
    ): Promise<AnswerOf<typeof openFormCall>> {
      const community = query.community ?? (form.isPlaced ? onlyCommunity(form.rights.create) : undefined);
      const place = community === undefined ? undefined : await writing.placeOf(community);
      return openingOf(deps, pool, viewer, form, place ?? noPlace, clock.now());
    },

    /** What each version brought, newest first. */
    async changes({ header }: OpenedForm): Promise<AnswerOf<typeof formChanges>> {
      const rows = await versionsOf(pool, header.id);
      return {
        rows: rows.map(({ version, publishedAt, publishedBy, note }) => ({
          version,
          publishedAt: publishedAt.toISOString(),
          publishedBy,
          note,
        })),
      };
    },

    async create(viewer: Viewer, form: OpenedForm, input: NewRecordInput, trace: string): Promise<FormRecord> {
      return shown(viewer, form, await writing.create(viewer, form, input, trace));
    },

    async read(viewer: Viewer, form: OpenedForm, id: string): Promise<FormRecord> {
      return shown(viewer, form, await writing.read(viewer, form, id));
    },

    async update(
      viewer: Viewer,
      form: OpenedForm,
      id: string,
      change: { revision: number; values: unknown; reason?: string | undefined },
      trace: string,
    ): Promise<FormRecord> {
      return shown(viewer, form, await writing.update(viewer, form, id, change, trace));
    },

    remove: removal.remove,

    async restore(viewer: Viewer, form: OpenedForm, id: string, trace: string): Promise<FormRecord> {
      return shown(viewer, form, await removal.restore(viewer, form, id, trace));
    },

    batch(
      viewer: Viewer,
      form: OpenedForm,
      { operations }: BodyOf<typeof batchRecords>,
      trace: string,
    ): Promise<AnswerOf<typeof batchRecords>> {
      return runBatch({ ...writing, ...removal }, viewer, form, operations, trace);
    },

    async query(viewer: Viewer, form: OpenedForm, query: RecordQuery): Promise<AnswerOf<typeof queryRecords>> {
      const { records, next } = await pageOfRecords(pool, form, viewer.personId, query);
      const keys = query.fields && new Set(query.fields);
      const subforms = query.full ? 'all' : (keys ?? new Set<string>());
      const read = await withRows(deps, pool, form, records, subforms);
      const rows = await present(deps, pool, viewer, form, read, clock.now(), keys);
      return { rows, ...(next !== undefined && { next }) };
    },

    count(
      viewer: Viewer,
      form: OpenedForm,
      question: BodyOf<typeof countRecords>,
    ): Promise<AnswerOf<typeof countRecords>> {
      return countOfRecords(pool, form, viewer.personId, question);
    },

    /** What it was before, newest first, without what is hidden from the reader. */
    async history(viewer: Viewer, form: OpenedForm, id: string): Promise<AnswerOf<typeof recordHistory>> {
      const { head } = await writing.read(viewer, form, id);
      const hidden = form.rights.hiddenAt(positionOf(head, viewer));
      const former = await store.formerContents(pool, form.header.key, id);
      const shown = await Promise.all(
        former.map(async ({ version, content }): Promise<ReadRecord> => {
          const shape = await deps.shapeOf(pool, form, version);
          const values = maskSealed(deps.sealing, shape.definition, content);
          return {
            head,
            shape,
            values: Object.fromEntries(Object.entries(values).filter(([key]) => !hidden.has(key))),
          };
        }),
      );
      const names = await namesOfShown(deps, pool, viewer, form, shown, clock.now());
      // A content came to be when the one before it was replaced.
      const contents = shown.map(({ shape, values }, index) => ({
        head,
        definition: shape.definition,
        values,
        since: former[index + 1]?.at ?? head.createdAt,
      }));
      const labels = await labelsOf(deps, pool, form.header, contents, clock.now(), (index) => former.slice(index + 1));
      const rows = former.map(({ revision, version, at, by, byName, reason }, index) => ({
        revision,
        version,
        values: shown[index]?.values ?? {},
        ...(labels[index] && { labels: labels[index] as FormRecord['labels'] }),
        at: at.toISOString(),
        by: personOf(by, byName),
        reason,
      }));
      return { rows, names };
    },

    /** What was removed and is the viewer's to bring back, the last first. */
    async removed(
      viewer: Viewer,
      form: OpenedForm,
      query: QueryOf<typeof listRemoved>,
    ): Promise<AnswerOf<typeof listRemoved>> {
      const { limit = usualLimit } = query;
      const { read, remove } = form.rights;
      const after = decodeCursor(query.cursor, ['instant', 'uuid']);
      const reach = sql`${reachSql(read, viewer.personId)} and ${reachSql(remove, viewer.personId)}`;
      const found = await store.removedRecords(pool, form.header.key, reach, after, limit + 1);
      const { rows, next } = page(found, limit, ({ head }) => [head.updatedAt.toISOString(), head.id]);
      const records = await Promise.all(
        rows.map(async ({ head, content }) => {
          return { head, shape: await deps.shapeOf(pool, form, head.version), values: content };
        }),
      );
      const shown = await present(deps, pool, viewer, form, records, clock.now());
      return {
        rows: shown.map(({ updatedAt, updatedBy, revision: _revision, may: _may, ...record }) => ({
          ...record,
          removedAt: updatedAt,
          removedBy: updatedBy,
        })),
        ...(next !== undefined && { next }),
      };
    },

    async filesOf(viewer: Viewer, form: OpenedForm, id: string): Promise<AnswerOf<typeof recordFiles>> {
      const record = await writing.read(viewer, form, id);
      const named = visibleFiles(form, viewer, record);
      const facts = await deps.files.describe(pool, [...new Set(named.map((one) => one.id))]);
      return {
        rows: named.flatMap(({ field, id: fileId }) => {
          const file = facts.get(fileId);
          return file ? [{ field, id: fileId, name: file.name, kind: file.kind, size: file.size }] : [];
        }),
      };
    },

    /** @throws Problem `base.not-found` for what is no sealed field, `access.forbidden` */
    async reveal(
      viewer: Viewer,
      form: OpenedForm,
      id: string,
      { field: path, row }: BodyOf<typeof revealValue>,
      trace: string,
    ): Promise<AnswerOf<typeof revealValue>> {
      const record = await writing.read(viewer, form, id);
      const { head, shape } = record;
      const isHidden = form.rights.hiddenAt(positionOf(head, viewer)).has(path.split('.')[0] ?? '');
      const sealed = isHidden ? undefined : sealedAt(shape.definition, record.values, path.split('.'), row);
      if (sealed === undefined) throw new Problem('base.not-found');
      requireAt(viewer, 'person.revealMobile', head.place);
      await inTransaction(pool, (transaction) =>
        appendEvents(transaction, [
          {
            at: clock.now(),
            type: 'records.revealed',
            actorId: viewer.personId,
            subjectId: id,
            communityId: head.place.communityId,
            companyId: head.place.companyId,
            districtId: head.place.districtId,
            data: { form: form.header.key, field: path },
            trace,
          },
        ]),
      );
      const value = sealed === null ? null : deps.sealing.unseal(sealed, `${form.header.key}.${path}`);
      return { value: value ?? null };
    },

    async linkable(
      viewer: Viewer,
      form: OpenedForm,
      path: string,
      query: QueryOf<typeof findLinkable>,
    ): Promise<AnswerOf<typeof findLinkable>> {
      return linkable(deps, pool, await situationOf(viewer, form, query), path, query);
    },

    async choosable(
      viewer: Viewer,
      form: OpenedForm,
      path: string,
      query: QueryOf<typeof findChoosable>,
    ): Promise<AnswerOf<typeof findChoosable>> {
      return choosable(pool, await situationOf(viewer, form, query), path, query);
    },

    /** For who draws forms. */
    async nameable(viewer: Viewer, question: BodyOf<typeof findNameable>): Promise<AnswerOf<typeof findNameable>> {
      requireScope(viewer, 'form.design');
      return { rows: await nameable(deps, pool, viewer, clock.now(), question) };
    },

    /** For the files module: of files that are part of records, those that somebody may see. */
    async readableFiles(db: Queryable, viewer: Viewer, files: readonly RecordOfFile[]): Promise<ReadonlySet<string>> {
      const readable = new Set<string>();
      for (const [key, ofForm] of Map.groupBy(files, ({ formKey }) => formKey)) {
        const header = await headerOf(db, key);
        const form = header && (await formFor(deps, db, viewer, header));
        if (!form || !mayRead(form)) continue;
        for (const [recordId, ofRecord] of Map.groupBy(ofForm, (one) => one.recordId)) {
          const visible = await visibleOf(db, viewer, form, recordId);
          for (const { fileId } of ofRecord) if (visible.has(fileId)) readable.add(fileId);
        }
      }
      return readable;
    },

    /** Published forms that somebody comes to, as that person knows them: for the API document. */
    async formsOf(viewer: Viewer): Promise<FormDefinition[]> {
      const found = await Promise.all((await allHeaders(pool)).map((header) => formFor(deps, pool, viewer, header)));
      return found
        .filter((form) => form !== undefined)
        .filter((form) => mayRead(form) || !isNowhere(form.rights.create))
        .map((form) => withoutFields(form.form.definition, form.rights.hidden));
    },
  };

  /** Ids of the files of a record, now or before, in fields that the viewer sees. */
  async function visibleOf(db: Queryable, viewer: Viewer, form: OpenedForm, id: string): Promise<ReadonlySet<string>> {
    const stored = await store.findRecord(db, form.form.tables.name, id);
    if (!stored || !reaches(form.rights.read, positionOf(stored.head, viewer))) return new Set();
    const [record] = await withRows(deps, db, form, [stored], 'all');
    const now = record ? visibleFiles(form, viewer, record) : [];
    const former = await store.formerContents(db, form.header.key, id);
    const before = await Promise.all(
      former.map(async ({ version, content }) => {
        const shape = await deps.shapeOf(db, form, version);
        return visibleFiles(form, viewer, { head: stored.head, shape, values: content });
      }),
    );
    return new Set([...now, ...before.flat()].map((one) => one.id));
  }
}

export type RecordsService = ReturnType<typeof createRecordsService>;

function visibleFiles(
  form: OpenedForm,
  viewer: Viewer,
  { head, shape, values }: ReadRecord,
): { field: string; id: string }[] {
  const hidden = form.rights.hiddenAt(positionOf(head, viewer));
  return referencesIn(shape.definition, values)
    .filter(({ to, path }) => to === 'file' && !hidden.has(path.split('.')[0] ?? ''))
    .flatMap(({ path, ids }) => [...ids].map((id) => ({ field: path, id })));
}

/** The sealed value at a path: null where there is none, undefined where there is no such sealed field or row. */
function sealedAt(
  fieldset: Fieldset,
  values: FormValues,
  path: readonly string[],
  row?: string,
): string | null | undefined {
  const [key = '', ...rest] = path;
  const field: FieldDefinition | undefined = fieldset.fields.find((one) => one.key === key);
  if (!field) return undefined;
  if (field.type !== 'subform') {
    if (rest.length > 0 || !fieldTypeOf(field).sealed) return undefined;
    return (values[key] ?? null) as string | null;
  }
  const rows = Array.isArray(values[key]) ? (values[key] as unknown[]).map(asRow) : [];
  for (const inner of rows) {
    // The row that is asked for may stand in a row of this subform.
    if (!inner || (rest.length === 1 && inner['_id'] !== row)) continue;
    const found = sealedAt(field, inner, rest, row);
    if (found !== undefined) return found;
  }
  return undefined;
}
