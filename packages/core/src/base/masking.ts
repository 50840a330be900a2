/** What is shown of personal data before the reader has used the right to see it (PIPL). */

/** `13812345621` → `138****5621`; anything shorter keeps only its last two characters. */
export function maskMobile(mobile: string): string {
  return mobile.length >= 11 ? `${mobile.slice(0, 3)}****${mobile.slice(-4)}` : `****${mobile.slice(-2)}`;
}

/** `陈国强` → `陈*强`, `陈强` → `陈*`; an empty name stays empty. */
export function maskName(name: string): string {
  const letters = Array.from(name);
  if (letters.length <= 1) return name;
  if (letters.length === 2) return `${letters[0]}*`;
  return `${letters[0]}${'*'.repeat(letters.length - 2)}${letters.at(-1)}`;
}
