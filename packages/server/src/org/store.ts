/** Districts, companies and communities: all their SQL. */
import type { Place, Scope } from '@anshao/core/access/rights.ts';
import type { Community, Company, District, DistrictRow } from '@anshao/core/org/contract.ts';
import { scopePredicate } from '../access/scope.ts';
import {
  join,
  many,
  maybeOne,
  type Queryable,
  raw,
  run,
  type Sql,
  sql,
  type Transaction,
} from '../base/database/sql.ts';
import { escapeLike, within } from './picker.ts';
import { normalizeSearch, searchKeys } from './search-key.ts';

const communityPlace = { community: 'c.id', company: 'c.company_id', district: 'c.district_id' };

export function inScope(scope: Scope): Sql {
  return scopePredicate(scope, communityPlace);
}

export function allOf(conditions: readonly Sql[]): Sql {
  return conditions.length === 0 ? raw('true') : join([...conditions], ' and ');
}

/** Counts of a city or province include those of the districts below. */
export function listDistricts(db: Queryable): Promise<District[]> {
  return many(
    db,
    sql`with recursive counted as (
          select district_id as id, count(*)::int as communities from communities where status = 'active' group by 1
        ), rolled as (
          select d.id, d.parent_id, k.communities from counted k join districts d on d.id = k.id
          union all
          select d.id, d.parent_id, r.communities from rolled r join districts d on d.id = r.parent_id
        )
        select d.id, d.code, d.name, d.level, d.parent_id as "parentId", coalesce(sum(r.communities), 0)::int as communities
        from districts d left join rolled r on r.id = d.id
        group by d.id
        order by d.position, d.code`,
  );
}

export async function findDistrict(db: Queryable, id: string): Promise<{ id: string; level: string } | undefined> {
  return maybeOne(db, sql`select id, level from districts where id = ${id}`);
}

export function districtsByCode(
  db: Queryable,
): Promise<{ id: string; code: string; name: string; level: string; parentId: string | null }[]> {
  return many(db, sql`select id, code, name, level, parent_id as "parentId" from districts`);
}

export interface NewDistrict extends Required<Pick<DistrictRow, 'code' | 'name' | 'level'>> {
  id: string;
  parentId: string | null;
  position: number;
}

export async function saveDistricts(
  transaction: Transaction,
  rows: readonly NewDistrict[],
  at: Date,
): Promise<{ created: number; updated: number }> {
  const saved = await transaction.query<{ inserted: boolean }>(
    `insert into districts as d (id, code, name, level, parent_id, position, created_at)
     select r.*, $7::timestamptz from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::uuid[], $6::int[]) r
     on conflict (code) do update set name = excluded.name, level = excluded.level, parent_id = excluded.parent_id
       where (d.name, d.level, d.parent_id) is distinct from (excluded.name, excluded.level, excluded.parent_id)
     returning xmax = 0 as inserted`,
    [
      rows.map((row) => row.id),
      rows.map((row) => row.code),
      rows.map((row) => row.name),
      rows.map((row) => row.level),
      rows.map((row) => row.parentId),
      rows.map((row) => row.position),
      at,
    ],
  );
  const created = saved.rows.filter((row) => row.inserted).length;
  return { created, updated: saved.rows.length - created };
}

/** Companies in scope, or with a community in scope; by code. */
export function listCompanies(
  db: Queryable,
  scope: Scope,
  filter: { q?: string | undefined; after?: string | undefined; limit: number },
): Promise<Company[]> {
  const conditions: Sql[] = [];
  if (!scope.everywhere) {
    conditions.push(
      sql`(g.id = any(${scope.companyIds}::uuid[]) or exists (select from communities c where c.company_id = g.id and ${inScope(scope)}))`,
    );
  }
  if (filter.q) {
    const pattern = `%${escapeLike(filter.q.trim())}%`;
    conditions.push(sql`(g.name like ${pattern} or g.code ilike ${pattern})`);
  }
  if (filter.after !== undefined) conditions.push(sql`g.code > ${filter.after}`);
  return many(
    db,
    sql`select g.id, g.code, g.name,
               (select count(*)::int from communities c where c.company_id = g.id and c.status = 'active' and ${inScope(scope)}) as communities
        from companies g where ${allOf(conditions)} order by g.code limit ${filter.limit}`,
  );
}

export function insertCompany(
  db: Queryable,
  company: { id: string; code: string; name: string },
  at: Date,
): Promise<number> {
  return run(
    db,
    sql`insert into companies (id, code, name, created_at, updated_at)
        values (${company.id}, ${company.code}, ${company.name}, ${at}, ${at}) on conflict (code) do nothing`,
  );
}

/** @returns what it is now, or undefined when there is none */
export function changeCompany(
  db: Queryable,
  id: string,
  change: { code: string | null; name: string | null },
  at: Date,
): Promise<Company | undefined> {
  return maybeOne(
    db,
    sql`update companies set code = coalesce(${change.code}, code), name = coalesce(${change.name}, name), updated_at = ${at}
        where id = ${id} returning id, code, name`,
  );
}

export async function companyExists(db: Queryable, id: string): Promise<boolean> {
  return (await maybeOne(db, sql`select 1 as one from companies where id = ${id}`)) !== undefined;
}

const communityColumns = raw(`c.id, c.code, c.name, c.district_id as "districtId", d.name as "districtName",
  c.company_id as "companyId", g.name as "companyName", c.address, c.latitude, c.longitude,
  c.time_zone as "timeZone", c.status`);
const communityTables = raw(
  `communities c join districts d on d.id = c.district_id left join companies g on g.id = c.company_id`,
);

export interface CommunityFilter {
  q?: string | undefined;
  districtId?: string | undefined;
  companyId?: string | undefined;
  status?: string | undefined;
  after?: string | undefined;
  limit: number;
}

export function listCommunities(db: Queryable, scope: Scope, filter: CommunityFilter): Promise<Community[]> {
  const conditions = [inScope(scope)];
  if (filter.q) {
    const words = normalizeSearch(filter.q);
    conditions.push(
      sql`(c.search_text like ${`%${escapeLike(words)}%`} or c.code ilike ${`${escapeLike(filter.q.trim())}%`})`,
    );
  }
  if (filter.districtId) conditions.push(within(filter.districtId));
  if (filter.companyId) conditions.push(sql`c.company_id = ${filter.companyId}`);
  if (filter.status) conditions.push(sql`c.status = ${filter.status}`);
  if (filter.after !== undefined) conditions.push(sql`c.code > ${filter.after}`);
  return many(
    db,
    sql`select ${communityColumns} from ${communityTables} where ${allOf(conditions)} order by c.code limit ${filter.limit}`,
  );
}

export function findCommunity(db: Queryable, id: string): Promise<Community | undefined> {
  return maybeOne(db, sql`select ${communityColumns} from ${communityTables} where c.id = ${id}`);
}

/** As `findCommunity`, and nobody else changes it, or who is in charge of it, until the transaction ends. */
export function lockCommunity(transaction: Transaction, id: string): Promise<Community | undefined> {
  return maybeOne(
    transaction,
    sql`select ${communityColumns} from ${communityTables} where c.id = ${id} for update of c`,
  );
}

export type StoredCommunity = Omit<Community, 'districtName' | 'companyName'>;

export async function insertCommunity(transaction: Transaction, community: StoredCommunity, at: Date): Promise<void> {
  const keys = searchKeys(community.name, community.address);
  await run(
    transaction,
    sql`insert into communities (id, code, name, district_id, company_id, address, latitude, longitude, time_zone, status,
                                 search_text, initials, created_at, updated_at)
        values (${community.id}, ${community.code}, ${community.name}, ${community.districtId}, ${community.companyId},
                ${community.address}, ${community.latitude}, ${community.longitude}, ${community.timeZone},
                ${community.status}, ${keys.searchText}, ${keys.initials}, ${at}, ${at})`,
  );
}

export async function updateCommunity(transaction: Transaction, community: StoredCommunity, at: Date): Promise<void> {
  const keys = searchKeys(community.name, community.address);
  await run(
    transaction,
    sql`update communities set code = ${community.code}, name = ${community.name}, district_id = ${community.districtId},
          company_id = ${community.companyId}, address = ${community.address}, latitude = ${community.latitude},
          longitude = ${community.longitude}, time_zone = ${community.timeZone}, status = ${community.status},
          search_text = ${keys.searchText}, initials = ${keys.initials}, updated_at = ${at}
        where id = ${community.id}`,
  );
}

export async function codeTaken(db: Queryable, code: string, exceptId: string | null): Promise<boolean> {
  const found = await maybeOne(
    db,
    sql`select 1 as one from communities where code = ${code} and id is distinct from ${exceptId}::uuid`,
  );
  return found !== undefined;
}

export function placeOf(community: Pick<Community, 'id' | 'companyId' | 'districtId'>): Place {
  return { communityId: community.id, companyId: community.companyId, districtId: community.districtId };
}

export interface CommunityExportRow {
  code: string;
  name: string;
  /** See `districtCell`. */
  district: string;
  companyName: string | null;
  companyCode: string | null;
  address: string;
  latitude: number | null;
  longitude: number | null;
  status: Community['status'];
}

/** A district as a cell that means only that one: its name, its code where counties share the name. */
export const districtCell = raw(`case when exists (
    select from districts o where o.name = d.name and o.level = 'county' and o.id <> d.id) then d.code else d.name end`);

export function communitiesToExport(
  db: Queryable,
  scope: Scope,
  after: string,
  limit: number,
): Promise<CommunityExportRow[]> {
  return many(
    db,
    sql`select c.code, c.name, ${districtCell} as district, g.name as "companyName", g.code as "companyCode", c.address,
               c.latitude, c.longitude, c.status
        from ${communityTables} where ${inScope(scope)} and c.code > ${after} order by c.code limit ${limit}`,
  );
}
