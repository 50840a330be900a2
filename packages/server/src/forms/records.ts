/** Writing and reading the records of any form, by its tables. */
import type { Fieldset, FormValues, RowValues } from '@anshao/core/forms/contract.ts';
import { quoted } from '@anshao/core/forms/naming.ts';
import {
  type ChildTable,
  fromCells,
  rowsOf,
  type Subform,
  subformAt,
  type Table,
  toCells,
} from '@anshao/core/forms/tables.ts';
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
 * Inserts records and their rows as parts of a composed write. `recorded` gives the ids of those that were inserted.
 * @param given an earlier CTE and its column of record ids: only records among them are inserted
 * @param ifAbsent passes over records whose id is in the table already; otherwise that is an error
 */
export function insertFragments(
  form: PublishedForm,
  records: readonly NewRecord[],
  given: { cte: string; column: string },
  ifAbsent?: 'ifAbsent',
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
      where u.id in (select ${given.column} from ${given.cte})${ifAbsent ? ' on conflict (id) do nothing' : ''} returning id`,
    values: [form.version, ...rows.values],
  };
  // Rows of a record that was there before belong to somebody else's record.
  const written = ifAbsent ? { cte: 'recorded', column: 'id' } : given;
  return [recorded, ...form.tables.children.map((child) => childFragment(form, child, records, written))];
}

/** One row of a subform and the row it stands in; a row of the record itself stands in none. */
interface PlacedRow {
  readonly row: RowValues;
  readonly within: RowValues | undefined;
  readonly position: number;
}

function rowsAt(values: FormValues, path: string): PlacedRow[] {
  const [first = '', ...rest] = path.split('.');
  let found = placed(values, first, undefined);
  for (const key of rest) found = found.flatMap(({ row }) => placed(row, key, row));
  return found;
}

function placed(values: FormValues, key: string, within: RowValues | undefined): PlacedRow[] {
  return (rowsOf(values, key) as RowValues[]).map((row, position) => ({ row, within, position }));
}

function childFragment(
  form: PublishedForm,
  child: ChildTable,
  records: readonly Pick<NewRecord, 'id' | 'values'>[],
  given: { cte: string; column: string },
): Fragment {
  const fieldset = subformOf(form, child);
  const { columns } = child;
  const [outerName, outerType] = child.within ? [', row_id', ['uuid']] : ['', []];
  const rows = rowSource(
    ['uuid', 'uuid', ...outerType, 'integer', ...typesOf(columns)],
    records.flatMap((record) =>
      rowsAt(record.values, child.subform).map(({ row, within, position }) => [
        row._id,
        record.id,
        ...(within ? [within._id] : []),
        position,
        ...cellsOf(columns, toCells(fieldset, row)),
      ]),
    ),
  );
  return {
    name: `rows_${child.name}`,
    text: `insert into ${quoted(child.name)} (id, record_id${outerName}, position${names(columns)})
      select u.id, u.record_id${outerName.replace(' ', ' u.')}, u.position${selected(columns)}
      from ${rows.text} as u (id, record_id${outerName}, position${names(columns)})
      where u.record_id in (select ${given.column} from ${given.cte})`,
    values: rows.values,
  };
}

/** What would lie in the tables, as text: the same for contents that differ only in how they are written down. */
export function contentOf(
  { definition, tables }: Pick<PublishedForm, 'definition' | 'tables'>,
  values: FormValues,
): string {
  const rows = tables.children.map((child) =>
    rowsAt(values, child.subform).map(({ row, within }) => [
      row._id,
      within?._id,
      toCells(subformOf({ definition }, child), row),
    ]),
  );
  return JSON.stringify([toCells(definition, values), rows]);
}

/** The values with an id on every row at every level; rows keep the one they have. */
export function withRowIds(fieldset: Fieldset, values: FormValues, newId: () => string): FormValues {
  const subforms = fieldset.fields.filter((field) => field.type === 'subform');
  if (subforms.length === 0) return values;
  const complete: Record<string, unknown> = { ...values };
  for (const subform of subforms) {
    if (!Array.isArray(values[subform.key])) continue;
    complete[subform.key] = rowsOf(values, subform.key).map((row) => ({
      ...withRowIds(subform, row, newId),
      _id: (row as RowValues)._id ?? newId(),
    }));
  }
  return complete;
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

/**
 * Replaces a record's values. A row that stays keeps what lies in columns of no use any more, as the record itself does.
 * The caller has kept the former contents as a version.
 */
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
  for (const child of [...form.tables.children].reverse()) {
    const staying = rowsAt(record.values, child.subform).map(({ row }) => row._id);
    await transaction.query(`delete from ${quoted(child.name)} where record_id = $1 and id <> all($2::uuid[])`, [
      record.id,
      staying,
    ]);
  }
  for (const child of form.tables.children) {
    const [first, ...more] = onceOnly(form, child);
    // Two rows may change places: neither must find its new value still taken by the other.
    if (first !== undefined)
      await transaction.query(
        `update ${quoted(child.name)} set ${[first, ...more].map((name) => `${quoted(name)} = null`).join(', ')}
         where record_id = $1`,
        [record.id],
      );
    const fragment = childFragment(form, child, [record], { cte: quoted(form.tables.name), column: 'id' });
    const written = [...(child.within ? ['row_id'] : []), 'position', ...child.columns.map(({ name }) => name)];
    const replaced = written.map((name) => `${quoted(name)} = excluded.${quoted(name)}`).join(', ');
    await transaction.query(`${fragment.text} on conflict (record_id, id) do update set ${replaced}`, [
      ...fragment.values,
    ]);
  }
}

/** Columns whose values may stand only once among the rows of a record. */
function onceOnly(form: PublishedForm, child: ChildTable): string[] {
  const unique = new Set(subformOf(form, child).fields.flatMap((field) => (field.unique ? [field.key] : [])));
  return child.columns
    .filter(({ name, field }) => name === child.uniqueColumn || unique.has(field))
    .map(({ name }) => name);
}

/** The values of one record, rows included, or undefined. */
export async function readRecord(db: Queryable, form: PublishedForm, id: string): Promise<FormValues | undefined> {
  const record = (await db.query(`select * from ${quoted(form.tables.name)} where id = $1`, [id])).rows[0] as
    | Record<string, unknown>
    | undefined;
  if (!record) return undefined;
  const values = fromCells(form.definition, record);
  for (const child of form.tables.children) {
    if (!child.within) values[child.subform] = (await readRows(db, form, child.subform, [id])).get(id) ?? [];
  }
  return values;
}

/** The rows of one subform of several records with the rows within them, in order, by record. One query per table. */
export async function readRows(
  db: Queryable,
  form: Pick<PublishedForm, 'definition' | 'tables'>,
  subform: string,
  recordIds: readonly string[],
): Promise<Map<string, RowValues[]>> {
  const child = childOf(form, subform);
  const inner = form.tables.children.filter((one) => one.within?.subform === subform);
  const rows = await rowsIn(db, form, child, recordIds);
  const innerRows = await Promise.all(inner.map((one) => rowsIn(db, form, one, recordIds)));
  const byRow = innerRows.map((found) => Map.groupBy(found, ({ recordId, rowId }) => `${recordId} ${rowId}`));
  for (const { recordId, values } of rows) {
    inner.forEach((one, index) => {
      const within = byRow[index]?.get(`${recordId} ${values._id}`) ?? [];
      values[one.subform.slice(subform.length + 1)] = within.map((other) => other.values);
    });
  }
  return new Map(
    [...Map.groupBy(rows, ({ recordId }) => recordId)].map(([id, found]) => [id, found.map((one) => one.values)]),
  );
}

interface FoundRow {
  readonly recordId: string;
  readonly rowId: string | undefined;
  readonly values: Record<string, unknown> & { _id: string };
}

async function rowsIn(
  db: Queryable,
  form: Pick<PublishedForm, 'definition' | 'tables'>,
  child: ChildTable,
  recordIds: readonly string[],
): Promise<FoundRow[]> {
  const fieldset = subformOf(form, child);
  const { rows } = await db.query(
    `select * from ${quoted(child.name)} where record_id = any($1::uuid[]) order by record_id, position`,
    [recordIds],
  );
  return (rows as Record<string, unknown>[]).map((row) => ({
    recordId: String(row['record_id']),
    rowId: child.within && String(row['row_id']),
    values: { ...fromCells(fieldset, row), _id: String(row['id']) },
  }));
}

function childOf(form: Pick<PublishedForm, 'definition' | 'tables'>, subform: string): ChildTable {
  const child = form.tables.children.find((one) => one.subform === subform);
  if (!child) throw new Error(`form ${form.definition.key} has no subform ${subform}`);
  return child;
}

function subformOf(form: Pick<PublishedForm, 'definition'>, child: ChildTable): Subform {
  const field = subformAt(form.definition, child.subform);
  if (!field) throw new Error(`no subform ${child.subform}`);
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
