/** `conversion.ts` for PostgreSQL. */
import type { ScalarKind } from '../conversion.ts';
import { dayMs } from '../moments.ts';
import { foldSql, numberTextSql, readNumberSql, truth } from './decimal.ts';
import { dayTextSql, fromWallSql, isDaySql, readMomentSql, timeTextSql, toWallSql } from './moments.ts';
import { isSqlError, type SqlName, type SqlWriter, sqlErrors } from './writer.ts';

/**
 * @param name holds no error; null becomes null
 * @returns an expression; an error where the value has no such meaning
 */
export function conversionSql(writer: SqlWriter, name: SqlName, from: ScalarKind, to: ScalarKind): string {
  if (from === to) return name;
  if (to === 'mixed') return mixedOf(name, from);
  if (from === 'mixed') return fromMixed(writer, name, to);
  switch (to) {
    case 'number':
      return toNumber(writer, name, from);
    case 'text':
      return toText(writer, name, from);
    case 'boolean':
      return toBoolean(name, from);
    case 'date': {
      const wall = writer.let(toWall(writer, name, from));
      const days = writer.let(`floor(${wall} / ${dayMs})`);
      return `case when ${isSqlError(wall, 'number')} then ${wall}
        when ${isDaySql(days)} then ${days} when ${days} is not null then ${sqlErrors.number} end`;
    }
    case 'dateTime': {
      const wall = writer.let(toWall(writer, name, from));
      const inner = writer.guarded(`${wall} < 1e300`);
      return `case when ${isSqlError(wall, 'number')} then ${wall} else ${inner.let(fromWallSql(writer, wall))} end`;
    }
    case 'time': {
      const read = from === 'text' ? readMomentSql(writer, name).seconds : 'null::float8';
      const wall = writer.let(toWall(writer, name, from));
      const rest = `floor(${wall} / 1000) - floor(${wall} / ${dayMs}) * 86400`;
      return `case when ${read} is not null then ${read} when ${isSqlError(wall, 'number')} then ${wall} else ${rest} end`;
    }
  }
}

const letterOf: Readonly<Record<Exclude<ScalarKind, 'mixed'>, string>> = {
  number: 'n',
  text: 't',
  boolean: 'b',
  date: 'd',
  dateTime: 'm',
  time: 'c',
};

const mixedOf = (name: SqlName, from: ScalarKind) =>
  from === 'mixed' ? name : `('${letterOf[from]}' || ${name}${from === 'text' ? '' : '::text'})`;

function fromMixed(writer: SqlWriter, name: SqlName, to: ScalarKind): string {
  const kinds = Object.entries(letterOf) as [Exclude<ScalarKind, 'mixed'>, string][];
  const cases = kinds.map(([from, letter]) => {
    const inner = writer.guarded(`left(${name}, 1) = '${letter}'`);
    const value = inner.let(`substr(${name}, 2)${from === 'text' ? '' : '::float8'}`);
    return `when '${letter}' then ${inner.let(conversionSql(inner, value, from, to))}`;
  });
  return `case left(${name}, 1) ${cases.join(' ')} end`;
}

function toNumber(writer: SqlWriter, name: SqlName, from: ScalarKind): string {
  switch (from) {
    case 'text': {
      const read = writer.let(readNumberSql(writer, name));
      return `case when ${name} is not null then coalesce(${read}, ${sqlErrors.value}) end`;
    }
    case 'boolean':
      return name;
    case 'date':
      return serialSql(name);
    case 'dateTime': {
      const wall = writer.let(toWallSql(writer, name));
      const days = writer.let(`floor(${wall} / ${dayMs})`);
      return `(${serialSql(days)} + (${wall} - ${days} * ${dayMs}) / ${dayMs})`;
    }
    default:
      return `(${name} / 86400)`;
  }
}

/** `serialOf` */
const serialSql = (days: string) => `(${days} + case when ${days} >= -25508 then 25569 else 25568 end)`;

function toText(writer: SqlWriter, name: SqlName, from: ScalarKind): string {
  switch (from) {
    case 'number':
      return numberTextSql(writer, name);
    case 'boolean':
      return `case ${name} when 1 then 'TRUE' when 0 then 'FALSE' end`;
    case 'date':
      return dayTextSql(name);
    case 'time':
      return timeTextSql(name);
    default: {
      const seconds = writer.let(`floor(${toWallSql(writer, name)} / 1000)`);
      const days = writer.let(`floor(${seconds} / 86400)`);
      return `(${dayTextSql(days)} || ' ' || ${timeTextSql(`(${seconds} - ${days} * 86400)`)})`;
    }
  }
}

function toBoolean(name: SqlName, from: ScalarKind): string {
  if (from === 'number') return truth(`${name} <> 0`);
  if (from !== 'text') return `case when ${name} is not null then 1::float8 end`;
  return `case ${foldSql(name)} when '' then null when 'true' then 1::float8 when 'false' then 0
    else case when ${name} is not null then ${sqlErrors.value} end end`;
}

/** `toWallMoment`: milliseconds on the wall clock, null, or an error. */
function toWall(writer: SqlWriter, name: SqlName, from: ScalarKind): string {
  switch (from) {
    case 'number':
      return wallOfSerial(writer, name);
    case 'boolean':
      return `case when ${name} is not null then ${sqlErrors.value} end`;
    case 'date':
      return `(${name} * ${dayMs})`;
    case 'time':
      return wallOfSerial(writer, writer.let(`${name} / 86400`));
    case 'dateTime':
      return toWallSql(writer, name);
    default: {
      const { days, seconds } = readMomentSql(writer, name);
      const serial = writer.let(readNumberSql(writer, name));
      return `case when ${name} is null or ${name} = '' then null
        when ${days} is not null then ${days} * ${dayMs} + ${seconds} * 1000
        when ${serial} is null then ${sqlErrors.value} else ${wallOfSerial(writer, serial)} end`;
    }
  }
}

function wallOfSerial(writer: SqlWriter, serial: SqlName): string {
  const days = writer.let(`floor(${serial})`);
  const day = `case when ${days} >= 61 then ${days} - 25569 else least(${days}, 59) - 25568 end`;
  return `case when ${serial} < 0 or ${serial} >= 2958466 then ${sqlErrors.number}
    else (${day}) * ${dayMs} + floor((${serial} - ${days}) * 86400 + 0.5) * 1000 end`;
}

/** A null of a kind's type. */
export const blankSql = (kind: ScalarKind): string =>
  kind === 'text' || kind === 'mixed' ? 'null::text' : 'null::float8';
