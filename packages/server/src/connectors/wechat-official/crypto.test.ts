import { describe, expect, test } from 'vitest';
import { callbackSignature, checkFreshness, checkSignature, decryptMessage, encryptMessage } from './crypto.ts';

// Source: the vendor's WXBizMsgCrypt sample code (WeCom), as repeated in its public ports.
const sample = {
  token: 'QDG6eK',
  key: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C',
  receiveId: 'wx5823bf96d3bd56c7',
};
const sampleMessage =
  'RypEvHKD8QQKFhvQ6QleEB4J58tiPdvo+rtK1I9qca6aM/wvqnLSV5zEPeusUiX5L5X/0lWfrf0QADHHhGd3QczcdCUpj911L3vg3W/sYYvuJTs3TUUkSUXxaccAS0qhxchrRYt66wiSpGLYL42aM6A8dTT+6k4aSknmPj48kzJs8qLjvd4Xgpue06DOdnLxAUHzM6+kDZ+HMZfJYuR+LtwGc2hgf5gsijff0ekUNXZiqATP7PF5mZxZ3Izoun1s4zG4LUMnvw2r+KqCKIw+3IQH03v+BCA9nMELNqbSf6tiWSrXJB3LAVGUcallcrw8V2t9EL4EhzJWrQUax5wLVMNS0+rUPA3k22Ncx4XXZS9o0MBH27Bo6BpNelZpS+/uh9KsNlY6bHCmJU9p8g7m3fVKn28H3KDYA5Pl/T8Z1ptDAVe0lXdQ2YoyyH2uyPIGHBZZIs2pDBS8R07+qN+E7Q==';

describe('published samples', () => {
  test('the address check of the sample is read', () => {
    const echo = 'P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ==';
    checkSignature('5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3', sample.token, '1409659589', '263014780', echo);
    expect(decryptMessage(sample.key, sample.receiveId, echo)).toBe('1616140317555161061');
  });

  test('the message of the sample is read', () => {
    checkSignature('477715d11cdb4164915debcba66cb864d751f3e6', sample.token, '1409659813', '1372623149', sampleMessage);
    expect(decryptMessage(sample.key, sample.receiveId, sampleMessage)).toBe(
      '<xml><ToUserName><![CDATA[wx5823bf96d3bd56c7]]></ToUserName>\n<FromUserName><![CDATA[mycreate]]></FromUserName>\n<CreateTime>1409659813</CreateTime>\n<MsgType><![CDATA[text]]></MsgType>\n<Content><![CDATA[hello]]></Content>\n<MsgId>4561255354251345929</MsgId>\n<AgentID>218</AgentID>\n</xml>',
    );
  });

  test('the sample with one digit of the signature changed is refused', () => {
    const changed = '477715d11cdb4164915debcba66cb864d751f3e7';
    expect(() => checkSignature(changed, sample.token, '1409659813', '1372623149', sampleMessage)).toThrow(
      expect.objectContaining({ code: 'signature' }),
    );
  });

  test('the sample is refused by another account', () => {
    expect(() => decryptMessage(sample.key, 'wx0000000000000000', sampleMessage)).toThrow(
      expect.objectContaining({ code: 'receiver' }),
    );
  });

  // Source: Wechat-Group/WxJava, WxCryptUtilTest (Apache-2.0).
  const wxJavaKey = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG';
  const wxJavaAppId = 'wxb11529c136998cb6';
  test.each([
    ['我是中文abcd123', 'jn1L23DB+6ELqJ+6bruv21Y6MD7KeIfP82D6gU39rmkgczbWwt5+3bnyg5K55bgVtVzd832WzZGMhkP72vVOfg=='],
    [
      '<xml><ToUserName><![CDATA[oia2Tj我是中文jewbmiOUlr6X-1crbLOvLw]]></ToUserName><FromUserName><![CDATA[gh_7f083739789a]]></FromUserName><CreateTime>1407743423</CreateTime><MsgType><![CDATA[video]]></MsgType><Video><MediaId><![CDATA[eYJ1MbwPRJtOvIEabaxHs7TX2D-HV71s79GUxqdUkjm6Gs2Ed1KF3ulAOA9H1xG0]]></MediaId><Title><![CDATA[testCallBackReplyVideo]]></Title><Description><![CDATA[testCallBackReplyVideo]]></Description></Video></xml>',
      'jn1L23DB+6ELqJ+6bruv23M2GmYfkv0xBh2h+XTBOKVKcgDFHle6gqcZ1cZrk3e1qjPQ1F4RsLWzQRG9udbKWesxlkupqcEcW7ZQweImX9+wLMa0GaUzpkycA8+IamDBxn5loLgZpnS7fVAbExOkK5DYHBmv5tptA9tklE/fTIILHR8HLXa5nQvFb3tYPKAlHF3rtTeayNf0QuM+UW/wM9enGIDIJHF7CLHiDNAYxr+r+OrJCmPQyTy8cVWlu9iSvOHPT/77bZqJucQHQ04sq7KZI27OcqpQNSto2OdHCoTccjggX5Z9Mma0nMJBU+jLKJ38YB1fBIz+vBzsYjrTmFQ44YfeEuZ+xRTQwr92vhA9OxchWVINGC50qE/6lmkwWTwGX9wtQpsJKhP+oS7rvTY8+VdzETdfakjkwQ5/Xka042OlUb1/slTwo4RscuQ+RdxSGvDahxAJ6+EAjLt9d8igHngxIbf6YyqqROxuxqIeIch3CssH/LqRs+iAcILvApYZckqmA7FNERspKA5f8GoJ9sv8xmGvZ9Yrf57cExWtnX8aCMMaBropU/1k+hKP5LVdzbWCG0hGwx/dQudYR/eXp3P0XxjlFiy+9DMlaFExWUZQDajPkdPrEeOwofJb',
    ],
  ])('%.20s… is encrypted to the published bytes', (plain, encrypted) => {
    expect(encryptMessage(wxJavaKey, wxJavaAppId, plain, Buffer.from('aaaabbbbccccdddd'))).toBe(encrypted);
    expect(decryptMessage(wxJavaKey, wxJavaAppId, encrypted)).toBe(plain);
  });

  // Source: Wechat-Group/WxJava, test data of an official-account message (Apache-2.0).
  test('a published official-account message is read', () => {
    const encrypted =
      'TYISAfTaVqF97gn22+BQrYOtJcf4GU360iTvjzdLBAp800rTdKFOj+nUhAJKUJ82YA5zbRHPZ/F6P8ok8dYMWhu2zBWwv+xIWlERDlaIKp2CKzbSa5FZ2gl1EWrZzn/GDkKEuDIEY7GyjJaVfiduMg8N6oBlxx6xYz0tuyNlVWoAbgDvIxYYJwkN7CRADuD0IPTE7mkY4fGc56fxFc2D58vnsIOQ8ys28m81fhHZ4g0UjcJKJXofj0N5QTJxO9RmHVP39+b0KcevUacw4Dmi8c72/S0IqIl/eBgZVG4IVVPgpii/7gojmbFDHFi9/RTA4nwQJAe9JxNx+76RvnmXvfCW8PigFlvtsJvY31Nv/ZB97ZxIUiJYk2Y48JoH3wZEs/9NKzDHOaOT+SvRFLaIWeD9DUayXXG5g0vEfugrZPM=';
    checkSignature('2a57bca3d93100e42599d453d97ebde9f5a57eca', 'tom00123', '1515926128', '143125540', encrypted);
    expect(decryptMessage(sample.key, 'wx17a727aa81c60f43', encrypted)).toBe(
      '<xml><ToUserName><![CDATA[okNT7wrJ00zXBowaRS-CAeFcQ7rc]]></ToUserName><FromUserName><![CDATA[gh_763d78092799]]></FromUserName><CreateTime>1515926128</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[加密消息应答]]></Content></xml>',
    );
  });

  test('the published signatures of joined parts are reproduced', () => {
    // Source: WxJava, SHA1Test.
    expect(callbackSignature('345', '123')).toBe('9f537aeb751ec72605f57f94a2f6dc3e3958e1dd');
    // Source: developers.weixin.qq.com “消息加解密说明”, plain-mode example.
    expect(callbackSignature('AAAAA', '1714037059', '486452656')).toBe('899cf89e464efb63f54ddac96b0a0a235f53aa78');
  });
});

describe('refusals', () => {
  test('a missing signature is a wrong one', () => {
    expect(() => checkSignature(undefined, 'token')).toThrow(expect.objectContaining({ code: 'signature' }));
  });

  test.each(['', 'AAAA', 'not base64 at all !!', Buffer.alloc(48).toString('base64')])('“%s” is no message', (text) => {
    expect(() => decryptMessage(sample.key, sample.receiveId, text)).toThrow(
      expect.objectContaining({ code: 'decrypt' }),
    );
  });

  test('a key of the wrong length is a wrong setting, not a wrong message', () => {
    expect(() => decryptMessage('short', 'wx', 'AAAA')).toThrow('EncodingAESKey');
  });

  test.each([
    ['-299', true],
    ['300', true],
    ['301', false],
    ['-301', false],
  ])('a timestamp %s s away passes: %s', (offset, passes) => {
    const check = () => checkFreshness(String(1_700_000_000 + Number(offset)), new Date(1_700_000_000_000));
    if (passes) expect(check).not.toThrow();
    else expect(check).toThrow(expect.objectContaining({ code: 'replay' }));
  });

  test.each([undefined, '', 'NaN', '1e9', '-1', '99999999999999999999'])('“%s” is no timestamp', (timestamp) => {
    expect(() => checkFreshness(timestamp, new Date(0))).toThrow(expect.objectContaining({ code: 'replay' }));
  });
});
