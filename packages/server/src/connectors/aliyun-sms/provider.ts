/**
 * Alibaba Cloud SMS (Dysmsapi 2017-05-25): `SendSms`, and delivery receipts by HTTP push (`SmsReport`).
 *
 * Easy to get wrong: the service has no idempotency key. `OutId` is only handed back in receipts, so a message
 * whose answer was lost is found again by its receipt and not by sending once more.
 */
import type { ConnectorClock, HttpSend, Receipt, SendResult, SmsMessage, SmsProvider } from '../contract.ts';
import { noAnswer, parseJsonObject, unreadableAnswer } from '../http.ts';
import { toE164 } from '../phone-number.ts';
import { parseBeijingTime, readReceipts } from '../receipt-callback.ts';
import { aliyunRefusal } from './refusals.ts';
import { acs3Authorization, canonicalQuery, rpcSignature, sha256 } from './signature.ts';

export interface AliyunSmsConfig {
  accessKeyId: string;
  accessKeySecret: string;
  /** The approved signature, without 【】. */
  signName: string;
  /** Our template key → the vendor's template code (`SMS_…`). The variables carry our parameter names. */
  templates: Record<string, string>;
  /** Default `https://dysmsapi.aliyuncs.com`. */
  endpoint?: string;
  /** `RPC` only for private-cloud endpoints without the V3 signature. Default `ACS3`. */
  signature?: 'ACS3' | 'RPC';
  /** Secret in the receipt address, `?token=…`; without it no receipt is taken. */
  receiptToken?: string;
}

const VERSION = '2017-05-25';

export function aliyunSms(config: AliyunSmsConfig, send: HttpSend, clock: ConnectorClock): SmsProvider {
  return {
    id: 'aliyun-sms',
    send: (message) => sendSms(config, send, clock, message),
    parseReceipt: (request) =>
      readReceipts(request, {
        token: config.receiptToken,
        readRow,
        done: JSON.stringify({ code: 0, msg: '成功' }),
        failed: (msg) => JSON.stringify({ code: 1, msg }),
      }),
  };
}

async function sendSms(
  config: AliyunSmsConfig,
  send: HttpSend,
  clock: ConnectorClock,
  message: SmsMessage,
): Promise<SendResult> {
  const number = toE164(message.to);
  if (!number) return { outcome: 'refused', code: 'phone-illegal', message: '手机号格式不正确', retry: 'never' };
  const templateCode = config.templates[message.template];
  if (!templateCode) {
    const text = `未设置短信模板“${message.template}”对应的阿里云模板编号`;
    return { outcome: 'refused', code: 'template-missing', message: text, retry: 'never' };
  }
  const request = buildRequest(config, clock, {
    // Mainland numbers go bare, others as country code and number without the plus sign.
    PhoneNumbers: number.startsWith('+86') ? number.slice(3) : number.slice(1),
    SignName: config.signName,
    TemplateCode: templateCode,
    TemplateParam: JSON.stringify(message.params),
    OutId: message.idempotencyKey,
  });
  let response: Awaited<ReturnType<HttpSend>>;
  try {
    response = await send(request);
  } catch (error) {
    return noAnswer(error);
  }
  const answer = parseJsonObject(response.body);
  if (!answer || typeof answer.Code !== 'string') return unreadableAnswer(response.status);
  if (answer.Code !== 'OK') return aliyunRefusal(answer.Code, String(answer.Message ?? ''), response.status);
  if (typeof answer.BizId !== 'string') return unreadableAnswer(response.status);
  return { outcome: 'accepted', providerMessageId: answer.BizId };
}

function buildRequest(config: AliyunSmsConfig, clock: ConnectorClock, params: Record<string, string>) {
  const endpoint = new URL(config.endpoint ?? 'https://dysmsapi.aliyuncs.com');
  const timestamp = clock
    .now()
    .toISOString()
    .replace(/\.\d+Z$/, 'Z');
  if (config.signature === 'RPC') {
    const query: Record<string, string> = {
      ...params,
      AccessKeyId: config.accessKeyId,
      Action: 'SendSms',
      Format: 'JSON',
      SignatureMethod: 'HMAC-SHA1',
      SignatureNonce: clock.nonce(),
      SignatureVersion: '1.0',
      Timestamp: timestamp,
      Version: VERSION,
    };
    query.Signature = rpcSignature('POST', query, config.accessKeySecret);
    return { method: 'POST', url: `${endpoint.origin}/?${canonicalQuery(query)}`, headers: {} };
  }
  const signed: Record<string, string> = {
    host: endpoint.host,
    'x-acs-action': 'SendSms',
    'x-acs-content-sha256': sha256(''),
    'x-acs-date': timestamp,
    'x-acs-signature-nonce': clock.nonce(),
    'x-acs-version': VERSION,
  };
  const authorization = acs3Authorization({ method: 'POST', query: params, headers: signed, body: '' }, config);
  const { host: _setByTheTransport, ...headers } = signed;
  return {
    method: 'POST',
    url: `${endpoint.origin}/?${canonicalQuery(params)}`,
    // No body at all: to an empty one the transport would add a content-type that the signature does not cover.
    headers: { ...headers, authorization, accept: 'application/json' },
  };
}

function readRow(row: Record<string, unknown>): Receipt | string {
  if (typeof row.biz_id !== 'string' || row.biz_id === '') return '缺少 biz_id';
  const at = parseBeijingTime(row.report_time);
  if (!at) return 'report_time 不是时间';
  if (typeof row.success !== 'boolean') return '缺少 success';
  return {
    providerMessageId: row.biz_id,
    state: row.success ? 'delivered' : 'failed',
    at,
    ...(typeof row.err_code === 'string' ? { code: row.err_code } : {}),
    ...(typeof row.phone_number === 'string' ? { to: row.phone_number } : {}),
    ...(typeof row.out_id === 'string' && row.out_id !== '' ? { idempotencyKey: row.out_id } : {}),
  };
}
