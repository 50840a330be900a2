/** One notice to one person through a ladder of channels, with receipts. */
import { type Static, Type } from 'typebox';
import { defineCall } from '../base/call.ts';
import { Done, Id, Instant, Nullable, Page, PageQuery } from '../base/schemas.ts';

export const channels = ['inApp', 'weChat', 'sms'] as const;
export const Channel = Type.Enum(channels);
export type Channel = (typeof channels)[number];

/**
 * waiting: its turn has not come (an earlier channel is on its way, or quiet hours) · sending: handed to a job ·
 * accepted: the provider took it · delivered: receipt says so · read · failed: final · skipped: no longer needed or
 * impossible (no address, already read)
 */
export const deliveryStates = ['waiting', 'sending', 'accepted', 'delivered', 'read', 'failed', 'skipped'] as const;
export const DeliveryState = Type.Enum(deliveryStates);
export type DeliveryState = (typeof deliveryStates)[number];

export const Message = Type.Object({
  id: Id,
  kind: Type.String(),
  title: Type.String(),
  body: Type.String(),
  /** Path inside the product that the notice opens, e.g. `/m/report/0192…`. */
  link: Nullable(Type.String()),
  createdAt: Instant,
  readAt: Nullable(Instant),
});
export type Message = Static<typeof Message>;

export const listMyMessages = defineCall({
  name: 'messaging.listMine',
  method: 'GET',
  path: '/me/messages',
  summary: '我的消息',
  admission: 'signedIn',
  query: Type.Object(PageQuery),
  answer: Type.Object({ ...Page(Message).properties, unread: Type.Integer() }),
});

export const markRead = defineCall({
  name: 'messaging.markRead',
  method: 'POST',
  path: '/me/messages/read',
  summary: '标记已读（不带 id 即全部）',
  admission: 'signedIn',
  body: Type.Object({ ids: Type.Optional(Type.Array(Id, { maxItems: 200 })) }),
  answer: Done,
});

export const OutboxRow = Type.Object({
  id: Id,
  messageId: Nullable(Id),
  channel: Channel,
  provider: Type.String(),
  to: Type.String(),
  personName: Nullable(Type.String()),
  kind: Type.String(),
  text: Type.String(),
  state: DeliveryState,
  attempts: Type.Integer(),
  error: Nullable(Type.String()),
  createdAt: Instant,
  sentAt: Nullable(Instant),
  receiptAt: Nullable(Instant),
});
export type OutboxRow = Static<typeof OutboxRow>;

export const listOutbox = defineCall({
  name: 'messaging.outbox',
  method: 'GET',
  path: '/outbox',
  summary: '发件箱：每条通知的渠道、状态与回执；未接入短信时可在此查看验证码',
  admission: 'signedIn',
  query: Type.Object({
    channel: Type.Optional(Channel),
    state: Type.Optional(DeliveryState),
    q: Type.Optional(Type.String({ maxLength: 60 })),
    ...PageQuery,
  }),
  answer: Page(OutboxRow),
});
