import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fetchSend } from '../http.ts';
import { type FixedClock, fixedClock } from '../testing/fixed-clock.ts';
import { startTencentSms, type TencentSmsStandIn } from '../testing/tencent-sms.ts';
import { type TencentSmsConfig, tencentSms } from './provider.ts';

let standIn: TencentSmsStandIn;
let clock: FixedClock;
const account = { secretId: 'AKIDtest', secretKey: 'secret', sdkAppId: '1400006666', signName: '安哨' };

beforeEach(async () => {
  clock = fixedClock('2026-11-20T20:00:00Z');
  standIn = await startTencentSms({ ...account, templates: { '1110': 2 }, now: clock.now });
});
afterEach(() => standIn.stop());

const provider = (changes: Partial<TencentSmsConfig> = {}) =>
  tencentSms(
    {
      ...account,
      templates: { 'daily-report-due': { templateId: '1110', params: ['date', 'community'] } },
      endpoint: standIn.url,
      receiptToken: 'push-secret',
      ...changes,
    },
    fetchSend({ timeoutMs: 1_000 }),
    clock,
  );
const message = {
  to: '13800138000',
  template: 'daily-report-due',
  params: { community: '东江学府2期🏠', date: '11月21日', unused: 'x' },
  text: '请填报安全生产日报',
  idempotencyKey: 'delivery-1',
};

describe('sending', () => {
  test('parameters go out in the order of the template, with Chinese and emoji whole', async () => {
    const result = await provider().send(message);
    expect(result).toEqual({ outcome: 'accepted', providerMessageId: standIn.sent[0]!.serialNo });
    expect(standIn.sent[0]).toMatchObject({
      phone: '+8613800138000',
      params: ['11月21日', '东江学府2期🏠'],
      context: 'delivery-1',
    });
  });

  test('the signature holds on both sides of midnight in Beijing and in Greenwich', async () => {
    for (const time of [
      '2026-11-20T15:59:59Z',
      '2026-11-20T16:00:00Z',
      '2026-11-20T23:59:59Z',
      '2026-11-21T00:00:00Z',
    ]) {
      clock.set(time);
      expect(await provider().send(message)).toMatchObject({ outcome: 'accepted' });
    }
  });

  test('a wrong key is refused for ever', async () => {
    expect(await provider({ secretKey: 'other' }).send(message)).toMatchObject({
      code: 'AuthFailure.SignatureFailure',
      retry: 'never',
    });
    expect(await provider({ secretId: 'nobody' }).send(message)).toMatchObject({
      code: 'AuthFailure.SecretIdNotFound',
      retry: 'never',
    });
    expect(standIn.sent).toEqual([]);
  });

  test('a clock six minutes off is refused for now', async () => {
    const sender = provider();
    const there = clock.now();
    const late = tencentSms(
      {
        ...account,
        templates: { 'daily-report-due': { templateId: '1110', params: ['date', 'community'] } },
        endpoint: standIn.url,
      },
      fetchSend(),
      { now: () => new Date(there.getTime() + 360_000), nonce: clock.nonce },
    );
    expect(await late.send(message)).toMatchObject({ code: 'AuthFailure.SignatureExpire', retry: 'later' });
    expect(await sender.send(message)).toMatchObject({ outcome: 'accepted' });
  });

  test.each([
    ['LimitExceeded.PhoneNumberThirtySecondLimit', 30],
    ['LimitExceeded.PhoneNumberOneHourLimit', 3_600],
    ['LimitExceeded.PhoneNumberDailyLimit', 86_400],
    ['LimitExceeded.AppMainlandChinaDailyLimit', 86_400],
    ['LimitExceeded.DeliveryFrequencyLimit', 60],
    ['InternalError.Timeout', 30],
  ])('a number refused by %s is worth another try after %d s', async (code, retryAfterSeconds) => {
    standIn.answerNext({ status: code, message: 'limit' });
    expect(await provider().send(message)).toMatchObject({
      outcome: 'refused',
      code,
      retry: 'later',
      retryAfterSeconds,
    });
  });

  test('a whole request refused for frequency is worth another try', async () => {
    standIn.answerNext({ error: 'RequestLimitExceeded', message: 'frequency limit' });
    expect(await provider().send(message)).toMatchObject({
      code: 'RequestLimitExceeded',
      retry: 'later',
      retryAfterSeconds: 5,
    });
  });

  test.each([
    'FailedOperation.PhoneNumberInBlacklist',
    'FailedOperation.InsufficientBalanceInSmsPackage',
    'UnauthorizedOperation.SmsSdkAppIdVerifyFail',
    'SomethingNew.Entirely',
  ])('%s is not tried again', async (code) => {
    standIn.answerNext({ status: code, message: 'no' });
    expect(await provider().send(message)).toMatchObject({ code, retry: 'never' });
  });

  test('application, sign name, template and number are refused by the service with its own codes', async () => {
    const code = async (changes: Partial<TencentSmsConfig>, to = message.to) => {
      const result = await provider(changes).send({ ...message, to });
      return result.outcome === 'refused' ? result.code : 'accepted';
    };
    const template = (templateId: string, params: string[]) => ({
      templates: { 'daily-report-due': { templateId, params } },
    });
    expect(await code({ sdkAppId: '1' })).toBe('InvalidParameterValue.SdkAppIdNotExist');
    expect(await code({ signName: '别家' })).toBe('FailedOperation.SignatureIncorrectOrUnapproved');
    expect(await code(template('9', []))).toBe('FailedOperation.TemplateIncorrectOrUnapproved');
    expect(await code(template('1110', ['date']))).toBe('FailedOperation.TemplateParamSetNotMatchApprovedTemplate');
    expect(await code({}, '+85261234567')).toBe('InvalidParameterValue.IncorrectPhoneNumber');
  });

  test('what cannot be sent never leaves the house, and all missing variables are named', async () => {
    const result = await provider().send({ ...message, params: {} });
    expect(result).toMatchObject({
      code: 'template-params-missing',
      message: expect.stringContaining('date、community'),
    });
    expect(await provider().send({ ...message, to: 'nobody' })).toMatchObject({ code: 'phone-illegal' });
    expect(await provider().send({ ...message, template: 'other' })).toMatchObject({ code: 'template-missing' });
    expect(standIn.requests).toEqual([]);
  });

  test('a lost answer says that the message may have been sent', async () => {
    standIn.answerNext('hang up');
    expect(await provider().send(message)).toMatchObject({ code: 'no-answer', maybeSent: true });
  });
});

describe('receipts', () => {
  test('a callback of the service becomes receipts, answered as it asks', async () => {
    const sent = await provider().send(message);
    if (sent.outcome !== 'accepted') throw new Error(sent.code);
    const body = standIn.receiptBody([sent.providerMessageId], {
      success: false,
      errmsg: 'MK:0001',
      at: '2026-11-21 08:03:04',
    });
    const batch = provider().parseReceipt!({ headers: {}, query: { token: 'push-secret' }, body });
    expect(batch).toEqual({
      receipts: [
        {
          providerMessageId: sent.providerMessageId,
          state: 'failed',
          code: 'MK:0001',
          at: new Date('2026-11-21T00:03:04Z'),
          to: '+8613800138000',
        },
      ],
      problems: [],
      answer: { status: 200, contentType: 'application/json; charset=utf-8', body: '{"result":0,"errmsg":"OK"}' },
    });
  });

  test('unreadable rows are all named', () => {
    const rows = [
      {},
      { sid: '1', user_receive_time: 'x' },
      { sid: '1', user_receive_time: '2026-11-21 08:03:04', report_status: 'MAYBE' },
    ];
    const batch = provider().parseReceipt!({
      headers: {},
      query: { token: 'push-secret' },
      body: JSON.stringify(rows),
    });
    expect(batch.problems).toEqual([
      '[0] 缺少 sid',
      '[1] user_receive_time 不是时间',
      '[2] report_status 不是 SUCCESS 或 FAIL',
    ]);
  });

  test('a callback without the secret is turned away', () => {
    expect(provider().parseReceipt!({ headers: {}, query: {}, body: '[]' })).toMatchObject({ answer: { status: 403 } });
  });
});
