/** The event log's SQL. See migration 0001 for why the order is (xid, seq) and never seq alone. */
import type { Scope } from '@anshao/core/access/rights.ts';
import { scopePredicate } from '../access/scope.ts';
import { many, maybeOne, one, type Queryable, raw, type Sql, sql } from '../base/database/sql.ts';

export interface Position {
  readonly xid: string;
  readonly seq: number;
}

export interface EventRow {
  xid: string;
  seq: number;
  at: Date;
  type: string;
  actorId: string | null;
  subjectId: string | null;
  communityId: string | null;
  companyId: string | null;
  districtId: string | null;
  data: Record<string, unknown>;
}

const selected = raw(`e.xid::text as xid, e.seq, e.at, e.type, e.actor_id as "actorId", e.subject_id as "subjectId",
  e.community_id as "communityId", e.company_id as "companyId", e.district_id as "districtId", e.data`);

// Transactions at or above the snapshot's xmin may still commit rows that belong before ones already visible.
const settled = raw('e.xid < pg_snapshot_xmin(pg_current_snapshot())');

/** Events after a position in order of commit, oldest first. */
export function eventsAfter(db: Queryable, after: Position, limit: number): Promise<EventRow[]> {
  return many(
    db,
    sql`select ${selected} from events e
        where (e.xid, e.seq) > (${after.xid}::xid8, ${after.seq}::bigint) and ${settled}
        order by e.xid, e.seq limit ${limit}`,
  );
}

/** The last settled position, from which a new reader goes on. */
export async function lastPosition(db: Queryable): Promise<Position> {
  const row = await maybeOne<Position>(
    db,
    sql`select e.xid::text as xid, e.seq from events e where ${settled} order by e.xid desc, e.seq desc limit 1`,
  );
  return row ?? { xid: '0', seq: 0 };
}

export interface EventFilter {
  type?: string;
  subjectId?: string;
  communityId?: string;
  before?: Position;
  limit: number;
}

export function listEvents(
  db: Queryable,
  scope: Scope,
  filter: EventFilter,
): Promise<(EventRow & { actorName: string | null })[]> {
  const where: Sql[] = [scopePredicate(scope, 'e')];
  if (filter.type) where.push(sql`e.type = ${filter.type}`);
  if (filter.subjectId) where.push(sql`e.subject_id = ${filter.subjectId}`);
  if (filter.communityId) where.push(sql`e.community_id = ${filter.communityId}`);
  if (filter.before) where.push(sql`(e.xid, e.seq) < (${filter.before.xid}::xid8, ${filter.before.seq}::bigint)`);
  return many(
    db,
    sql`select ${selected}, p.name as "actorName" from events e left join people p on p.id = e.actor_id
        where ${where.reduce((all, part) => sql`${all} and ${part}`)}
        order by e.xid desc, e.seq desc limit ${filter.limit}`,
  );
}

/** Where a named reader of the log stands; a new one starts at the end. */
export async function readerPosition(db: Queryable, name: string): Promise<Position> {
  const start = await lastPosition(db);
  return one(
    db,
    sql`insert into event_readers (name, xid, seq) values (${name}, ${start.xid}::xid8, ${start.seq})
        on conflict (name) do update set name = excluded.name returning xid::text as xid, seq`,
  );
}
