/**
 * What a picker offers for one field: records of the linked form with what choosing one fills in, or people,
 * communities, departments. A hundred thousand records are searched by the index over their titles.
 */
import type { AnswerOf, QueryOf } from '@anshao/core/base/call.ts';
import { Problem } from '@anshao/core/base/errors.ts';
import type { FieldDefinition, Fieldset, FormValues } from '@anshao/core/forms/contract.ts';
import { followFills, isLink, type LinkField } from '@anshao/core/forms/links.ts';
import { columnName, quoted } from '@anshao/core/forms/naming.ts';
import type { findChoosable as findChoosableCall, findLinkable } from '@anshao/core/forms/records.ts';
import { subformAt } from '@anshao/core/forms/tables.ts';
import { type Queryable, raw, type Sql, sql } from '../base/database/sql.ts';
import { decodeCursor, page } from '../base/paging.ts';
import { findChoosable } from '../org/choosable.ts';
import { escapeLike } from '../org/picker.ts';
import { pageOfRecords, usualLimit } from './query.ts';
import { queryColumns } from './query-columns.ts';
import { isSortable } from './query-order.ts';
import { titleFieldOf } from './query-words.ts';
import { type ContextDeps, linkTarget, type Situation, standpoint, wantedBy } from './record-context.ts';
import { linkedFrom, readLinked } from './record-links.ts';

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
  const { roles } = situation.viewer;
  return {
    ...found,
    rows: found.rows.map(({ id, name, role, place, group }) => ({
      id,
      name,
      detail: [role && roles.get(role)?.name, place].filter(Boolean).join(' · '),
      ...(group !== '' && { group }),
    })),
  };
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
  const titled = titleFieldOf(opened.form.definition);
  const columns = queryColumns(opened.form.definition, opened.rights.hiddenSomewhere);
  const title = titled && isSortable(columns.get(titled.key)) ? titled : undefined;
  const { records, next } = await pageOfRecords(
    db,
    opened,
    situation.viewer.personId,
    { ...(title && { sort: { by: title.key, direction: 'up' as const } }), ...(cursor !== undefined && { cursor }) },
    [where, ...(title ? titledSql(title, q ?? '') : [])],
  );
  const known = new Map(
    (await linkedFrom(deps, db, opened, records, situation.now, opened.rights.hiddenSomewhere)).map((one) => [
      one.id,
      one,
    ]),
  );
  const read = reader(
    deps,
    db,
    situation.now,
    new Map([...known].map(([id, one]) => [`${field.form} ${id}`, one.values])),
  );
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
        fills: await followFills(fieldset, field, head.id, read),
      };
    }),
  );
  return { rows, ...(next !== undefined && { next }) };
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

/** Follows fills beyond the records on the page; each further record is read once. */
function reader(deps: ContextDeps, db: Queryable, now: Date, known: Map<string, FormValues | undefined>) {
  return async (form: string, id: string): Promise<FormValues | undefined> => {
    const name = `${form} ${id}`;
    if (!known.has(name)) {
      const found = await readLinked(deps, db, new Map([[form, new Set([id])]]), now);
      known.set(name, found.get(id)?.values);
    }
    return known.get(name);
  };
}
