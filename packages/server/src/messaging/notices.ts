/** From a notice to its deliveries, in the transaction of what caused it. */
import { climb, coverSecrets, fillText, type MessageKind } from '@anshao/core/messaging/ladder.ts';
import { afterQuietHours } from '@anshao/core/messaging/quiet-hours.ts';
import { appendEvents } from '../audit/service.ts';
import type { Transaction } from '../base/database/sql.ts';
import type { Runtime } from '../base/runtime.ts';
import type { Channels } from './channels.ts';
import * as deliveries from './delivery-store.ts';
import { requestHandOver, requestHandOverAt } from './jobs.ts';
import { type Kinds, kindOf } from './kinds.ts';
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
  /** What the outbox shows; the wording of the kind unless given. */
  readonly text?: string;
  /** Given when nothing may be sent: the outbox then shows why nothing came. */
  readonly skippedBecause?: string;
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
          error: null,
          notBefore,
          notAfter: lifeOf(of, notBefore),
          blankAt: null,
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
   * Writes a text to a number and carries it out, within about a second of the transaction's commit. With the outbox it
   * counts as accepted at once; with a vendor, the readable form of a secret never reaches the database.
   */
  async function sendText(transaction: Transaction, message: TextMessage): Promise<void> {
    const now = clock.now();
    const kind = kindOf(kinds, message.kind);
    const skipped = message.skippedBecause !== undefined;
    const worded = sms(kind, message.params);
    const said = { text: message.text ?? worded.text, params: skipped ? message.params : worded.params };
    const secret = skipped ? [] : (kind.secretParams ?? []);
    const sealed = secret.length > 0 ? channels.sealing?.seal(said) : undefined;
    const notBefore = kind.keepsQuietHours ? afterQuietHours(now, await quietHours(transaction)) : now;
    const id = newId();
    const written = await deliveries.insertDeliveries(
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
          state: skipped ? 'skipped' : 'waiting',
          provider: null,
          error: message.skippedBecause ?? null,
          notBefore,
          notAfter: skipped ? null : lifeOf(kind, now),
          blankAt: secret.length > 0 ? new Date(now.getTime() + blankAfterMinutes * 60_000) : null,
        },
      ],
      now,
    );
    if (skipped || written === 0) return;
    if (notBefore > now) {
      await requestHandOverAt(transaction, id, notBefore);
    } else if (channels.primary === 'outbox') {
      await deliveries.markAccepted(transaction, id, { provider: 'outbox', providerMessageId: newId(), at: now });
    } else {
      await requestHandOver(transaction, [id], 'urgent');
    }
  }

  return { notify, sendText };
}
