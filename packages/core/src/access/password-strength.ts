/** What a new password must not be. Length first (NIST SP 800-63B): no rules about kinds of characters. */

export const passwordLength = { least: 10, most: 200 } as const;

/** The ones of ten characters and more that head the public lists, in small letters. */
const common: ReadonlySet<string> = new Set([
  '1234567890',
  '0123456789',
  '0987654321',
  '9876543210',
  '12345678910',
  '123456789a',
  'a123456789',
  'q123456789',
  'qq123456789',
  'aa123456789',
  'abc1234567',
  'abc123456789',
  '1234567890a',
  '1234567890q',
  '123456789abc',
  '123456789qq',
  '1234512345',
  '1122334455',
  '123123123123',
  '147258369147',
  '5201314520',
  '52013145201314',
  'qwertyuiop',
  'qwerty123456',
  'qwer123456',
  'qwe1234567',
  'asdfghjkl123',
  '1q2w3e4r5t',
  '1q2w3e4r5t6y',
  '1qaz2wsx3edc',
  'q1w2e3r4t5',
  'zxcvbnm123',
  'password12',
  'password123',
  'passw0rd123',
  'p@ssw0rd123',
  'administrator',
  'admin12345',
  'admin123456',
  'adminadmin',
  'woaini1314',
  'woaini520520',
  'woaini5201314',
  'iloveyou123',
  'welcome123',
  'changeme123',
]);

export interface PasswordOwner {
  readonly account: string | null;
  readonly mobile: string | null;
}

/** True when it is short, one of the common ones, one short piece over and over, or what anybody knows of the owner. */
export function isWeakPassword(password: string, owner: PasswordOwner): boolean {
  const plain = password.trim().toLowerCase();
  if (plain.length < passwordLength.least) return true;
  if (common.has(plain)) return true;
  if (/^(.{1,3})\1+.{0,2}$/u.test(plain)) return true;
  return plain === owner.account?.toLowerCase() || plain === owner.mobile;
}
