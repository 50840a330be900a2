/**
 * Carrying out one delivery, at least once whatever is killed when: take the row and commit, call the vendor, write
 * what it said. A process that dies after the call leaves the row `sending`; the tick gives it back after two minutes
 * and it goes out again under the same key.
 */
import { backOffSeconds, mostAttempts } from '@anshao/core/messaging/ladder.ts';
import { afterQuietHours } from '@anshao/core/messaging/quiet-hours.ts';
import { appendEvents } from '../audit/service.ts';
import { inTransaction } from '../base/database/pool.ts';
import type { Transaction } from '../base/database/sql.ts';
import type { Runtime } from '../base/runtime.ts';
import type { Channels, HandOver as Outcome } from './channels.ts';
import * as store from './delivery-store.ts';
import { requestHandOver, requestHandOverAt } from './jobs.ts';
import { type Kinds, rulesFor, stepOf } from './kinds.ts';
import { quietHours } from './quiet.ts';
import { setFollowing } from './store.ts';

interface Taken {
  readonly delivery: store.Delivery;
  readonly attempt: number;
  readonly provider: string;
}

interface Failed {
  readonly id: string;
  readonly messageId: string | null;
  readonly position: number;
  readonly kind: string;
  readonly channel: string;
}

/** WeChat: the receiver does not follow the account (any more). */
const notFollowing = new Set(['43004', '50005']);

export function createHandOver(runtime: Runtime, kinds: Kinds, channels: Channels) {
  const { pool, clock } = runtime;

  /** The step after a failed one has its turn; the failure is in the event log for who watches over the channels. */
  async function climbOn(transaction: Transaction, failed: Failed, error: string): Promise<void> {
    const now = clock.now();
    await appendEvents(transaction, [
      {
        at: now,
        type: 'messaging.failed',
        actorId: null,
        subjectId: failed.id,
        data: { kind: failed.kind, channel: failed.channel, error },
      },
    ]);
    if (failed.messageId === null) return;
    const quiet = await quietHours(transaction);
    const turn = rulesFor(kinds, failed.kind).keepsQuietHours ? afterQuietHours(now, quiet) : now;
    const next = await store.pullNext(transaction, { messageId: failed.messageId, position: failed.position }, turn);
    if (next && turn <= now) await requestHandOver(transaction, [next.id]);
  }

  async function fail(transaction: Transaction, { delivery, attempt, provider }: Taken, error: string): Promise<void> {
    if (await store.markFailed(transaction, { id: delivery.id, attempt }, { provider, error })) {
      await climbOn(transaction, delivery, error);
    }
  }

  /** Takes the row, unless it is not due, not needed, or in other hands. */
  async function take(transaction: Transaction, id: string): Promise<Taken | undefined> {
    const now = clock.now();
    const delivery = await store.lockDue(transaction, id, now);
    if (!delivery) return undefined;
    const rules = rulesFor(kinds, delivery.kind);
    if (delivery.isRead) {
      await store.skip(transaction, id, '已读，无需发送');
      return undefined;
    }
    if (delivery.reachedBefore && stepOf(rules, delivery.channel)?.unless !== 'read') {
      await store.skip(transaction, id, '已通过其他渠道送达，无需发送');
      return undefined;
    }
    const provider = channels.providerFor(delivery);
    const before = { delivery, attempt: delivery.attempts, provider };
    if (delivery.notAfter !== null && delivery.notAfter <= now) {
      await fail(transaction, before, '已过有效时间，未发送');
      return undefined;
    }
    if (delivery.attempts >= mostAttempts) {
      await fail(transaction, before, `尝试 ${mostAttempts} 次仍没有结果`);
      return undefined;
    }
    const turn = rules.keepsQuietHours ? afterQuietHours(now, await quietHours(transaction)) : now;
    if (turn > now) {
      await store.postpone(transaction, id, turn);
      return undefined;
    }
    await store.markSending(transaction, id, provider, now);
    return { delivery, attempt: delivery.attempts + 1, provider };
  }

  async function settle(transaction: Transaction, taken: Taken, outcome: Outcome): Promise<void> {
    const now = clock.now();
    const { delivery, attempt } = taken;
    if (outcome.outcome === 'accepted') {
      await store.markAccepted(transaction, delivery.id, { ...outcome, at: now });
      return;
    }
    if (delivery.channel === 'weChat' && notFollowing.has(outcome.code)) {
      await setFollowing(transaction, delivery.address, false);
    }
    const rules = rulesFor(kinds, delivery.kind);
    const seconds = backOffSeconds(attempt, outcome.retryAfterSeconds);
    const again = new Date(now.getTime() + seconds * 1000);
    const turn = rules.keepsQuietHours ? afterQuietHours(again, await quietHours(transaction)) : again;
    const tooLate = delivery.notAfter !== null && turn >= delivery.notAfter;
    if (outcome.retry === 'never' || attempt >= mostAttempts || tooLate) {
      await fail(transaction, { ...taken, provider: outcome.provider }, outcome.message);
      return;
    }
    const waiting = { provider: outcome.nextProvider, error: outcome.message, notBefore: turn };
    if (await store.markRetry(transaction, { id: delivery.id, attempt }, waiting)) {
      await requestHandOverAt(transaction, delivery.id, turn);
    }
  }

  return {
    climbOn,
    async deliverNow(deliveryId: string): Promise<void> {
      const taken = await inTransaction(pool, (transaction) => take(transaction, deliveryId));
      if (!taken) return;
      const outcome = await channels.handOver(taken.delivery, taken.provider);
      await inTransaction(pool, (transaction) => settle(transaction, taken, outcome));
    },
  };
}
