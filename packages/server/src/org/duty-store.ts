/** Rows of the duty roster. */
import type { Place, Scope } from '@anshao/core/access/rights.ts';
import { scopePredicate } from '../access/scope.ts';
import { empty, many, maybeOne, type Queryable, run, sql, type Transaction } from '../base/database/sql.ts';

export interface ShiftRow {
  id: string;
  personId: string;
  personName: string;
  communityId: string | null;
  communityName: string | null;
  companyId: string | null;
  districtId: string | null;
  startsAt: Date;
  endsAt: Date;
}

const columns = sql`s.id, s.person_id as "personId", p.name as "personName", s.community_id as "communityId",
  c.name as "communityName", c.company_id as "companyId", c.district_id as "districtId", s.starts_at as "startsAt",
  s.ends_at as "endsAt"`;
const joined = sql`duty_shifts s join people p on p.id = s.person_id left join communities c on c.id = s.community_id`;

export interface ShiftsWanted {
  readonly communityId: string | undefined;
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly after: readonly [string, string] | undefined;
  readonly limit: number;
}

/** A shift for all communities concerns each of them. */
export function listShifts(db: Queryable, scope: Scope, wanted: ShiftsWanted): Promise<ShiftRow[]> {
  const { communityId, from, to, after, limit } = wanted;
  const places = scopePredicate(scope, { community: 'c.id', company: 'c.company_id', district: 'c.district_id' });
  return many(
    db,
    sql`select ${columns} from ${joined}
        where (s.community_id is null or ${places})
          ${communityId ? sql`and (s.community_id = ${communityId} or s.community_id is null)` : empty}
          ${from ? sql`and s.ends_at > ${from}` : empty} ${to ? sql`and s.starts_at < ${to}` : empty}
          ${after ? sql`and (s.starts_at, s.id) > (${after[0]}::timestamptz, ${after[1]}::uuid)` : empty}
        order by s.starts_at, s.id limit ${limit}`,
  );
}

export function findShift(db: Queryable, id: string): Promise<ShiftRow | undefined> {
  return maybeOne(db, sql`select ${columns} from ${joined} where s.id = ${id}`);
}

export function placeOf(db: Queryable, community: string): Promise<Place | undefined> {
  return maybeOne(
    db,
    sql`select id as "communityId", company_id as "companyId", district_id as "districtId" from communities
        where id = ${community}`,
  );
}

/** Holds the person, so that two shifts entered at once see each other. */
export async function lockPerson(transaction: Transaction, id: string): Promise<boolean> {
  const query = sql`select id from people where id = ${id} and status = 'active' for no key update`;
  return (await maybeOne(transaction, query)) !== undefined;
}

export async function overlaps(db: Queryable, person: string, startsAt: Date, endsAt: Date): Promise<boolean> {
  const query = sql`select 1 as yes from duty_shifts
    where person_id = ${person} and starts_at < ${endsAt} and ends_at > ${startsAt} limit 1`;
  return (await maybeOne(db, query)) !== undefined;
}

export async function insertShift(
  transaction: Transaction,
  shift: { id: string; personId: string; communityId: string | null; startsAt: Date; endsAt: Date },
): Promise<void> {
  await run(
    transaction,
    sql`insert into duty_shifts (id, person_id, community_id, starts_at, ends_at)
        values (${shift.id}, ${shift.personId}, ${shift.communityId}, ${shift.startsAt}, ${shift.endsAt})`,
  );
}

export async function deleteShift(transaction: Transaction, id: string): Promise<void> {
  await run(transaction, sql`delete from duty_shifts where id = ${id}`);
}
