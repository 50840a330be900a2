/** Mixed values for PostgreSQL: text whose first letter tells the kind. */
import { conversionSql } from './conversion.ts';
import { foldSql, isSameNumberSql } from './decimal.ts';
import type { SqlName, SqlWriter } from './writer.ts';

/** `mixedOrder`: a number below, equal to or above 0; null for a blank beside a day. */
export function mixedKeys(writer: SqlWriter, one: SqlName, other: SqlName): SqlName {
  const filled = (value: SqlName, beside: SqlName) =>
    writer.let(`coalesce(${value}, case left(${beside}, 1) when 't' then 't' when 'b' then 'b0' else 'n0' end)`);
  const isUnordered = (value: SqlName, beside: SqlName) => `${value} is null and left(${beside}, 1) in ('d', 'm', 'c')`;
  const [a, b] = [filled(one, other), filled(other, one)];
  const rank = (value: SqlName) => `case left(${value}, 1) when 't' then 2 when 'b' then 3 else 1 end`;
  // Texts are not read as numbers here.
  const number = (value: SqlName) => {
    const plain = writer.let(`case when left(${value}, 1) <> 't' then ${value} end`);
    return writer.let(conversionSql(writer, plain, 'mixed', 'number'));
  };
  const [m, n] = [number(a), number(b)];
  const [s, t] = [`${foldSql(`substr(${a}, 2)`)} collate "C"`, `${foldSql(`substr(${b}, 2)`)} collate "C"`];
  const texts = `case when ${s} = ${t} then 0 when ${s} < ${t} then -1 else 1 end`;
  const numbers = `case when ${isSameNumberSql(m, n)} then 0 when ${m} < ${n} then -1 else 1 end`;
  return writer.let(
    `case when (${isUnordered(one, other)}) or (${isUnordered(other, one)}) then null
      when ${rank(a)} <> ${rank(b)} then ${rank(a)} - ${rank(b)}
      when left(${a}, 1) = 't' then ${texts} else ${numbers} end`,
  );
}
