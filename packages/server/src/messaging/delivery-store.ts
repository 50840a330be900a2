/**
 * The way of one delivery. What a reader would get wrong: a row is taken (`sending`) and committed before the vendor is
 * called, so that no lock is held meanwhile and a killed process leaves a trace; only the attempt that took it may
 * write a refusal, but an acceptance is a fact whoever brings it.
 */
import type { Channel } from '@anshao/core/messaging/contract.ts';
import { many, maybeOne, type Queryable, raw, run, type Sql, sql, type Transaction } from '../base/database/sql.ts';

export interface NewDelivery {
  readonly id: string;
  readonly messageId: string | null;
  readonly channel: Channel;
  readonly position: number;
  readonly key: string;
  readonly address: string;
  readonly personId: string | null;
  readonly kind: string;
  readonly template: string;
  readonly params: Readonly<Record<string, string>>;
  readonly text: string;
  readonly sealed: Buffer | null;
  readonly state: 'waiting' | 'accepted' | 'skipped';
  readonly provider: string | null;
  /** Why nothing is sent. */
  readonly error: string | null;
  readonly notBefore: Date;
  readonly notAfter: Date | null;
  /** When what is secret of it is covered. */
  readonly blankAt: Date | null;
}

/** @returns how many were written; a key that was there before is passed over */
export async function insertDeliveries(
  transaction: Transaction,
  rows: readonly NewDelivery[],
  now: Date,
): Promise<number> {
  if (rows.length === 0) return 0;
  const column = <Key extends keyof NewDelivery>(key: Key) => rows.map((row) => row[key]);
  return run(
    transaction,
    sql`insert into deliveries (id, message_id, channel, position, key, address, person_id, kind, template, params, text, sealed,
          state, provider, error, not_before, not_after, blank_at, created_at, sent_at)
        select u.id, u.message_id, u.channel, u.position, u.key, u.address, u.person_id, u.kind, u.template, u.params, u.text,
          u.sealed, u.state, u.provider, u.error, u.not_before, u.not_after, u.blank_at, ${now}::timestamptz,
          case when u.state = 'accepted' then ${now}::timestamptz end
        from unnest(${column('id')}::uuid[], ${column('messageId')}::uuid[], ${column('channel')}::text[],
          ${column('position')}::integer[], ${column('key')}::text[], ${column('address')}::text[], ${column('personId')}::uuid[],
          ${column('kind')}::text[], ${column('template')}::text[], ${rows.map((row) => JSON.stringify(row.params))}::jsonb[],
          ${column('text')}::text[], ${column('sealed')}::bytea[], ${column('state')}::text[], ${column('provider')}::text[],
          ${column('error')}::text[], ${column('notBefore')}::timestamptz[], ${column('notAfter')}::timestamptz[],
          ${column('blankAt')}::timestamptz[])
          as u (id, message_id, channel, position, key, address, person_id, kind, template, params, text, sealed, state, provider,
            error, not_before, not_after, blank_at)
        on conflict (key) do nothing`,
  );
}

export interface Delivery {
  id: string;
  messageId: string | null;
  channel: Channel;
  position: number;
  key: string;
  address: string;
  kind: string;
  template: string;
  params: Record<string, string>;
  text: string;
  sealed: Buffer | null;
  provider: string | null;
  attempts: number;
  notBefore: Date;
  notAfter: Date | null;
  /** Of the notice; empty for a text to a number. */
  link: string | null;
  isRead: boolean;
  /** An earlier channel of the ladder has confirmed that it arrived. */
  reachedBefore: boolean;
}

const selected =
  raw(`d.id, d.message_id as "messageId", d.channel, d.position, d.key, d.address, d.kind, d.template, d.params,
  d.text, d.sealed, d.provider, d.attempts, d.not_before as "notBefore", d.not_after as "notAfter", m.link,
  m.read_at is not null as "isRead",
  exists (select from deliveries e where e.message_id = d.message_id and e.position < d.position and e.channel <> 'inApp'
    and e.state in ('delivered', 'read')) as "reachedBefore"`);

/** Locks a delivery whose time has come; nothing when another process has it, or when it is not waiting any more. */
export function lockDue(transaction: Transaction, id: string, now: Date): Promise<Delivery | undefined> {
  return maybeOne(
    transaction,
    sql`select ${selected} from deliveries d left join messages m on m.id = d.message_id
        where d.id = ${id} and d.state = 'waiting' and d.not_before <= ${now} for update of d skip locked`,
  );
}

/** Rows whose time has come, and who waits longest. */
export async function dueIds(db: Queryable, now: Date, limit: number): Promise<string[]> {
  const rows = await many<{ id: string }>(
    db,
    sql`select id from deliveries where state = 'waiting' and not_before <= ${now} order by not_before limit ${limit}`,
  );
  return rows.map(({ id }) => id);
}

/** Gives back what a process took and never finished. @returns how many */
export function rescue(db: Queryable, takenBefore: Date, now: Date): Promise<number> {
  return run(
    db,
    sql`update deliveries set state = 'waiting', not_before = ${now} where state = 'sending' and started_at < ${takenBefore}`,
  );
}

export async function markSending(transaction: Transaction, id: string, provider: string, now: Date): Promise<void> {
  await run(
    transaction,
    sql`update deliveries set state = 'sending', attempts = attempts + 1, started_at = ${now}, provider = ${provider}
        where id = ${id}`,
  );
}

export async function postpone(transaction: Transaction, id: string, until: Date): Promise<void> {
  await run(transaction, sql`update deliveries set not_before = ${until} where id = ${id}`);
}

export async function skip(transaction: Transaction, id: string, because: string): Promise<void> {
  await run(
    transaction,
    sql`update deliveries set state = 'skipped', error = ${because}, sealed = null where id = ${id}`,
  );
}

export interface Accepted {
  readonly provider: string;
  readonly providerMessageId: string;
  readonly at: Date;
}

/** A secret has done its work once it is handed over, so the sealed copy goes. */
export async function markAccepted(transaction: Transaction, id: string, accepted: Accepted): Promise<void> {
  await run(
    transaction,
    sql`update deliveries d set state = case when exists (select from messages m where m.id = d.message_id and m.read_at is not null)
            then 'read' else 'accepted' end,
          provider = ${accepted.provider}, provider_message_id = ${accepted.providerMessageId}, sent_at = ${accepted.at},
          error = null, sealed = null
        where d.id = ${id} and d.state in ('waiting', 'sending')`,
  );
}

/** @returns false when another attempt has taken it since */
export async function markRetry(
  transaction: Transaction,
  taken: { id: string; attempt: number },
  refused: { provider: string; error: string; notBefore: Date },
): Promise<boolean> {
  const written = await run(
    transaction,
    sql`update deliveries set state = 'waiting', provider = ${refused.provider}, error = ${refused.error}, not_before = ${refused.notBefore}
        where id = ${taken.id} and state = 'sending' and attempts = ${taken.attempt}`,
  );
  return written === 1;
}

/** @returns false when another attempt has taken it since */
export async function markFailed(
  transaction: Transaction,
  taken: { id: string; attempt: number },
  refused: { provider: string | null; error: string },
): Promise<boolean> {
  const written = await run(
    transaction,
    sql`update deliveries set state = 'failed', provider = coalesce(${refused.provider}::text, provider), error = ${refused.error}, sealed = null
        where id = ${taken.id} and state in ('waiting', 'sending') and attempts = ${taken.attempt}`,
  );
  return written === 1;
}

/** The step after a failed one has its turn now. @returns the delivery, if there is one */
export function pullNext(
  transaction: Transaction,
  failed: { messageId: string; position: number },
  notBefore: Date,
): Promise<{ id: string } | undefined> {
  return maybeOne(
    transaction,
    sql`update deliveries set not_before = least(not_before, ${notBefore}::timestamptz)
        where id = (select id from deliveries where message_id = ${failed.messageId} and position > ${failed.position}
          and state = 'waiting' order by position limit 1)
        returning id`,
  );
}

/* ---- stopping ---- */

/** The person has read these messages: what arrived counts as read, what still waits is not sent. */
export async function stopRead(transaction: Transaction, messageIds: readonly string[]): Promise<void> {
  await run(
    transaction,
    sql`update deliveries set state = case when state = 'waiting' then 'skipped' else 'read' end,
          error = case when state = 'waiting' then '已读，无需发送' else error end
        where message_id = any(${messageIds}::uuid[]) and state in ('waiting', 'accepted', 'delivered')`,
  );
}

function named(keys: string | readonly string[]): Sql {
  return typeof keys === 'string' ? sql`starts_with(m.key, ${keys})` : sql`m.key = any(${keys}::text[])`;
}

/** @param keys of notices, or the beginning that the keys have in common */
export function cancel(transaction: Transaction, keys: string | readonly string[]): Promise<number> {
  return run(
    transaction,
    sql`update deliveries d set state = 'skipped', error = '事项已完成，无需发送' from messages m
        where m.id = d.message_id and d.state = 'waiting' and ${named(keys)}`,
  );
}

/** Notices with something still to be sent; there are few, so that they are found by their state and not by their key. */
export function pending(db: Queryable, keyPrefix: string): Promise<{ key: string; personId: string }[]> {
  return many(
    db,
    sql`select distinct m.key, m.person_id as "personId" from deliveries d join messages m on m.id = d.message_id
        where d.state = 'waiting' and ${named(keyPrefix)}`,
  );
}

/* ---- secrets ---- */

export function toBlank(
  transaction: Transaction,
  now: Date,
): Promise<{ id: string; kind: string; text: string; params: Record<string, string> }[]> {
  return many(
    transaction,
    sql`select id, kind, text, params from deliveries where blank_at <= ${now} limit 1000 for update skip locked`,
  );
}

export async function blank(
  transaction: Transaction,
  id: string,
  covered: { text: string; params: Readonly<Record<string, string>> },
): Promise<void> {
  await run(
    transaction,
    sql`update deliveries set text = ${covered.text}, params = ${JSON.stringify(covered.params)}, sealed = null, blank_at = null
        where id = ${id}`,
  );
}
