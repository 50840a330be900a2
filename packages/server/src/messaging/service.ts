/**
 * Messages to people: one notice through a ladder of channels, each hand-over at least once, every receipt kept
 * (DR-24, IG-08, IG-09). Callers give notices inside the transaction of what caused them; everything that leaves the
 * house is done by jobs afterwards.
 */
import type { Message } from '@anshao/core/messaging/contract.ts';
import { coverSecrets, type MessageKind } from '@anshao/core/messaging/ladder.ts';
import { messageKinds } from '@anshao/presets/safety/messages.ts';
import type { Viewer } from '../access/viewer.ts';
import { appendEvents } from '../audit/service.ts';
import { inTransaction } from '../base/database/pool.ts';
import type { Transaction } from '../base/database/sql.ts';
import { decodeCursor, page } from '../base/paging.ts';
import type { Runtime } from '../base/runtime.ts';
import type { CallbackAnswer, CallbackRequest, HttpSend } from '../connectors/contract.ts';
import { fetchSend } from '../connectors/http.ts';
import { createChannels } from './channels.ts';
import * as deliveries from './delivery-store.ts';
import { createHandOver } from './hand-over.ts';
import { requestHandOver } from './jobs.ts';
import { byKind, rulesFor } from './kinds.ts';
import { createNotices } from './notices.ts';
import { listOutbox, type OutboxQuery } from './outbox.ts';
import { forgetEarly } from './receipt-store.ts';
import { createReceipts } from './receipts.ts';
import * as store from './store.ts';
import { createWeChat } from './wechat.ts';

export interface MessagingDeps {
  /** The shipped kinds unless others are given. */
  readonly kinds?: readonly MessageKind[];
  /** How vendors are called. */
  readonly send?: HttpSend;
}

/** A process that took a delivery and has not finished it for so long is gone; vendors are given up after 10 s each. */
const rescueAfterMs = 2 * 60_000;
const dueBatch = 5000;
const forgetAfterMs = 24 * 3_600_000;

export function createMessagingService(runtime: Runtime, deps: MessagingDeps = {}) {
  const { pool, clock, config } = runtime;
  const described = deps.kinds ?? messageKinds;
  const kinds = byKind(described);
  const channels = createChannels(runtime, deps.send ?? fetchSend());
  const notices = createNotices(runtime, kinds, channels);
  const handOver = createHandOver(runtime, kinds, channels);
  const receipts = createReceipts(runtime, handOver.climbOn);
  const weChat =
    config.weChat && channels.weChat ? createWeChat(runtime, config.weChat, channels.weChat, receipts) : null;

  async function blankSecrets(now: Date): Promise<void> {
    await inTransaction(pool, async (transaction) => {
      for (const row of await deliveries.toBlank(transaction, now)) {
        const secret = rulesFor(kinds, row.kind).secretParams ?? [];
        await deliveries.blank(transaction, row.id, coverSecrets(row.text, row.params, secret));
      }
    });
  }

  return {
    notify: notices.notify,
    sendText: notices.sendText,
    deliverNow: handOver.deliverNow,
    recordReceipt: receipts.recordReceipt,
    /** Null without an official account. */
    weChat: weChat?.door ?? null,

    /**
     * What still waits of these notices is not sent any more: the thing they ask for is done.
     * @param keys of the notices, or the beginning their keys have in common
     * @returns how many deliveries were stopped
     */
    cancelNotices: (transaction: Transaction, keys: string | readonly string[]) => deliveries.cancel(transaction, keys),

    /** Notices whose keys begin so and of which something still waits. */
    pendingNotices: (keyPrefix: string) => deliveries.pending(pool, keyPrefix),

    /** At start: publishes the menu, and names what the account's settings leave out. */
    async start(): Promise<void> {
      for (const account of [config.sms, config.smsFallback]) {
        if (account === null || account.provider === 'outbox') continue;
        const missing = described.filter(
          ({ template, steps }) => steps.some((step) => step.channel === 'sms') && !account.templates[template],
        );
        if (missing.length > 0) {
          runtime.log.warn('SMS templates not configured; these messages will fail', {
            provider: account.provider,
            templates: missing.map(({ template }) => template),
          });
        }
      }
      await weChat?.publishMenu();
    },

    /**
     * Every minute: gives back what a killed process left behind, asks for everything that is due, applies receipts
     * that came too early, and covers codes that have had their ten minutes. May run in several processes at once.
     * @returns how many deliveries were asked for
     */
    async tick(): Promise<number> {
      const now = clock.now();
      const rescued = await deliveries.rescue(pool, new Date(now.getTime() - rescueAfterMs), now);
      if (rescued > 0) runtime.log.warn('deliveries left behind are sent again', { rescued });
      await receipts.settleEarly();
      const due = await deliveries.dueIds(pool, now, dueBatch);
      await requestHandOver(pool, due);
      await blankSecrets(now);
      const old = new Date(now.getTime() - forgetAfterMs);
      await store.forgetPushes(pool, old);
      await forgetEarly(pool, old);
      return due.length;
    },

    /* ---- callbacks ---- */

    /** @param provider name in the configuration. @returns undefined when that provider is not in use */
    async takeReceipts(provider: string, request: CallbackRequest): Promise<CallbackAnswer | undefined> {
      const batch = channels.sms.get(provider)?.parseReceipt?.(request);
      if (!batch) return undefined;
      if (batch.problems.length > 0) runtime.log.warn('receipts not read', { provider, problems: batch.problems });
      for (const receipt of batch.receipts) await receipts.recordReceipt(provider, receipt);
      return batch.answer;
    },

    checkWeChatAddress: (query: CallbackRequest['query']) => weChat?.checkAddress(query),
    takeWeChatPush: async (request: Pick<CallbackRequest, 'query' | 'body'>) => weChat?.takePush(request),

    /* ---- reading ---- */

    async listMine(viewer: Viewer, query: { cursor?: string; limit?: number }) {
      const limit = query.limit ?? 20;
      const cursor = decodeCursor(query.cursor, ['instant', 'uuid']);
      const after = cursor && { createdAt: cursor[0], id: cursor[1] };
      const [rows, unread] = await Promise.all([
        store.messagesOf(pool, viewer.personId, after, limit + 1),
        store.unreadCount(pool, viewer.personId),
      ]);
      const shown = page(rows, limit, (row) => [row.createdAt.toISOString(), row.id]);
      return {
        ...shown,
        unread,
        rows: shown.rows.map(
          (row): Message => ({
            ...row,
            createdAt: row.createdAt.toISOString(),
            readAt: row.readAt?.toISOString() ?? null,
          }),
        ),
      };
    },

    /** @param ids all when absent; other people's are passed over */
    async markRead(viewer: Viewer, ids?: readonly string[]): Promise<void> {
      const now = clock.now();
      const { personId } = viewer;
      await inTransaction(pool, async (transaction) => {
        const read = await store.markRead(transaction, personId, ids, now);
        if (read.length === 0) return;
        await deliveries.stopRead(transaction, read);
        await appendEvents(transaction, [
          {
            at: now,
            type: 'messaging.read',
            actorId: personId,
            subjectId: null,
            data: { personId, messages: read.length },
          },
        ]);
      });
    },

    listOutbox: (viewer: Viewer, query: OutboxQuery) => listOutbox(runtime, described, viewer, query),
  };
}

export type MessagingService = ReturnType<typeof createMessagingService>;
