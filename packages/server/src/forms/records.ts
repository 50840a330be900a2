/** Writing and reading the records of any form, by its tables. */
import type { Fieldset, FormValues, RowValues } from '@anshao/core/forms/contract.ts';
import { quoted } from '@anshao/core/forms/naming.ts';
import { type ChildTable, fromCells, rowsOf, type Table, toCells } from '@anshao/core/forms/tables.ts';
import type { Queryable, Transaction } from '../base/database/sql.ts';
import { type Fragment, rowsOf as rowSource } from '../base/database/write-batch.ts';
import type { PublishedForm } from './definitions.ts';

export interface NewRecord {
  readonly id: string;
  readonly communityId: string | null;
  readonly at: Date;
  readonly by: string | null;
  /** Valid and canonical, from `prepare`; every subform row has its `_id`. */
  readonly values: FormValues;
}

/**
 * Inserts records and their rows as parts of a composed write.
 * @param given an earlier CTE and its column of record ids: only records among them are inserted
 */
export function insertFragments(
  form: PublishedForm,
  records: readonly NewRecord[],
  given: { cte: string; column: string },
): Fragment[] {
  const { columns } = form.tables;
  const rows = rowSource(
    ['uuid', 'uuid', 'timestamptz', 'uuid', ...typesOf(columns)],
    records.map((record) => [
      record.id,
      record.communityId,
      record.at,
      record.by,
      ...cellsOf(columns, toCells(form.definition, record.values)),
    ]),
    2,
  );
  const recorded: Fragment = {
    name: 'recorded',
    text: `insert into ${quoted(form.tables.name)} (id, form_version, community_id, created_at, created_by, updated_at, updated_by${names(columns)})
      select u.id, $1::integer, u.community, u.at, u.by, u.at, u.by${selected(columns)}
      from ${rows.text} as u (id, community, at, by${names(columns)})
      where u.id in (select ${given.column} from ${given.cte}) returning id`,
    values: [form.version, ...rows.values],
  };
  return [recorded, ...form.tables.children.map((child) => childFragment(form, child, records, given))];
}

function childFragment(
  form: PublishedForm,
  child: ChildTable,
  records: readonly Pick<NewRecord, 'id' | 'values'>[],
  given: { cte: string; column: string },
): Fragment {
  const fieldset = subformOf(form, child);
  const { columns } = child;
  const rows = rowSource(
    ['uuid', 'uuid', 'integer', ...typesOf(columns)],
    records.flatMap((record) =>
      (rowsOf(record.values, child.subform) as RowValues[]).map((row, position) => [
        row._id,
        record.id,
        position,
        ...cellsOf(columns, toCells(fieldset, row)),
      ]),
    ),
  );
  return {
    name: `rows_${child.name}`,
    text: `insert into ${quoted(child.name)} (id, record_id, position${names(columns)})
      select u.id, u.record, u.position${selected(columns)}
      from ${rows.text} as u (id, record, position${names(columns)})
      where u.record in (select ${given.column} from ${given.cte})`,
    values: rows.values,
  };
}

// A list inside a list would be flattened by unnest, so list columns travel as text and are cast row by row.

function selected(columns: Table['columns']): string {
  return columns
    .map((column) => `, u.${quoted(column.name)}${isList(column.pgType) ? `::${column.pgType}` : ''}`)
    .join('');
}

function typesOf(columns: Table['columns']): string[] {
  return columns.map((column) => (isList(column.pgType) ? 'text' : column.pgType));
}

function cellsOf(columns: Table['columns'], row: Readonly<Record<string, unknown>>): unknown[] {
  return columns.map((column) => (isList(column.pgType) ? listLiteral(row[column.name]) : (row[column.name] ?? null)));
}

/** Replaces a record's values; its rows are written anew. The caller has kept the former contents as a version. */
export async function updateRecord(
  transaction: Transaction,
  form: PublishedForm,
  record: NewRecord & { readonly revision: number },
): Promise<void> {
  const cells = toCells(form.definition, record.values);
  const { columns } = form.tables;
  await transaction.query(
    `update ${quoted(form.tables.name)} set form_version = $2, revision = $3, updated_at = $4, updated_by = $5${columns
      .map((column, index) => `, ${quoted(column.name)} = $${index + 6}`)
      .join('')} where id = $1`,
    [record.id, form.version, record.revision, record.at, record.by, ...columns.map((column) => cells[column.name])],
  );
  for (const child of form.tables.children) {
    await transaction.query(`delete from ${quoted(child.name)} where record_id = $1`, [record.id]);
    const fragment = childFragment(form, child, [record], { cte: quoted(form.tables.name), column: 'id' });
    await transaction.query(fragment.text, [...fragment.values]);
  }
}

/** The values of one record, rows included, or undefined. */
export async function readRecord(db: Queryable, form: PublishedForm, id: string): Promise<FormValues | undefined> {
  const record = (await db.query(`select * from ${quoted(form.tables.name)} where id = $1`, [id])).rows[0] as
    | Record<string, unknown>
    | undefined;
  if (!record) return undefined;
  const values = fromCells(form.definition, record);
  for (const child of form.tables.children) {
    values[child.subform] = (await readRows(db, form, child.subform, [id])).get(id) ?? [];
  }
  return values;
}

/** The rows of one subform of several records, in order, by record. */
export async function readRows(
  db: Queryable,
  form: PublishedForm,
  subform: string,
  recordIds: readonly string[],
): Promise<Map<string, RowValues[]>> {
  const child = form.tables.children.find((one) => one.subform === subform);
  if (!child) throw new Error(`form ${form.definition.key} has no subform ${subform}`);
  const fieldset = subformOf(form, child);
  const { rows } = await db.query(
    `select * from ${quoted(child.name)} where record_id = any($1::uuid[]) order by record_id, position`,
    [recordIds],
  );
  const byRecord = new Map<string, RowValues[]>();
  for (const row of rows as Record<string, unknown>[]) {
    const values: RowValues = { ...fromCells(fieldset, row), _id: String(row['id']) };
    const known = byRecord.get(String(row['record_id']));
    if (known) known.push(values);
    else byRecord.set(String(row['record_id']), [values]);
  }
  return byRecord;
}

function subformOf(form: PublishedForm, child: ChildTable): Fieldset {
  const field = form.definition.fields.find((one) => one.key === child.subform);
  if (field?.type !== 'subform') throw new Error(`no subform ${child.subform}`);
  return field;
}

function names(columns: Table['columns']): string {
  return columns.map((column) => `, ${quoted(column.name)}`).join('');
}

function isList(pgType: string): boolean {
  return pgType.endsWith('[]');
}

/** PostgreSQL's own text form of a list; null stays null. */
function listLiteral(list: unknown): string | null {
  if (!Array.isArray(list)) return null;
  return `{${list.map((item) => `"${String(item).replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`).join(',')}}`;
}
