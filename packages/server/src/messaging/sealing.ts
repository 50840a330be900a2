/**
 * Secrets on their way to a vendor. The text of a sign-in code has to wait in the database until a job hands it over;
 * it waits encrypted under a key made from the vendor's own secret, which stands in the configuration and not in the
 * database. Who reads the tables or a backup cannot read the code.
 */
import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto';
import type { SmsAccount } from '../base/config/config.ts';

export interface SecretText {
  readonly text: string;
  readonly params: Record<string, string>;
}

export interface Sealing {
  seal(secret: SecretText): Buffer;
  /** Undefined when the vendor's secret was changed since. */
  open(sealed: Buffer): SecretText | undefined;
}

const algorithm = 'aes-256-gcm';
const nonceBytes = 12;
const tagBytes = 16;

export function createSealing(account: SmsAccount, random: (bytes: number) => Buffer): Sealing {
  const secret = account.provider === 'aliyun' ? account.accessKeySecret : account.secretKey;
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'anshao deliveries.sealed', 32));
  return {
    seal(content) {
      const nonce = random(nonceBytes);
      const cipher = createCipheriv(algorithm, key, nonce);
      const body = Buffer.concat([cipher.update(JSON.stringify(content), 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), body]);
    },
    open(sealed) {
      const decipher = createDecipheriv(algorithm, key, sealed.subarray(0, nonceBytes));
      decipher.setAuthTag(sealed.subarray(nonceBytes, nonceBytes + tagBytes));
      try {
        const body = Buffer.concat([decipher.update(sealed.subarray(nonceBytes + tagBytes)), decipher.final()]);
        // Only `seal` writes what passes the tag.
        return JSON.parse(body.toString('utf8')) as SecretText;
      } catch {
        return undefined;
      }
    },
  };
}
