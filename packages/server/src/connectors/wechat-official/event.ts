/** Pushed messages and events as values. Source: developers.weixin.qq.com “接收事件推送”, “订阅通知事件推送”. */
import { MessageRefused } from './crypto.ts';
import { childText, type XmlElement } from './xml.ts';

interface EventBase {
  /** The follower. */
  openId: string;
  /** The account's original id (`gh_…`), needed to answer. */
  account: string;
  at: Date;
  /** The same for each repeat of one push, different for two pushes. */
  dedupKey: string;
}

export type WechatEvent = EventBase &
  (
    | { kind: 'followed'; scene?: string; ticket?: string }
    | { kind: 'unfollowed' }
    /** A follower scanned a QR code with parameter. */
    | { kind: 'scanned'; scene: string; ticket?: string }
    | { kind: 'menu-clicked'; key: string }
    | { kind: 'menu-opened'; url: string }
    /** Delivery of a template message or a subscription notice ended. */
    | { kind: 'notice-finished'; messageId: string; delivered: boolean; status: string }
    /** The follower allowed or refused notices of these templates. */
    | { kind: 'subscription-changed'; choices: { templateId: string; accepted: boolean }[] }
    | { kind: 'text'; messageId: string; content: string }
    | { kind: 'other'; type: string }
  );

/** @throws MessageRefused('xml') when sender, receiver, time or type are missing. */
export function readEvent(root: XmlElement): WechatEvent {
  const field = (name: string): string => childText(root, name) ?? '';
  const type = field('MsgType');
  const seconds = Number(field('CreateTime') || Number.NaN);
  if (!field('FromUserName') || !field('ToUserName') || !type || !Number.isSafeInteger(seconds)) {
    throw new MessageRefused('xml', '消息缺少必要字段');
  }
  const isEvent = type === 'event';
  const messageId = field('MsgId') || field('MsgID');
  const base: EventBase = {
    openId: field('FromUserName'),
    account: field('ToUserName'),
    at: new Date(seconds * 1000),
    // The vendor's rule: messages by MsgId, events by sender and time. The event name tells apart two events that
    // one tap causes in the same second (a menu click and the scan it opens).
    dedupKey: isEvent ? `${field('FromUserName')}:${seconds}:${field('Event')}:${messageId}` : messageId,
  };
  // The compiler cannot see that spreading the common part back into each member makes the union again.
  if (isEvent) return { ...base, ...readEventKind(root, field, messageId) } as WechatEvent;
  if (type === 'text') return { ...base, kind: 'text', messageId, content: field('Content') };
  return { ...base, kind: 'other', type };
}

type EventKind = WechatEvent extends infer E ? (E extends EventBase ? Omit<E, keyof EventBase> : never) : never;

function readEventKind(root: XmlElement, field: (name: string) => string, messageId: string): EventKind {
  const event = field('Event');
  const ticket = field('Ticket') ? { ticket: field('Ticket') } : {};
  switch (event) {
    case 'subscribe': {
      // Following through a QR code with parameter carries its scene after this prefix; SCAN carries it bare.
      const scene = /^qrscene_(.+)$/s.exec(field('EventKey'))?.[1];
      return { kind: 'followed', ...(scene ? { scene } : {}), ...ticket };
    }
    case 'unsubscribe':
      return { kind: 'unfollowed' };
    case 'SCAN':
      return { kind: 'scanned', scene: field('EventKey'), ...ticket };
    case 'CLICK':
      return { kind: 'menu-clicked', key: field('EventKey') };
    case 'VIEW':
      return { kind: 'menu-opened', url: field('EventKey') };
    case 'TEMPLATESENDJOBFINISH': {
      const status = field('Status');
      return { kind: 'notice-finished', messageId, delivered: status === 'success', status };
    }
    case 'subscribe_msg_sent_event': {
      const item = listItems(root, 'SubscribeMsgSentEvent')[0];
      const status = (item && childText(item, 'ErrorStatus')) ?? '';
      const id = (item && childText(item, 'MsgID')) ?? '';
      return {
        kind: 'notice-finished',
        messageId: id,
        delivered: item !== undefined && childText(item, 'ErrorCode') === '0',
        status,
      };
    }
    case 'subscribe_msg_popup_event':
      return { kind: 'subscription-changed', choices: choicesIn(root, 'SubscribeMsgPopupEvent') };
    case 'subscribe_msg_change_event':
      return { kind: 'subscription-changed', choices: choicesIn(root, 'SubscribeMsgChangeEvent') };
    default:
      return { kind: 'other', type: `event:${event}` };
  }
}

function choicesIn(root: XmlElement, wrapper: string): { templateId: string; accepted: boolean }[] {
  return listItems(root, wrapper).map((item) => ({
    templateId: childText(item, 'TemplateId') ?? '',
    accepted: childText(item, 'SubscribeStatusString') === 'accept',
  }));
}

function listItems(root: XmlElement, wrapper: string): XmlElement[] {
  const list = root.children.find((child) => child.name === wrapper);
  return list?.children.filter((child) => child.name === 'List') ?? [];
}
