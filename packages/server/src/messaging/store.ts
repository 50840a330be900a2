/** Notices and who can be reached by what. The way of a delivery is in `delivery-store.ts`. */
import type { OutsideChannel } from '@anshao/core/messaging/ladder.ts';
import { many, maybeOne, one, type Queryable, run, sql, type Transaction } from '../base/database/sql.ts';
import type { Notice } from './notice.ts';

export interface NewMessage extends Notice {
  readonly id: string;
}

/**
 * Inserts what is not there yet.
 * @param messages in order of their keys, so that two processes with the same notices wait for each other instead of
 * locking each other out
 * @returns ids by key, of old and new ones, and which are new
 */
export async function insertMessages(
  transaction: Transaction,
  messages: readonly NewMessage[],
  now: Date,
): Promise<{ ids: Map<string, string>; fresh: Set<string> }> {
  const column = <Key extends keyof NewMessage>(key: Key) => messages.map((message) => message[key]);
  const inserted = await many<{ id: string; key: string }>(
    transaction,
    sql`insert into messages (id, key, person_id, kind, title, body, link, created_at)
        select u.id, u.key, u.person_id, u.kind, u.title, u.body, u.link, ${now}::timestamptz
        from unnest(${column('id')}::uuid[], ${column('key')}::text[], ${column('personId')}::uuid[], ${column('kind')}::text[],
          ${column('title')}::text[], ${column('body')}::text[], ${column('link')}::text[])
          as u (id, key, person_id, kind, title, body, link)
        on conflict (key) do nothing returning id, key`,
  );
  const ids = new Map(inserted.map(({ id, key }) => [key, id]));
  const fresh = new Set(ids.values());
  const known = messages.map(({ key }) => key).filter((key) => !ids.has(key));
  if (known.length > 0) {
    const rows = await many<{ id: string; key: string }>(
      transaction,
      sql`select id, key from messages where key = any(${known}::text[])`,
    );
    for (const { id, key } of rows) ids.set(key, id);
  }
  return { ids, fresh };
}

/** Addresses outside the product: the number on file, and the WeChat account that still follows ours. */
export async function reachOf(
  db: Queryable,
  personIds: readonly string[],
): Promise<Map<string, ReadonlyMap<OutsideChannel, string>>> {
  const rows = await many<{ id: string; mobile: string | null; openId: string | null }>(
    db,
    sql`select p.id, p.mobile, w.subject as "openId" from people p
        left join lateral (select i.subject from identities i where i.person_id = p.id and i.provider = 'weChat' and i.following
          order by i.created_at desc limit 1) w on true
        where p.id = any(${personIds}::uuid[]) and p.status = 'active'`,
  );
  return new Map(
    rows.map(({ id, mobile, openId }) => {
      const reach = new Map<OutsideChannel, string>();
      if (openId) reach.set('weChat', openId);
      if (mobile) reach.set('sms', mobile);
      return [id, reach];
    }),
  );
}

export async function setFollowing(db: Queryable, openId: string, following: boolean): Promise<void> {
  await run(
    db,
    sql`update identities set following = ${following}
        where provider = 'weChat' and subject = ${openId} and following <> ${following}`,
  );
}

/** @returns false when this push was dealt with before */
export async function rememberPush(
  transaction: Transaction,
  connector: string,
  dedupKey: string,
  now: Date,
): Promise<boolean> {
  const written = await run(
    transaction,
    sql`insert into vendor_pushes (connector, dedup_key, received_at) values (${connector}, ${dedupKey}, ${now})
        on conflict do nothing`,
  );
  return written === 1;
}

export async function forgetPushes(db: Queryable, before: Date): Promise<void> {
  await run(db, sql`delete from vendor_pushes where received_at < ${before}`);
}

export async function siteSettings(db: Queryable): Promise<Record<string, unknown>> {
  const row = await maybeOne<{ value: Record<string, unknown> }>(
    db,
    sql`select value from settings where key = 'site'`,
  );
  return row?.value ?? {};
}

/* ---- a person's own messages ---- */

export interface MessageRow {
  id: string;
  kind: string;
  title: string;
  body: string;
  link: string | null;
  createdAt: Date;
  readAt: Date | null;
}

export function messagesOf(
  db: Queryable,
  personId: string,
  after: { createdAt: string; id: string } | undefined,
  limit: number,
): Promise<MessageRow[]> {
  const keyset = after ? sql`and (created_at, id) < (${after.createdAt}::timestamptz, ${after.id}::uuid)` : sql``;
  return many(
    db,
    sql`select id, kind, title, body, link, created_at as "createdAt", read_at as "readAt" from messages
        where person_id = ${personId} ${keyset} order by created_at desc, id desc limit ${limit}`,
  );
}

export async function unreadCount(db: Queryable, personId: string): Promise<number> {
  const row = await one<{ count: number }>(
    db,
    sql`select count(*) from messages where person_id = ${personId} and read_at is null`,
  );
  return row.count;
}

/** @param ids all of the person's messages when absent. @returns those that had not been read */
export async function markRead(
  transaction: Transaction,
  personId: string,
  ids: readonly string[] | undefined,
  now: Date,
): Promise<string[]> {
  const chosen = ids ? sql`and id = any(${ids}::uuid[])` : sql``;
  const rows = await many<{ id: string }>(
    transaction,
    sql`update messages set read_at = ${now} where person_id = ${personId} and read_at is null ${chosen} returning id`,
  );
  return rows.map(({ id }) => id);
}
