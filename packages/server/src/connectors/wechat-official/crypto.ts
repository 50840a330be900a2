/**
 * Signature and encryption of callbacks (the scheme of the vendor's WXBizMsgCrypt samples): AES-256-CBC over
 * `16 random bytes + length (4 bytes, big endian) + message + receive id`, padded by PKCS#7 to 32-byte blocks.
 *
 * Easy to get wrong: the padding block is 32 and not AES's 16, so the cipher's own padding must stay off.
 * Source: developers.weixin.qq.com “消息加解密说明”.
 */
import { createCipheriv, createDecipheriv, createHash } from 'node:crypto';
import { sameText } from '../receipt-callback.ts';

const BLOCK = 32;

/** Why a callback was turned away. */
export class MessageRefused extends Error {
  readonly code: 'signature' | 'replay' | 'decrypt' | 'receiver' | 'xml' | 'not-encrypted';
  constructor(code: MessageRefused['code'], message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'MessageRefused';
    this.code = code;
  }
}

/** SHA-1 of the parts, sorted and joined: `token, timestamp, nonce` and, for a safe message, its ciphertext. */
export function callbackSignature(...parts: string[]): string {
  return createHash('sha1').update(parts.toSorted().join('')).digest('hex');
}

/** Throws `MessageRefused('signature')` unless the signature is that of the parts. */
export function checkSignature(signature: string | undefined, ...parts: string[]): void {
  if (!sameText(signature ?? '', callbackSignature(...parts))) throw new MessageRefused('signature', '签名不正确');
}

/**
 * Refuses a timestamp more than `windowSeconds` away from now. Inside the window a replay still passes: the
 * event's `dedupKey` is for that.
 */
export function checkFreshness(timestamp: string | undefined, now: Date, windowSeconds = 300): void {
  const seconds = /^\d{1,12}$/.test(timestamp ?? '') ? Number(timestamp) : Number.NaN;
  if (!(Math.abs(now.getTime() / 1000 - seconds) <= windowSeconds)) {
    throw new MessageRefused('replay', '时间戳超出允许范围');
  }
}

/** @param random16 16 bytes that must differ for each message. @returns base64. */
export function encryptMessage(encodingAesKey: string, receiveId: string, plain: string, random16: Buffer): string {
  if (random16.length !== 16) throw new Error('random16 应为 16 字节');
  const key = aesKey(encodingAesKey);
  const message = Buffer.from(plain, 'utf8');
  const length = Buffer.alloc(4);
  length.writeUInt32BE(message.length);
  const content = Buffer.concat([random16, length, message, Buffer.from(receiveId, 'utf8')]);
  const padding = BLOCK - (content.length % BLOCK);
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  return Buffer.concat([
    cipher.update(content),
    cipher.update(Buffer.alloc(padding, padding)),
    cipher.final(),
  ]).toString('base64');
}

/** The message inside, or `MessageRefused` (`decrypt`, or `receiver` when it was meant for another account). */
export function decryptMessage(encodingAesKey: string, receiveId: string, encrypted: string): string {
  const content = unpad(decryptBlocks(aesKey(encodingAesKey), Buffer.from(encrypted, 'base64')));
  if (content.length < 20) throw new MessageRefused('decrypt', '密文过短');
  const end = 20 + content.readUInt32BE(16);
  if (end > content.length) throw new MessageRefused('decrypt', '密文长度不符');
  if (content.subarray(end).toString('utf8') !== receiveId) throw new MessageRefused('receiver', '消息不属于本公众号');
  return content.subarray(20, end).toString('utf8');
}

function aesKey(encodingAesKey: string): Buffer {
  const key = Buffer.from(`${encodingAesKey}=`, 'base64');
  if (encodingAesKey.length !== 43 || key.length !== 32) throw new Error('EncodingAESKey 应为 43 个字符');
  return key;
}

function decryptBlocks(key: Buffer, encrypted: Buffer): Buffer {
  try {
    const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
    return Buffer.concat([decipher.update(encrypted), decipher.final()]);
  } catch (error) {
    throw new MessageRefused('decrypt', '密文无法解密', error);
  }
}

function unpad(content: Buffer): Buffer {
  const padding = content.at(-1) ?? 0;
  const padded = content.subarray(content.length - padding);
  if (padding < 1 || padding > BLOCK || padding > content.length || !padded.every((byte) => byte === padding)) {
    throw new MessageRefused('decrypt', '密文填充不正确');
  }
  return content.subarray(0, content.length - padding);
}
