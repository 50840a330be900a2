/**
 * Request signatures of Alibaba Cloud OpenAPI. `ACS3-HMAC-SHA256` is the current one; the older RPC signature
 * stays because private-cloud endpoints of the same product still ask for it.
 *
 * Sources: help.aliyun.com “V3版本请求体&签名机制”; “RPC 机制（V2 版本）请求体&签名机制”.
 */
import { createHash, createHmac } from 'node:crypto';

export interface AccessKey {
  accessKeyId: string;
  accessKeySecret: string;
}

/** RFC 3986 encoding; `encodeURIComponent` leaves five characters that the signature wants encoded. */
export function percentEncode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** `a=1&b=2`, encoded and sorted by name, as both signatures need it and as it goes into the address. */
export function canonicalQuery(params: Record<string, string>): string {
  return Object.keys(params)
    .sort()
    .map((name) => `${percentEncode(name)}=${percentEncode(params[name]!)}`)
    .join('&');
}

export interface Acs3Request {
  method: string;
  query: Record<string, string>;
  /** Must hold `host` and all `x-acs-*`; names in lower case. */
  headers: Record<string, string>;
  body: string;
}

/** The text that is hashed and signed; separate so that a published example can be compared step by step. */
export function acs3CanonicalRequest(request: Acs3Request): { text: string; signedHeaders: string } {
  const names = Object.keys(request.headers)
    .filter((name) => name === 'host' || name === 'content-type' || name.startsWith('x-acs-'))
    .sort();
  const headers = names.map((name) => `${name}:${request.headers[name]!.trim()}\n`).join('');
  const signedHeaders = names.join(';');
  return {
    text: [request.method, '/', canonicalQuery(request.query), headers, signedHeaders, sha256(request.body)].join('\n'),
    signedHeaders,
  };
}

/** The `Authorization` header of an ACS3 request. */
export function acs3Authorization(request: Acs3Request, key: AccessKey): string {
  const canonical = acs3CanonicalRequest(request);
  const signature = createHmac('sha256', key.accessKeySecret)
    .update(`ACS3-HMAC-SHA256\n${sha256(canonical.text)}`)
    .digest('hex');
  return `ACS3-HMAC-SHA256 Credential=${key.accessKeyId},SignedHeaders=${canonical.signedHeaders},Signature=${signature}`;
}

export function rpcStringToSign(method: string, params: Record<string, string>): string {
  return `${method}&${percentEncode('/')}&${percentEncode(canonicalQuery(params))}`;
}

/** The `Signature` parameter of an RPC request (HMAC-SHA1, base64). The key carries a trailing `&`. */
export function rpcSignature(method: string, params: Record<string, string>, accessKeySecret: string): string {
  return createHmac('sha1', `${accessKeySecret}&`).update(rpcStringToSign(method, params)).digest('base64');
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
