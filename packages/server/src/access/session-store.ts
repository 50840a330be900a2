/** Sessions, API keys and tokens in addresses as rows; who is behind them in a request, `credentials.ts` finds out. */
import { many, maybeOne, type Queryable, run, sql, type Transaction } from '../base/database/sql.ts';
import type { CredentialKind } from './credentials.ts';

export async function touchCredential(db: Queryable, kind: CredentialKind, id: string, now: Date): Promise<void> {
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
