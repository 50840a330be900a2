/** What ids of the directory are called, for who shows a record that names them. Whoever asks has a right to the record. */
import { many, type Queryable, raw, sql } from '../base/database/sql.ts';

const tables = { person: 'people', community: 'communities', department: 'departments' } as const;
export type Named = keyof typeof tables;

/** Names by id; ids that there are not are left out. */
export async function namesOf(db: Queryable, kind: Named, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await many<{ id: string; name: string }>(
    db,
    sql`select id, name from ${raw(tables[kind])} where id = any(${ids}::uuid[])`,
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
}
