import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decryptMessage, encryptMessage, MessageRefused } from './crypto.ts';

const key = fc
  .uint8Array({ minLength: 32, maxLength: 32 })
  .map((bytes) => Buffer.from(bytes).toString('base64').slice(0, 43));
const random16 = fc.uint8Array({ minLength: 16, maxLength: 16 }).map((bytes) => Buffer.from(bytes));
const text = fc.string({ unit: 'grapheme', maxLength: 300 });
const appId = fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 30 });

test('what was encrypted is read back', () => {
  fc.assert(
    fc.property(key, appId, text, random16, (aesKey, receiver, plain, random) => {
      expect(decryptMessage(aesKey, receiver, encryptMessage(aesKey, receiver, plain, random))).toBe(plain);
    }),
  );
});

test('with another key a message is never read', () => {
  fc.assert(
    fc.property(key, key, appId, text, random16, (aesKey, other, receiver, plain, random) => {
      fc.pre(!Buffer.from(`${aesKey}=`, 'base64').equals(Buffer.from(`${other}=`, 'base64')));
      const encrypted = encryptMessage(aesKey, receiver, plain, random);
      expect(() => decryptMessage(other, receiver, encrypted)).toThrow(MessageRefused);
    }),
  );
});

test('any bytes at all are read or refused, never worse', () => {
  fc.assert(
    fc.property(key, fc.uint8Array({ maxLength: 200 }), (aesKey, bytes) => {
      expect(() => decryptMessage(aesKey, 'wx', Buffer.from(bytes).toString('base64'))).toThrow(MessageRefused);
    }),
  );
});
