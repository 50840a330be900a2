/** Rows of departments and of the people in them. */
import type { Scope } from '@anshao/core/access/rights.ts';
import { scopePredicate } from '../access/scope.ts';
import { empty, many, maybeOne, type Queryable, run, type Sql, sql, type Transaction } from '../base/database/sql.ts';

export interface DepartmentRow {
  id: string;
  name: string;
  companyId: string | null;
  companyName: string | null;
  parentId: string | null;
  position: number;
  status: 'active' | 'stopped';
  members: number;
}

const columns = sql`d.id, d.name, d.company_id as "companyId", k.name as "companyName", d.parent_id as "parentId",
  d.position, d.status, (select count(*)::int from department_members m where m.department_id = d.id) as members`;

/**
 * A company is read by whoever reads the company itself, one of its communities, or a district in which it has one.
 * Departments of no company are the operator's own and everybody's who reads the directory.
 */
function readable(scope: Scope): Sql {
  if (scope.everywhere) return sql`true`;
  const places = scopePredicate(scope, { community: 'c.id', company: 'c.company_id', district: 'c.district_id' });
  return sql`(d.company_id is null or d.company_id = any(${scope.companyIds}::uuid[])
    or exists (select from communities c where c.company_id = d.company_id and ${places}))`;
}

export function listDepartments(db: Queryable, scope: Scope, companyId: string | undefined): Promise<DepartmentRow[]> {
  const ofCompany = companyId === undefined ? empty : sql`and d.company_id = ${companyId}`;
  return many(
    db,
    sql`select ${columns} from departments d left join companies k on k.id = d.company_id
        where ${readable(scope)} ${ofCompany} order by k.name nulls first, d.position, d.name, d.id`,
  );
}

export function findDepartment(db: Queryable, id: string, scope?: Scope): Promise<DepartmentRow | undefined> {
  return maybeOne(
    db,
    sql`select ${columns} from departments d left join companies k on k.id = d.company_id
        where d.id = ${id} ${scope ? sql`and ${readable(scope)}` : empty}`,
  );
}

/** Ids from a department up to the top, itself first. */
export async function pathUp(db: Queryable, id: string): Promise<string[]> {
  const rows = await many<{ id: string }>(
    db,
    sql`with recursive up as (
          select id, parent_id, 1 as step from departments where id = ${id}
          union all select d.id, d.parent_id, up.step + 1 from departments d join up on d.id = up.parent_id
        ) cycle id set is_cycle using path select id from up where not is_cycle order by step`,
  );
  return rows.map((row) => row.id);
}

/** How many levels there are from a department down, itself counted. */
export async function levelsBelow(db: Queryable, id: string): Promise<number> {
  const row = await maybeOne<{ levels: number }>(
    db,
    sql`with recursive down as (
          select id, 1 as level from departments where id = ${id}
          union all select d.id, down.level + 1 from departments d join down on d.parent_id = down.id
        ) cycle id set is_cycle using path select coalesce(max(level), 0)::int as levels from down where not is_cycle`,
  );
  return row?.levels ?? 0;
}

export async function hasActiveBelow(db: Queryable, id: string): Promise<boolean> {
  const query = sql`select 1 as yes from departments where parent_id = ${id} and status = 'active' limit 1`;
  return (await maybeOne(db, query)) !== undefined;
}

export async function companyExists(db: Queryable, id: string): Promise<boolean> {
  return (await maybeOne(db, sql`select 1 as yes from companies where id = ${id}`)) !== undefined;
}

/** Two moves at once could close a circle that neither sees. */
export async function lockTree(transaction: Transaction): Promise<void> {
  await run(transaction, sql`select pg_advisory_xact_lock(hashtext('departments'))`);
}

/** @returns 0 when there is one of this id */
export function insertDepartment(
  transaction: Transaction,
  department: { id: string; name: string; companyId: string | null; parentId: string | null },
): Promise<number> {
  const { id, name, companyId, parentId } = department;
  return run(
    transaction,
    sql`insert into departments (id, company_id, parent_id, name, position)
        values (${id}, ${companyId}, ${parentId}, ${name},
          (select coalesce(max(position), 0) + 1 from departments where company_id is not distinct from ${companyId}::uuid))
        on conflict (id) do nothing`,
  );
}

export async function changeDepartment(
  transaction: Transaction,
  id: string,
  to: { name: string; parentId: string | null; status: 'active' | 'stopped' },
): Promise<void> {
  await run(
    transaction,
    sql`update departments set name = ${to.name}, parent_id = ${to.parentId}, status = ${to.status} where id = ${id}`,
  );
}

export interface MemberRow {
  id: string;
  name: string;
  mobile: string | null;
  post: string | null;
}

export function listMembers(db: Queryable, id: string, today: string): Promise<MemberRow[]> {
  return many(
    db,
    sql`select p.id, p.name, p.mobile, (
            select o.role from posts o where o.person_id = p.id and (o.ends_at is null or o.ends_at > ${today}::timestamptz)
            order by o.starts_at limit 1) as post
        from department_members m join people p on p.id = m.person_id
        where m.department_id = ${id} order by p.name, p.id`,
  );
}

export async function personExists(db: Queryable, id: string): Promise<boolean> {
  return (await maybeOne(db, sql`select 1 as yes from people where id = ${id} and status = 'active'`)) !== undefined;
}

export function insertMember(transaction: Transaction, department: string, person: string): Promise<number> {
  return run(
    transaction,
    sql`insert into department_members (department_id, person_id) values (${department}, ${person}) on conflict do nothing`,
  );
}

export function deleteMember(transaction: Transaction, department: string, person: string): Promise<number> {
  return run(
    transaction,
    sql`delete from department_members where department_id = ${department} and person_id = ${person}`,
  );
}
