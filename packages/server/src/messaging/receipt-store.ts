/** What vendors tell about messages they took. */
import { many, maybeOne, type Queryable, run, sql, type Transaction } from '../base/database/sql.ts';

export interface ReceiptRow {
  readonly provider: string;
  readonly providerMessageId: string;
  readonly state: 'delivered' | 'failed';
  readonly code: string | null;
  readonly at: Date;
  /** Our key, if the vendor hands it back. */
  readonly deliveryKey: string | null;
}

export interface Receipted {
  id: string;
  messageId: string | null;
  position: number;
  kind: string;
  channel: string;
}

/** @returns the delivery the receipt belongs to, by the vendor's number or by our key */
export async function receiptTarget(transaction: Transaction, receipt: ReceiptRow): Promise<string | undefined> {
  const byNumber = await maybeOne<{ id: string }>(
    transaction,
    sql`select id from deliveries where provider = ${receipt.provider} and provider_message_id = ${receipt.providerMessageId} limit 1`,
  );
  if (byNumber || receipt.deliveryKey === null) return byNumber?.id;
  const byKey = await maybeOne<{ id: string }>(
    transaction,
    // After a lost answer the other vendor may be next in line; once one of them has a number for it, only that one counts.
    sql`select id from deliveries where key = ${receipt.deliveryKey} and channel = 'sms' and provider_message_id is null`,
  );
  return byKey?.id;
}

/**
 * Writes it down. Receipts may come late, twice and out of order: delivered is stronger than failed, and what was read
 * has arrived.
 * @returns nothing when it changed nothing
 */
export function applyReceipt(
  transaction: Transaction,
  id: string,
  receipt: ReceiptRow,
): Promise<Receipted | undefined> {
  const from =
    receipt.state === 'delivered' ? ['waiting', 'sending', 'accepted', 'failed'] : ['waiting', 'sending', 'accepted'];
  return maybeOne(
    transaction,
    sql`update deliveries set state = ${receipt.state}, receipt_at = ${receipt.at},
          error = ${receipt.state === 'failed' ? `回执：发送失败（${receipt.code ?? '未说明'}）` : null},
          provider = ${receipt.provider}, provider_message_id = ${receipt.providerMessageId},
          sent_at = coalesce(sent_at, started_at), sealed = null
        where id = ${id} and state = any(${from}::text[])
        returning id, message_id as "messageId", position, kind, channel`,
  );
}

export async function keepEarly(transaction: Transaction, receipt: ReceiptRow, now: Date): Promise<void> {
  await run(
    transaction,
    sql`insert into early_receipts (provider, provider_message_id, state, code, at, received_at)
        values (${receipt.provider}, ${receipt.providerMessageId}, ${receipt.state}, ${receipt.code}, ${receipt.at}, ${now})
        on conflict do nothing`,
  );
}

/** Takes the receipts whose delivery has become known meanwhile. */
export function takeEarly(transaction: Transaction): Promise<ReceiptRow[]> {
  return many(
    transaction,
    sql`delete from early_receipts r using deliveries d
        where d.provider = r.provider and d.provider_message_id = r.provider_message_id
        returning r.provider, r.provider_message_id as "providerMessageId", r.state, r.code, r.at, null as "deliveryKey"`,
  );
}

export async function forgetEarly(db: Queryable, before: Date): Promise<void> {
  await run(db, sql`delete from early_receipts where received_at < ${before}`);
}
