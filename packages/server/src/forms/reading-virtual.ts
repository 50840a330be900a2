/**
 * Values that no table holds and that are worked out when records are read, for a whole page at once: what a record
 * knows of itself, what its links show, which records link to it, and figures over these.
 */
import type { FieldDefinition, Fieldset, FormValues } from '@anshao/core/forms/contract.ts';
import { columnName, quoted } from '@anshao/core/forms/naming.ts';
import type { FieldOf } from '@anshao/core/forms/registry.ts';
import { asRow } from '@anshao/core/forms/rows-from.ts';
import { listedBackLinks } from '@anshao/core/forms/types/back-links.ts';
import type { Viewer } from '../access/viewer.ts';
import { many, type Queryable, raw, type Sql, sql } from '../base/database/sql.ts';
import { checkedSql, reachSql } from './query.ts';
import { infoOf } from './query-columns.ts';
import { type FormDeps, formFor, headerOf, type OpenedForm } from './record-forms.ts';
import type { LinkedRecord } from './record-links.ts';
import type { RecordHead } from './record-store.ts';

export interface VirtualRecord {
  readonly head: RecordHead;
  readonly values: FormValues;
}

/** Fills in what a record and its links tell by themselves, rows included. */
export function withOwn(
  fieldset: Fieldset,
  values: FormValues,
  head: RecordHead,
  linked: ReadonlyMap<string, LinkedRecord>,
): Record<string, unknown> {
  const filled: Record<string, unknown> = { ...values };
  for (const field of fieldset.fields) {
    if (field.type === 'recordInfo') filled[field.key] = infoValue(infoOf(field), head);
    else if (field.type === 'lookup')
      filled[field.key] = linked.get(String(values[field.link]))?.shown[field.field] ?? null;
    else if (field.type === 'subform' && Array.isArray(values[field.key]))
      filled[field.key] = (values[field.key] as unknown[]).map((item) => {
        const row = asRow(item);
        return row ? withOwn(field, row, head, linked) : item;
      });
  }
  return filled;
}

function infoValue(info: string | undefined, head: RecordHead): string | null {
  switch (info) {
    case '$createdAt':
      return head.createdAt.toISOString();
    case '$updatedAt':
      return head.updatedAt.toISOString();
    case '$createdBy':
      return head.createdBy;
    default:
      return head.updatedBy;
  }
}

/** Values by record id and field key. */
export type Across = ReadonlyMap<string, Readonly<Record<string, unknown>>>;

/** Back links and roll-ups of the record's own fields; one query for each such field. */
export async function acrossRecords(
  deps: FormDeps,
  db: Queryable,
  viewer: Viewer,
  opened: OpenedForm,
  fields: readonly FieldDefinition[],
  ids: readonly string[],
): Promise<Across> {
  const found = new Map<string, Record<string, unknown>>(ids.map((id) => [id, {}]));
  if (ids.length === 0) return found;
  await Promise.all(
    fields.map(async (field) => {
      if (field.type !== 'backLinks' && field.type !== 'rollup') return;
      const isList = field.type === 'backLinks';
      const rows = isList
        ? await backLinksOf(deps, db, viewer, field, ids)
        : await rolledUp(deps, db, viewer, opened, field, ids);
      const byId = new Map(rows.map(({ id, value }) => [id, value]));
      const ofNone = isList ? [] : field.function === 'count' ? 0 : null;
      for (const [id, values] of found) values[field.key] = byId.get(id) ?? ofNone;
    }),
  );
  return found;
}

interface Found {
  id: string;
  value: unknown;
}

/** The records of another form that name ours, as far as the viewer reads them; `here` is which of ours. */
async function linkingSql(
  deps: FormDeps,
  db: Queryable,
  viewer: Viewer,
  { form, field: key }: FieldOf<'backLinks'>,
  ids: readonly string[],
): Promise<{ other: OpenedForm; from: Sql } | undefined> {
  const header = await headerOf(db, form);
  const other = header && (await formFor(deps, db, viewer, header));
  const field = other?.form.definition.fields.find((one) => one.key === key);
  if (!other || (field?.type !== 'linkedRecord' && field?.type !== 'linkedRecords')) return undefined;
  const table = raw(quoted(other.form.tables.name));
  const cell = raw(`r.${quoted(columnName(key))}`);
  const reach = reachSql(other.rights.read, viewer.personId);
  const from =
    field.type === 'linkedRecord'
      ? sql`(select r.*, ${cell} as here from ${table} r where ${cell} = any(${ids}::uuid[]) and ${reach}) r`
      : sql`(select r.*, l.here from ${table} r cross join unnest(${cell}) as l (here)
          where ${cell} && ${ids}::uuid[] and l.here = any(${ids}::uuid[]) and ${reach}) r`;
  return { other, from };
}

async function backLinksOf(
  deps: FormDeps,
  db: Queryable,
  viewer: Viewer,
  field: FieldOf<'backLinks'>,
  ids: readonly string[],
): Promise<Found[]> {
  const linking = await linkingSql(deps, db, viewer, field, ids);
  if (!linking) return [];
  return many<Found>(
    db,
    sql`select here as id, (array_agg(r.id order by r.id desc))[1:${listedBackLinks}] as value from ${linking.from} group by here`,
  );
}

const aggregates = { count: 'count', sum: 'sum', average: 'avg', smallest: 'min', greatest: 'max' } as const;

async function rolledUp(
  deps: FormDeps,
  db: Queryable,
  viewer: Viewer,
  opened: OpenedForm,
  rollup: FieldOf<'rollup'>,
  ids: readonly string[],
): Promise<Found[]> {
  const link = opened.form.definition.fields.find(({ key }) => key === rollup.link);
  const source = link && (await sourceOf(deps, db, viewer, opened, link, ids));
  if (!source) return [];
  const { other, from } = source;
  const of = other.form.definition.fields.find(({ key }) => key === rollup.field);
  if (rollup.function !== 'count' && !of) return [];
  // The figure is the designer's: it may be over fields this viewer does not see.
  const all = { form: other.form, rights: { ...other.rights, hiddenSomewhere: new Set<string>() } };
  const where = rollup.where ? checkedSql(rollup.where, all, 'where') : sql`true`;
  const measured = raw(of ? `r.${quoted(columnName(of.key))}` : '*');
  const value = sql`${raw(aggregates[rollup.function])}(${measured})`;
  const rows = await many<Found>(
    db,
    sql`select here as id, ${value} as value from ${from} where ${where} group by here`,
  );
  return rows.map(({ id, value: figure }) => ({ id, value: asResult(figure, rollup.result) }));
}

async function sourceOf(
  deps: FormDeps,
  db: Queryable,
  viewer: Viewer,
  opened: OpenedForm,
  link: FieldDefinition,
  ids: readonly string[],
): Promise<{ other: OpenedForm; from: Sql } | undefined> {
  if (link.type === 'backLinks') return linkingSql(deps, db, viewer, link, ids);
  if (link.type !== 'linkedRecord' && link.type !== 'linkedRecords') return undefined;
  const header = await headerOf(db, link.form);
  const other = header && (await formFor(deps, db, viewer, header));
  if (!other) return undefined;
  const here = raw(quoted(opened.form.tables.name));
  const there = raw(quoted(other.form.tables.name));
  const cell = raw(`h.${quoted(columnName(link.key))}`);
  const joined = link.type === 'linkedRecord' ? sql`r.id = ${cell}` : sql`r.id = any(${cell})`;
  return {
    other,
    from: sql`(select r.*, h.id as here from ${here} h join ${there} r on ${joined} where h.id = any(${ids}::uuid[])) r`,
  };
}

function asResult(figure: unknown, result: FieldOf<'rollup'>['result']): unknown {
  if (figure === null || figure === undefined) return null;
  if (result === 'number') return Number(figure);
  return figure instanceof Date ? figure.toISOString() : figure;
}
