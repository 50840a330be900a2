/**
 * What checking a record needs to know besides its values: the day and the dictionaries at its place, the files and the
 * other records it names, and who and what may be chosen. Only what the values name is looked up; a form of plain
 * fields asks nothing.
 */
import type {
  FieldDefinition,
  FileFacts,
  FormContext,
  FormDefinition,
  FormValues,
} from '@anshao/core/forms/contract.ts';
import { hasFormulas } from '@anshao/core/forms/formula-places.ts';
import { isLink, type LinkField, linksOf } from '@anshao/core/forms/links.ts';
import { quoted } from '@anshao/core/forms/naming.ts';
import { type Reference, referencesIn } from '@anshao/core/forms/references.ts';
import { asRow } from '@anshao/core/forms/rows-from.ts';
import type { Viewer } from '../access/viewer.ts';
import { join, many, type Queryable, raw, type Sql, sql } from '../base/database/sql.ts';
import { choosableAmong, type Standpoint, type Wanted } from '../org/choosable.ts';
import { checkedSql, reachSql } from './query.ts';
import { dictionariesAt } from './record-dictionaries.ts';
import { type FormDeps, formFor, headerOf, type OpenedForm } from './record-forms.ts';
import { type LinkDeps, type LinkedRecord, readLinked } from './record-links.ts';
import { localDay, type RecordPlace } from './record-places.ts';

/** What records need of the files module. */
export interface RecordFiles {
  check(db: Queryable, viewer: Viewer, fileIds: readonly string[]): Promise<ReadonlyMap<string, FileFacts>>;
  describe(
    db: Queryable,
    fileIds: readonly string[],
  ): Promise<ReadonlyMap<string, { readonly name: string; readonly kind: string; readonly size: number }>>;
}

/** Days of the work calendar, true for a working day. */
export type WorkCalendar = (db: Queryable) => Promise<ReadonlyMap<string, boolean>>;

export interface ContextDeps extends FormDeps, LinkDeps {
  readonly workCalendar: WorkCalendar;
  readonly files: Pick<RecordFiles, 'check'>;
}

/** Who writes what where. */
export interface Situation {
  readonly viewer: Viewer;
  readonly opened: OpenedForm;
  readonly place: RecordPlace;
  readonly now: Date;
  /** The record that is changed: its plain values, and when it was made. */
  readonly former?: { readonly values: FormValues; readonly createdAt: Date } | undefined;
}

/** @param values as received */
export async function contextFor(
  deps: ContextDeps,
  db: Queryable,
  situation: Situation,
  values: unknown,
): Promise<FormContext> {
  const { viewer, opened, place, now, former } = situation;
  const { definition } = opened.form;
  const given = asRow(values) ?? {};
  const named = referencesIn(definition, given);
  const day = localDay(now, place.timeZone);
  const [dictionaries, files, { linked, filled }, calendar] = await Promise.all([
    dictionariesAt(db, deps.entries, definition, opened.header.dictionaries, place.districtId, day),
    filesIn(deps, db, viewer, named, former?.values),
    linkedIn(deps, db, situation, [...named, ...(former ? referencesIn(definition, former.values) : [])]),
    calendarFor(deps, db, definition),
  ]);
  const asked = withDefaults(definition.fields, named, situation);
  const references = asked.length > 0 ? await choosableIn(deps, db, situation, asked) : new Map();
  for (const [path, ids] of filled) references.set(path, new Set([...(references.get(path) ?? []), ...ids]));
  return {
    now: now.toISOString(),
    today: day,
    timeZone: place.timeZone,
    ...(calendar && { calendar }),
    person: viewer.personId,
    ...(place.communityId !== null && { community: place.communityId }),
    dictionaries,
    files,
    linked,
    references,
    supplied: stamps(definition.fields, situation),
    ...(former && { previous: former.values }),
  };
}

/** Undefined where no formula could ask for it. */
export async function calendarFor(
  { workCalendar }: Pick<ContextDeps, 'workCalendar'>,
  db: Queryable,
  definition: FormDefinition,
): Promise<ReadonlyMap<string, boolean> | undefined> {
  return hasFormulas(definition) ? workCalendar(db) : undefined;
}

/** Moments that the server stamps: of its beginning once, of its sending in each time. */
function stamps(fields: readonly FieldDefinition[], { now, former }: Situation): Record<string, string> {
  const supplied: Record<string, string> = {};
  for (const field of fields) {
    if (field.type !== 'dateTime' || field.stamp === undefined) continue;
    if (field.stamp === 'submitted') supplied[field.key] = now.toISOString();
    else if (!former?.values[field.key]) supplied[field.key] = (former?.createdAt ?? now).toISOString();
  }
  return supplied;
}

async function filesIn(
  deps: ContextDeps,
  db: Queryable,
  viewer: Viewer,
  named: readonly Reference[],
  former: FormValues | undefined,
): Promise<ReadonlyMap<string, FileFacts>> {
  const ids = new Set(named.filter(({ to }) => to === 'file').flatMap((one) => [...one.ids]));
  // What the record already has is not questioned again.
  if (former && ids.size > 0) for (const id of JSON.stringify(former).match(/[0-9a-f-]{36}/g) ?? []) ids.delete(id);
  return ids.size === 0 ? new Map() : deps.files.check(db, viewer, [...ids]);
}

/** The default "whoever fills it in" must be allowed or refused like a choice. */
function withDefaults(
  fields: readonly FieldDefinition[],
  named: readonly Reference[],
  { viewer, place }: Situation,
): Reference[] {
  const byPath = new Map(named.map((one) => [one.path, one]));
  for (const field of fields) {
    const { default: setting, key } = field;
    if (!setting || !('from' in setting)) continue;
    const id = setting.from === 'currentPerson' ? viewer.personId : place.communityId;
    const to = setting.from === 'currentPerson' ? 'person' : 'community';
    const known = byPath.get(key);
    if (id && (setting.from === 'currentPerson' || setting.from === 'currentCommunity'))
      byPath.set(
        key,
        known ? { ...known, ids: new Set([...known.ids, id]) } : { path: key, field, to, ids: new Set([id]) },
      );
  }
  return [...byPath.values()];
}

/** What may be chosen of what is named, by path. */
async function choosableIn(
  deps: ContextDeps,
  db: Queryable,
  situation: Situation,
  named: readonly Reference[],
): Promise<Map<string, ReadonlySet<string>>> {
  const found = await Promise.all(
    named.map(async ({ path, field, to, ids }) => {
      if (to === 'file') return undefined;
      if (isLink(field)) return [path, await linkableAmong(deps, db, situation, field, [...ids])] as const;
      const wanted = wantedBy(field, situation);
      return wanted && ([path, await choosableAmong(db, wanted, standpoint(situation), [...ids])] as const);
    }),
  );
  return new Map(found.filter((one) => one !== undefined));
}

export function standpoint({ place, now }: Pick<Situation, 'place' | 'now'>): Standpoint {
  return { communityId: place.communityId, companyId: place.companyId, at: now };
}

/** What a field offers of the directory; undefined for other fields. */
export function wantedBy(field: FieldDefinition, { viewer }: Pick<Situation, 'viewer'>): Wanted | undefined {
  switch (field.type) {
    case 'person':
    case 'people':
      return { kind: 'person', ...(field.scope ?? { within: 'everyone' }) };
    case 'community':
      return { kind: 'community', scope: field.scope === 'own' ? placesOf(viewer) : { everywhere: true } };
    case 'department':
      return { kind: 'department', ofCompany: field.scope === 'own' };
    default:
      return undefined;
  }
}

/** Where the viewer holds a post; whoever holds one for the whole city, everywhere. */
function placesOf({ posts }: Viewer): Extract<Wanted, { kind: 'community' }>['scope'] {
  const bound = posts.filter((post) => post.bound);
  if (bound.some((post) => !post.communityId && !post.companyId && !post.districtId)) return { everywhere: true };
  const ids = (key: 'communityId' | 'companyId' | 'districtId') =>
    bound.flatMap((post) => (post[key] === null ? [] : [post[key]]));
  return {
    everywhere: false,
    communityIds: ids('communityId'),
    companyIds: ids('companyId'),
    districtIds: ids('districtId'),
  };
}

/** The form a link leads to, as far as the viewer reads it, and the condition on its records (`r`) to be offered. */
export async function linkTarget(
  deps: FormDeps,
  db: Queryable,
  { viewer, place }: Pick<Situation, 'viewer' | 'place'>,
  field: LinkField,
): Promise<{ opened: OpenedForm; where: Sql } | undefined> {
  const header = await headerOf(db, field.form);
  const opened = header && (await formFor(deps, db, viewer, header));
  if (!opened) return undefined;
  const parts = [reachSql(opened.rights.read, viewer.personId)];
  // The filter is the designer's: it may name fields this viewer does not see.
  const all = { form: opened.form, rights: { ...opened.rights, hiddenSomewhere: new Set<string>() } };
  if (field.filter) parts.push(checkedSql(field.filter, all, 'filter'));
  if (field.sameCommunity && place.communityId !== null) parts.push(sql`r.community_id = ${place.communityId}::uuid`);
  return { opened, where: join(parts, ' and ') };
}

async function linkableAmong(
  deps: ContextDeps,
  db: Queryable,
  situation: Situation,
  field: LinkField,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const target = await linkTarget(deps, db, situation, field);
  if (!target) return new Set();
  const rows = await many<{ id: string }>(
    db,
    sql`select r.id from ${raw(quoted(target.opened.form.tables.name))} r where r.id = any(${ids}::uuid[]) and ${target.where}`,
  );
  return new Set(rows.map(({ id }) => id));
}

/**
 * The linked records, and those that they fill into links beside them, to the end of the chain.
 * @returns `filled`: ids that links themselves bring in, by path; nobody chose them, so nobody is asked whether he may
 */
async function linkedIn(
  deps: ContextDeps,
  db: Queryable,
  { opened, now }: Situation,
  named: readonly Reference[],
): Promise<{ linked: Map<string, LinkedRecord>; filled: Map<string, Set<string>> }> {
  const links = linksOf(opened.form.definition);
  const linked = new Map<string, LinkedRecord>();
  const filled = new Map<string, Set<string>>();
  let open = named.flatMap(({ path, ids }) =>
    links.filter((link) => link.path === path).map((link) => ({ link, ids })),
  );
  while (open.length > 0) {
    const wanted = new Map<string, Set<string>>();
    for (const { link, ids } of open) {
      const missing = [...ids].filter((id) => !linked.has(id));
      if (missing.length > 0)
        wanted.set(link.field.form, new Set([...(wanted.get(link.field.form) ?? []), ...missing]));
    }
    const read = await readLinked(deps, db, wanted, now);
    for (const [id, record] of read) linked.set(id, record);
    const asked = open;
    open = [];
    for (const { link, ids } of asked) {
      if (link.field.type !== 'linkedRecord') continue;
      const prefix = link.path.slice(0, -link.field.key.length);
      for (const { from, to } of link.field.fills ?? []) {
        const next = links.find(({ path }) => path === prefix + to);
        const brought = [...ids].map((id) => linked.get(id)?.values[from]).filter((id) => typeof id === 'string');
        const known = next && (filled.get(next.path) ?? new Set());
        const fresh = brought.filter((id) => known && !known.has(id));
        if (!next || !known || fresh.length === 0) continue;
        filled.set(next.path, new Set([...known, ...fresh]));
        open.push({ link: next, ids: new Set(fresh) });
      }
    }
  }
  return { linked, filled };
}
