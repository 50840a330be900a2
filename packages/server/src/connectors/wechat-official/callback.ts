/**
 * Callbacks of an official account: the address check (GET) and pushed messages and events (POST).
 *
 * Easy to get wrong: in plain mode the signature does not cover the body, so an account in safe or compatible mode
 * must never fall back to reading the plaintext part — only the encrypted part is proven to come from WeChat.
 * WeChat repeats a push up to three times when no answer came within five seconds: store `dedupKey` as unique.
 *
 * Sources: developers.weixin.qq.com “接入概述”, “接收事件推送”, “消息加解密说明”, “被动回复用户消息”.
 */
import type { CallbackAnswer, CallbackRequest, Receipt } from '../contract.ts';
import type { WechatOfficialConfig } from './config.ts';
import {
  callbackSignature,
  checkFreshness,
  checkSignature,
  decryptMessage,
  encryptMessage,
  MessageRefused,
} from './crypto.ts';
import { readEvent, type WechatEvent } from './event.ts';
import { cdata, childText, parseMessageXml } from './xml.ts';

/** The answer to the address check. @throws MessageRefused */
export function answerAddressCheck(
  config: WechatOfficialConfig,
  query: CallbackRequest['query'],
  now: Date,
): CallbackAnswer {
  const { timestamp = '', nonce = '', echostr = '' } = query;
  if (query.msg_signature !== undefined) {
    checkSignature(query.msg_signature, config.callbackToken, timestamp, nonce, echostr);
    checkFreshness(timestamp, now);
    return plainText(decryptMessage(keyOf(config), config.appId, echostr));
  }
  checkSignature(query.signature, config.callbackToken, timestamp, nonce);
  checkFreshness(timestamp, now);
  return plainText(echostr);
}

/** Checks and reads one push. @throws MessageRefused */
export function readCallback(
  config: WechatOfficialConfig,
  request: Pick<CallbackRequest, 'query' | 'body'>,
  now: Date,
): WechatEvent {
  const { timestamp = '', nonce = '' } = request.query;
  if (config.mode === 'plain') {
    checkSignature(request.query.signature, config.callbackToken, timestamp, nonce);
    checkFreshness(timestamp, now);
    return readEvent(parseMessageXml(request.body));
  }
  const encrypted = childText(parseMessageXml(request.body), 'Encrypt');
  if (!encrypted) throw new MessageRefused('not-encrypted', '收到未加密的消息，而设置为加密模式');
  checkSignature(request.query.msg_signature, config.callbackToken, timestamp, nonce, encrypted);
  checkFreshness(timestamp, now);
  return readEvent(parseMessageXml(decryptMessage(keyOf(config), config.appId, encrypted)));
}

/** The answer that stops WeChat from repeating the push, when there is nothing to say. */
export const NOTHING_TO_SAY: CallbackAnswer = plainText('success');

/** A passive text reply to the sender of an event, encrypted unless the account is in plain mode. */
export function textReply(
  config: WechatOfficialConfig,
  event: Pick<WechatEvent, 'openId' | 'account'>,
  text: string,
  fresh: { now: Date; nonce: string; random16: Buffer },
): CallbackAnswer {
  const seconds = String(Math.floor(fresh.now.getTime() / 1000));
  const message = [
    '<xml>',
    `<ToUserName>${cdata(event.openId)}</ToUserName>`,
    `<FromUserName>${cdata(event.account)}</FromUserName>`,
    `<CreateTime>${seconds}</CreateTime>`,
    `<MsgType>${cdata('text')}</MsgType>`,
    `<Content>${cdata(text)}</Content>`,
    '</xml>',
  ].join('');
  if (config.mode === 'plain') return xml(message);
  const encrypted = encryptMessage(keyOf(config), config.appId, message, fresh.random16);
  const signature = callbackSignature(config.callbackToken, seconds, fresh.nonce, encrypted);
  return xml(
    [
      '<xml>',
      `<Encrypt>${cdata(encrypted)}</Encrypt>`,
      `<MsgSignature>${cdata(signature)}</MsgSignature>`,
      `<TimeStamp>${seconds}</TimeStamp>`,
      `<Nonce>${cdata(fresh.nonce)}</Nonce>`,
      '</xml>',
    ].join(''),
  );
}

/** The delivery receipt inside an event, for the two events that are one. */
export function receiptOf(event: WechatEvent): Receipt | undefined {
  if (event.kind !== 'notice-finished') return undefined;
  return {
    providerMessageId: event.messageId,
    state: event.delivered ? 'delivered' : 'failed',
    code: event.status,
    at: event.at,
    to: event.openId,
  };
}

function keyOf(config: WechatOfficialConfig): string {
  if (!config.encodingAesKey) throw new MessageRefused('decrypt', '未设置 EncodingAESKey');
  return config.encodingAesKey;
}

function plainText(body: string): CallbackAnswer {
  return { status: 200, contentType: 'text/plain; charset=utf-8', body };
}

function xml(body: string): CallbackAnswer {
  return { status: 200, contentType: 'application/xml; charset=utf-8', body };
}
