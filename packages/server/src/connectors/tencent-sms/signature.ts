/** Tencent Cloud API 3.0 signature. Source: cloud.tencent.com/document/api/382/52072 “签名方法 v3”. */
import { createHash, createHmac } from 'node:crypto';

export interface Tc3Request {
  service: string;
  host: string;
  action: string;
  contentType: string;
  /** The bytes that are sent, not a re-serialised copy: the hash covers spaces too. */
  payload: string;
  /** Unix seconds. */
  timestamp: number;
}

export function tc3CanonicalRequest(request: Tc3Request): string {
  const headers = `content-type:${request.contentType}\nhost:${request.host}\nx-tc-action:${request.action.toLowerCase()}\n`;
  return ['POST', '/', '', headers, 'content-type;host;x-tc-action', sha256(request.payload)].join('\n');
}

export function tc3StringToSign(request: Tc3Request): string {
  return ['TC3-HMAC-SHA256', request.timestamp, credentialScope(request), sha256(tc3CanonicalRequest(request))].join(
    '\n',
  );
}

/** The `Authorization` header. */
export function tc3Authorization(request: Tc3Request, key: { secretId: string; secretKey: string }): string {
  const dateKey = hmac(`TC3${key.secretKey}`, utcDate(request.timestamp));
  const signingKey = hmac(hmac(dateKey, request.service), 'tc3_request');
  const signature = hmac(signingKey, tc3StringToSign(request)).toString('hex');
  return `TC3-HMAC-SHA256 Credential=${key.secretId}/${credentialScope(request)}, SignedHeaders=content-type;host;x-tc-action, Signature=${signature}`;
}

function credentialScope(request: Tc3Request): string {
  return `${utcDate(request.timestamp)}/${request.service}/tc3_request`;
}

// The date is UTC: in Beijing it is already tomorrow for the last eight hours of it.
function utcDate(timestamp: number): string {
  return new Date(timestamp * 1000).toISOString().slice(0, 10);
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
