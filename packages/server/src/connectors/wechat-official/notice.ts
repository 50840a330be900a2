/**
 * One notice through an official account, by whichever kind the account and the follower still allow: template
 * message, then subscription notice, then customer-service text (IG-08). The channel ladder sees one channel.
 */
import type { Refusal, SendResult } from '../contract.ts';
import type { WechatClient } from './client.ts';
import type { WechatOfficialConfig, WechatTemplate } from './config.ts';

export interface WechatNotice {
  openId: string;
  /** Our template key. */
  template: string;
  params: Record<string, string>;
  /** The whole text, for the kind that has no template. */
  text: string;
  url?: string;
  idempotencyKey: string;
}

export type NoticeKind = 'template' | 'subscription' | 'customer';

export interface NoticeResult {
  /** The first acceptance; otherwise the refusal worth retrying, if any; otherwise the last one. */
  result: SendResult;
  /** Every kind that was tried, in order, for the delivery record. */
  attempts: { kind: NoticeKind; result: SendResult }[];
}

export async function sendNotice(
  config: WechatOfficialConfig,
  client: WechatClient,
  notice: WechatNotice,
): Promise<NoticeResult> {
  const attempts: NoticeResult['attempts'] = [];
  for (const kind of ['template', 'subscription', 'customer'] as const) {
    const result = await sendAs(kind, config, client, notice);
    if (!result) continue;
    attempts.push({ kind, result });
    // A lost answer may have been an acceptance: another kind at once could say the same thing twice.
    if (result.outcome === 'accepted' || result.maybeSent) return { result, attempts };
  }
  // Acceptances have returned above.
  const refusals = attempts.map((attempt) => attempt.result as Refusal);
  return { result: refusals.find((refusal) => refusal.retry === 'later') ?? refusals.at(-1)!, attempts };
}

// Undefined when the account has no template of that kind for this notice.
async function sendAs(
  kind: NoticeKind,
  config: WechatOfficialConfig,
  client: WechatClient,
  notice: WechatNotice,
): Promise<SendResult | undefined> {
  if (kind === 'customer') {
    const text = notice.url ? `${notice.text}\n${notice.url}` : notice.text;
    return client.sendCustomerText({ openId: notice.openId, text, idempotencyKey: notice.idempotencyKey });
  }
  const template = (kind === 'template' ? config.templates : config.subscriptions)?.[notice.template];
  if (!template) return undefined;
  const message = {
    openId: notice.openId,
    templateId: template.templateId,
    data: fieldsOf(template, notice.params),
    idempotencyKey: notice.idempotencyKey,
    ...(notice.url ? { url: notice.url } : {}),
  };
  return kind === 'subscription' ? client.sendSubscription(message) : client.sendTemplate(message);
}

// Longest value by kind of field (“订阅通知参数值内容限制说明”, which templates by category share). The service
// refuses the whole message for one character more.
const LONGEST: Record<string, number> = { thing: 20, phrase: 5, name: 10, character_string: 32, const: 20 };

function fieldsOf(template: WechatTemplate, params: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(template.fields).map(([field, param]) => [field, fit(field, params[param] ?? '')]),
  );
}

function fit(field: string, value: string): string {
  const longest = LONGEST[field.replace(/\d+$/, '')];
  const characters = [...value];
  if (longest === undefined || characters.length <= longest) return value;
  return `${characters.slice(0, longest - 1).join('')}…`;
}
