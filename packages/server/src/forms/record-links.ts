/**
 * Records that others link to, as fields beside the link see them: their values, and what look-ups show of these. Read
 * with one query for each form that is linked, however many records link there.
 */
import { rightsOn } from '@anshao/core/forms/access.ts';
import type { Fieldset, FormValues, LinkedValues } from '@anshao/core/forms/contract.ts';
import { quoted } from '@anshao/core/forms/naming.ts';
import { fieldTypeOf } from '@anshao/core/forms/registry.ts';
import { fromCells } from '@anshao/core/forms/tables.ts';
import type { Viewer } from '../access/viewer.ts';
import { many, type Queryable, raw, sql } from '../base/database/sql.ts';
import { namesOf } from '../org/names.ts';
import type { Definitions } from './definitions.ts';
import type { EntryCache } from './dictionaries.ts';
import { titleFieldOf } from './query-words.ts';
import { type Dictionaries, dictionariesAt } from './record-dictionaries.ts';
import { headerOf } from './record-forms.ts';
import { type Labels, labelsOf } from './record-labels.ts';
import { localDay } from './record-places.ts';
import type { ShapeOf } from './record-shapes.ts';
import { headColumns, headJoins, recordFrom, type StoredRecord } from './record-store.ts';

export interface LinkedRecord extends LinkedValues {
  readonly id: string;
  readonly title: string;
}

/** Ids by the key of the form they are of. */
export type WantedLinks = ReadonlyMap<string, ReadonlySet<string>>;

export interface LinkDeps {
  readonly definitions: Definitions;
  readonly entries: EntryCache;
  readonly shapeOf: ShapeOf;
}

/**
 * By id. Ids that there are not, and forms that there are not, are left out.
 * @param viewer for whom titles are: one that stands in a field hidden from him is empty
 */
export async function readLinked(
  deps: LinkDeps,
  db: Queryable,
  wanted: WantedLinks,
  now: Date,
  viewer?: Viewer,
): Promise<Map<string, LinkedRecord>> {
  const found = await Promise.all([...wanted].map(([form, ids]) => readOfForm(deps, db, form, [...ids], now, viewer)));
  return new Map(found.flat().map((record) => [record.id, record]));
}

async function readOfForm(
  deps: LinkDeps,
  db: Queryable,
  key: string,
  ids: readonly string[],
  now: Date,
  viewer: Viewer | undefined,
): Promise<LinkedRecord[]> {
  const header = ids.length > 0 ? await headerOf(db, key) : undefined;
  if (!header) return [];
  const form = await deps.definitions.version(key, header.version, db);
  const rows = await many<Record<string, unknown>>(
    db,
    sql`select ${headColumns}, r.* from ${raw(quoted(form.tables.name))} r ${headJoins} where r.id = any(${ids}::uuid[])`,
  );
  const hidden = viewer && rightsOn(header.access, viewer.posts).hiddenSomewhere;
  return linkedFrom(deps, db, { header, form }, rows.map(recordFrom), now, hidden);
}

/** What others see of records of one form. */
export async function linkedFrom(
  deps: LinkDeps,
  db: Queryable,
  opened: Parameters<ShapeOf>[1] & {
    readonly header: { readonly key: string; readonly dictionaries: Readonly<Record<string, number>> | null };
  },
  records: readonly StoredRecord[],
  now: Date,
  hidden: ReadonlySet<string> = new Set(),
): Promise<LinkedRecord[]> {
  const { form, header } = opened;
  const shapes = await Promise.all(records.map(({ head }) => deps.shapeOf(db, opened, head.version)));
  const values = records.map(({ cells }, index) => unsealed(shapes[index]?.definition ?? form.definition, cells));
  const names = await directoryNames(db, form.definition, values);
  const labels = await labelsOf(
    deps,
    db,
    header,
    records.map(({ head }, index) => ({
      head,
      definition: shapes[index]?.definition ?? form.definition,
      values: values[index] ?? {},
      since: head.updatedAt,
    })),
    now,
  );
  return Promise.all(
    records.map(async ({ head }, index): Promise<LinkedRecord> => {
      const definition = shapes[index]?.definition ?? form.definition;
      const { place } = head;
      const day = localDay(now, place.timeZone);
      const dictionaries = await dictionariesAt(
        db,
        deps.entries,
        definition,
        header.dictionaries,
        place.districtId,
        day,
      );
      const shown = shownValues(definition, values[index] ?? {}, labelled(dictionaries, labels[index]), names);
      const title = titleFieldOf(form.definition);
      const named = title && !hidden.has(title.key) ? shown[title.key] : null;
      return { id: head.id, values: values[index] ?? {}, shown, title: String(named ?? '') };
    }),
  );
}

/** Entries under the names they had. */
function labelled(dictionaries: Dictionaries, labels: Labels | undefined): Dictionaries {
  if (!labels) return dictionaries;
  return new Map(
    [...dictionaries].map(([key, entries]) => {
      const former = Object.entries(labels[key] ?? {});
      if (former.length === 0) return [key, entries];
      const all = new Map(entries);
      for (const [code, label] of former) all.set(code, { code, status: 'stopped', ...entries.get(code), label });
      return [key, all];
    }),
  );
}

/** Sealed fields never travel to another record. */
function unsealed(fieldset: Fieldset, cells: Readonly<Record<string, unknown>>): FormValues {
  const values = fromCells(fieldset, cells);
  for (const field of fieldset.fields) if (fieldTypeOf(field).sealed) values[field.key] = null;
  return values;
}

const inDirectory = ['person', 'community', 'department'] as const;

async function directoryNames(
  db: Queryable,
  fieldset: Fieldset,
  records: readonly FormValues[],
): Promise<ReadonlyMap<string, string>> {
  const found = await Promise.all(
    inDirectory.map((kind) => {
      const keys = fieldset.fields.filter((field) => fieldTypeOf(field).refersTo === kind).map(({ key }) => key);
      const ids = new Set(records.flatMap((values) => keys.flatMap((key) => values[key] ?? [])));
      return namesOf(db, kind, [...ids].map(String));
    }),
  );
  return new Map(found.flatMap((names) => [...names]));
}

/** Values as people read them: labels of choices, names of people; numbers, days and texts stay what they are. */
function shownValues(
  fieldset: Fieldset,
  values: FormValues,
  dictionaries: Dictionaries,
  names: ReadonlyMap<string, string>,
): Record<string, unknown> {
  const shown: Record<string, unknown> = {};
  for (const field of fieldset.fields) {
    const type = fieldTypeOf(field);
    const value = values[field.key] ?? null;
    const labels =
      'dictionary' in field && typeof field.dictionary === 'string'
        ? dictionaries.get(field.dictionary)
        : new Map((type.ownChoices?.(field) ?? []).map((choice) => [choice.code, choice]));
    const nameOf = (item: unknown): string =>
      type.refersTo ? (names.get(String(item)) ?? '') : (labels?.get(String(item))?.label ?? String(item));
    if (Array.isArray(value))
      shown[field.key] = value
        .map(nameOf)
        .filter(Boolean)
        .join(field.type === 'cascade' ? ' / ' : '、');
    else if (typeof value === 'object') shown[field.key] = null;
    else if (typeof value === 'string' && (type.refersTo || (labels && labels.size > 0)))
      shown[field.key] = nameOf(value);
    else shown[field.key] = value;
  }
  return shown;
}
