/**
 * Stand-in for Tencent Cloud SMS (2021-01-11, `SendSms`). Checks the TC3 signature, the clock (5 minutes), required
 * headers and parameters, application, sign name, template and the number of its variables. As in the real service
 * every answer is HTTP 200 and a refused number stands in its own `SendStatusSet` entry.
 */
import { createHash, createHmac } from 'node:crypto';
import { type HttpStandIn, type StandInAnswer, type StandInRequest, startHttpStandIn } from './http-stand-in.ts';

export interface TencentStandInOptions {
  secretId: string;
  secretKey: string;
  sdkAppId: string;
  signName: string;
  /** Template number → how many variables it has. */
  templates: Record<string, number>;
  now(): Date;
}

export interface TencentSmsStandIn extends HttpStandIn {
  sent: { phone: string; template: string; params: string[]; context: string; serialNo: string }[];
  /** The next request is answered so, after its signature has been checked. */
  answerNext(
    answer: StandInAnswer | { error: string; message: string } | { status: string; message: string } | 'hang up',
  ): void;
  /** Body of the receipt callback. `at` in Beijing time. */
  receiptBody(serialNos: string[], result: { success: boolean; errmsg: string; at: string }): string;
}

const REQUEST_ID = 'a0aabda6-cf91-4f3e-a81f-9198114a2279';

export async function startTencentSms(options: TencentStandInOptions): Promise<TencentSmsStandIn> {
  const sent: TencentSmsStandIn['sent'] = [];
  let next: Parameters<TencentSmsStandIn['answerNext']>[0] | undefined;

  const http = await startHttpStandIn((request) => {
    const refusal = check(request, options);
    if (refusal) return refusal;
    const told = next;
    next = undefined;
    if (told === undefined) return accept(JSON.parse(request.body));
    if (told === 'hang up' || 'body' in told) return told;
    if ('error' in told) return failure(told.error, told.message);
    return success(told.status, told.message, '', '+8613800138000');
  });

  const accept = (payload: Record<string, unknown>): StandInAnswer => {
    for (const name of ['PhoneNumberSet', 'SmsSdkAppId', 'TemplateId']) {
      if (!payload[name])
        return failure('MissingParameter', `The request is missing a required parameter \`${name}\`.`);
    }
    const phone = String((payload.PhoneNumberSet as unknown[])[0]);
    const refused = (code: string, message: string) => success(code, message, '', phone);
    if (payload.SmsSdkAppId !== options.sdkAppId) {
      return refused('InvalidParameterValue.SdkAppIdNotExist', 'sdkappid does not exist');
    }
    if (!/^\+861[3-9]\d{9}$/.test(phone)) {
      return refused('InvalidParameterValue.IncorrectPhoneNumber', 'incorrect phone number');
    }
    if (payload.SignName !== options.signName) {
      return refused('FailedOperation.SignatureIncorrectOrUnapproved', 'signature incorrect or unapproved');
    }
    const params = (payload.TemplateParamSet ?? []) as string[];
    const expected = options.templates[String(payload.TemplateId)];
    if (expected === undefined) {
      return refused('FailedOperation.TemplateIncorrectOrUnapproved', 'template incorrect or unapproved');
    }
    if (params.length !== expected) {
      const message = 'the number of template params does not match';
      return refused('FailedOperation.TemplateParamSetNotMatchApprovedTemplate', message);
    }
    const serialNo = `5000:${1_045_710_669_157_053_600n + BigInt(sent.length)}`;
    sent.push({
      phone,
      template: String(payload.TemplateId),
      params,
      context: String(payload.SessionContext ?? ''),
      serialNo,
    });
    return success('Ok', 'send success', serialNo, phone);
  };

  return {
    ...http,
    sent,
    answerNext(answer) {
      next = answer;
    },
    receiptBody: (serialNos, result) =>
      JSON.stringify(
        sent
          .filter((message) => serialNos.includes(message.serialNo))
          .map((message) => ({
            user_receive_time: result.at,
            nationcode: '86',
            mobile: message.phone.slice(3),
            report_status: result.success ? 'SUCCESS' : 'FAIL',
            errmsg: result.errmsg,
            description: result.success ? '用户短信送达成功' : '用户短信送达失败',
            sid: message.serialNo,
          })),
      ),
  };
}

function success(code: string, message: string, serialNo: string, phone: string): StandInAnswer {
  const status = {
    SerialNo: serialNo,
    PhoneNumber: phone,
    Fee: code === 'Ok' ? 1 : 0,
    SessionContext: '',
    Code: code,
    Message: message,
    IsoCode: 'CN',
  };
  return { status: 200, body: JSON.stringify({ Response: { SendStatusSet: [status], RequestId: REQUEST_ID } }) };
}

function failure(code: string, message: string): StandInAnswer {
  return {
    status: 200,
    body: JSON.stringify({ Response: { Error: { Code: code, Message: message }, RequestId: REQUEST_ID } }),
  };
}

function check(request: StandInRequest, options: TencentStandInOptions): StandInAnswer | undefined {
  const headers = request.headers;
  for (const name of ['x-tc-action', 'x-tc-version', 'x-tc-timestamp', 'x-tc-region']) {
    if (!headers[name]) return failure('MissingParameter', `The request is missing a required parameter \`${name}\`.`);
  }
  if (headers['x-tc-action'] !== 'SendSms') return failure('InvalidAction', 'The request action is invalid.');
  if (headers['x-tc-version'] !== '2021-01-11') return failure('NoSuchVersion', 'The version does not exist.');
  const parts =
    /^TC3-HMAC-SHA256 Credential=(.+)\/(\d{4}-\d\d-\d\d)\/sms\/tc3_request, SignedHeaders=([a-z;-]+), Signature=([0-9a-f]{64})$/.exec(
      headers.authorization ?? '',
    );
  if (!parts) return failure('AuthFailure.InvalidAuthorization', 'The Authorization header is not valid.');
  const [, secretId, date = '', signedHeaders = '', signature] = parts;
  if (secretId !== options.secretId) return failure('AuthFailure.SecretIdNotFound', 'The SecretId is not found.');
  const seconds = Number(headers['x-tc-timestamp']);
  if (Math.abs(options.now().getTime() / 1000 - seconds) > 300) {
    return failure('AuthFailure.SignatureExpire', 'The provided credentials have expired.');
  }
  const names = signedHeaders.split(';');
  const wrong = failure(
    'AuthFailure.SignatureFailure',
    'The provided credentials could not be validated. Please check your signature is correct.',
  );
  if (!names.includes('content-type') || !names.includes('host')) return wrong;
  if (date !== new Date(seconds * 1000).toISOString().substring(0, 10)) return wrong;
  const lines = [request.method, request.path, request.rawQuery];
  for (const name of names) {
    const value = (headers[name] ?? '').trim();
    lines.push(`${name}:${name === 'x-tc-action' ? value.toLowerCase() : value}`);
  }
  lines.push('', signedHeaders, createHash('sha256').update(request.body, 'utf8').digest('hex'));
  const digest = createHash('sha256').update(lines.join('\n'), 'utf8').digest('hex');
  const text = `TC3-HMAC-SHA256\n${headers['x-tc-timestamp']}\n${date}/sms/tc3_request\n${digest}`;
  let key: Buffer = Buffer.from(`TC3${options.secretKey}`);
  for (const step of [date, 'sms', 'tc3_request', text]) key = createHmac('sha256', key).update(step).digest();
  return key.toString('hex') === signature ? undefined : wrong;
}
