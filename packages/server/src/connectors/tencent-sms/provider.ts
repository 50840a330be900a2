/**
 * Tencent Cloud SMS (2021-01-11): `SendSms`, and delivery receipts by callback.
 *
 * Easy to get wrong: every answer is HTTP 200, and a request that was accepted as a whole may still have refused
 * the number (`SendStatusSet[0].Code`). Template variables are numbered {1} {2} …, hence an ordered list.
 */
import type { ConnectorClock, HttpSend, Receipt, SendResult, SmsMessage, SmsProvider } from '../contract.ts';
import { isObject, noAnswer, parseJsonObject, unreadableAnswer } from '../http.ts';
import { toE164 } from '../phone-number.ts';
import { parseBeijingTime, readReceipts } from '../receipt-callback.ts';
import { tencentRefusal } from './refusals.ts';
import { tc3Authorization } from './signature.ts';

export interface TencentSmsConfig {
  secretId: string;
  secretKey: string;
  /** SMS application, `1400…`. */
  sdkAppId: string;
  signName: string;
  /** Our template key → the vendor's template number and our parameter names in the order of {1} {2} …. */
  templates: Record<string, { templateId: string; params: string[] }>;
  /** Default `ap-guangzhou`. */
  region?: string;
  /** Default `https://sms.tencentcloudapi.com`. */
  endpoint?: string;
  /** Secret in the receipt address, `?token=…`; without it no receipt is taken. */
  receiptToken?: string;
}

const CONTENT_TYPE = 'application/json; charset=utf-8';
// The service takes less than 512 bytes of context.
const MAX_CONTEXT_BYTES = 511;

export function tencentSms(config: TencentSmsConfig, send: HttpSend, clock: ConnectorClock): SmsProvider {
  return {
    id: 'tencent-sms',
    send: (message) => sendSms(config, send, clock, message),
    parseReceipt: (request) =>
      readReceipts(request, {
        token: config.receiptToken,
        readRow,
        done: JSON.stringify({ result: 0, errmsg: 'OK' }),
        failed: (errmsg) => JSON.stringify({ result: 1, errmsg }),
      }),
  };
}

async function sendSms(
  config: TencentSmsConfig,
  send: HttpSend,
  clock: ConnectorClock,
  message: SmsMessage,
): Promise<SendResult> {
  const number = toE164(message.to);
  if (!number) return { outcome: 'refused', code: 'phone-illegal', message: '手机号格式不正确', retry: 'never' };
  const template = config.templates[message.template];
  if (!template) {
    const text = `未设置短信模板“${message.template}”对应的腾讯云模板编号`;
    return { outcome: 'refused', code: 'template-missing', message: text, retry: 'never' };
  }
  const missing = template.params.filter((name) => message.params[name] === undefined);
  if (missing.length > 0) {
    const text = `短信模板“${message.template}”缺少变量：${missing.join('、')}`;
    return { outcome: 'refused', code: 'template-params-missing', message: text, retry: 'never' };
  }
  const payload = JSON.stringify({
    PhoneNumberSet: [number],
    SmsSdkAppId: config.sdkAppId,
    SignName: config.signName,
    TemplateId: template.templateId,
    TemplateParamSet: template.params.map((name) => message.params[name]),
    ...(Buffer.byteLength(message.idempotencyKey) <= MAX_CONTEXT_BYTES
      ? { SessionContext: message.idempotencyKey }
      : {}),
  });
  let response: Awaited<ReturnType<HttpSend>>;
  try {
    response = await send(buildRequest(config, clock, payload));
  } catch (error) {
    return noAnswer(error);
  }
  return readAnswer(response);
}

function buildRequest(config: TencentSmsConfig, clock: ConnectorClock, payload: string) {
  const endpoint = new URL(config.endpoint ?? 'https://sms.tencentcloudapi.com');
  const timestamp = Math.floor(clock.now().getTime() / 1000);
  const authorization = tc3Authorization(
    { service: 'sms', host: endpoint.host, action: 'SendSms', contentType: CONTENT_TYPE, payload, timestamp },
    config,
  );
  return {
    method: 'POST',
    url: `${endpoint.origin}/`,
    headers: {
      authorization,
      'content-type': CONTENT_TYPE,
      'x-tc-action': 'SendSms',
      'x-tc-version': '2021-01-11',
      'x-tc-timestamp': String(timestamp),
      'x-tc-region': config.region ?? 'ap-guangzhou',
    },
    body: payload,
  };
}

function readAnswer(response: { status: number; body: string }): SendResult {
  const answer = parseJsonObject(response.body)?.Response;
  if (!isObject(answer)) return unreadableAnswer(response.status);
  if (isObject(answer.Error)) return tencentRefusal(String(answer.Error.Code), String(answer.Error.Message ?? ''));
  const status: unknown = Array.isArray(answer.SendStatusSet) ? answer.SendStatusSet[0] : undefined;
  if (!isObject(status) || typeof status.Code !== 'string') return unreadableAnswer(response.status);
  if (status.Code !== 'Ok') return tencentRefusal(status.Code, String(status.Message ?? ''));
  if (typeof status.SerialNo !== 'string' || status.SerialNo === '') return unreadableAnswer(response.status);
  return { outcome: 'accepted', providerMessageId: status.SerialNo };
}

function readRow(row: Record<string, unknown>): Receipt | string {
  if (typeof row.sid !== 'string' || row.sid === '') return '缺少 sid';
  const at = parseBeijingTime(row.user_receive_time);
  if (!at) return 'user_receive_time 不是时间';
  if (row.report_status !== 'SUCCESS' && row.report_status !== 'FAIL') return 'report_status 不是 SUCCESS 或 FAIL';
  return {
    providerMessageId: row.sid,
    state: row.report_status === 'SUCCESS' ? 'delivered' : 'failed',
    at,
    ...(typeof row.errmsg === 'string' ? { code: row.errmsg } : {}),
    ...(typeof row.mobile === 'string' ? { to: `+${row.nationcode ?? '86'}${row.mobile}` } : {}),
  };
}
