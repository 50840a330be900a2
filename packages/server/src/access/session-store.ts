/** Sessions, API keys and who is behind them: all SQL of a signed-in request. */
import type { HeldPost } from '@anshao/core/access/rights.ts';
import type pg from 'pg';
import { many, maybeOne, type Queryable, run, sql, type Transaction } from '../base/database/sql.ts';

export interface Credential {
  /** Id of the session or key. */
  readonly id: string;
  readonly channel: string;
  readonly lastSeenAt: Date | null;
  readonly personId: string;
  readonly name: string;
  readonly mobile: string | null;
  readonly mustChangePassword: boolean;
  readonly posts: readonly HeldPost[];
  /** What was read along, or null. */
  readonly along: unknown;
}

const bySession = `select s.id, s.channel, s.last_seen_at, s.person_id from sessions s
  where s.token_hash = $1 and s.revoked_at is null and s.expires_at > $2`;
const byKey = `select k.id, 'apiKey' as channel, k.last_used_at as last_seen_at, k.person_id from api_keys k
  where k.key_hash = $1 and k.revoked_at is null and (k.expires_at is null or k.expires_at > $2)`;

/**
 * Credential, person and current posts in one round trip. A district post reaches every district below its own. The walk
 * down the tree stands in a `case`, so that it is made for such posts only: most requests come from people who hold a
 * community, and a lateral join would prepare it for each of them (a third of the statement's time).
 */
const statement = (credential: string, along?: ReadAlong) => `
with who as (${credential})
select ${along ? `(select row_to_json(along) from (${shifted(along.text)}) along) as along, ` : ''}who.id, who.channel, who.last_seen_at, p.id as person_id, p.name, p.mobile, p.must_change_password, coalesce((
    select json_agg(json_build_object('id', h.id, 'role', h.role, 'communityId', h.community_id, 'companyId', h.company_id,
      'bound', h.bound_at is not null, 'districtIds', case when h.district_id is not null then (
        with recursive reached as (
          select h.district_id
          union
          select d.id from reached a join districts d on d.parent_id = a.district_id
        ) select json_agg(district_id) from reached) end))
    from posts h
    where h.person_id = p.id and h.starts_at <= $2 and (h.ends_at is null or h.ends_at > $2)), '[]') as posts
from who join people p on p.id = who.person_id
where p.status = 'active'`;

/**
 * What a call reads in any case, in the same round trip as who is asking: one row, as JSON, or null. It is read before
 * rights are checked, so whoever gets it checks them.
 */
export interface ReadAlong {
  readonly name: string;
  /** Parameters from `$1`. */
  readonly text: string;
  /** PostgreSQL types of the parameters. */
  readonly types: readonly string[];
  readonly values: readonly unknown[];
}

const credentials = { session: bySession, apiKey: byKey };
export type CredentialKind = keyof typeof credentials;

/** One question: a credential at a moment, and what is read along. */
export interface CredentialQuestion {
  readonly kind: CredentialKind;
  readonly hash: Buffer;
  readonly now: Date;
  readonly along: ReadAlong | undefined;
}

/** Questions of one kind are answered by one statement. */
export function questionKind({ kind, along }: Pick<CredentialQuestion, 'kind' | 'along'>): string {
  return `${kind}${along ? `_${along.name}` : ''}`;
}

interface Statements {
  readonly one: { name: string; text: string };
  readonly several: { name: string; text: string };
}

const statements = new Map<string, Statements>();

function statementsFor(question: CredentialQuestion): Statements {
  const name = questionKind(question);
  let known = statements.get(name);
  if (!known) {
    const { kind, along } = question;
    const one = statement(credentials[kind], along);
    const types = ['bytea', 'timestamptz', ...(along?.types ?? [])];
    const columns = types.map((type, index) => `p${index + 1} ${type}`).join(', ');
    known = {
      one: { name: `access_${name}`, text: one },
      several: {
        name: `access_several_${name}`,
        // A list of rows as JSON is one parameter and always estimated alike, so the plan is made once. The offset keeps
        // each question's search its own: joined with the list it would become scans of whole tables.
        text: `select q.n, found.* from rows from (json_to_recordset($1::json) as (${columns})) with ordinality
          as q (${types.map((_, index) => `p${index + 1}`).join(', ')}, n)
          cross join lateral (${one.replace(/\$(\d+)/g, 'q.p$1')} offset 0) found`,
      },
    };
    statements.set(name, known);
  }
  return known;
}

/** `$1` and `$2` are the credential's own. */
function shifted(text: string): string {
  return text.replace(/\$(\d+)/g, (_, number: string) => `$${Number(number) + 2}`);
}

/**
 * @param questions all of one `questionKind`
 * @returns an answer for each, in their order; undefined where the credential is not (or no longer) good
 */
export async function findCredentials(
  db: Queryable,
  questions: readonly CredentialQuestion[],
): Promise<(Credential | undefined)[]> {
  const [first] = questions;
  if (!first) return [];
  const { one, several } = statementsFor(first);
  if (questions.length === 1) {
    const values = [first.hash, first.now, ...(first.along?.values ?? [])];
    return [credentialOf((await db.query({ ...one, values })).rows[0])];
  }
  const asked = questions.map(({ hash, now, along }) =>
    Object.fromEntries(
      [`\\x${hash.toString('hex')}`, now.toISOString(), ...(along?.values ?? [])].map((value, index) => [
        `p${index + 1}`,
        value,
      ]),
    ),
  );
  const answers: (Credential | undefined)[] = questions.map(() => undefined);
  for (const row of (await db.query({ ...several, values: [JSON.stringify(asked)] })).rows)
    answers[row.n - 1] = credentialOf(row);
  return answers;
}

type StoredPost = Omit<HeldPost, 'districtId'> & { readonly districtIds: readonly string[] | null };

/** One held post for each district that is reached, so that a row's district is found by equality. */
function heldPosts({ districtIds, ...post }: StoredPost): HeldPost[] {
  return districtIds === null
    ? [{ ...post, districtId: null }]
    : districtIds.map((districtId) => ({ ...post, districtId }));
}

function credentialOf(row: pg.QueryResultRow | undefined): Credential | undefined {
  return (
    row && {
      id: row['id'],
      channel: row['channel'],
      lastSeenAt: row['last_seen_at'],
      personId: row['person_id'],
      name: row['name'],
      mobile: row['mobile'],
      mustChangePassword: row['must_change_password'],
      posts: (row['posts'] as readonly StoredPost[]).flatMap(heldPosts),
      along: row['along'] ?? null,
    }
  );
}

export async function touchCredential(
  db: Queryable,
  kind: keyof typeof credentials,
  id: string,
  now: Date,
): Promise<void> {
  if (kind === 'session') await run(db, sql`update sessions set last_seen_at = ${now} where id = ${id}`);
  else await run(db, sql`update api_keys set last_used_at = ${now} where id = ${id}`);
}

export interface NewSession {
  readonly id: string;
  readonly tokenHash: Buffer;
  readonly personId: string;
  readonly channel: string;
  readonly userAgent: string;
  readonly now: Date;
  readonly expiresAt: Date;
  /** The session this browser had before; it ends. */
  readonly replaces: Buffer | null;
}

export async function insertSession(db: Queryable, session: NewSession): Promise<void> {
  if (session.replaces) {
    await run(
      db,
      sql`update sessions set revoked_at = ${session.now} where token_hash = ${session.replaces} and revoked_at is null`,
    );
  }
  await run(
    db,
    sql`insert into sessions (id, token_hash, person_id, channel, user_agent, created_at, last_seen_at, expires_at)
        values (${session.id}, ${session.tokenHash}, ${session.personId}, ${session.channel}, ${session.userAgent},
                ${session.now}, ${session.now}, ${session.expiresAt})`,
  );
}

export interface DeviceRow {
  readonly id: string;
  readonly channel: string;
  readonly userAgent: string;
  readonly createdAt: Date;
  readonly lastSeenAt: Date;
}

export async function listSessions(db: Queryable, personId: string, now: Date): Promise<DeviceRow[]> {
  return many<DeviceRow & Record<string, unknown>>(
    db,
    sql`select id, channel, user_agent as "userAgent", created_at as "createdAt", last_seen_at as "lastSeenAt"
        from sessions where person_id = ${personId} and revoked_at is null and expires_at > ${now}
        order by last_seen_at desc, id`,
  );
}

/** @returns false when the person has no such open session */
export async function revokeSession(db: Queryable, personId: string, id: string, now: Date): Promise<boolean> {
  const ended = await run(
    db,
    sql`update sessions set revoked_at = ${now} where id = ${id} and person_id = ${personId} and revoked_at is null`,
  );
  return ended > 0;
}

/** Ends every session of the person but the given one. */
export async function revokeOtherSessions(
  transaction: Transaction,
  personId: string,
  keep: string | null,
  now: Date,
): Promise<void> {
  await run(
    transaction,
    sql`update sessions set revoked_at = ${now}
        where person_id = ${personId} and revoked_at is null and id is distinct from ${keep}::uuid`,
  );
}

export interface ApiKeyRow {
  readonly id: string;
  readonly name: string;
  readonly prefix: string;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
  readonly expiresAt: Date | null;
}

export async function listKeys(db: Queryable): Promise<ApiKeyRow[]> {
  return many<ApiKeyRow & Record<string, unknown>>(
    db,
    sql`select id, name, prefix, created_at as "createdAt", last_used_at as "lastUsedAt", expires_at as "expiresAt"
        from api_keys where revoked_at is null order by created_at desc, id desc`,
  );
}

export async function insertKey(
  transaction: Transaction,
  key: ApiKeyRow & { readonly keyHash: Buffer; readonly personId: string },
): Promise<void> {
  await run(
    transaction,
    sql`insert into api_keys (id, name, prefix, key_hash, person_id, created_at, expires_at)
        values (${key.id}, ${key.name}, ${key.prefix}, ${key.keyHash}, ${key.personId}, ${key.createdAt}, ${key.expiresAt})`,
  );
}

export async function revokeKey(transaction: Transaction, id: string, now: Date): Promise<boolean> {
  return (
    (await run(transaction, sql`update api_keys set revoked_at = ${now} where id = ${id} and revoked_at is null`)) > 0
  );
}

/* ---- tokens in addresses ---- */

export interface NewLink {
  readonly id: string;
  readonly tokenHash: Buffer;
  readonly target: { readonly personId: string; readonly path: string } | { readonly openId: string };
  readonly now: Date;
  readonly expiresAt: Date;
}

export async function insertLink(db: Queryable, link: NewLink): Promise<void> {
  const { target } = link;
  const deep = 'personId' in target;
  await run(
    db,
    sql`insert into access_links (id, token_hash, purpose, person_id, subject, path, created_at, expires_at)
        values (${link.id}, ${link.tokenHash}, ${deep ? 'deepLink' : 'weChatTicket'}, ${deep ? target.personId : null},
                ${deep ? null : target.openId}, ${deep ? target.path : null}, ${link.now}, ${link.expiresAt})`,
  );
}

/** The page a link opens, also when it can no longer sign anybody in. */
export async function linkPath(db: Queryable, hash: Buffer): Promise<string | undefined> {
  return (
    await maybeOne<{ path: string }>(
      db,
      sql`select path from access_links where token_hash = ${hash} and purpose = 'deepLink'`,
    )
  )?.path;
}

/** Uses a deep link up. */
export async function takeDeepLink(transaction: Transaction, hash: Buffer, now: Date): Promise<string | undefined> {
  const row = await maybeOne<{ person_id: string }>(
    transaction,
    sql`update access_links l set used_at = ${now} from people p
        where l.token_hash = ${hash} and l.purpose = 'deepLink' and l.used_at is null and l.expires_at > ${now}
          and p.id = l.person_id and p.status = 'active'
        returning l.person_id`,
  );
  return row?.person_id;
}

/** Uses a ticket up. @returns the WeChat account it stands for */
export async function takeWeChatTicket(transaction: Transaction, hash: Buffer, now: Date): Promise<string | undefined> {
  const row = await maybeOne<{ subject: string }>(
    transaction,
    sql`update access_links set used_at = ${now}
        where token_hash = ${hash} and purpose = 'weChatTicket' and used_at is null and expires_at > ${now}
        returning subject`,
  );
  return row?.subject;
}
