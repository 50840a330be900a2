/** Numbers as people write and type them. */
import type { FieldOf } from '@anshao/core/forms/contract.ts';
import { halfWidth } from '@anshao/core/forms/types/values/texts.ts';

/** `1234567.5` → `1,234,567.50`; without `decimals` as many digits as the number has. */
export function grouped(value: number, decimals?: number): string {
  const text = decimals === undefined ? plain(value) : value.toFixed(decimals);
  const [whole = '', fraction] = text.split('.');
  const sign = whole.startsWith('-') ? '-' : '';
  const digits = sign ? whole.slice(1) : whole;
  const groups = digits.replace(/\B(?=(\d{3})+$)/g, ',');
  return `${sign}${groups}${fraction === undefined ? '' : `.${fraction}`}`;
}

/** Without an exponent: `1e-7` → `0.0000001`. */
export function plain(value: number): string {
  const text = String(value);
  if (!text.includes('e')) return text;
  return value.toFixed(20).replace(/\.?0+$/, '');
}

/** What was typed as a number; null for nothing, and the text itself where it is no number, for the check to refuse. */
export function typedNumber(text: string): number | string | null {
  const bare = halfWidth(text)
    .replace(/[,，\s]/g, '')
    .replace('。', '.');
  if (bare === '') return null;
  return /^[-+]?(\d+\.?\d*|\.\d+)$/.test(bare) ? Number(bare) : text;
}

/** 15% is stored as 0.15; the arithmetic of binary fractions must not show. */
export const toPercent = (fraction: number): number => Number((fraction * 100).toFixed(8));
export const fromPercent = (percent: number): number => Number((percent / 100).toFixed(10));

const signs: Readonly<Record<string, string>> = {
  CNY: '¥',
  HKD: 'HK$',
  MOP: 'MOP$',
  TWD: 'NT$',
  USD: 'US$',
  EUR: '€',
  JPY: 'JP¥',
  GBP: '£',
};

export function currencySign(field: Pick<FieldOf<'money'>, 'currency'>): string {
  return signs[field.currency ?? 'CNY'] ?? field.currency ?? '¥';
}
