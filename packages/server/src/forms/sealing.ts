/**
 * Values that are stored encrypted (numbers of identity cards): who reads the tables or a backup cannot read them.
 * AES-256-GCM under a key that stands in the configuration or in a file of the data folder, never in the database. A
 * value is bound to its field, so that it cannot be copied into one that shows more.
 */
import { createCipheriv, createDecipheriv, createHash } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../base/config/config.ts';

export interface Sealing {
  /** @param field form and path of the field, `visitor.idCard` */
  seal(plain: string, field: string): string;
  /** Undefined when it was sealed under another key, or for another field, or is no sealed value at all. */
  unseal(sealed: string, field: string): string | undefined;
}

const algorithm = 'aes-256-gcm';
const mark = 'v1:';
const nonceBytes = 12;
const tagBytes = 16;
const keyBytes = 32;

export function createSealing(key: Buffer, random: (bytes: number) => Buffer): Sealing {
  return {
    seal(plain, field) {
      const nonce = random(nonceBytes);
      const cipher = createCipheriv(algorithm, key, nonce).setAAD(Buffer.from(field));
      const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
      return mark + Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64');
    },
    unseal(sealed, field) {
      if (!sealed.startsWith(mark)) return undefined;
      const bytes = Buffer.from(sealed.slice(mark.length), 'base64');
      if (bytes.length < nonceBytes + tagBytes) return undefined;
      const decipher = createDecipheriv(algorithm, key, bytes.subarray(0, nonceBytes)).setAAD(Buffer.from(field));
      decipher.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
      try {
        return decipher.update(bytes.subarray(nonceBytes + tagBytes), undefined, 'utf8') + decipher.final('utf8');
      } catch {
        return undefined;
      }
    },
  };
}

const keyFile = 'secret.key';

/**
 * The key of the configuration, else that of the data folder, made there the first time. Several processes may start at
 * once: the first to put its file there wins, and all read that one.
 */
export function sealingKey(config: Pick<Config, 'secretKey' | 'dataDir'>, random: (bytes: number) => Buffer): Buffer {
  // Any text will do as a setting; its hash has the length a key must have.
  if (config.secretKey !== null) return createHash('sha256').update(config.secretKey).digest();
  const path = join(config.dataDir, keyFile);
  const known = readKey(path);
  if (known) return known;
  mkdirSync(config.dataDir, { recursive: true, mode: 0o700 });
  const written = `${path}.${random(6).toString('hex')}`;
  writeFileSync(written, `${random(keyBytes).toString('base64')}\n`, { mode: 0o600, flag: 'wx', flush: true });
  try {
    // A link appears whole or not at all, and never over another's.
    linkSync(written, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(written);
  }
  const made = readKey(path);
  if (!made) throw new Error(`${path} could not be read back`);
  return made;
}

function readKey(path: string): Buffer | undefined {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  const key = Buffer.from(text.trim(), 'base64');
  // Going on with another key would leave every value sealed so far unreadable.
  if (key.length !== keyBytes)
    throw new Error(`${path} does not hold a key of ${keyBytes} bytes; restore it from a backup`);
  return key;
}
