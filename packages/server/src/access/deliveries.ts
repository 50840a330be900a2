/**
 * Text messages that belong to a number and not to a notice (codes, answers to somebody without a session): a row for
 * the messaging module to carry out, written in the transaction of its cause.
 */
import { run, sql, type Transaction } from '../base/database/sql.ts';

export interface TextMessage {
  readonly id: string;
  /** One message per key, however often it is asked for. */
  readonly key: string;
  readonly mobile: string;
  readonly personId: string | null;
  /** One of the kinds that the messaging presets describe; they say how it is sent and what of it is secret. */
  readonly kind: 'signInCode' | 'changeRequest.approved' | 'changeRequest.rejected';
  readonly template: 'code' | 'changeApproved' | 'changeRejected';
  readonly params: Readonly<Record<string, string>>;
  readonly text: string;
  /** Given when nothing may be sent: the outbox then shows why nothing came. */
  readonly skippedBecause?: string;
  readonly now: Date;
}

export async function insertTextMessage(transaction: Transaction, message: TextMessage): Promise<void> {
  await run(
    transaction,
    sql`insert into deliveries (id, channel, key, address, person_id, kind, template, params, text, state, error, not_before, created_at)
        values (${message.id}, 'sms', ${message.key}, ${message.mobile}, ${message.personId}, ${message.kind},
                ${message.template}, ${JSON.stringify(message.params)}, ${message.text},
                ${message.skippedBecause === undefined ? 'waiting' : 'skipped'}, ${message.skippedBecause ?? null},
                ${message.now}, ${message.now})`,
  );
}
