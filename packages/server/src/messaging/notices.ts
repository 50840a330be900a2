/** From a notice to its deliveries, in the transaction of what caused it. */
import { climb, coverSecrets, fillText, type MessageKind } from '@anshao/core/messaging/ladder.ts';
import { afterQuietHours } from '@anshao/core/messaging/quiet-hours.ts';
import { appendEvents } from '../audit/service.ts';
import type { Transaction } from '../base/database/sql.ts';
import type { Runtime } from '../base/runtime.ts';
import type { Channels } from './channels.ts';
import * as deliveries from './delivery-store.ts';
import { requestHandOver, requestHandOverAt } from './jobs.ts';
import { type Kinds, kindOf, rulesFor } from './kinds.ts';
import type { Notice } from './notice.ts';
import { quietHours } from './quiet.ts';
import * as store from './store.ts';

/** A text to a number that is no notice to a person: a code, or an answer to somebody without an account. */
export interface TextMessage {
  /** The same key is the same text and is never sent twice. */
  readonly key: string;
  readonly kind: string;
  readonly mobile: string;
  readonly personId: string | null;
  readonly params: Readonly<Record<string, string>>;
}

/** How long a secret may be read in the outbox after it was sent. */
const blankAfterMinutes = 10;

export function createNotices(runtime: Runtime, kinds: Kinds, channels: Channels) {
  const { clock, newId } = runtime;

  const lifeOf = (kind: Pick<MessageKind, 'usefulMinutes'>, now: Date) =>
    kind.usefulMinutes === undefined ? null : new Date(now.getTime() + kind.usefulMinutes * 60_000);

  const sms = (kind: MessageKind, params: Readonly<Record<string, string>>) => ({
    text: fillText(kind.smsText, params),
    params: Object.fromEntries(kind.smsParams.map((name) => [name, params[name] ?? ''])),
  });

  /**
   * One message each, and the deliveries of its ladder; what may go out now is asked for in the same transaction.
   * The number of statements does not depend on how many there are.
   * @returns message ids by key; a key known before gives its old message and sends nothing
   */
  async function notify(transaction: Transaction, notices: readonly Notice[]): Promise<ReadonlyMap<string, string>> {
    if (notices.length === 0) return new Map();
    const now = clock.now();
    const distinct = [...new Map(notices.map((notice) => [notice.key, notice])).values()];
    const described = distinct.map((notice) => ({ ...notice, id: newId(), of: kindOf(kinds, notice.kind) }));
    described.sort((one, other) => (one.key < other.key ? -1 : 1));
    const { ids, fresh } = await store.insertMessages(transaction, described, now);
    const added = described.filter(({ id }) => fresh.has(id));
    if (added.length === 0) return ids;
    const quiet = await quietHours(transaction);
    const reach = await store.reachOf(transaction, [...new Set(added.map(({ personId }) => personId))]);
    const rows = added.flatMap(({ of, ...notice }) => {
      const addresses = reach.get(notice.personId);
      const reachable = new Set(addresses?.keys());
      if (!channels.weChat) reachable.delete('weChat');
      return climb(of, reachable, now, quiet).map(({ channel, position, notBefore }): deliveries.NewDelivery => {
        const said =
          channel === 'sms'
            ? sms(of, notice.params)
            : {
                text: `${notice.title}\n${notice.body}`,
                params: { ...notice.params, title: notice.title, body: notice.body },
              };
        const inApp = channel === 'inApp';
        return {
          id: newId(),
          messageId: notice.id,
          channel,
          position,
          key: `${notice.id}:${channel}`,
          address: inApp ? '' : (addresses?.get(channel) ?? ''),
          personId: notice.personId,
          kind: notice.kind,
          template: of.template,
          ...said,
          sealed: null,
          state: inApp ? 'accepted' : 'waiting',
          provider: inApp ? 'inApp' : null,
          notBefore,
          notAfter: lifeOf(of, notBefore),
        };
      });
    });
    await deliveries.insertDeliveries(transaction, rows, now);
    await appendEvents(
      transaction,
      added.map(({ id, personId, kind }) => ({
        at: now,
        type: 'messaging.sent',
        actorId: null,
        subjectId: id,
        data: { personId, kind },
      })),
    );
    const due = rows.filter((row) => row.state === 'waiting' && row.notBefore <= now);
    await requestHandOver(
      transaction,
      due.map(({ id }) => id),
    );
    return ids;
  }

  /**
   * Carries out text rows that were written in this transaction, within about a second of its commit. With the outbox
   * they count as accepted at once; with a vendor, secrets are sealed before anything is committed.
   */
  async function deliver(transaction: Transaction, deliveryIds: readonly string[]): Promise<void> {
    const now = clock.now();
    const quiet = await quietHours(transaction);
    const due: string[] = [];
    for (const row of await deliveries.waiting(transaction, deliveryIds)) {
      const kind = rulesFor(kinds, row.kind);
      const secret = kind.secretParams ?? [];
      const blankAt = secret.length > 0 ? new Date(now.getTime() + blankAfterMinutes * 60_000) : null;
      await deliveries.setLife(transaction, row.id, { notAfter: row.notAfter ?? lifeOf(kind, now), blankAt });
      if (secret.length > 0 && channels.sealing && !row.sealed) {
        const sealed = channels.sealing.seal({ text: row.text, params: row.params });
        await deliveries.seal(transaction, row.id, { ...coverSecrets(row.text, row.params, secret), sealed });
      }
      const notBefore = kind.keepsQuietHours ? afterQuietHours(now, quiet) : now;
      if (notBefore > now) {
        await deliveries.postpone(transaction, row.id, notBefore);
        await requestHandOverAt(transaction, row.id, notBefore);
      } else if (channels.primary === 'outbox') {
        const accepted = { provider: 'outbox', providerMessageId: newId(), at: now };
        await deliveries.markAccepted(transaction, row.id, accepted);
      } else {
        due.push(row.id);
      }
    }
    await requestHandOver(transaction, due, 'urgent');
  }

  /** Writes a text to a number and carries it out; the readable form of a secret never reaches the database. */
  async function sendText(transaction: Transaction, message: TextMessage): Promise<void> {
    const now = clock.now();
    const kind = kindOf(kinds, message.kind);
    const said = sms(kind, message.params);
    const secret = kind.secretParams ?? [];
    const sealed = secret.length > 0 ? channels.sealing?.seal(said) : undefined;
    const id = newId();
    await deliveries.insertDeliveries(
      transaction,
      [
        {
          id,
          messageId: null,
          channel: 'sms',
          position: 0,
          key: message.key,
          address: message.mobile,
          personId: message.personId,
          kind: message.kind,
          template: kind.template,
          ...(sealed ? coverSecrets(said.text, said.params, secret) : said),
          sealed: sealed ?? null,
          state: 'waiting',
          provider: null,
          notBefore: now,
          notAfter: lifeOf(kind, now),
        },
      ],
      now,
    );
    await deliver(transaction, [id]);
  }

  return { notify, deliver, sendText };
}
