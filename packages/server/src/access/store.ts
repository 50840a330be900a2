/** People, posts and codes as sign-in sees them. */
import type { Role } from '@anshao/core/org/contract.ts';
import type { NewEvent } from '../audit/service.ts';
import { many, maybeOne, type Queryable, run, sql, type Transaction } from '../base/database/sql.ts';

/** A condition on `posts p`: it runs at the time. */
const current = (now: Date) => sql`p.starts_at <= ${now} and (p.ends_at is null or p.ends_at > ${now})`;

export interface PersonOnFile {
  readonly id: string;
  readonly name: string;
  readonly mobile: string | null;
}

export interface Contact {
  readonly communityId: string;
  /** Null when nobody holds the community. */
  readonly person: PersonOnFile | null;
}

/** The person in charge on file; undefined when there is no such community, or it is closed. */
export async function communityContact(db: Queryable, communityId: string, now: Date): Promise<Contact | undefined> {
  const row = await maybeOne<{ id: string | null; name: string; mobile: string | null }>(
    db,
    sql`select x.id, x.name, x.mobile
        from communities c
        left join posts p on p.community_id = c.id and p.role = 'personInCharge' and ${current(now)}
        left join people x on x.id = p.person_id and x.status = 'active'
        where c.id = ${communityId} and c.status <> 'closed'`,
  );
  if (!row) return undefined;
  return { communityId, person: row.id === null ? null : { id: row.id, name: row.name, mobile: row.mobile } };
}

export async function activePersonByMobile(db: Queryable, mobile: string): Promise<PersonOnFile | undefined> {
  return maybeOne<PersonOnFile & Record<string, unknown>>(
    db,
    sql`select id, name, mobile from people where mobile = ${mobile} and status = 'active'`,
  );
}

export interface BoundPost {
  readonly id: string;
  readonly communityId: string | null;
  readonly companyId: string | null;
  readonly districtId: string | null;
}

/**
 * Binds what the proved number stands for.
 * @param consented when false, communities stay unbound unless the person has bound one before, for that needs consent
 * @returns the posts that were not bound yet
 */
export async function bindPosts(
  transaction: Transaction,
  personId: string,
  consented: boolean,
  now: Date,
): Promise<BoundPost[]> {
  return many<BoundPost & Record<string, unknown>>(
    transaction,
    sql`update posts p set bound_at = ${now}
        where p.person_id = ${personId} and p.bound_at is null and ${current(now)}
          and (${consented}::boolean or p.role <> 'personInCharge' or exists (
            select from posts b where b.person_id = p.person_id and b.role = 'personInCharge' and b.bound_at is not null))
        returning p.id, p.community_id as "communityId", p.company_id as "companyId", p.district_id as "districtId"`,
  );
}

/** One for each post that was bound. */
export function boundEvents(personId: string, posts: readonly BoundPost[], at: Date): NewEvent[] {
  return posts.map(({ id, ...place }) => ({
    at,
    type: 'access.bound',
    actorId: personId,
    subjectId: personId,
    ...place,
    data: { postId: id },
  }));
}

export async function linkIdentity(
  transaction: Transaction,
  openId: string,
  personId: string,
  now: Date,
): Promise<void> {
  await run(
    transaction,
    sql`insert into identities (provider, subject, person_id, created_at) values ('weChat', ${openId}, ${personId}, ${now})
        on conflict (provider, subject) do update set person_id = excluded.person_id`,
  );
}

export async function personOfIdentity(db: Queryable, openId: string): Promise<string | undefined> {
  const row = await maybeOne<{ id: string }>(
    db,
    sql`select p.id from identities i join people p on p.id = i.person_id
        where i.provider = 'weChat' and i.subject = ${openId} and p.status = 'active'`,
  );
  return row?.id;
}

export interface DescribedPost {
  readonly id: string;
  readonly role: Role;
  readonly placeName: string | null;
  readonly communityId: string | null;
  readonly companyId: string | null;
  readonly districtId: string | null;
  readonly bound: boolean;
}

export interface DescribedPerson extends PersonOnFile {
  readonly mustChangePassword: boolean;
  readonly posts: readonly DescribedPost[];
}

/** A person with the current posts as they are shown; a district post stands for itself. */
export async function describePerson(db: Queryable, personId: string, now: Date): Promise<DescribedPerson | undefined> {
  return maybeOne<DescribedPerson & Record<string, unknown>>(
    db,
    sql`select x.id, x.name, x.mobile, x.must_change_password as "mustChangePassword",
          coalesce((
            select json_agg(json_build_object('id', p.id, 'role', p.role, 'placeName', coalesce(c.name, o.name, d.name),
                'communityId', p.community_id, 'companyId', p.company_id, 'districtId', p.district_id,
                'bound', p.bound_at is not null) order by p.starts_at, p.id)
            from posts p
            left join communities c on c.id = p.community_id
            left join companies o on o.id = p.company_id
            left join districts d on d.id = p.district_id
            where p.person_id = x.id and ${current(now)}), '[]') as posts
        from people x where x.id = ${personId} and x.status = 'active'`,
  );
}

/* ---- passwords ---- */

export interface PasswordRow {
  readonly id: string;
  readonly account: string | null;
  readonly mobile: string | null;
  readonly hash: string | null;
}

export async function passwordOf(
  db: Queryable,
  who: { login: string } | { personId: string },
): Promise<PasswordRow | undefined> {
  return maybeOne<PasswordRow & Record<string, unknown>>(
    db,
    sql`select id, account, mobile, password_hash as hash from people where status = 'active' and ${
      // An account that looks like somebody else's number must not shadow it, so the number goes first.
      'login' in who
        ? sql`(account = ${who.login} or mobile = ${who.login}) order by (mobile = ${who.login}) desc nulls last limit 1`
        : sql`id = ${who.personId}`
    }`,
  );
}

/** @returns false when the password was changed meanwhile */
/** A one-time password for somebody; with an account name when one is given. @returns how to sign in, or undefined */
export async function setOneTimePassword(
  transaction: Transaction,
  personId: string,
  account: string | null,
  hash: string,
  now: Date,
): Promise<{ account: string | null; mobile: string | null } | undefined> {
  return maybeOne(
    transaction,
    sql`update people set account = coalesce(${account}, account), password_hash = ${hash}, must_change_password = true, updated_at = ${now}
        where id = ${personId} and status = 'active' returning account, mobile`,
  );
}

export async function replacePassword(
  transaction: Transaction,
  personId: string,
  before: string,
  after: string,
  now: Date,
): Promise<boolean> {
  const changed = await run(
    transaction,
    sql`update people set password_hash = ${after}, must_change_password = false, updated_at = ${now}
        where id = ${personId} and password_hash = ${before}`,
  );
  return changed > 0;
}

/** Gives people an account name and a password that need not be changed; what they had before is replaced. */
export async function giveAccounts(
  transaction: Transaction,
  accounts: readonly { readonly personId: string; readonly account: string; readonly hash: string }[],
  now: Date,
): Promise<void> {
  await run(
    transaction,
    sql`update people p set account = u.account, password_hash = u.hash, must_change_password = false, updated_at = ${now}
        from unnest(${accounts.map((one) => one.personId)}::uuid[], ${accounts.map((one) => one.account)}::text[],
          ${accounts.map((one) => one.hash)}::text[]) as u (person, account, hash)
        where p.id = u.person`,
  );
}

/* ---- codes ---- */

export type CodePurpose = 'bind' | 'signIn' | 'changeRequest';

export interface CodeFor {
  readonly mobile: string;
  readonly purpose: CodePurpose;
  readonly communityId: string | null;
}

export interface NewCode extends CodeFor {
  readonly id: string;
  readonly hash: Buffer;
  readonly sentAt: Date;
  readonly expiresAt: Date;
}

/** @returns false when another process is sending to this number right now; held until the transaction ends */
export async function holdMobile(transaction: Transaction, mobile: string): Promise<boolean> {
  const row = await maybeOne<{ held: boolean }>(
    transaction,
    sql`select pg_try_advisory_xact_lock(hashtextextended(${`access.code:${mobile}`}, 0)) as held`,
  );
  return row?.held === true;
}

export async function lastSentAt(db: Queryable, mobile: string): Promise<Date | undefined> {
  const row = await maybeOne<{ sent_at: Date }>(
    db,
    sql`select sent_at from sign_in_codes where mobile = ${mobile} order by sent_at desc limit 1`,
  );
  return row?.sent_at;
}

export async function insertCode(transaction: Transaction, code: NewCode): Promise<void> {
  await run(
    transaction,
    sql`insert into sign_in_codes (id, mobile, purpose, community_id, code_hash, sent_at, expires_at)
        values (${code.id}, ${code.mobile}, ${code.purpose}, ${code.communityId}, ${code.hash}, ${code.sentAt}, ${code.expiresAt})`,
  );
}

/** The newest code for this purpose, if it still counts; a newer one, or `attempts` tries, make one void. */
export async function currentCode(
  db: Queryable,
  of: CodeFor,
  attempts: number,
  now: Date,
): Promise<{ id: string; hash: Buffer } | undefined> {
  return maybeOne<{ id: string; hash: Buffer }>(
    db,
    sql`select id, code_hash as hash from (
          select id, code_hash, expires_at, used_at, attempts from sign_in_codes
          where mobile = ${of.mobile} and purpose = ${of.purpose} and community_id is not distinct from ${of.communityId}::uuid
          order by sent_at desc limit 1) newest
        where used_at is null and expires_at > ${now} and attempts < ${attempts}::integer`,
  );
}

/** Counts a guess before it is compared. @returns guesses the code still stands, or undefined when it stands no more */
export async function takeGuess(db: Queryable, id: string, attempts: number): Promise<number | undefined> {
  const row = await maybeOne<{ left: number }>(
    db,
    sql`update sign_in_codes set attempts = attempts + 1 where id = ${id} and attempts < ${attempts}::integer
        returning ${attempts}::integer - attempts as left`,
  );
  return row?.left;
}

/** @returns false when it was used already */
export async function takeCode(transaction: Transaction, id: string, now: Date): Promise<boolean> {
  return (
    (await run(transaction, sql`update sign_in_codes set used_at = ${now} where id = ${id} and used_at is null`)) > 0
  );
}

/** Removes what no longer decides anything. @returns how many rows went */
export async function sweep(db: Queryable, now: Date): Promise<number> {
  const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000);
  const counts = [
    await run(db, sql`delete from rate_limits where expires_at < ${now}`),
    await run(
      db,
      sql`delete from lockouts where updated_at < ${daysAgo(1)} and (locked_until is null or locked_until < ${now})`,
    ),
    await run(db, sql`delete from sign_in_codes where sent_at < ${daysAgo(1)}`),
    await run(db, sql`delete from access_links where expires_at < ${daysAgo(7)}`),
    await run(db, sql`delete from sessions where expires_at < ${daysAgo(30)} or revoked_at < ${daysAgo(30)}`),
  ];
  return counts.reduce((sum, count) => sum + count, 0);
}
