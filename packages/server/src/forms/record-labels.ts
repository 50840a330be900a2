/**
 * Names of dictionary entries as they were when a record was given them (HZ-02): a record keeps codes, and an entry
 * that was renamed keeps its former names with the moments until which it had them. Only names that differ from today's
 * are told; where nothing was ever renamed, nothing is read.
 *
 * What counts is when the code came into its field, not when the record was last saved: closing a hazard does not
 * rename its category.
 */
import type { FieldDefinition, FormDefinition, FormValues } from '@anshao/core/forms/contract.ts';
import { asRow } from '@anshao/core/forms/rows-from.ts';
import type { Queryable } from '../base/database/sql.ts';
import type { Entry, EntryCache } from './dictionaries.ts';
import { dictionariesOf } from './record-dictionaries.ts';
import { localDay, type RecordPlace } from './record-places.ts';
import { formerContentsOf, type RecordHead } from './record-store.ts';

/** By dictionary and code. */
export type Labels = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** A content and its life: `older` contents with the moments they were replaced, newest first. */
export interface Content {
  readonly head: Pick<RecordHead, 'id' | 'createdAt' | 'place'>;
  readonly definition: FormDefinition;
  readonly values: FormValues;
  /** When it came to be. */
  readonly since: Date;
}

export interface OlderContent {
  readonly content: FormValues;
  readonly at: Date;
}

export interface LabelDeps {
  readonly entries: EntryCache;
}

interface Header {
  readonly key: string;
  readonly dictionaries: Readonly<Record<string, number>> | null;
}

/**
 * Names that differ from today's, for each content; undefined where there are none.
 * @param olderOf what each was before; left out: read where it decides
 */
export async function labelsOf(
  deps: LabelDeps,
  db: Queryable,
  header: Header,
  contents: readonly Content[],
  now: Date,
  olderOf?: (index: number) => readonly OlderContent[],
): Promise<(Labels | undefined)[]> {
  const renamed = await renamedIn(deps, db, header, contents);
  if (renamed.size === 0) return contents.map(() => undefined);
  const coded = contents.map(({ definition, values }) => codesIn(definition.fields, values, renamed));
  const labelAt = ({ dictionary, code }: Coded, moment: Date, { districtId, timeZone }: RecordPlace) =>
    labelOf(renamed.get(dictionary)?.get(code) ?? [], districtId, moment, timeZone);
  const isUnsure = ({ head, since }: Content, one: Coded) =>
    labelAt(one, head.createdAt, head.place) !== labelAt(one, since, head.place);
  const unsure = contents.filter((content, index) => coded[index]?.some((one) => isUnsure(content, one)));
  const read = olderOf
    ? undefined
    : await formerContentsOf(db, header.key, [...new Set(unsure.map(({ head }) => head.id))]);
  return contents.map((content, index) => {
    const { head } = content;
    const labels: Record<string, Record<string, string>> = {};
    for (const one of coded[index] ?? []) {
      const older = olderOf?.(index) ?? read?.get(head.id) ?? [];
      const moment = isUnsure(content, one) ? setAt(one, content, older, renamed) : head.createdAt;
      const label = labelAt(one, moment, head.place);
      const todays = labelAt(one, now, { ...head.place, districtId: null });
      if (label === undefined || label === todays) continue;
      labels[one.dictionary] = { ...labels[one.dictionary], [one.code]: label };
    }
    return Object.keys(labels).length > 0 ? labels : undefined;
  });
}

type ByCode = ReadonlyMap<string, readonly Entry[]>;

/** By dictionary: entries whose name depends on when and where. */
type Renamed = ReadonlyMap<string, ByCode>;

async function renamedIn(
  { entries }: LabelDeps,
  db: Queryable,
  { dictionaries }: Header,
  contents: readonly Content[],
): Promise<Renamed> {
  const keys = new Set(contents.flatMap(({ definition }) => dictionariesOf(definition)));
  const loaded = await Promise.all(
    [...keys].map(async (key) => {
      const revision = dictionaries?.[key];
      return [key, revision === undefined ? [] : await entries(db, key, revision)] as const;
    }),
  );
  const found = loaded.map(([key, all]) => [key, differingIn(all)] as const);
  return new Map(found.filter(([, byCode]) => byCode.size > 0));
}

const differing = new WeakMap<readonly Entry[], ByCode>();

/** Worked out once for each revision of a dictionary: it is asked for every record of a page. */
function differingIn(entries: readonly Entry[]): ByCode {
  let known = differing.get(entries);
  if (!known) {
    known = new Map([...Map.groupBy(entries, ({ code }) => code)].filter(([, same]) => canDiffer(same)));
    differing.set(entries, known);
  }
  return known;
}

/** @param same entries of one code */
function canDiffer(same: readonly Entry[]): boolean {
  return same.some(
    ({ label, districtId, formerLabels = [] }) =>
      formerLabels.length > 0 || districtId !== null || label !== same[0]?.label,
  );
}

interface Coded {
  readonly dictionary: string;
  /** Without row numbers. */
  readonly path: string;
  readonly code: string;
}

function codesIn(fields: readonly FieldDefinition[], values: FormValues, renamed: Renamed, prefix = ''): Coded[] {
  return fields.flatMap((field): Coded[] => {
    const value = values[field.key];
    const path = prefix + field.key;
    if (field.type === 'subform')
      return [value].flat().flatMap((row) => codesIn(field.fields, asRow(row) ?? {}, renamed, `${path}.`));
    const dictionary = 'dictionary' in field && typeof field.dictionary === 'string' ? field.dictionary : '';
    const byCode = renamed.get(dictionary);
    if (!byCode) return [];
    return [value]
      .flat()
      .flatMap((code) => (typeof code === 'string' && byCode.has(code) ? [{ dictionary, path, code }] : []));
  });
}

/** When the code came into its field, to stay there until this content. */
function setAt(
  { path, code }: Coded,
  { head, definition }: Content,
  older: readonly OlderContent[],
  renamed: Renamed,
): Date {
  for (const { content, at } of older) {
    const had = codesIn(definition.fields, content, renamed);
    if (!had.some((one) => one.path === path && one.code === code)) return at;
  }
  return head.createdAt;
}

/**
 * What an entry was called at a place at a moment; undefined for a code that was never known there.
 * @param entries of that code
 */
function labelOf(
  entries: readonly Entry[],
  districtId: string | null,
  moment: Date,
  timeZone: string,
): string | undefined {
  const day = localDay(moment, timeZone);
  const there = entries.filter((entry) => entry.districtId === null || entry.districtId === districtId);
  const held = there.filter(
    ({ effectiveFrom, effectiveTo }) => effectiveFrom <= day && (effectiveTo === null || effectiveTo >= day),
  );
  const among = held.length > 0 ? held : there;
  const entry = among.reduce<Entry | undefined>((best, one) => (best && !stands(one, best) ? best : one), undefined);
  const former = entry?.formerLabels?.find(({ until }) => new Date(until) > moment);
  return former?.label ?? entry?.label;
}

/** A district's own entry before the general one, a later one before an earlier. */
function stands(one: Entry, other: Entry): boolean {
  if ((one.districtId === null) !== (other.districtId === null)) return one.districtId !== null;
  return one.effectiveFrom > other.effectiveFrom;
}
