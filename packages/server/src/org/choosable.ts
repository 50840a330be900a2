/**
 * Whom and what somebody may choose who fills something in: people, communities and departments within what the
 * question allows, asked for by id (to accept) or by name (to offer). Both ask the same condition.
 */
import type { Scope } from '@anshao/core/access/rights.ts';
import type { Role } from '@anshao/core/org/contract.ts';
import { scopePredicate } from '../access/scope.ts';
import { empty, join, many, type Queryable, type Sql, sql } from '../base/database/sql.ts';
import { escapeLike } from './picker.ts';

/** The place from which people are seen. */
export interface Standpoint {
  readonly communityId: string | null;
  readonly companyId: string | null;
  readonly at: Date;
}

export type Wanted =
  | {
      readonly kind: 'person';
      readonly within: 'everyone' | 'company' | 'community';
      readonly roles?: readonly string[] | undefined;
      readonly departments?: readonly string[] | undefined;
      readonly onDuty?: boolean | undefined;
    }
  | { readonly kind: 'community'; readonly scope: Scope }
  | { readonly kind: 'department'; readonly ofCompany: boolean };

export interface Choosable {
  id: string;
  name: string;
  /** A person's role; null for everything else, and for who holds no post. */
  role: Role | null;
  /** Where it is: of a person the community or what else the post is at. */
  place: string;
  /** What it stands below in the organisation. */
  group: string;
}

/** Where a page begins. */
export type ChoosablePlace = readonly [group: string, name: string, id: string];

/** Those of the ids that may be chosen. */
export async function choosableAmong(
  db: Queryable,
  wanted: Wanted,
  from: Standpoint,
  ids: readonly string[],
): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = await many<{ id: string }>(
    db,
    sql`select x.id from ${sourceOf(wanted)} x where x.id = any(${ids}::uuid[]) and ${condition(wanted, from)}`,
  );
  return new Set(rows.map(({ id }) => id));
}

/** Ordered by group, then name. */
export function findChoosable(
  db: Queryable,
  wanted: Wanted,
  from: Standpoint,
  page: { q?: string | undefined; after?: ChoosablePlace | undefined; limit: number },
): Promise<Choosable[]> {
  const { q = '', after, limit } = page;
  const found = q.trim() === '' ? empty : sql`and x.name ilike ${`%${escapeLike(q.trim())}%`}`;
  const next = after ? sql`where (f."group", f.name, f.id) > (${after[0]}, ${after[1]}, ${after[2]}::uuid)` : empty;
  return many(
    db,
    sql`select * from (select x.id, x.name, ${standing(wanted)} from ${sourceOf(wanted)} x ${standingJoin(wanted, from)}
          where ${condition(wanted, from)} ${found}) f
        ${next} order by f."group", f.name, f.id limit ${limit}`,
  );
}

function sourceOf({ kind }: Wanted): Sql {
  switch (kind) {
    case 'person':
      return sql`people`;
    case 'community':
      return sql`communities`;
    case 'department':
      return sql`departments`;
  }
}

function condition(wanted: Wanted, from: Standpoint): Sql {
  switch (wanted.kind) {
    case 'community':
      return sql`x.status <> 'closed' and ${scopePredicate(wanted.scope, {
        community: 'x.id',
        company: 'x.company_id',
        district: 'x.district_id',
      })}`;
    case 'department':
      return wanted.ofCompany && from.companyId !== null
        ? sql`x.status = 'active' and x.company_id = ${from.companyId}::uuid`
        : sql`x.status = 'active'`;
    case 'person':
      return join(
        [
          sql`x.status = 'active'`,
          ...postCondition(wanted, from),
          ...departmentCondition(wanted),
          ...dutyCondition(wanted, from),
        ],
        ' and ',
      );
  }
}

type WantedPerson = Extract<Wanted, { kind: 'person' }>;

/** Where nothing is said of a place (a record without one), everybody's place counts. */
function postCondition({ within, roles }: WantedPerson, { communityId, companyId, at }: Standpoint): Sql[] {
  const place =
    within === 'community' && communityId !== null
      ? sql`h.community_id = ${communityId}::uuid`
      : within === 'company' && companyId !== null
        ? sql`(h.company_id = ${companyId}::uuid
            or h.community_id in (select c.id from communities c where c.company_id = ${companyId}::uuid))`
        : undefined;
  if (!place && !roles) return [];
  return [
    sql`exists (select from posts h where h.person_id = x.id and h.starts_at <= ${at} and (h.ends_at is null or h.ends_at > ${at})
        ${place ? sql`and ${place}` : empty} ${roles ? sql`and h.role = any(${roles}::text[])` : empty})`,
  ];
}

/** The departments named and all below them. */
function departmentCondition({ departments }: WantedPerson): Sql[] {
  if (!departments) return [];
  return [
    sql`exists (select from department_members m where m.person_id = x.id and m.department_id in (
          with recursive below as (
            select id from departments where id = any(${departments}::uuid[])
            union select d.id from departments d join below on d.parent_id = below.id
          ) select id from below))`,
  ];
}

/** A shift without a community counts everywhere. */
function dutyCondition({ onDuty }: WantedPerson, { communityId, at }: Standpoint): Sql[] {
  if (!onDuty) return [];
  return [
    sql`exists (select from duty_shifts s where s.person_id = x.id and s.starts_at <= ${at} and s.ends_at > ${at}
        and (s.community_id is null or ${communityId}::uuid is null or s.community_id = ${communityId}::uuid))`,
  ];
}

function standing({ kind }: Wanted): Sql {
  switch (kind) {
    case 'person':
      return sql`h.role, coalesce(h.place, '') as place, coalesce(h."group", '') as "group"`;
    case 'community':
      return sql`null as role, x.address as place, coalesce(d.name, '') as "group"`;
    case 'department':
      return sql`null as role, coalesce(a.name, '') as place, coalesce(k.name, '') as "group"`;
  }
}

function standingJoin({ kind }: Wanted, { at }: Standpoint): Sql {
  switch (kind) {
    // Of several posts the oldest: that is where most know the person from.
    case 'person':
      return sql`left join lateral (
        select h.role, coalesce(c.name, k.name, d.name) as place, coalesce(ck.name, k.name, d.name) as "group"
        from posts h left join communities c on c.id = h.community_id left join companies ck on ck.id = c.company_id
          left join companies k on k.id = h.company_id left join districts d on d.id = h.district_id
        where h.person_id = x.id and h.starts_at <= ${at} and (h.ends_at is null or h.ends_at > ${at})
        order by h.starts_at, h.id limit 1) h on true`;
    case 'community':
      return sql`left join districts d on d.id = x.district_id`;
    case 'department':
      return sql`left join departments a on a.id = x.parent_id left join companies k on k.id = x.company_id`;
  }
}
