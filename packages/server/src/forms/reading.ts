/**
 * Records as people see them: fields of their own version, without what is hidden from the reader, sealed values
 * masked, ids with the names they stand for, and what the reader may do. One query for each kind of name on a page.
 */
import { type RecordPosition, reaches } from '@anshao/core/forms/access.ts';
import type { FormDefinition, FormValues } from '@anshao/core/forms/contract.ts';
import { isLink } from '@anshao/core/forms/links.ts';
import type { FormRecord } from '@anshao/core/forms/records.ts';
import { type Reference, referencesIn } from '@anshao/core/forms/references.ts';
import { fieldTypeOf } from '@anshao/core/forms/registry.ts';
import { fromCells } from '@anshao/core/forms/tables.ts';
import { mayAt, type Viewer } from '../access/viewer.ts';
import type { Queryable } from '../base/database/sql.ts';
import { type Named, namesOf } from '../org/names.ts';
import { acrossRecords, withOwn } from './reading-virtual.ts';
import type { RecordFiles } from './record-context.ts';
import { type FormDeps, isStopped, type OpenedForm } from './record-forms.ts';
import { type Content, type Labels, labelsOf } from './record-labels.ts';
import { type LinkDeps, type LinkedRecord, readLinked, type WantedLinks } from './record-links.ts';
import { hasSealed, maskSealed } from './record-sealed.ts';
import type { RecordShape } from './record-shapes.ts';
import type { RecordHead, StoredRecord } from './record-store.ts';
import { readRows } from './records.ts';
import type { Sealing } from './sealing.ts';

export interface ReadingDeps extends FormDeps, LinkDeps {
  readonly files: Pick<RecordFiles, 'describe'>;
  readonly sealing: Sealing;
}

/** A record with its values as they are stored: sealed ones sealed, virtual ones not there. */
export interface ReadRecord {
  readonly head: RecordHead;
  readonly shape: RecordShape;
  readonly values: FormValues;
}

/** @param subforms keys of the subforms whose rows are wanted; 'all' for every one */
export async function withRows(
  deps: LinkDeps,
  db: Queryable,
  opened: OpenedForm,
  stored: readonly StoredRecord[],
  subforms: 'all' | ReadonlySet<string>,
): Promise<ReadRecord[]> {
  const records = await Promise.all(
    stored.map(async ({ head, cells }) => {
      const shape = await deps.shapeOf(db, opened, head.version);
      return { head, shape, values: fromCells(shape.definition, cells) };
    }),
  );
  // Records of one version are read by one statement for each subform.
  for (const [shape, group] of Map.groupBy(records, (record) => record.shape)) {
    const wanted = shape.definition.fields.filter(
      (field) => field.type === 'subform' && (subforms === 'all' || subforms.has(field.key)),
    );
    const ids = group.map(({ head }) => head.id);
    await Promise.all(
      wanted.map(async ({ key }) => {
        const rows = await readRows(db, shape, key, ids);
        for (const { head, values } of group) values[key] = rows.get(head.id) ?? [];
      }),
    );
  }
  return records;
}

export function positionOf(head: Pick<RecordHead, 'place' | 'createdBy'>, viewer: Viewer): RecordPosition {
  const { communityId, companyId, districtId } = head.place;
  return { communityId, companyId, districtId, isOwn: head.createdBy === viewer.personId };
}

/** @param keys of the fields to show; undefined for all */
export async function present(
  deps: ReadingDeps,
  db: Queryable,
  viewer: Viewer,
  opened: OpenedForm,
  records: readonly ReadRecord[],
  now: Date,
  keys?: ReadonlySet<string>,
): Promise<FormRecord[]> {
  const { definition } = opened.form;
  if (records.every(({ shape }) => isPlain(shape.definition)) && isPlain(definition)) {
    const shown = records.map((record) => shownOf(viewer, opened, record, record.values, keys));
    const labels = await labelsOf(deps, db, opened.header, contentsOf(records, shown), now);
    return records.map((record, index) =>
      answerOf(viewer, opened, record, shown[index] ?? {}, { names: {}, labels: labels[index] }),
    );
  }
  const wanted = definition.fields.filter(({ key }) => !keys || keys.has(key));
  const links = await readLinked(deps, db, linksIn(records), now, viewer);
  const ids = records.map(({ head }) => head.id);
  const across = await acrossRecords(deps, db, viewer, opened, wanted, ids);
  const shown = records.map((record) => {
    const { head, shape } = record;
    const own = withOwn(shape.definition, maskSealed(deps.sealing, shape.definition, record.values), head, links);
    return shownOf(viewer, opened, record, { ...own, ...across.get(head.id) }, keys);
  });
  const names = await namesIn(deps, db, viewer, opened, records, shown, links, now);
  const labels = await labelsOf(deps, db, opened.header, contentsOf(records, shown), now);
  return records.map((record, index) => {
    const values = shown[index] ?? {};
    const wording = { names: namesFor(record.shape, values, names), labels: labels[index] };
    return answerOf(viewer, opened, record, values, wording);
  });
}

/** What ids are called in values that are shown beside a record: what it was before. */
export async function namesOfShown(
  deps: ReadingDeps,
  db: Queryable,
  viewer: Viewer,
  opened: OpenedForm,
  records: readonly ReadRecord[],
  now: Date,
): Promise<Record<string, string>> {
  if (records.every(({ shape }) => isPlain(shape.definition))) return {};
  const links = await readLinked(deps, db, linksIn(records), now, viewer);
  const shown = records.map(({ values }) => values);
  const names = await namesIn(deps, db, viewer, opened, records, shown, links, now);
  return Object.assign({}, ...records.map(({ shape, values }) => namesFor(shape, values, names)));
}

const plain = new WeakMap<FormDefinition, boolean>();

/** Nothing in it stands for something else: what is stored is what is shown. */
function isPlain(definition: FormDefinition): boolean {
  let known = plain.get(definition);
  if (known === undefined) {
    known = definition.fields.every((field) => {
      const { refersTo, virtual: isVirtual, sealed } = fieldTypeOf(field);
      return field.type !== 'subform' && !refersTo && !isVirtual && !sealed;
    });
    plain.set(definition, known);
  }
  return known;
}

/** What the viewer sees of the values. */
function shownOf(
  viewer: Viewer,
  { rights }: OpenedForm,
  { head }: ReadRecord,
  values: FormValues,
  keys: ReadonlySet<string> | undefined,
): FormValues {
  if (!keys && rights.hiddenSomewhere.size === 0) return values;
  const hidden = rights.hiddenAt(positionOf(head, viewer));
  return Object.fromEntries(Object.entries(values).filter(([key]) => !hidden.has(key) && (!keys || keys.has(key))));
}

function answerOf(
  viewer: Viewer,
  opened: OpenedForm,
  { head, shape }: ReadRecord,
  values: FormValues,
  { names, labels }: { names: Record<string, string>; labels: Labels | undefined },
): FormRecord {
  const { managed, rights } = opened;
  const isOpen = !managed && !isStopped(opened);
  const canReveal = hasSealed(shape.definition) && mayAt(viewer, 'person.revealMobile', head.place);
  const position = positionOf(head, viewer);
  return {
    id: head.id,
    version: head.version,
    revision: head.revision,
    community: head.place.communityId === null ? null : { id: head.place.communityId, name: head.place.name ?? '' },
    values,
    names,
    ...(labels && { labels: labels as FormRecord['labels'] }),
    createdAt: head.createdAt.toISOString(),
    createdBy: personOf(head.createdBy, head.createdByName),
    updatedAt: head.updatedAt.toISOString(),
    updatedBy: personOf(head.updatedBy, head.updatedByName),
    may: {
      update: isOpen && reaches(rights.update, position),
      remove: isOpen && reaches(rights.remove, position),
      ...(canReveal && { reveal: true as const }),
    },
  };
}

function contentsOf(records: readonly ReadRecord[], shown: readonly FormValues[]): Content[] {
  return records.map(({ head, shape }, index) => ({
    head,
    definition: shape.definition,
    values: shown[index] ?? {},
    since: head.updatedAt,
  }));
}

export function personOf(id: string | null, name: string | null): { id: string; name: string } | null {
  return id === null ? null : { id, name: name ?? '' };
}

function linksIn(records: readonly ReadRecord[]): WantedLinks {
  const wanted = new Map<string, Set<string>>();
  for (const { shape, values } of records)
    for (const { field, ids } of referencesIn(shape.definition, values))
      if (isLink(field)) wanted.set(field.form, new Set([...(wanted.get(field.form) ?? []), ...ids]));
  return wanted;
}

/** What ids in the values of a page are called. */
async function namesIn(
  deps: ReadingDeps,
  db: Queryable,
  viewer: Viewer,
  opened: OpenedForm,
  records: readonly ReadRecord[],
  shown: readonly FormValues[],
  links: ReadonlyMap<string, LinkedRecord>,
  now: Date,
): Promise<ReadonlyMap<string, string>> {
  const byKind = new Map<Reference['to'], Set<string>>();
  const add = (to: Reference['to'], ids: Iterable<string>) =>
    byKind.set(to, new Set([...(byKind.get(to) ?? []), ...ids]));
  records.forEach(({ shape }, index) => {
    for (const { to, ids } of referencesIn(shape.definition, shown[index] ?? {})) add(to, ids);
  });
  const names = new Map([...links.values()].map(({ id, title }) => [id, title]));
  for (const { head } of records) {
    if (head.createdBy) names.set(head.createdBy, head.createdByName ?? '');
    if (head.updatedBy) names.set(head.updatedBy, head.updatedByName ?? '');
  }
  const kinds: readonly Named[] = ['person', 'community', 'department'];
  const found = await Promise.all([
    ...kinds.map((kind) => namesOf(db, kind, [...(byKind.get(kind) ?? [])])),
    fileNames(deps, db, [...(byKind.get('file') ?? [])]),
    backNames(deps, db, viewer, opened, shown, now),
  ]);
  for (const some of found) for (const [id, name] of some) names.set(id, name);
  return names;
}

async function fileNames(deps: ReadingDeps, db: Queryable, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  return new Map([...(await deps.files.describe(db, ids))].map(([id, { name }]) => [id, name]));
}

/** Titles of the records that link here. */
async function backNames(
  deps: ReadingDeps,
  db: Queryable,
  viewer: Viewer,
  opened: OpenedForm,
  shown: readonly FormValues[],
  now: Date,
): Promise<Map<string, string>> {
  const wanted = new Map<string, Set<string>>();
  for (const field of opened.form.definition.fields) {
    if (field.type !== 'backLinks') continue;
    const ids = shown.flatMap((values) => (values[field.key] ?? []) as string[]);
    wanted.set(field.form, new Set([...(wanted.get(field.form) ?? []), ...ids]));
  }
  const found = await readLinked(deps, db, wanted, now, viewer);
  return new Map([...found.values()].map(({ id, title }) => [id, title]));
}

/** Of the names of a page, those a record's own values mention. */
function namesFor(
  { definition }: RecordShape,
  values: FormValues,
  names: ReadonlyMap<string, string>,
): Record<string, string> {
  const own: Record<string, string> = {};
  const mention = (id: unknown) => {
    const name = typeof id === 'string' ? names.get(id) : undefined;
    if (name !== undefined) own[id as string] = name;
  };
  for (const { ids } of referencesIn(definition, values)) ids.forEach(mention);
  for (const field of definition.fields)
    if (field.type === 'backLinks' || field.type === 'recordInfo') [values[field.key]].flat().forEach(mention);
  return own;
}
