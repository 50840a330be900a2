/**
 * Handing one delivery to the vendor the configuration names. A provider is a name in the configuration, so that
 * changing it needs no code (IG-09); WeChat and text messages look the same from here.
 */
import type { SmsAccount } from '../base/config/config.ts';
import type { Runtime } from '../base/runtime.ts';
import { aliyunSms } from '../connectors/aliyun-sms/provider.ts';
import type { ConnectorClock, HttpSend, Refusal, SmsProvider } from '../connectors/contract.ts';
import { outboxSms } from '../connectors/outbox-sms/provider.ts';
import { tencentSms } from '../connectors/tencent-sms/provider.ts';
import { type WechatOfficial, wechatOfficial } from '../connectors/wechat-official/connector.ts';
import type { Delivery } from './delivery-store.ts';
import { createSealing, type Sealing } from './sealing.ts';

export type HandOver =
  | { readonly outcome: 'accepted'; readonly provider: string; readonly providerMessageId: string }
  | (Refusal & { readonly provider: string; readonly nextProvider: string });

/** Nothing is wrong with the vendor: another one would refuse the same number. */
const aboutTheReceiver = new Set(['phone-illegal', 'isv.MOBILE_NUMBER_ILLEGAL']);

export interface Channels {
  /** By name in the configuration: `outbox`, `aliyun`, `tencent`. */
  readonly sms: ReadonlyMap<string, SmsProvider>;
  readonly primary: string;
  readonly weChat: WechatOfficial | null;
  /** Null with the outbox, whose texts are there to be read. */
  readonly sealing: Sealing | null;
  /** Which provider the next attempt of this delivery asks first. */
  providerFor(delivery: Pick<Delivery, 'channel' | 'provider'>): string;
  /** @param provider as `providerFor` named it */
  handOver(delivery: Delivery, provider: string): Promise<HandOver>;
}

export function createChannels(runtime: Runtime, send: HttpSend): Channels {
  const { config } = runtime;
  const clock: ConnectorClock = {
    now: () => runtime.clock.now(),
    nonce: () => runtime.random(16).toString('hex'),
  };
  const fromAccount = (account: SmsAccount): SmsProvider =>
    account.provider === 'aliyun' ? aliyunSms(account, send, clock) : tencentSms(account, send, clock);

  const sms = new Map<string, SmsProvider>();
  sms.set(config.sms.provider, config.sms.provider === 'outbox' ? outboxSms(runtime.newId) : fromAccount(config.sms));
  if (config.smsFallback) sms.set(config.smsFallback.provider, fromAccount(config.smsFallback));
  const primary = config.sms.provider;
  const weChat = config.weChat && wechatOfficial(config.weChat, runtime.pool, send, clock);
  const sealing = config.sms.provider === 'outbox' ? null : createSealing(config.sms, runtime.random);

  const otherThan = (provider: string) => [...sms.keys()].find((name) => name !== provider);

  async function bySms(delivery: Delivery, first: string): Promise<HandOver> {
    const opened = delivery.sealed && sealing?.open(delivery.sealed);
    if (delivery.sealed && !opened) {
      const message = '短信服务商密钥已更换，等待中的验证码无法读取';
      return { outcome: 'refused', code: 'sealed', message, retry: 'never', provider: first, nextProvider: first };
    }
    const { text, params } = opened || delivery;
    const ask = async (name: string) => {
      const provider = sms.get(name);
      if (!provider) throw new Error(`no SMS provider ${name}`);
      return provider.send({
        to: delivery.address,
        template: delivery.template,
        params,
        text,
        idempotencyKey: delivery.key,
      });
    };
    const answer = await ask(first);
    if (answer.outcome === 'accepted') return { ...answer, provider: first };
    const second = otherThan(first);
    // After a lost answer the message may be on its way: the other vendor gets it only when the wait brought no receipt.
    if (!second || answer.maybeSent) return { ...answer, provider: first, nextProvider: second ?? first };
    if (aboutTheReceiver.has(answer.code)) return { ...answer, provider: first, nextProvider: first };
    const other = await ask(second);
    if (other.outcome === 'accepted') return { ...other, provider: second };
    const message = `${answer.message}；${other.message}`;
    if (other.maybeSent) return { ...other, message, provider: second, nextProvider: first };
    const later = [answer, other].find((one) => one.retry === 'later') ?? other;
    return { ...later, message, provider: second, nextProvider: primary };
  }

  async function byWeChat(delivery: Delivery): Promise<HandOver> {
    const names = { provider: 'weChat', nextProvider: 'weChat' };
    if (!weChat) {
      return { outcome: 'refused', code: 'not-configured', message: '未接入公众号', retry: 'never', ...names };
    }
    const { result } = await weChat.sendNotice({
      openId: delivery.address,
      template: delivery.template,
      params: delivery.params,
      text: delivery.text,
      ...(delivery.link && { url: entrance(config.publicUrl, delivery.link) }),
      idempotencyKey: delivery.key,
    });
    return result.outcome === 'accepted' ? { ...result, provider: names.provider } : { ...result, ...names };
  }

  return {
    sms,
    primary,
    weChat,
    sealing,
    providerFor: ({ channel, provider }) =>
      channel === 'weChat' ? 'weChat' : provider !== null && sms.has(provider) ? provider : primary,
    handOver: (delivery, provider) => (delivery.channel === 'weChat' ? byWeChat(delivery) : bySms(delivery, provider)),
  };
}

/** The address that signs a WeChat user in without a question and opens a page of ours (DR-01, DR-24). */
export function entrance(publicUrl: string, path: string): string {
  return `${publicUrl}/api/wechat/login?to=${encodeURIComponent(path)}`;
}
