import { describe, expect, test } from 'vitest';
import { pageSignature, signPage, urlToSign } from './jssdk.ts';

const ticket = 'sM4AOVdWfPE4DxkXGEs8VMCPGGVi4C3VM0P37wVUCFvkVAy_90u5h9nbSlYy3-Sl-HhTdfl2fzFy1AOcHKP7qg';

// Source: developers.weixin.qq.com “JS-SDK说明文档”, 附录1.
test('the published page signature is reproduced, with or without a fragment', () => {
  const sign = (url: string) => pageSignature(ticket, 'Wm3WZYTPz0wzccnW', 1414587457, url);
  expect(sign('http://mp.weixin.qq.com?params=value')).toBe('0f9de62fce790f9a083d5c99e95740ceb90c27ed');
  expect(sign('http://mp.weixin.qq.com?params=value#/reports#1')).toBe('0f9de62fce790f9a083d5c99e95740ceb90c27ed');
});

describe('which address WeChat checks', () => {
  const page = { entryUrl: 'https://a.cn/m', currentUrl: 'https://a.cn/m/reports/1' };
  test.each([
    ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) MicroMessenger/8.0.50', page.entryUrl],
    ['Mozilla/5.0 (iPad; CPU OS 18_0 like Mac OS X) MicroMessenger/8.0.50', page.entryUrl],
    ['Mozilla/5.0 (Linux; Android 15) MicroMessenger/8.0.50', page.currentUrl],
  ])('%s', (userAgent, url) => {
    expect(urlToSign({ ...page, userAgent })).toBe(url);
  });
});

test('only pages of configured hosts are signed', async () => {
  const tickets = { get: async () => ticket, invalidate: async () => {} };
  const fresh = { now: new Date(1414587457_000), nonce: 'Wm3WZYTPz0wzccnW' };
  const at = (url: string) => ({ entryUrl: url, currentUrl: 'http://mp.weixin.qq.com/', userAgent: 'iPhone' });
  const config = { appId: 'wx1', jsHosts: ['mp.weixin.qq.com'] };
  expect(await signPage(config, tickets, at('http://mp.weixin.qq.com?params=value'), fresh)).toEqual({
    appId: 'wx1',
    timestamp: 1414587457,
    nonceStr: 'Wm3WZYTPz0wzccnW',
    signature: '0f9de62fce790f9a083d5c99e95740ceb90c27ed',
  });
  for (const url of [
    'http://evil.example/',
    'http://mp.weixin.qq.com.evil.example/',
    'http://mp.weixin.qq.com@evil.example/',
    'no address',
  ]) {
    expect(await signPage(config, tickets, at(url), fresh)).toBeUndefined();
  }
});
