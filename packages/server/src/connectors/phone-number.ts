/** Phone numbers in the two forms the SMS vendors take. */

/**
 * E.164 form of a number, or undefined when it is none. Mainland mobiles may come bare, or after `86`, `0086`
 * or `+86`; spaces and hyphens are ignored. Any other country needs its `+` prefix.
 */
export function toE164(input: string): string | undefined {
  const digits = input.replace(/[\s-]/g, '');
  const mainland = /^(?:\+86|0086|86)?(1[3-9]\d{9})$/.exec(digits);
  if (mainland) return `+86${mainland[1]}`;
  if (digits.startsWith('+86')) return undefined;
  return /^\+[1-9]\d{6,14}$/.test(digits) ? digits : undefined;
}
