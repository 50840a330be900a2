/**
 * Text messages that belong to a number and not to a notice (codes, answers to somebody without a session). They are
 * handed to the messaging module as they are, so that it can seal what is secret before any of it is written.
 */
import type { Transaction } from '../base/database/sql.ts';

export interface TextMessage {
  /** One message per key, however often it is asked for. */
  readonly key: string;
  readonly mobile: string;
  readonly personId: string | null;
  /** One of the kinds that the messaging presets describe; they say how it is sent and what of it is secret. */
  readonly kind: 'signInCode' | 'changeRequest.approved' | 'changeRequest.rejected';
  readonly params: Readonly<Record<string, string>>;
  readonly text: string;
  /** Given when nothing may be sent: the outbox then shows why nothing came. */
  readonly skippedBecause?: string;
}

/** Writes the message down and carries it out, if the transaction commits. */
export type SendText = (transaction: Transaction, message: TextMessage) => Promise<void>;
