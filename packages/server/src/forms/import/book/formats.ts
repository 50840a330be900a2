/** What a column's number format says about its values, and how a number is shown by it. */

export type FormatKind = 'general' | 'number' | 'percent' | 'money' | 'date' | 'time' | 'dateTime' | 'text';

export interface Format {
  readonly kind: FormatKind;
  /** Digits after the point, where the format fixes them. */
  readonly decimals?: number;
  /** Written behind each number: `0"米"`. */
  readonly unit?: string;
}

const general: Format = { kind: 'general' };

/** Formats that files name by number only. Those from 27 on mean dates and times in Chinese Excel. */
const builtIn = new Map<number, Format>([
  [1, { kind: 'number', decimals: 0 }],
  [2, { kind: 'number', decimals: 2 }],
  [3, { kind: 'number', decimals: 0 }],
  [4, { kind: 'number', decimals: 2 }],
  [9, { kind: 'percent', decimals: 0 }],
  [10, { kind: 'percent', decimals: 2 }],
  [22, { kind: 'dateTime' }],
  [49, { kind: 'text' }],
  ...numbers(5, 8).map((id): [number, Format] => [id, { kind: 'money', decimals: id < 7 ? 0 : 2 }]),
  ...numbers(41, 44).map((id): [number, Format] => [
    id,
    { kind: id % 2 ? 'number' : 'money', decimals: id < 43 ? 0 : 2 },
  ]),
  ...[...numbers(14, 17), ...numbers(27, 31), 36, ...numbers(50, 54), 57, 58].map((id): [number, Format] => [
    id,
    { kind: 'date' },
  ]),
  ...[...numbers(18, 21), ...numbers(32, 35), ...numbers(45, 47), 55, 56].map((id): [number, Format] => [
    id,
    { kind: 'time' },
  ]),
]);

function numbers(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

/** @param code the format as written, for those that are not built in */
export function formatOf(id: number, code: string | undefined): Format {
  if (code === undefined) return builtIn.get(id) ?? general;
  const positive = code.split(';')[0] ?? '';
  if (positive.trim() === '@') return { kind: 'text' };
  const quoted = [...positive.matchAll(/"([^"]*)"/g)].map((found) => found[1] ?? '');
  const bare = positive
    .replace(/"[^"]*"/g, '')
    .replace(/\\./g, '')
    .replace(/_./g, '')
    .replace(/\*./g, '');
  const isMoney = /[¥￥$€£]/.test(bare + quoted.join('')) || /\[\$[^\]-]+/.test(bare);
  const tokens = bare.replace(/\[[^\]]*\]/g, (part) => (/^\[[hms]+\]$/i.test(part) ? part : '')).toLowerCase();
  const decimals = /[0#?]/.test(tokens) ? (/\.([0#?]+)/.exec(tokens)?.[1]?.length ?? 0) : undefined;
  const digits = decimals === undefined ? {} : { decimals };
  if (tokens.includes('%')) return { kind: 'percent', ...digits };
  if (isMoney) return { kind: 'money', ...digits };
  if (!/^general/.test(tokens)) {
    const hasDay = /[yd]/.test(tokens) || (/m/.test(tokens) && !/[hs]/.test(tokens));
    const hasHour = /[hs]/.test(tokens);
    if (hasDay) return { kind: hasHour ? 'dateTime' : 'date' };
    if (hasHour) return { kind: 'time' };
  }
  if (decimals === undefined) return general;
  const unit = quoted.at(-1)?.trim();
  return { kind: 'number', decimals, ...(unit && positive.trimEnd().endsWith('"') ? { unit } : {}) };
}

/** Excel's day 0, in milliseconds; days before March 1900 are one off in Excel itself and nobody inspects on them. */
const epoch1900 = Date.UTC(1899, 11, 30);
const epoch1904 = Date.UTC(1904, 0, 1);
const dayLength = 86_400_000;

/** The number as the sheet shows it, without grouping and currency signs; a date as `2024-03-15`, a time as `08:30`. */
export function shown(value: number, { kind, decimals }: Format, starts1904: boolean): string {
  if (kind === 'percent') return `${plain(Number((value * 100).toFixed(decimals ?? 2)))}%`;
  if (kind !== 'date' && kind !== 'time' && kind !== 'dateTime') return plain(value);
  const at = (starts1904 ? epoch1904 : epoch1900) + Math.round(value * dayLength);
  if (value < 0 || at > Date.UTC(9999, 11, 31)) return plain(value);
  const [day = '', time = ''] = new Date(at).toISOString().split('T');
  const clock = time.slice(0, time.startsWith(':00.', 5) ? 5 : 8);
  if (kind === 'time' && value < 1) return clock;
  return kind === 'date' && value % 1 === 0 ? day : `${day} ${clock}`;
}

/** What Excel calculates to 15 digits is shown so: 0.1 + 0.2 is 0.3. */
function plain(value: number): string {
  return String(Number(value.toPrecision(15)));
}
