/** Formats of days and times for TEXT: `yyyy-mm-dd`, `yyyy年m月d日 aaaa`, `hh:mm:ss`. */
import { civilOf, dayMs, weekdayOf } from './moments.ts';
import { timestampOf } from './sql/moments.ts';
import type { SqlName, SqlWriter } from './sql/writer.ts';

type Token = 'yyyy' | 'yy' | 'mm' | 'm' | 'dd' | 'd' | 'hh' | 'h' | 'MM' | 'M' | 'ss' | 's' | 'aaaa' | 'aaa';
/** `MM` and `M` are minutes here; in a format they look like months. */
export type MomentFormat = readonly (Token | { readonly text: string })[];

const tokens: readonly Token[] = ['yyyy', 'yy', 'mm', 'm', 'dd', 'd', 'hh', 'h', 'ss', 's', 'aaaa', 'aaa'];

/** @returns undefined for what is no format of days or times */
export function readMomentFormat(format: string): MomentFormat | undefined {
  const found: (Token | { text: string })[] = [];
  for (let index = 0; index < format.length; ) {
    const character = format[index] as string;
    const letters = /^[a-z]+/i.exec(format.slice(index))?.[0] ?? '';
    const run = letters === '' ? '' : (/^(.)\1*/i.exec(letters)?.[0] ?? '');
    if (run !== '') {
      const token = tokens.find((one) => one === run.toLowerCase());
      if (!token) return undefined;
      found.push(token);
      index += run.length;
    } else if (character === '"') {
      const end = format.indexOf('"', index + 1);
      if (end < 0) return undefined;
      found.push({ text: format.slice(index + 1, end) });
      index = end + 1;
    } else if (character === '\\') {
      found.push({ text: format[index + 1] ?? '' });
      index += 2;
    } else if (/[#0@;*?%]/.test(character)) return undefined;
    else {
      found.push({ text: character });
      index += 1;
    }
  }
  const times = found.flatMap((one, index) => (typeof one === 'string' ? [{ one, index }] : []));
  if (times.length === 0) return undefined;
  // `mm` after hours or before seconds are minutes.
  for (const [place, { one, index }] of times.entries()) {
    const [before, after] = [times[place - 1]?.one, times[place + 1]?.one];
    const isMinute = before === 'hh' || before === 'h' || after === 'ss' || after === 's';
    if (isMinute && one === 'mm') found[index] = 'MM';
    if (isMinute && one === 'm') found[index] = 'M';
  }
  return found;
}

const weekdays = '一二三四五六日';

/** @param wall milliseconds on the wall clock */
export function formatMoment(wall: number, format: MomentFormat): string {
  const days = Math.floor(wall / dayMs);
  const seconds = Math.floor((wall - days * dayMs) / 1000);
  const { year, month, day } = civilOf(days);
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const two = (value: number) => String(value).padStart(2, '0');
  const weekday = weekdays[weekdayOf(days) - 1] as string;
  const written: Readonly<Record<Token, string>> = {
    yyyy: String(year).padStart(4, '0'),
    yy: two(year % 100),
    mm: two(month),
    m: String(month),
    dd: two(day),
    d: String(day),
    hh: two(hours),
    h: String(hours),
    MM: two(minutes),
    M: String(minutes),
    ss: two(seconds % 60),
    s: String(seconds % 60),
    aaaa: `星期${weekday}`,
    aaa: weekday,
  };
  return format.map((one) => (typeof one === 'string' ? written[one] : one.text)).join('');
}

const codes: Readonly<Record<Exclude<Token, 'aaaa' | 'aaa'>, string>> = {
  yyyy: 'YYYY',
  yy: 'YY',
  mm: 'MM',
  m: 'FMMM',
  dd: 'DD',
  d: 'FMDD',
  hh: 'HH24',
  h: 'FMHH24',
  MM: 'MI',
  M: 'FMMI',
  ss: 'SS',
  s: 'FMSS',
};

/** @param wall milliseconds on the wall clock, within the years 1 to 9999 */
export function formatMomentSql(writer: SqlWriter, wall: SqlName, format: MomentFormat): SqlName {
  const at = writer.let(timestampOf(wall));
  const weekday = `substr('${weekdays}', extract(isodow from ${at})::int, 1)`;
  const parts = format.map((one) => {
    if (typeof one !== 'string') return writer.text(one.text);
    if (one === 'aaa') return weekday;
    return one === 'aaaa' ? `'星期' || ${weekday}` : `to_char(${at}, '${codes[one]}')`;
  });
  return writer.let(`concat(${parts.join(', ')})`);
}
