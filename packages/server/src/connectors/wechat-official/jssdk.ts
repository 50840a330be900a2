/**
 * Page signatures for the JSSDK (camera, location, QR scan inside WeChat). Source: developers.weixin.qq.com
 * “JS-SDK说明文档”, 附录1.
 *
 * Easy to get wrong: in a single-page application WeChat on iOS checks the signature against the address with which
 * the page was first loaded, WeChat on Android against the present address. The browser therefore keeps its entry
 * address and sends both; which one is signed is decided here. A signature of the wrong one fails with
 * `invalid signature` on half of the phones only.
 */
import { createHash } from 'node:crypto';
import type { TokenStore } from '../contract.ts';
import type { WechatOfficialConfig } from './config.ts';

export interface PageSignature {
  appId: string;
  /** Unix seconds. */
  timestamp: number;
  nonceStr: string;
  signature: string;
}

export interface Page {
  /** Address of the first load, kept by the browser from before its first route change. */
  entryUrl: string;
  currentUrl: string;
  userAgent: string;
}

/** The address WeChat will check, on this kind of phone. */
export function urlToSign(page: Page): string {
  return /iPhone|iPad|iPod/i.test(page.userAgent) ? page.entryUrl : page.currentUrl;
}

/** SHA-1 over ticket, nonce, time and the address without its fragment. */
export function pageSignature(ticket: string, nonceStr: string, timestamp: number, url: string): string {
  const address = url.split('#', 1)[0];
  const text = `jsapi_ticket=${ticket}&noncestr=${nonceStr}&timestamp=${timestamp}&url=${address}`;
  return createHash('sha1').update(text).digest('hex');
}

/**
 * Signs a page of ours, or answers undefined for a page of any other host: a signature lets that page act in the
 * account's name.
 */
export async function signPage(
  config: Pick<WechatOfficialConfig, 'appId' | 'jsHosts'>,
  tickets: TokenStore,
  page: Page,
  fresh: { now: Date; nonce: string },
): Promise<PageSignature | undefined> {
  const url = urlToSign(page);
  if (!URL.canParse(url) || !config.jsHosts?.includes(new URL(url).host)) return undefined;
  const timestamp = Math.floor(fresh.now.getTime() / 1000);
  const signature = pageSignature(await tickets.get(), fresh.nonce, timestamp, url);
  return { appId: config.appId, timestamp, nonceStr: fresh.nonce, signature };
}
