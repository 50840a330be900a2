/** SQL of the change of a community's person in charge. */
import { many, maybeOne, one, type Queryable, run, type Sql, sql, type Transaction } from '../base/database/sql.ts';

export type State = 'submitted' | 'approved' | 'rejected';

export interface CommunityFacts {
  readonly id: string;
  readonly name: string;
  readonly companyId: string | null;
  readonly districtId: string;
  readonly personInChargeId: string | null;
}

/** Undefined when there is none, or it is closed. */
export async function communityFacts(db: Queryable, id: string, now: Date): Promise<CommunityFacts | undefined> {
  return maybeOne<CommunityFacts & Record<string, unknown>>(
    db,
    sql`select c.id, c.name, c.company_id as "companyId", c.district_id as "districtId", p.person_id as "personInChargeId"
        from communities c
        left join posts p on p.community_id = c.id and p.role = 'personInCharge'
          and p.starts_at <= ${now} and (p.ends_at is null or p.ends_at > ${now})
        where c.id = ${id} and c.status <> 'closed'`,
  );
}

export interface Submitted {
  readonly id: string;
  readonly number: string;
  readonly state: State;
  readonly communityId: string;
  readonly mobile: string;
}

export async function submittedById(db: Queryable, id: string): Promise<Submitted | undefined> {
  return maybeOne<Submitted & Record<string, unknown>>(
    db,
    sql`select id, number, state, community_id as "communityId", mobile from change_requests where id = ${id}`,
  );
}

export async function openNumber(db: Queryable, communityId: string): Promise<string | undefined> {
  const row = await maybeOne<{ number: string }>(
    db,
    sql`select number from change_requests where community_id = ${communityId} and state = 'submitted'`,
  );
  return row?.number;
}

/** A running number within the day, without gaps and without two alike. */
export async function nextOfDay(
  transaction: Transaction,
  day: string,
  dayStart: Date,
  keepUntil: Date,
): Promise<number> {
  const row = await one<{ hits: number }>(
    transaction,
    sql`insert into rate_limits as r (key, window_start, hits, expires_at)
        values (${`change-request-number:${day}`}, ${dayStart}, 1, ${keepUntil})
        on conflict (key, window_start) do update set hits = r.hits + 1
        returning hits`,
  );
  return row.hits;
}

export interface NewRequest {
  readonly id: string;
  readonly number: string;
  readonly communityId: string;
  readonly currentPersonId: string | null;
  readonly name: string;
  readonly mobile: string;
  readonly reason: string;
  readonly fileIds: readonly string[];
  readonly submittedAt: Date;
}

/** @returns false when the community has an open request already */
export async function insertRequest(transaction: Transaction, request: NewRequest): Promise<boolean> {
  const written = await run(
    transaction,
    sql`insert into change_requests (id, number, community_id, current_person_id, name, mobile, reason, file_ids, submitted_at)
        values (${request.id}, ${request.number}, ${request.communityId}, ${request.currentPersonId}, ${request.name},
                ${request.mobile}, ${request.reason}, ${request.fileIds}, ${request.submittedAt})
        on conflict (community_id) where state = 'submitted' do nothing`,
  );
  return written > 0;
}

export interface RequestRow {
  readonly id: string;
  readonly number: string;
  readonly state: State;
  readonly communityId: string;
  readonly communityName: string;
  readonly address: string;
  readonly districtId: string;
  readonly districtName: string;
  readonly companyId: string | null;
  readonly companyName: string | null;
  readonly currentName: string | null;
  readonly currentMobile: string | null;
  readonly currentSince: string | null;
  readonly currentOthers: number;
  readonly name: string;
  readonly mobile: string;
  readonly proposedOthers: number;
  readonly reason: string;
  readonly fileIds: string[];
  readonly submittedAt: Date;
  readonly decidedAt: Date | null;
  readonly decidedBy: string | null;
  readonly rejectReason: string | null;
}

/**
 * While a request is open, "current" is who holds the community now; afterwards it is who held it when it was decided.
 */
function selectRequests(now: Date, where: Sql, rest: Sql): Sql {
  const othersOf = (person: Sql) => sql`(select count(*) from posts o
    where o.person_id = ${person} and o.role = 'personInCharge' and o.community_id <> r.community_id
      and o.starts_at <= ${now} and (o.ends_at is null or o.ends_at > ${now}))`;
  return sql`select r.id, r.number, r.state, r.reason, r.name, r.mobile, r.file_ids as "fileIds",
      r.submitted_at as "submittedAt", r.decided_at as "decidedAt", r.reject_reason as "rejectReason",
      c.id as "communityId", c.name as "communityName", c.address, c.company_id as "companyId",
      co.name as "companyName", d.id as "districtId", d.name as "districtName", decider.name as "decidedBy",
      cur.name as "currentName", cur.mobile as "currentMobile",
      ${othersOf(sql`cur.id`)} as "currentOthers",
      (select (max(p.starts_at) at time zone c.time_zone)::date::text from posts p
        where p.person_id = cur.id and p.community_id = c.id and p.role = 'personInCharge') as "currentSince",
      ${othersOf(sql`proposed.id`)} as "proposedOthers"
    from change_requests r
    join communities c on c.id = r.community_id
    join districts d on d.id = c.district_id
    left join companies co on co.id = c.company_id
    left join posts held on r.state = 'submitted' and held.community_id = c.id and held.role = 'personInCharge'
      and held.starts_at <= ${now} and (held.ends_at is null or held.ends_at > ${now})
    left join people cur on cur.id = case when r.state = 'submitted' then held.person_id else r.current_person_id end
    left join people proposed on proposed.mobile = r.mobile
    left join people decider on decider.id = r.decided_by
    where ${where} ${rest}`;
}

export async function listRequests(
  db: Queryable,
  now: Date,
  scope: Sql,
  state: State | undefined,
  after: { submittedAt: string; id: string } | undefined,
  limit: number,
): Promise<RequestRow[]> {
  const ofState = state ? sql`r.state = ${state}` : sql`true`;
  const older = after
    ? sql`(r.submitted_at, r.id) < (${after.submittedAt}::timestamptz, ${after.id}::uuid)`
    : sql`true`;
  return many<RequestRow & Record<string, unknown>>(
    db,
    selectRequests(
      now,
      sql`${scope} and ${ofState} and ${older}`,
      sql`order by r.submitted_at desc, r.id desc limit ${limit + 1}`,
    ),
  );
}

export async function requestRow(db: Queryable, now: Date, id: string): Promise<RequestRow> {
  return one<RequestRow & Record<string, unknown>>(db, selectRequests(now, sql`r.id = ${id}`, sql``));
}

export interface HeldRequest {
  readonly id: string;
  readonly number: string;
  readonly state: State;
  readonly name: string;
  readonly mobile: string;
  readonly communityId: string;
  readonly communityName: string;
  readonly companyId: string | null;
  readonly districtId: string;
}

/** Holds the request until the transaction ends, so that of two reviewers the second sees the first one's decision. */
export async function holdRequest(transaction: Transaction, id: string): Promise<HeldRequest | undefined> {
  return maybeOne<HeldRequest & Record<string, unknown>>(
    transaction,
    sql`select r.id, r.number, r.state, r.name, r.mobile, c.id as "communityId", c.name as "communityName",
          c.company_id as "companyId", c.district_id as "districtId"
        from change_requests r join communities c on c.id = r.community_id
        where r.id = ${id} for update of r`,
  );
}

export interface Decision {
  readonly id: string;
  readonly at: Date;
  readonly by: string;
  readonly outcome:
    | { readonly state: 'approved'; readonly endedPersonId: string | null }
    | { readonly state: 'rejected'; readonly reason: string };
}

export async function decide(transaction: Transaction, { id, at, by, outcome }: Decision): Promise<void> {
  const rest =
    outcome.state === 'approved'
      ? sql`current_person_id = ${outcome.endedPersonId}`
      : sql`reject_reason = ${outcome.reason}`;
  await run(
    transaction,
    sql`update change_requests set state = ${outcome.state}, decided_at = ${at}, decided_by = ${by}, ${rest} where id = ${id}`,
  );
}

export interface EndedPost {
  readonly id: string;
  readonly personId: string;
  /** False for a post that was to begin later. */
  readonly ran: boolean;
}

/** Ends the running post of the person in charge and takes back one that was to begin later. */
export async function endPersonInCharge(
  transaction: Transaction,
  communityId: string,
  now: Date,
): Promise<EndedPost[]> {
  return many<EndedPost & Record<string, unknown>>(
    transaction,
    sql`update posts set ends_at = greatest(starts_at, ${now})
        where community_id = ${communityId} and role = 'personInCharge' and (ends_at is null or ends_at > ${now})
        returning id, person_id as "personId", starts_at <= ${now} as ran`,
  );
}

/**
 * The person with this number, found or made. Somebody who had left comes back under the name of the request: the
 * number may have been given out anew since.
 */
export async function personWithMobile(
  transaction: Transaction,
  person: { id: string; name: string; mobile: string },
  now: Date,
): Promise<string> {
  const row = await one<{ id: string }>(
    transaction,
    sql`insert into people as x (id, name, mobile, created_at, updated_at)
        values (${person.id}, ${person.name}, ${person.mobile}, ${now}, ${now})
        on conflict (mobile) do update set
          name = case when x.status = 'left' then excluded.name else x.name end, status = 'active', updated_at = ${now}
        returning id`,
  );
  return row.id;
}

export async function insertPersonInCharge(
  transaction: Transaction,
  post: { id: string; personId: string; communityId: string; createdBy: string },
  now: Date,
): Promise<void> {
  await run(
    transaction,
    sql`insert into posts (id, person_id, role, community_id, starts_at, bound_at, created_by)
        values (${post.id}, ${post.personId}, 'personInCharge', ${post.communityId}, ${now}, ${now}, ${post.createdBy})`,
  );
}
