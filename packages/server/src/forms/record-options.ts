/**
 * What a picker offers for one field: records of the linked form with what choosing one fills in, or people,
 * communities, departments. A hundred thousand records are searched by the index over their titles.
 */
import type { AnswerOf, BodyOf, QueryOf } from '@anshao/core/base/call.ts';
import { Problem } from '@anshao/core/base/errors.ts';
import type { FieldDefinition, Fieldset } from '@anshao/core/forms/contract.ts';
import type { findNameable, Nameable } from '@anshao/core/forms/designing.ts';
import { followFills, isLink, type LinkField } from '@anshao/core/forms/links.ts';
import { columnName, quoted } from '@anshao/core/forms/naming.ts';
import type { findChoosable as findChoosableCall, findLinkable } from '@anshao/core/forms/records.ts';
import { subformAt } from '@anshao/core/forms/tables.ts';
import type { Viewer } from '../access/viewer.ts';
import { type Queryable, raw, type Sql, sql } from '../base/database/sql.ts';
import { decodeCursor, page } from '../base/paging.ts';
import { type Choosable, findChoosable, type Wanted } from '../org/choosable.ts';
import { namesOf } from '../org/names.ts';
import { escapeLike } from '../org/picker.ts';
import { pageOfRecords, reachSql, usualLimit } from './query.ts';
import { queryColumns } from './query-columns.ts';
import { isSortable } from './query-order.ts';
import { titleFieldOf } from './query-words.ts';
import { type ContextDeps, linkTarget, type Situation, standpoint, wantedBy } from './record-context.ts';
import { headerOf, type OpenedForm, openForm } from './record-forms.ts';
import { type LinkedRecord, linkedFrom, readLinked } from './record-links.ts';

type Question = QueryOf<typeof findLinkable>;
type Offered = AnswerOf<typeof findLinkable>;

/**
 * Records that a link may name.
 * @param path of the field, `point` or `items.part`
 * @throws Problem `base.not-found` for what is no link, or not for this person
 */
export async function linkable(
  deps: ContextDeps,
  db: Queryable,
  situation: Situation,
  path: string,
  question: Question,
): Promise<Offered> {
  const { holder, field } = fieldAt(situation, path);
  if (!isLink(field)) throw new Problem('base.not-found');
  return offeredRecords(deps, db, situation, holder, field, question);
}

/** People, departments or communities that a field lets one choose. @throws Problem as `linkable` */
export async function choosable(
  db: Queryable,
  situation: Situation,
  path: string,
  { q, cursor }: Question,
): Promise<AnswerOf<typeof findChoosableCall>> {
  const wanted = wantedBy(fieldAt(situation, path).field, situation);
  if (!wanted) throw new Problem('base.not-found');
  const after = decodeCursor(cursor, ['text', 'text', 'uuid']);
  const rows = await findChoosable(db, wanted, standpoint(situation), { q, after, limit: usualLimit + 1 });
  const found = page(rows, usualLimit, ({ group, name, id }) => [group, name, id]);
  return {
    ...found,
    rows: found.rows.map((one) => ({
      id: one.id,
      name: one.name,
      detail: detailOf(one, situation.viewer),
      ...(one.group !== '' && { group: one.group }),
    })),
  };
}

function detailOf({ role, place }: Choosable, { roles }: Viewer): string {
  return [role && roles.get(role)?.name, place].filter(Boolean).join(' · ');
}

const everyOne: Readonly<Record<Exclude<Nameable, 'record'>, Wanted>> = {
  person: { kind: 'person', within: 'everyone' },
  community: { kind: 'community', scope: { everywhere: true } },
  department: { kind: 'department', ofCompany: false },
};

/**
 * What conditions and scopes of a form may name, for who draws it.
 * @throws Problem `base.not-found` for records of a form that is not there, or not for this person
 */
export async function nameable(
  deps: ContextDeps,
  db: Queryable,
  viewer: Viewer,
  now: Date,
  { of, form = '', q, ids }: BodyOf<typeof findNameable>,
): Promise<AnswerOf<typeof findNameable>['rows']> {
  const nothing = { detail: '' };
  if (of !== 'record') {
    if (ids) return [...(await namesOf(db, of, ids))].map(([id, name]) => ({ id, name, ...nothing }));
    const nowhere = { communityId: null, companyId: null, at: now };
    const found = await findChoosable(db, everyOne[of], nowhere, { q, limit: usualLimit });
    return found.map((one) => ({ id: one.id, name: one.name, detail: detailOf(one, viewer) }));
  }
  const opened = await openForm(deps, db, viewer, await headerOf(db, form));
  const within = [reachSql(opened.rights.read, viewer.personId)];
  const { records } = await pageTitled(
    db,
    opened,
    viewer,
    ids ? [...within, sql`r.id = any(${ids}::uuid[])`] : within,
    { q },
  );
  const read = await linkedFrom(deps, db, opened, records, now, opened.rights.hiddenSomewhere);
  return read.map(({ id, title }) => ({ id, name: title, ...nothing }));
}

/** @throws Problem `base.not-found` also for a field that is hidden */
function fieldAt({ opened }: Situation, path: string): { holder: Fieldset; field: FieldDefinition } {
  const { definition } = opened.form;
  const end = path.lastIndexOf('.');
  const holder = end < 0 ? definition : subformAt(definition, path.slice(0, end));
  const field = holder?.fields.find(({ key }) => key === path.slice(end + 1));
  if (!holder || !field || opened.rights.hidden.has(path.split('.')[0] ?? '')) throw new Problem('base.not-found');
  return { holder, field };
}

async function offeredRecords(
  deps: ContextDeps,
  db: Queryable,
  situation: Situation,
  fieldset: Fieldset,
  field: LinkField,
  { q, cursor }: Question,
): Promise<Offered> {
  const target = await linkTarget(deps, db, situation, field);
  if (!target) throw new Problem('base.not-found');
  const { opened, where } = target;
  const { records, next } = await pageTitled(db, opened, situation.viewer, [where], { q, cursor });
  const known = new Map(
    (await linkedFrom(deps, db, opened, records, situation.now, opened.rights.hiddenSomewhere)).map((one) => [
      one.id,
      one,
    ]),
  );
  const read = reader(deps, db, situation.now, new Map([...known].map(([id, one]) => [`${field.form} ${id}`, one])));
  const hidden = fieldset === situation.opened.form.definition ? situation.opened.rights.hidden : new Set<string>();
  const rows = await Promise.all(
    records.map(async ({ head }) => {
      const one = known.get(head.id);
      const details = (field.details ?? [])
        .filter((key) => !opened.rights.hiddenSomewhere.has(key))
        .map((key) => one?.shown[key])
        .filter((value) => value !== null && value !== undefined);
      return {
        id: head.id,
        title: one?.title ?? '',
        detail: details.join(' · '),
        fills: await broughtAlong(fieldset, field, head.id, read, hidden),
      };
    }),
  );
  return { rows, ...(next !== undefined && { next }) };
}

/** Records in the order of their titles, found by words of these. */
function pageTitled(
  db: Queryable,
  opened: OpenedForm,
  viewer: Viewer,
  where: readonly Sql[],
  { q, cursor }: Pick<Question, 'q' | 'cursor'>,
) {
  const titled = titleFieldOf(opened.form.definition);
  const columns = queryColumns(opened.form.definition, opened.rights.hiddenSomewhere);
  const title = titled && isSortable(columns.get(titled.key)) ? titled : undefined;
  return pageOfRecords(
    db,
    opened,
    viewer.personId,
    { ...(title && { sort: { by: title.key, direction: 'up' as const } }), ...(cursor !== undefined && { cursor }) },
    [...where, ...(title ? titledSql(title, q ?? '') : [])],
  );
}

/** Each word on its own, so that “3栋 消火栓” finds “消火栓-3栋-2层”. */
function titledSql(title: FieldDefinition, q: string): Sql[] {
  const cell = raw(`r.${quoted(columnName(title.key))}::text`);
  return q
    .split(/\s+/u)
    .filter((word) => word !== '')
    .slice(0, 5)
    .map((word) => sql`${cell} ilike ${`%${escapeLike(word)}%`}`);
}

type ReadLinked = (form: string, id: string) => Promise<LinkedRecord | undefined>;

/** Reads beyond the records on the page; each further record is read once. */
function reader(deps: ContextDeps, db: Queryable, now: Date, known: Map<string, LinkedRecord | undefined>): ReadLinked {
  return async (form, id) => {
    const name = `${form} ${id}`;
    if (!known.has(name)) {
      const found = await readLinked(deps, db, new Map([[form, new Set([id])]]), now);
      known.set(name, found.get(id));
    }
    return known.get(name);
  };
}

/** What choosing a record puts into the fields beside the link: what it fills, and what look-ups then show. */
async function broughtAlong(
  fieldset: Fieldset,
  link: LinkField,
  id: string,
  read: ReadLinked,
  hidden: ReadonlySet<string>,
): Promise<Record<string, unknown>> {
  const filled = await followFills(fieldset, link, id, async (form, one) => (await read(form, one))?.values);
  const chosen: Readonly<Record<string, unknown>> = { ...filled, [link.key]: id };
  for (const field of fieldset.fields) {
    if (field.type !== 'lookup' || hidden.has(field.key) || !Object.hasOwn(chosen, field.link)) continue;
    const to = fieldset.fields.find(({ key }) => key === field.link);
    const other = chosen[field.link];
    const record = to && isLink(to) && typeof other === 'string' ? await read(to.form, other) : undefined;
    filled[field.key] = record?.shown[field.field] ?? null;
  }
  return filled;
}
