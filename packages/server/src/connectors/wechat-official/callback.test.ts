import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fixedClock } from '../testing/fixed-clock.ts';
import { startWechatOfficial, type WechatStandIn } from '../testing/wechat-official.ts';
import { answerAddressCheck, NOTHING_TO_SAY, readCallback, receiptOf, textReply } from './callback.ts';
import type { WechatOfficialConfig } from './config.ts';
import { callbackSignature, checkSignature, decryptMessage, encryptMessage } from './crypto.ts';
import { childText, parseMessageXml } from './xml.ts';

const clock = fixedClock();
const config: WechatOfficialConfig = {
  appId: 'wxb11529c136998cb6',
  appSecret: 'app-secret',
  callbackToken: 'pamtest',
  encodingAesKey: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
  mode: 'safe',
};
const random16 = 'aaaabbbbccccdddd';
let standIn: WechatStandIn;

beforeAll(async () => {
  standIn = await startWechatOfficial({ ...config, encodingAesKey: config.encodingAesKey!, now: clock.now });
});
afterAll(() => standIn.stop());

const created = Math.floor(clock.now().getTime() / 1000);
const eventXml = (fields: string) =>
  `<xml><ToUserName><![CDATA[gh_7f083739789a]]></ToUserName><FromUserName><![CDATA[oia2TjuEGTNoeX76QEjQNrcURxG8]]></FromUserName><CreateTime>${created}</CreateTime>${fields}</xml>`;
const event = (name: string, more = '') =>
  eventXml(`<MsgType><![CDATA[event]]></MsgType><Event><![CDATA[${name}]]></Event>${more}`);
const push = (xml: string, mode: WechatOfficialConfig['mode'] = 'safe') =>
  standIn.push(xml, mode, { nonce: '1320562132', random16 });
const read = (xml: string) => readCallback(config, push(xml), clock.now());

describe('address check', () => {
  const timestamp = String(created);
  test('the plain form is echoed as text, so that a browser runs nothing in it', () => {
    const signature = callbackSignature(config.callbackToken, timestamp, 'n');
    const query = { signature, timestamp, nonce: 'n', echostr: '<script>1</script>' };
    expect(answerAddressCheck(config, query, clock.now())).toEqual({
      status: 200,
      contentType: 'text/plain; charset=utf-8',
      body: '<script>1</script>',
    });
  });

  test('the encrypted form is answered with what is inside', () => {
    const echostr = encryptMessage(config.encodingAesKey!, config.appId, '1616140317555161061', Buffer.from(random16));
    const msg_signature = callbackSignature(config.callbackToken, timestamp, 'n', echostr);
    const query = { msg_signature, timestamp, nonce: 'n', echostr };
    expect(answerAddressCheck(config, query, clock.now()).body).toBe('1616140317555161061');
  });

  test('a stranger’s check and an old one are refused', () => {
    const strange = { signature: callbackSignature('other', timestamp, 'n'), timestamp, nonce: 'n', echostr: 'x' };
    expect(() => answerAddressCheck(config, strange, clock.now())).toThrow(
      expect.objectContaining({ code: 'signature' }),
    );
    const good = { ...strange, signature: callbackSignature(config.callbackToken, timestamp, 'n') };
    const later = new Date(clock.now().getTime() + 301_000);
    expect(() => answerAddressCheck(config, good, later)).toThrow(expect.objectContaining({ code: 'replay' }));
  });
});

describe('events', () => {
  const base = { openId: 'oia2TjuEGTNoeX76QEjQNrcURxG8', account: 'gh_7f083739789a', at: clock.now() };

  test.each([
    ['following', event('subscribe', '<EventKey><![CDATA[]]></EventKey>'), { kind: 'followed' }],
    [
      'following through a poster',
      event('subscribe', '<EventKey><![CDATA[qrscene_community-18]]></EventKey><Ticket><![CDATA[T]]></Ticket>'),
      { kind: 'followed', scene: 'community-18', ticket: 'T' },
    ],
    ['leaving', event('unsubscribe'), { kind: 'unfollowed' }],
    [
      'scanning as a follower',
      event('SCAN', '<EventKey><![CDATA[community-18]]></EventKey>'),
      { kind: 'scanned', scene: 'community-18' },
    ],
    [
      'a menu click',
      event('CLICK', '<EventKey><![CDATA[daily-report]]></EventKey>'),
      { kind: 'menu-clicked', key: 'daily-report' },
    ],
    [
      'a menu page',
      event('VIEW', '<EventKey><![CDATA[https://a.cn/m]]></EventKey>'),
      { kind: 'menu-opened', url: 'https://a.cn/m' },
    ],
    [
      'a follower’s choice of notices',
      event(
        'subscribe_msg_popup_event',
        '<SubscribeMsgPopupEvent><List><TemplateId>A</TemplateId><SubscribeStatusString>accept</SubscribeStatusString></List><List><TemplateId>B</TemplateId><SubscribeStatusString>reject</SubscribeStatusString></List></SubscribeMsgPopupEvent>',
      ),
      {
        kind: 'subscription-changed',
        choices: [
          { templateId: 'A', accepted: true },
          { templateId: 'B', accepted: false },
        ],
      },
    ],
    [
      'a text',
      eventXml('<MsgType>text</MsgType><Content><![CDATA[电梯困人 🆘]]></Content><MsgId>4561255354251345929</MsgId>'),
      { kind: 'text', content: '电梯困人 🆘', messageId: '4561255354251345929' },
    ],
    ['something new', event('brand_new'), { kind: 'other', type: 'event:brand_new' }],
  ])('%s', (_name, xml, expected) => {
    expect(read(xml)).toMatchObject({ ...base, ...expected });
  });

  test.each(['plain', 'compatible', 'safe'] as const)('the same event is read in %s mode', (mode) => {
    const xml = event('SCAN', '<EventKey>community-18</EventKey>');
    expect(readCallback({ ...config, mode }, push(xml, mode), clock.now())).toMatchObject({
      kind: 'scanned',
      scene: 'community-18',
    });
  });

  test('a repeat of one push has the same key, another event another', () => {
    const click = read(event('CLICK', '<EventKey>a</EventKey>'));
    expect(read(event('CLICK', '<EventKey>a</EventKey>')).dedupKey).toBe(click.dedupKey);
    expect(read(event('SCAN', '<EventKey>a</EventKey>')).dedupKey).not.toBe(click.dedupKey);
  });

  test.each([
    ['success', 'delivered'],
    ['failed:user block', 'failed'],
    ['failed: system failed', 'failed'],
  ])('a template message that ended with “%s” is %s', (status, state) => {
    const xml = event(
      'TEMPLATESENDJOBFINISH',
      `<MsgID>3127864632512462849</MsgID><Status><![CDATA[${status}]]></Status>`,
    );
    expect(receiptOf(read(xml))).toEqual({
      providerMessageId: '3127864632512462849',
      state,
      code: status,
      at: clock.now(),
      to: base.openId,
    });
  });

  test('a subscription notice that did not arrive is a failed receipt', () => {
    const list =
      '<List><TemplateId>A</TemplateId><MsgID>3127864632512462851</MsgID><ErrorCode>1</ErrorCode><ErrorStatus>user block</ErrorStatus></List>';
    const receipt = receiptOf(
      read(event('subscribe_msg_sent_event', `<SubscribeMsgSentEvent>${list}</SubscribeMsgSentEvent>`)),
    );
    expect(receipt).toMatchObject({ providerMessageId: '3127864632512462851', state: 'failed', code: 'user block' });
  });

  test('other events are no receipt', () => {
    expect(receiptOf(read(event('unsubscribe')))).toBeUndefined();
  });
});

describe('refusals', () => {
  const xml = event('SCAN', '<EventKey>community-18</EventKey>');
  const refusedAs = (
    request: ReturnType<typeof push>,
    code: string,
    changes: Partial<WechatOfficialConfig> = {},
    now = clock.now(),
  ) => expect(() => readCallback({ ...config, ...changes }, request, now)).toThrow(expect.objectContaining({ code }));

  test('a ciphertext changed on the way', () => {
    const request = push(xml);
    const changed = request.body.replace(
      /(<Encrypt><!\[CDATA\[.{20})(.)/,
      (_, head, digit) => head + (digit === 'A' ? 'B' : 'A'),
    );
    expect(changed).not.toBe(request.body);
    refusedAs({ ...request, body: changed }, 'signature');
  });

  test('a push signed with another token', () => refusedAs(push(xml), 'signature', { callbackToken: 'other' }));

  test('a push for another account', () => refusedAs(push(xml), 'receiver', { appId: 'wx0000000000000000' }));

  test('a push replayed six minutes later', () => {
    refusedAs(push(xml), 'replay', {}, new Date(clock.now().getTime() + 360_000));
  });

  test('a replay with a fresh timestamp, which the signature then no longer covers', () => {
    const request = push(xml);
    refusedAs({ ...request, query: { ...request.query, timestamp: String(created + 360) } }, 'signature');
  });

  test.each(['safe', 'compatible'] as const)(
    'a plain push, correctly signed as such, while the account is in %s mode',
    (mode) => {
      refusedAs(push(xml, 'plain'), 'not-encrypted', { mode });
    },
  );

  test('the plain part of a compatible push is not believed', () => {
    const request = push(xml, 'compatible');
    const forged = { ...request, body: request.body.replace('community-18', 'community-99') };
    expect(forged.body).not.toBe(request.body);
    expect(readCallback({ ...config, mode: 'compatible' }, forged, clock.now())).toMatchObject({
      scene: 'community-18',
    });
  });

  test('hostile XML inside a correctly encrypted message', () => {
    refusedAs(push('<!DOCTYPE xml [<!ENTITY a "b">]><xml><A>&a;</A></xml>'), 'xml');
  });

  test('a message without sender or time', () => refusedAs(push('<xml><MsgType>text</MsgType></xml>'), 'xml'));

  test('an account in safe mode without its key', () => refusedAs(push(xml), 'decrypt', { encodingAesKey: '' }));
});

describe('replies', () => {
  const fresh = { now: clock.now(), nonce: '1372623149', random16: Buffer.from(random16) };
  const text = '请点击菜单“项目日报” 🏠 ]]> <b>';
  const asker = { openId: 'oFollower', account: 'gh_1' };

  test('in plain mode sender and receiver are exchanged', () => {
    const reply = parseMessageXml(textReply({ ...config, mode: 'plain' }, asker, text, fresh).body);
    expect(childText(reply, 'ToUserName')).toBe('oFollower');
    expect(childText(reply, 'FromUserName')).toBe('gh_1');
    expect(childText(reply, 'Content')).toBe(text);
  });

  test('in safe mode the reply is encrypted, signed and readable by the service', () => {
    const reply = parseMessageXml(textReply(config, asker, text, fresh).body);
    const encrypted = childText(reply, 'Encrypt')!;
    checkSignature(
      childText(reply, 'MsgSignature'),
      config.callbackToken,
      childText(reply, 'TimeStamp')!,
      childText(reply, 'Nonce')!,
      encrypted,
    );
    const inside = parseMessageXml(decryptMessage(config.encodingAesKey!, config.appId, encrypted));
    expect(childText(inside, 'Content')).toBe(text);
  });

  test('with nothing to say the service is told not to repeat', () => {
    expect(NOTHING_TO_SAY.body).toBe('success');
  });
});
