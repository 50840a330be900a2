/**
 * Lists of a form's records: condition, words, community and the reader's own reach become one WHERE, and a page is
 * read along an index where there is one. Nothing is counted on the way and nothing skipped over.
 */
import type { Scope } from '@anshao/core/access/rights.ts';
import { type FieldProblem, Problem } from '@anshao/core/base/errors.ts';
import { checkCondition } from '@anshao/core/expressions/check-condition.ts';
import type { Condition } from '@anshao/core/expressions/condition.ts';
import { below } from '@anshao/core/expressions/problems.ts';
import type { SqlColumn } from '@anshao/core/expressions/to-sql.ts';
import type { RecordScope } from '@anshao/core/forms/access.ts';
import { quoted } from '@anshao/core/forms/naming.ts';
import type { RecordQuery } from '@anshao/core/forms/records.ts';
import { fieldColumns } from '@anshao/core/forms/tables.ts';
import type pg from 'pg';
import { join, many, manyPrepared, type Queryable, raw, type Sql, sql } from '../base/database/sql.ts';
import { encodeCursor } from '../base/paging.ts';
import { conditionSql, isWorkedOut, queryColumns } from './query-columns.ts';
import { cursorCells, inOrder, type Order, orderOf, orderProblems, pageSql, placeIn } from './query-order.ts';
import { wordsSql } from './query-words.ts';
import type { OpenedForm } from './record-forms.ts';
import { headColumns, headJoins, recordFrom, type StoredRecord } from './record-store.ts';

export const usualLimit = 20;
/** A count goes no further: nobody reads more exactly, and counting a million records costs a second. */
export const mostCounted = 10_000;

type Question = Pick<RecordQuery, 'where' | 'q' | 'community'>;

/** Records that somebody may reach, as a condition on `r`. */
export function reachSql(scope: RecordScope, personId: string): Sql {
  const places = placesSql(scope.places);
  if (!scope.own || scope.places.everywhere) return places;
  return sql`(${places} or r.created_by = ${personId}::uuid)`;
}

function placesSql(scope: Scope): Sql {
  if (scope.everywhere) return raw('true');
  const parts: Sql[] = [];
  const { communityIds, companyIds, districtIds } = scope;
  // One community is an equality, so that the index that goes on with the id gives the records in order.
  if (communityIds.length === 1) parts.push(sql`r.community_id = ${communityIds[0]}::uuid`);
  else if (communityIds.length > 1) parts.push(sql`r.community_id = any(${communityIds}::uuid[])`);
  if (companyIds.length > 0)
    parts.push(sql`r.community_id in (select id from communities where company_id = any(${companyIds}::uuid[]))`);
  if (districtIds.length > 0)
    parts.push(sql`r.community_id in (select id from communities where district_id = any(${districtIds}::uuid[]))`);
  return parts.length === 0 ? raw('false') : sql`(${join(parts, ' or ')})`;
}

/**
 * @param also what else must hold, on `r`
 * @throws Problem `base.invalid` with everything that is wrong with the condition
 */
function whereSql(opened: OpenedForm, personId: string, question: Question, also: readonly Sql[] = []): Sql {
  const { definition } = opened.form;
  const { hiddenSomewhere: hidden } = opened.rights;
  const parts = [reachSql(opened.rights.read, personId), ...also];
  if (question.where) parts.push(checkedSql(question.where, opened, 'where'));
  const words = question.q === undefined ? undefined : wordsSql(definition, question.q, hidden);
  if (words) parts.push(words);
  if (question.community !== undefined) parts.push(sql`r.community_id = ${question.community}::uuid`);
  return join(parts, ' and ');
}

/** @throws Problem `base.invalid` */
export function checkedSql(condition: Condition, opened: Pick<OpenedForm, 'form' | 'rights'>, path: string): Sql {
  const columns = queryColumns(opened.form.definition, opened.rights.hiddenSomewhere);
  refuse(conditionProblems(condition, columns, path), opened);
  return conditionSql(condition, columns);
}

function conditionProblems(
  condition: Condition,
  columns: ReadonlyMap<string, SqlColumn>,
  path: string,
): FieldProblem[] {
  return below(
    path,
    checkCondition(condition, (field) => columns.get(field)?.kind),
  );
}

/** A field that is only worked out when read is not said to be missing: whoever asks sees it in the form. */
function refuse(problems: readonly FieldProblem[], { form, rights }: Pick<OpenedForm, 'form' | 'rights'>): void {
  if (problems.length === 0) return;
  const told = problems.map((problem) =>
    problem.code === 'expressions.unknown-field' &&
    isWorkedOut(form.definition, rights.hiddenSomewhere, problem.details?.['field'])
      ? { ...problem, code: 'expressions.worked-out' }
      : problem,
  );
  throw new Problem('base.invalid', undefined, told);
}

export interface RecordPage {
  readonly records: StoredRecord[];
  readonly next?: string;
}

/** @throws Problem `base.invalid`, `base.malformed` for a cursor of another list */
export async function pageOfRecords(
  db: Queryable,
  opened: OpenedForm,
  personId: string,
  query: RecordQuery,
  also: readonly Sql[] = [],
): Promise<RecordPage> {
  const { limit = usualLimit } = query;
  const columns = queryColumns(opened.form.definition, opened.rights.hiddenSomewhere);
  refuse(
    [...(query.where ? conditionProblems(query.where, columns, 'where') : []), ...orderProblems(query.sort, columns)],
    opened,
  );
  const order = orderOf(query.sort, columns);
  const page = pageSql({
    table: raw(quoted(opened.form.tables.name)),
    selected: selectedSql(opened, query.fields, order),
    where: whereSql(opened, personId, query, also),
    order,
    after: placeIn(order, query.cursor),
    limit: limit + 1,
  });
  const statement = sql`/* version ${raw(String(opened.form.version))} */
    select ${headColumns}, r.* from ${page} r ${headJoins} order by ${inOrder(order)}`;
  const rows = await (isUsual(query) ? usualRows(db, statement) : many<Row>(db, statement));
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return {
    records: shown.map(recordFrom),
    ...(last && {
      next: encodeCursor(
        cursorCells(order, { id: String(last['id']), value: (last['sort_value'] ?? null) as string | null }),
      ),
    }),
  };
}

type Row = Record<string, unknown>;

/** What most lists ask: nothing but an order. Planning such a page takes longer than reading it. */
function isUsual({ where, q }: RecordQuery): boolean {
  return where === undefined && q === undefined;
}

/** So many plans a connection may keep; further statements (somebody tries all orders of all forms) are planned anew. */
const mostPlans = 500;
const planned = new Set<string>();

async function usualRows(db: Queryable, statement: Sql): Promise<Row[]> {
  if (planned.size >= mostPlans && !planned.has(statement.text)) return many<Row>(db, statement);
  planned.add(statement.text);
  try {
    return await manyPrepared<Row>(db, statement);
  } catch (error) {
    // The form was published in this very moment, and a column has another type than the plan says.
    if ((error as Partial<pg.DatabaseError>).code !== '0A000') throw error;
    return many<Row>(db, statement);
  }
}

const ownColumns = [
  'id',
  'form_version',
  'revision',
  'community_id',
  'created_at',
  'created_by',
  'updated_at',
  'updated_by',
];

/**
 * Only the columns of the fields that were asked for: rows of a form with three hundred fields are wide. Without a
 * choice all of them, retired ones too, for records of older versions show them. Always by name: a plan that is kept
 * must not give other columns tomorrow.
 */
function selectedSql({ form, header }: OpenedForm, fields: readonly string[] | undefined, { column }: Order): Sql {
  if (!fields && header.retired.length === 0) {
    const all = form.tables.columns.map(({ name }) => `r.${quoted(name)}`);
    return raw([...ownColumns.map((name) => `r.${name}`), ...all].join(', '));
  }
  const retired = header.retired.flatMap(({ subform, field }) => (subform === undefined ? [field] : []));
  // A look-up has no column of its own; it is found through its link.
  const links = form.definition.fields.flatMap((field) =>
    field.type === 'lookup' && fields?.includes(field.key) ? [field.link] : [],
  );
  const wanted = fields
    ? form.definition.fields.filter(({ key }) => fields.includes(key) || links.includes(key))
    : [...form.definition.fields, ...retired];
  const names = new Set(wanted.flatMap(fieldColumns).map(({ name }) => `r.${quoted(name)}`));
  if (column?.sql.startsWith('r."c_')) names.add(column.sql);
  return raw([...ownColumns.map((name) => `r.${name}`), ...names].join(', '));
}

/** How many records there are, counted up to `mostCounted`. */
export async function countOfRecords(
  db: Queryable,
  opened: OpenedForm,
  personId: string,
  question: Question,
): Promise<{ count: number; isExact: boolean }> {
  const where = whereSql(opened, personId, question);
  const [row] = await many<{ count: number }>(
    db,
    sql`select count(*)::integer as count from (
          select 1 from ${raw(quoted(opened.form.tables.name))} r where ${where} limit ${mostCounted + 1}) counted`,
  );
  const count = row?.count ?? 0;
  return count > mostCounted ? { count: mostCounted, isExact: false } : { count, isExact: true };
}
