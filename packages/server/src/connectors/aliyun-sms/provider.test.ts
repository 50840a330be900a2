import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fetchSend } from '../http.ts';
import { type AliyunSmsStandIn, startAliyunSms } from '../testing/aliyun-sms.ts';
import { type FixedClock, fixedClock } from '../testing/fixed-clock.ts';
import { type AliyunSmsConfig, aliyunSms } from './provider.ts';

let standIn: AliyunSmsStandIn;
let clock: FixedClock;
const account = { accessKeyId: 'LTAI-test', accessKeySecret: 'secret', signName: '安哨（惠州）' };

beforeEach(async () => {
  clock = fixedClock();
  standIn = await startAliyunSms({ ...account, templates: { SMS_1: ['community', 'date'] }, now: clock.now });
});
afterEach(() => standIn.stop());

const provider = (changes: Partial<AliyunSmsConfig> = {}) =>
  aliyunSms(
    {
      ...account,
      templates: { 'daily-report-due': 'SMS_1' },
      endpoint: standIn.url,
      receiptToken: 'push-secret',
      ...changes,
    },
    fetchSend({ timeoutMs: 1_000 }),
    clock,
  );
const message = {
  to: '+8613800138000',
  template: 'daily-report-due',
  params: { community: '金山龙庭3期 🏠 (A&B=C*)', date: '2026-11-21' },
  text: '请填报安全生产日报',
  idempotencyKey: 'delivery-1',
};

describe('sending', () => {
  test.each(['ACS3', 'RPC'] as const)(
    'a message signed by %s arrives with Chinese, emoji and reserved characters whole',
    async (signature) => {
      const result = await provider({ signature }).send(message);
      expect(result).toEqual({ outcome: 'accepted', providerMessageId: standIn.sent[0]!.bizId });
      expect(standIn.sent[0]).toMatchObject({
        phone: '13800138000',
        template: 'SMS_1',
        params: message.params,
        outId: 'delivery-1',
      });
    },
  );

  test('two messages in the same second are both accepted', async () => {
    await provider().send(message);
    expect(await provider().send(message)).toMatchObject({ outcome: 'accepted' });
  });

  test.each(['ACS3', 'RPC'] as const)('a wrong secret is refused for ever (%s)', async (signature) => {
    const result = await provider({ accessKeySecret: 'other', signature }).send(message);
    expect(result).toMatchObject({ outcome: 'refused', code: 'SignatureDoesNotMatch', retry: 'never' });
    expect(standIn.sent).toEqual([]);
  });

  test('an unknown access key is refused for ever', async () => {
    expect(await provider({ accessKeyId: 'nobody' }).send(message)).toMatchObject({
      code: 'InvalidAccessKeyId.NotFound',
      retry: 'never',
    });
  });

  test('a clock that is an hour off is refused for now', async () => {
    const wrong = { now: () => new Date('2026-11-21T01:00:00Z'), nonce: () => 'n1' };
    const late = aliyunSms(
      { ...account, templates: { 'daily-report-due': 'SMS_1' }, endpoint: standIn.url },
      fetchSend(),
      wrong,
    );
    expect(await late.send(message)).toMatchObject({ code: 'InvalidTimeStamp.Expired', retry: 'later' });
  });

  test('a repeated nonce is refused for a second', async () => {
    const stuck = aliyunSms(
      { ...account, templates: { 'daily-report-due': 'SMS_1' }, endpoint: standIn.url },
      fetchSend(),
      { now: clock.now, nonce: () => 'always-the-same' },
    );
    await stuck.send(message);
    expect(await stuck.send(message)).toMatchObject({
      code: 'SignatureNonceUsed',
      retry: 'later',
      retryAfterSeconds: 1,
    });
  });

  test.each([
    ['isv.BUSINESS_LIMIT_CONTROL', '触发分钟级流控Permits:1', 60],
    ['isv.BUSINESS_LIMIT_CONTROL', '触发小时级流控Permits:5', 3_600],
    ['isv.BUSINESS_LIMIT_CONTROL', '触发天级流控Permits:10', 86_400],
    ['isv.DAY_LIMIT_CONTROL', '触发日发送限额', 86_400],
  ])('%s (%s) is worth another try after %d s', async (code, text, retryAfterSeconds) => {
    standIn.answerNext({ code, message: text });
    expect(await provider().send(message)).toMatchObject({
      outcome: 'refused',
      code,
      retry: 'later',
      retryAfterSeconds,
    });
  });

  test('throttling by the gateway is worth another try', async () => {
    standIn.answerNext({
      code: 'Throttling.User',
      message: 'Request was denied due to user flow control.',
      status: 400,
    });
    expect(await provider().send(message)).toMatchObject({
      code: 'Throttling.User',
      retry: 'later',
      retryAfterSeconds: 5,
    });
  });

  test.each(['isv.OUT_OF_SERVICE', 'isv.SMS_SIGN_ILLEGAL', 'isp.RAM_PERMISSION_DENY', 'isv.SOMETHING_NEW'])(
    '%s is not tried again, so that the next channel is taken',
    async (code) => {
      standIn.answerNext({ code, message: '拒绝' });
      expect(await provider().send(message)).toMatchObject({
        code,
        retry: 'never',
        message: expect.stringContaining(code),
      });
    },
  );

  test('a number the service cannot reach is refused by the service', async () => {
    expect(await provider().send({ ...message, to: '+85261234567' })).toMatchObject({
      code: 'isv.MOBILE_NUMBER_ILLEGAL',
      retry: 'never',
    });
  });

  test('a number that is none, and a template without a code, never leave the house', async () => {
    expect(await provider().send({ ...message, to: '12345' })).toMatchObject({ code: 'phone-illegal', retry: 'never' });
    expect(await provider({ templates: {} }).send(message)).toMatchObject({ code: 'template-missing', retry: 'never' });
    expect(standIn.requests).toEqual([]);
  });

  test('a lost answer says that the message may have been sent', async () => {
    standIn.answerNext('hang up');
    expect(await provider().send(message)).toMatchObject({ code: 'no-answer', retry: 'later', maybeSent: true });
  });

  test('a service that is not there says that nothing was sent', async () => {
    const gone = provider();
    await standIn.stop();
    const result = await gone.send(message);
    expect(result).toMatchObject({ code: 'no-answer', retry: 'later' });
    expect(result).not.toHaveProperty('maybeSent');
  });

  test('a proxy’s error page is no answer', async () => {
    standIn.answerNext({ status: 502, body: '<html>Bad Gateway</html>' });
    expect(await provider().send(message)).toMatchObject({ code: 'answer-unreadable', retry: 'later' });
  });
});

describe('receipts', () => {
  const callback = (body: string, token = 'push-secret') =>
    provider().parseReceipt!({ headers: {}, query: { token }, body });

  test('a push of the service becomes receipts that find the message by either id', async () => {
    const sent = await provider().send(message);
    if (sent.outcome !== 'accepted') throw new Error(sent.code);
    const body = standIn.receiptBody([sent.providerMessageId], {
      success: true,
      errCode: 'DELIVERED',
      at: '2026-11-21 08:00:03',
    });
    const batch = callback(body);
    expect(batch.receipts).toEqual([
      {
        providerMessageId: sent.providerMessageId,
        idempotencyKey: 'delivery-1',
        state: 'delivered',
        code: 'DELIVERED',
        at: new Date('2026-11-21T00:00:03Z'),
        to: '13800138000',
      },
    ]);
    expect(batch.answer).toMatchObject({ status: 200, body: '{"code":0,"msg":"成功"}' });
  });

  test('a failure keeps its code', () => {
    const row = {
      phone_number: '13800138000',
      report_time: '2026-11-21 08:00:00',
      success: false,
      err_code: 'MOBILE_TERMINAL_ERROR',
      biz_id: '1^0',
    };
    expect(callback(JSON.stringify([row])).receipts[0]).toMatchObject({
      state: 'failed',
      code: 'MOBILE_TERMINAL_ERROR',
    });
  });

  test('unreadable rows are all named and the others kept', () => {
    const good = { report_time: '2026-11-21 08:00:00', success: true, biz_id: '2^0' };
    const batch = callback(JSON.stringify([good, { ...good, biz_id: '' }, 7, { ...good, report_time: 'soon' }]));
    expect(batch.receipts).toHaveLength(1);
    expect(batch.problems).toEqual(['[1] 缺少 biz_id', '[2] 不是对象', '[3] report_time 不是时间']);
    expect(batch.answer.status).toBe(200);
  });

  test.each([
    ['a wrong secret', '[]', 'guess', 403],
    ['something that is no JSON', 'biz_id=1', 'push-secret', 400],
    ['an object instead of a list', '{}', 'push-secret', 400],
    ['a megabyte too much', `[${' '.repeat(1_048_576)}]`, 'push-secret', 413],
  ])('%s is turned away', (_name, body, token, status) => {
    const batch = callback(body, token);
    expect(batch).toMatchObject({ receipts: [], answer: { status } });
    expect(JSON.parse(batch.answer.body).code).not.toBe(0);
  });

  test('without a configured secret nobody can push receipts', () => {
    const open = provider({ receiptToken: '' });
    expect(open.parseReceipt!({ headers: {}, query: { token: '' }, body: '[]' }).answer.status).toBe(403);
  });
});
