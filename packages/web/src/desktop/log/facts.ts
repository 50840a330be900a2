/**
 * How the values of an event's data are said. A fact is told with its label, its unit and in words; what only machines
 * read (ids of other rows) is told nowhere but among the technical details.
 */
import { dateTime } from '../../base/time.ts';
import { isLogWord, type LogWord, logText } from './log-text.ts';

export interface Fact {
  readonly label: string;
  readonly value: string;
}

export type EventData = Readonly<Record<string, unknown>>;

/** Names that the data itself does not carry. */
export interface Names {
  /** Label of an item of the daily report. */
  readonly item: (code: string) => string | undefined;
}

/** Tells one value of the data; nothing when there is nothing to tell. */
export type Tell = (value: unknown, data: EventData, names: Names) => readonly Fact[];
export type Say = (value: unknown, names: Names) => string;

/** An id, or said with another key. */
export const hidden: Tell = () => [];

export function fact(label: LogWord, say: Say = plain): Tell {
  return (value, _data, names) => (isNothing(value) ? [] : [{ label: logText(label), value: say(value, names) }]);
}

/** Values inside a value, told as if they stood beside it. */
export function inside(tells: Readonly<Record<string, Tell>>): Tell {
  return (value, _data, names) => (isData(value) ? factsIn(value, tells, names) : []);
}

/** What `after` holds, each with what it was `before`. */
export function changesFrom(before: string, tells: Readonly<Record<string, Tell>>): Tell {
  return (after, data, names) => {
    const former = data[before];
    if (!isData(after)) return [];
    return Object.entries(after).flatMap(([key, value]) => {
      const tell = tells[key] ?? unforeseen(key);
      const was = isData(former) ? tell(former[key], former, names) : [];
      const [told] = tell(value, after, names);
      const label = told?.label ?? was[0]?.label;
      if (label === undefined) return [];
      const values = { before: was[0]?.value ?? logText('nothing'), after: told?.value ?? logText('nothing') };
      return [{ label, value: values.before === values.after ? values.after : logText('change', values) }];
    });
  };
}

/** Every fact of the data, in the order of the table; what the table does not foresee follows as well as it can. */
export function factsIn(data: EventData, tells: Readonly<Record<string, Tell>>, names: Names): Fact[] {
  const keys = [...Object.keys(tells), ...Object.keys(data).filter((key) => !Object.hasOwn(tells, key))];
  return keys.flatMap((key) => (tells[key] ?? unforeseen(key))(data[key], data, names));
}

/** A key nobody wrote a word for, from an event of somebody's own: `meterNo: 12` is “meter no: 12”. */
function unforeseen(key: string): Tell {
  return (value) =>
    isNothing(value) || isId(value)
      ? []
      : [{ label: spaced(key), value: isData(value) ? unfolded(value) : plain(value) }];
}

function unfolded(data: EventData): string {
  return Object.entries(data)
    .filter(([, value]) => !isNothing(value) && !isId(value))
    .map(([key, value]) => `${spaced(key)} ${plain(value)}`)
    .join(logText('list'));
}

/** `meterReadings.doorOpened` → `meter readings: door opened` */
export function spaced(name: string): string {
  return name
    .replace(/\./g, ': ')
    .replace(/[_-]/g, ' ')
    .replace(/([a-z0-9])([A-Z])/g, (_, end: string, start: string) => `${end} ${start.toLowerCase()}`);
}

export function plain(value: unknown): string {
  if (typeof value === 'boolean') return logText(value ? 'yes' : 'no');
  if (Array.isArray(value)) return value.map(plain).join(logText('list'));
  if (typeof value === 'string') return isMoment(value) ? dateTime(value) : value;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** A value out of a list: its word is `group.value`; a value of a later version stays as it is. */
export function word(group: string): Say {
  return (value) => {
    const key = `${group}.${String(value)}`;
    return isLogWord(key) ? logText(key) : plain(value);
  };
}

/** A number with its unit, or how many there are of a list. */
export function counted(unit: LogWord): Say {
  return (value) => logText(unit, { n: Array.isArray(value) ? value.length : Number(value) });
}

/** Bytes as people say them. */
export function size(value: unknown): string {
  const bytes = Number(value);
  if (bytes < 1024) return `${bytes} B`;
  const kilo = bytes / 1024;
  return kilo < 1024 ? `${Math.round(kilo)} kB` : `${(kilo / 1024).toFixed(1)} MB`;
}

/** For a value that only says that there is one. */
export function because(reason: LogWord): Say {
  return () => logText(reason);
}

export function isData(value: unknown): value is EventData {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isNothing(value: unknown): boolean {
  return value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
}

function isId(value: unknown): boolean {
  const ids = Array.isArray(value) ? value : [value];
  return ids.every((id) => typeof id === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id));
}

function isMoment(text: string): boolean {
  return /^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)$/.test(text);
}
