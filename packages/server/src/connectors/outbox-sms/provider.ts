/**
 * The SMS provider of a fresh installation: it needs no account and sends nothing. The caller keeps the text in
 * the deliveries table, and the administrator reads it on the desk's outbox page.
 */
import type { SmsProvider } from '../contract.ts';

/** @param newId makes the id of each accepted message. */
export function outboxSms(newId: () => string): SmsProvider {
  return {
    id: 'outbox-sms',
    send: () => Promise.resolve({ outcome: 'accepted', providerMessageId: newId() }),
  };
}
