/**
 * Stand-in for Alibaba Cloud SMS (Dysmsapi 2017-05-25, `SendSms`). Checks the V3 and the RPC signature, the clock
 * (15 minutes), the nonce, required parameters, number, sign name, template and its variables, and refuses each
 * as documented. Can be told to give any documented answer next, and builds the receipt pushes.
 */
import { createHash, createHmac } from 'node:crypto';
import { type HttpStandIn, type StandInAnswer, type StandInRequest, startHttpStandIn } from './http-stand-in.ts';

export interface AliyunStandInOptions {
  accessKeyId: string;
  accessKeySecret: string;
  signName: string;
  /** Template code → names of its variables. */
  templates: Record<string, string[]>;
  now(): Date;
}

export interface AliyunSmsStandIn extends HttpStandIn {
  /** Messages that were accepted. */
  sent: { phone: string; template: string; params: Record<string, string>; outId: string; bizId: string }[];
  /** The next request is answered so, after its signature has been checked. */
  answerNext(answer: StandInAnswer | { code: string; message: string; status?: number } | 'hang up'): void;
  /** Body of the receipt push for an accepted message. `at` in Beijing time, `2026-11-21 08:00:00`. */
  receiptBody(bizIds: string[], result: { success: boolean; errCode: string; at: string }): string;
}

export async function startAliyunSms(options: AliyunStandInOptions): Promise<AliyunSmsStandIn> {
  const sent: AliyunSmsStandIn['sent'] = [];
  const nonces = new Set<string>();
  let next: Parameters<AliyunSmsStandIn['answerNext']>[0] | undefined;

  const http = await startHttpStandIn((request) => {
    const refusal = request.headers.authorization
      ? checkV3(request, options, nonces)
      : checkRpc(request, options, nonces);
    if (refusal) return refusal;
    const told = next;
    next = undefined;
    if (told !== undefined) return told === 'hang up' || 'body' in told ? told : toldAnswer(told);
    return accept(request.query);
  });

  const accept = (query: Record<string, string>): StandInAnswer => {
    for (const name of ['PhoneNumbers', 'SignName', 'TemplateCode']) {
      if (!query[name]) return gatewayError(400, `Missing${name}`, `${name} is mandatory for this action.`);
    }
    const refused = (code: string, message: string) => businessAnswer({ Code: code, Message: message });
    if (!/^1[3-9]\d{9}$/.test(query.PhoneNumbers!)) return refused('isv.MOBILE_NUMBER_ILLEGAL', '非法手机号');
    if (query.SignName !== options.signName) return refused('isv.SMS_SIGNATURE_ILLEGAL', '短信签名不合法');
    const variables = options.templates[query.TemplateCode!];
    if (!variables) return refused('isv.SMS_TEMPLATE_ILLEGAL', '短信模板不合法');
    let params: Record<string, string>;
    try {
      params = JSON.parse(query.TemplateParam || '{}');
    } catch {
      return refused('isv.INVALID_JSON_PARAM', 'JSON参数不合法');
    }
    if (variables.some((name) => !params[name])) return refused('isv.TEMPLATE_MISSING_PARAMETERS', '模板缺少变量');
    const bizId = `9006195${String(sent.length + 1).padStart(8, '0')}^0`;
    sent.push({ phone: query.PhoneNumbers!, template: query.TemplateCode!, params, outId: query.OutId ?? '', bizId });
    return businessAnswer({ Code: 'OK', Message: 'OK', BizId: bizId });
  };

  return {
    ...http,
    sent,
    answerNext(answer) {
      next = answer;
    },
    receiptBody: (bizIds, result) =>
      JSON.stringify(
        sent
          .filter((message) => bizIds.includes(message.bizId))
          .map((message) => ({
            phone_number: message.phone,
            send_time: result.at,
            report_time: result.at,
            success: result.success,
            err_code: result.errCode,
            err_msg: result.success ? '用户接收成功' : '用户接收失败',
            sms_size: '1',
            biz_id: message.bizId,
            out_id: message.outId,
          })),
      ),
  };
}

function toldAnswer(told: { code: string; message: string; status?: number }): StandInAnswer {
  if (told.status === undefined) return businessAnswer({ Code: told.code, Message: told.message });
  return gatewayError(told.status, told.code, told.message);
}

function businessAnswer(fields: Record<string, string>): StandInAnswer {
  return { status: 200, body: JSON.stringify({ RequestId: '819BE656-D2E0-4858-8B21-B2E477085AAF', ...fields }) };
}

function gatewayError(status: number, code: string, message: string): StandInAnswer {
  const body = {
    RequestId: '819BE656-D2E0-4858-8B21-B2E477085AAF',
    HostId: 'dysmsapi.aliyuncs.com',
    Code: code,
    Message: message,
    Recommend: `https://api.aliyun.com/troubleshoot?q=${code}`,
  };
  return { status, body: JSON.stringify(body) };
}

const wrongSignature = () =>
  gatewayError(400, 'SignatureDoesNotMatch', 'Specified signature is not matched with our calculation.');

function checkClockAndNonce(
  time: string,
  nonce: string,
  options: AliyunStandInOptions,
  nonces: Set<string>,
): StandInAnswer | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(time)) {
    return gatewayError(400, 'InvalidTimeStamp.Format', 'Specified time stamp or date value is not well formatted.');
  }
  if (Math.abs(Date.parse(time) - options.now().getTime()) > 15 * 60_000) {
    return gatewayError(400, 'InvalidTimeStamp.Expired', 'Specified time stamp or date value is expired.');
  }
  if (!nonce || nonces.has(nonce)) {
    return gatewayError(400, 'SignatureNonceUsed', 'Specified signature nonce was used already.');
  }
  nonces.add(nonce);
  return undefined;
}

function checkV3(
  request: StandInRequest,
  options: AliyunStandInOptions,
  nonces: Set<string>,
): StandInAnswer | undefined {
  const header = /^ACS3-HMAC-SHA256 Credential=([^,]+),SignedHeaders=([^,]+),Signature=([0-9a-f]{64})$/.exec(
    request.headers.authorization ?? '',
  );
  if (!header) return gatewayError(400, 'IncompleteSignature', 'The request signature does not conform to standards.');
  const [, accessKeyId, signedHeaders = '', signature] = header;
  if (accessKeyId !== options.accessKeyId) {
    return gatewayError(404, 'InvalidAccessKeyId.NotFound', 'Specified access key is not found.');
  }
  if (request.headers['x-acs-action'] !== 'SendSms' || request.headers['x-acs-version'] !== '2017-05-25') {
    return gatewayError(404, 'InvalidAction.NotFound', 'Specified api is not found.');
  }
  const bodyHash = createHash('sha256').update(request.body, 'utf8').digest('hex');
  if (request.headers['x-acs-content-sha256'] !== bodyHash) return wrongSignature();
  const names = signedHeaders.split(';');
  // host, and content-type and every x-acs header that is present, must have been signed.
  const required = [
    'host',
    ...Object.keys(request.headers).filter((name) => name === 'content-type' || name.startsWith('x-acs-')),
  ];
  if (required.some((name) => !names.includes(name))) return wrongSignature();
  let canonicalHeaders = '';
  for (const name of names) canonicalHeaders += `${name}:${(request.headers[name] ?? '').trim()}\n`;
  // The query of this client is already sorted and encoded; a wrong order or encoding shows as a wrong signature,
  // since it is decoded and encoded afresh here.
  const pairs = Object.entries(request.query).map(([name, value]) => `${rfc3986(name)}=${rfc3986(value)}`);
  const canonical = `${request.method}\n${request.path}\n${pairs.sort().join('&')}\n${canonicalHeaders}\n${signedHeaders}\n${bodyHash}`;
  const digest = createHash('sha256').update(canonical, 'utf8').digest('hex');
  const expected = createHmac('sha256', options.accessKeySecret).update(`ACS3-HMAC-SHA256\n${digest}`).digest('hex');
  if (expected !== signature) return wrongSignature();
  return checkClockAndNonce(
    request.headers['x-acs-date'] ?? '',
    request.headers['x-acs-signature-nonce'] ?? '',
    options,
    nonces,
  );
}

function checkRpc(
  request: StandInRequest,
  options: AliyunStandInOptions,
  nonces: Set<string>,
): StandInAnswer | undefined {
  const { Signature: signature, ...params } = request.query;
  if (!signature) return gatewayError(400, 'MissingSignature', 'Signature is mandatory for this action.');
  if (params.AccessKeyId !== options.accessKeyId) {
    return gatewayError(404, 'InvalidAccessKeyId.NotFound', 'Specified access key is not found.');
  }
  const pairs = Object.entries(params).map(([name, value]) => `${rfc3986(name)}=${rfc3986(value)}`);
  const text = `${request.method}&%2F&${rfc3986(pairs.sort().join('&'))}`;
  const expected = createHmac('sha1', `${options.accessKeySecret}&`).update(text).digest('base64');
  if (expected !== signature) return wrongSignature();
  return checkClockAndNonce(params.Timestamp ?? '', params.SignatureNonce ?? '', options, nonces);
}

// Byte by byte, so that it shares nothing with the encoder under test.
function rfc3986(text: string): string {
  let encoded = '';
  for (const byte of Buffer.from(text, 'utf8')) {
    const character = String.fromCharCode(byte);
    encoded += /[A-Za-z0-9~._-]/.test(character) ? character : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }
  return encoded;
}
