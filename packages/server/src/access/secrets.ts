/** Tokens and codes: made from the runtime's randomness, kept only as hashes. */
import { createHash, timingSafeEqual } from 'node:crypto';
import { signInLimits } from '@anshao/core/access/contract.ts';

type Random = (bytes: number) => Buffer;

/** 256 random bits as 43 letters that need no escaping; too many to guess, so a plain hash keeps them safe. */
export function newToken(random: Random): string {
  return random(32).toString('base64url');
}

export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

/** 48 bits over a million: no digit is measurably more likely than another. */
export function newCode(random: Random): string {
  return String(random(6).readUIntBE(0, 6) % 10 ** signInLimits.codeDigits).padStart(signInLimits.codeDigits, '0');
}

/** The id as salt keeps equal codes apart. What protects a code is its five minutes and five tries, not this hash. */
export function hashCode(id: string, code: string): Buffer {
  return createHash('sha256').update(`${id}:${code}`).digest();
}

export function sameHash(left: Buffer, right: Buffer): boolean {
  return left.length === right.length && timingSafeEqual(left, right);
}
