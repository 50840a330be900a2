/** How what a formula yields leaves SQL: as the type of a column, and its error as text. */
import type { ScalarKind } from '../conversion.ts';
import { dayMs, firstDay, lastDay } from '../moments.ts';
import { dateOf, timestampOf } from './moments.ts';
import { isSqlError, isTextual, type SqlName, type SqlWriter } from './writer.ts';

const day = (moment: string) => `floor(${moment} / ${dayMs})`;
const isWritable = (moment: string) => `${day(moment)} between ${firstDay} and ${lastDay}`;
const timeOf = (seconds: string) => `(time '00:00' + make_interval(secs => ${seconds}))`;

export function resultSql(writer: SqlWriter, name: SqlName, kind: ScalarKind): SqlName {
  const sound = `not ${isSqlError(name, kind)}`;
  switch (kind) {
    case 'number':
      // Without −0.
      return writer.let(`case when ${sound} then ${name} + 0 end`);
    case 'text':
      return writer.let(`case when ${sound} then ${name} end`);
    case 'boolean':
      return writer.let(`case when ${sound} then ${name} = 1 end`);
    case 'date':
      return writer.let(`case when ${sound} then ${dateOf(name)} end`);
    case 'dateTime':
      return writer.let(`case when ${sound} and ${isWritable(name)} then ${timestampOf(name)} at time zone 'UTC' end`);
    case 'time':
      return writer.let(`case when ${sound} then ${timeOf(name)} end`);
    case 'mixed':
      return mixedResult(writer, name);
  }
}

function mixedResult(writer: SqlWriter, name: SqlName): SqlName {
  const rest = `substr(${name}, 2)`;
  const number = `${rest}::float8`;
  const moment = `to_char(${timestampOf(number)}, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
  const format = `case when mod(${rest}::numeric, 60) = 0 then 'HH24:MI' else 'HH24:MI:SS' end`;
  return writer.let(
    `case left(${name}, 1) when 'n' then to_jsonb(${number} + 0) when 't' then to_jsonb(${rest})
      when 'b' then to_jsonb(${rest} = '1') when 'd' then to_jsonb(to_char(${dateOf(number)}, 'YYYY-MM-DD'))
      when 'm' then case when ${isWritable(number)} then to_jsonb(${moment}) end
      when 'c' then to_jsonb(to_char(${timeOf(number)}, ${format})) end`,
  );
}

/** `#DIV/0!` and the like, null for none. */
export function errorSql(name: SqlName, kind: ScalarKind): string {
  const code = isTextual(kind) ? `substr(${name}, 2, 1)::int` : `round(${name} / 1e301)::int`;
  const named = `when ${isSqlError(name, kind)} then (array['#DIV/0!', '#VALUE!', '#NUM!', '#N/A'])[${code}]`;
  const moment = kind === 'mixed' ? `substr(${name}, 2)::float8` : name;
  const isMoment = kind === 'mixed' ? `left(${name}, 1) = 'm'` : 'true';
  const isBeyond =
    kind === 'mixed' || kind === 'dateTime'
      ? `when ${isMoment} then case when not (${isWritable(moment)}) then '#NUM!' end`
      : '';
  return `case ${named} ${isBeyond} end`;
}
