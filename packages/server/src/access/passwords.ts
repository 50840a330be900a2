/** argon2id with the parameters OWASP recommends (19 MiB, 2 passes): about 40 ms on the small machines we run on. */
import { hash, verify } from '@node-rs/argon2';

const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

export function hashPassword(password: string): Promise<string> {
  return hash(password, cost);
}

let decoy: Promise<string> | undefined;

/** Without a hash (no such account) it takes as long and is false, so that time does not tell which accounts exist. */
export async function passwordMatches(stored: string | null, password: string): Promise<boolean> {
  decoy ??= hashPassword('nobody has this password');
  const matches = await verify(stored ?? (await decoy), password);
  return matches && stored !== null;
}

/** Without letters that look like others: it is read off a screen. 32 letters, so 5 bits each without bias. */
const letters = 'abcdefghjkmnpqrstuvwxyz23456789A';

/** 80 bits, to be changed at the first sign-in. */
export function newOneTimePassword(random: (bytes: number) => Buffer): string {
  return Array.from(random(16), (byte) => letters[byte % letters.length]).join('');
}
