/** People and the posts they hold: all their SQL. */
import type { Place, Scope } from '@anshao/core/access/rights.ts';
import type { PersonRow, Role } from '@anshao/core/org/contract.ts';
import { scopePredicate } from '../access/scope.ts';
import { many, maybeOne, type Queryable, raw, run, type Sql, sql, type Transaction } from '../base/database/sql.ts';
import { escapeLike } from './picker.ts';
import { allOf, districtCell } from './store.ts';

/** A post's place: that of its community when it has one, so that districts and companies above reach it. */
const postPlace = {
  community: 't.community_id',
  company: 'coalesce(t.company_id, c.company_id)',
  district: 'coalesce(t.district_id, c.district_id)',
};
const postTables = raw(`posts t left join communities c on c.id = t.community_id
  left join companies g on g.id = t.company_id left join districts d on d.id = t.district_id`);

/** For a statement that has joined `postTables`. */
function postsInScope(scope: Scope): Sql {
  return scopePredicate(scope, postPlace);
}

/**
 * The same for a statement over posts alone. The communities in scope become a hashed set; as an array they were
 * compared one by one (a district of 5,000 communities: 390 ms a page instead of 6).
 */
function personIdsInScope(scope: Scope, more: readonly Sql[]): Sql {
  const reached = scope.everywhere
    ? raw('true')
    : sql`(t.community_id in (
        select c.id from communities c
        where ${scopePredicate(scope, { community: 'c.id', company: 'c.company_id', district: 'c.district_id' })})
      or t.company_id = any(${scope.companyIds}::uuid[]) or t.district_id = any(${scope.districtIds}::uuid[]))`;
  return sql`select t.person_id from posts t where ${allOf([reached, ...more])}`;
}

export interface PeopleFilter {
  q?: string | undefined;
  role?: Role | undefined;
  communityId?: string | undefined;
  after?: readonly [name: string, id: string] | undefined;
  limit: number;
}

/** People with a post at a place in scope, past ones included, with those posts; by name. */
export async function listPeople(db: Queryable, scope: Scope, filter: PeopleFilter): Promise<PersonRow[]> {
  const ofPost: Sql[] = [];
  if (filter.role) ofPost.push(sql`t.role = ${filter.role}`);
  if (filter.communityId) ofPost.push(sql`t.community_id = ${filter.communityId}`);
  const conditions: Sql[] = [];
  const anybody = scope.everywhere && !filter.role && !filter.communityId;
  if (!anybody) conditions.push(sql`p.id in (${personIdsInScope(scope, ofPost)})`);
  if (filter.q) {
    const words = filter.q.normalize('NFKC').trim();
    // A number is found only whole: searching by its parts would give away what the mask hides.
    conditions.push(/^\d+$/.test(words) ? sql`p.mobile = ${words}` : sql`p.name like ${`%${escapeLike(words)}%`}`);
  }
  if (filter.after) conditions.push(sql`(p.name, p.id) > (${filter.after[0]}, ${filter.after[1]}::uuid)`);
  return many<PersonRow>(
    db,
    sql`select p.id, p.name, p.mobile, p.status, held.posts
        from (select * from people p where ${allOf(conditions)} order by p.name, p.id limit ${filter.limit}) p
        left join lateral (
          select coalesce(jsonb_agg(jsonb_build_object(
              'id', t.id, 'role', t.role, 'placeName', coalesce(c.name, g.name, d.name),
              'startsOn', (t.starts_at at time zone coalesce(c.time_zone, 'Asia/Shanghai'))::date,
              'endsOn', (t.ends_at at time zone coalesce(c.time_zone, 'Asia/Shanghai'))::date,
              'bound', t.bound_at is not null) order by t.ends_at desc nulls first, t.starts_at desc, t.id), '[]') as posts
          from ${postTables} where t.person_id = p.id and ${postsInScope(scope)}
        ) held on true
        order by p.name, p.id`,
  );
}

export interface HeldPlace {
  postId: string;
  personId: string;
  role: Role;
  communityId: string | null;
  companyId: string | null;
  districtId: string | null;
  startsAt: Date;
  endsAt: Date | null;
  boundAt: Date | null;
}

const heldColumns = raw(`t.id as "postId", t.person_id as "personId", t.role, ${postPlace.community} as "communityId",
  ${postPlace.company} as "companyId", ${postPlace.district} as "districtId", t.starts_at as "startsAt",
  t.ends_at as "endsAt", t.bound_at as "boundAt"`);

export function placeOfPost(post: HeldPlace): Place {
  return { communityId: post.communityId, companyId: post.companyId, districtId: post.districtId };
}

export function postsRunning(db: Queryable, personId: string, at: Date): Promise<HeldPlace[]> {
  return many(
    db,
    sql`select ${heldColumns} from ${postTables}
        where t.person_id = ${personId} and t.starts_at <= ${at} and (t.ends_at is null or t.ends_at > ${at})`,
  );
}

export function lockPost(transaction: Transaction, id: string): Promise<HeldPlace | undefined> {
  return maybeOne(transaction, sql`select ${heldColumns} from ${postTables} where t.id = ${id} for update of t`);
}

/** Every administrator who can act now, in one order, so that two who end each other wait for one another. */
export function lockActingAdministrators(transaction: Transaction, at: Date): Promise<{ id: string }[]> {
  return many(
    transaction,
    sql`select t.id from posts t join people p on p.id = t.person_id
        where t.role = 'administrator' and t.bound_at is not null and t.starts_at <= ${at}
          and (t.ends_at is null or t.ends_at > ${at}) and p.status = 'active'
        order by t.id for update of t`,
  );
}

export interface Person {
  id: string;
  name: string;
  mobile: string | null;
}

export function findPerson(db: Queryable, id: string): Promise<Person | undefined> {
  return maybeOne(db, sql`select id, name, mobile from people where id = ${id}`);
}

/** The person of that mobile; a new one under `id` when there is none. Two at once get the same. */
export async function findOrMakePerson(
  transaction: Transaction,
  person: { id: string; name: string; mobile: string },
  at: Date,
): Promise<Person & { made: boolean }> {
  const made = await run(
    transaction,
    sql`insert into people (id, name, mobile, created_at, updated_at)
        values (${person.id}, ${person.name}, ${person.mobile}, ${at}, ${at}) on conflict (mobile) do nothing`,
  );
  const found = await maybeOne<Person>(
    transaction,
    sql`select id, name, mobile from people where mobile = ${person.mobile} for update`,
  );
  if (!found) throw new Error('a person that was just written is gone');
  return { ...found, made: made === 1 };
}

export async function markActive(transaction: Transaction, personId: string, at: Date): Promise<void> {
  await run(
    transaction,
    sql`update people set status = 'active', updated_at = ${at} where id = ${personId} and status <> 'active'`,
  );
}

export interface PlaceIds {
  communityId: string | null;
  companyId: string | null;
  districtId: string | null;
}

/** Posts of a role at exactly a place that are not over at an instant. */
export function postsAt(transaction: Transaction, role: Role, place: PlaceIds, after: Date): Promise<HeldPlace[]> {
  return many(
    transaction,
    sql`select ${heldColumns} from ${postTables}
        where t.role = ${role} and t.community_id is not distinct from ${place.communityId}::uuid
          and t.company_id is not distinct from ${place.companyId}::uuid
          and t.district_id is not distinct from ${place.districtId}::uuid
          and (t.ends_at is null or t.ends_at > ${after})
        order by t.starts_at`,
  );
}

export async function insertPost(
  transaction: Transaction,
  post: PlaceIds & { id: string; personId: string; role: Role; startsAt: Date; createdBy: string },
  at: Date,
): Promise<void> {
  await run(
    transaction,
    // Whoever has proved the number before need not prove it again for one more post.
    sql`insert into posts (id, person_id, role, community_id, company_id, district_id, starts_at, created_by, bound_at)
        values (${post.id}, ${post.personId}, ${post.role}, ${post.communityId}, ${post.companyId}, ${post.districtId},
                ${post.startsAt}, ${post.createdBy},
                (select ${at}::timestamptz where exists (select from posts b where b.person_id = ${post.personId} and b.bound_at is not null)))`,
  );
}

export async function endPost(transaction: Transaction, id: string, at: Date): Promise<void> {
  // A post that has not begun ends where it would have begun: an empty time.
  await run(transaction, sql`update posts set ends_at = greatest(starts_at, ${at}) where id = ${id}`);
}

export interface PeopleExportRow {
  postId: string;
  name: string;
  mobile: string;
  role: Role;
  communityCode: string | null;
  companyCode: string | null;
  district: string | null;
  place: Place;
}

/** Running posts in scope of people with a mobile, by mobile. */
export async function peopleToExport(
  db: Queryable,
  scope: Scope,
  after: readonly [mobile: string, postId: string] | undefined,
  at: Date,
  limit: number,
): Promise<PeopleExportRow[]> {
  const conditions = [
    postsInScope(scope),
    sql`p.mobile is not null and t.starts_at <= ${at} and (t.ends_at is null or t.ends_at > ${at})`,
  ];
  if (after) conditions.push(sql`(p.mobile, t.id) > (${after[0]}, ${after[1]}::uuid)`);
  const rows = await many<HeldPlace & Omit<PeopleExportRow, 'place'>>(
    db,
    sql`select ${heldColumns}, p.name, p.mobile, c.code as "communityCode", g.code as "companyCode",
               case when d.id is not null then ${districtCell} end as district
        from ${postTables} join people p on p.id = t.person_id
        where ${allOf(conditions)} order by p.mobile, t.id limit ${limit}`,
  );
  return rows.map((row) => ({ ...row, place: placeOfPost(row) }));
}
