/** Finding and replacing within texts. */
import { foldSql, limitedBefore, limitedText } from '../sql/decimal.ts';
import { type SqlWriter, sqlErrors, sqlTextErrors } from '../sql/writer.ts';
import { asText, formulaErrors, lengthOf, type Scalar, slice, textLimit } from '../values.ts';
import { patternLimit, regexPattern, search } from '../wildcards.ts';
import { type FunctionDefinition, optional, parameter } from './definition.ts';
import { textFunction, whole, wholeSql } from './text.ts';

const text = parameter('text', ['文字', 'text']);
const wanted = parameter('text', ['要找的', 'what']);
const start = parameter('number', ['从第几个字起', 'from'], optional);

function place(found: number): Scalar {
  return found < 0 ? formulaErrors.value : found + 1;
}

const isInside = (from: number, within: string) => from >= 1 && from <= lengthOf(within) + 1;
const isInsideSql = (from: string, within: string) => `${from} between 1 and length(${within}) + 1`;

/** The place in the whole text, from one in the part that begins at `from`; 0 is none. */
const placeSql = (writer: SqlWriter, isSound: string, from: string, found: string) => {
  const at = writer.let(`case when ${isSound} then ${found} end`);
  return `case when ${at} > 0 then ${at} + ${from} - 1 else ${sqlErrors.value} end::float8`;
};

export const textSearchFunctions: readonly FunctionDefinition[] = [
  textFunction(
    ['FIND', '查找位置', '在文字中的位置，区分大小写', 'Where it stands, case matters', 'FIND("号", "3号楼")', 2],
    [wanted, text, start],
    'number',
    {
      evaluate: (_, what, within, from = 1) => {
        const [needle, hay] = [what as string, within as string];
        const first = whole(from);
        if (!isInside(first, hay)) return formulaErrors.value;
        const found = hay.indexOf(needle, slice(hay, 0, first - 1).length);
        return place(found < 0 ? -1 : lengthOf(hay.slice(0, found)));
      },
      sql: (writer, what, within = '', from = "'1'::float8") => {
        const first = wholeSql(writer, from);
        return placeSql(writer, isInsideSql(first, within), first, `strpos(substr(${within}, ${first}), ${what})`);
      },
    },
  ),
  textFunction(
    [
      'SEARCH',
      '搜索位置',
      '在文字中的位置，不分大小写，可用 ? 和 *',
      'Where it stands, case does not matter; ? and * are wildcards',
      'SEARCH("b*d", "aBcD")',
      2,
    ],
    [wanted, text, start],
    'number',
    {
      evaluate: (_, what, within, from = 1) => {
        const [pattern, hay] = [what as string, within as string];
        const first = whole(from);
        if (!isInside(first, hay) || lengthOf(pattern) > patternLimit) return formulaErrors.value;
        return place(search(pattern, hay, first - 1));
      },
      sql: (writer, what = '', within = '', from = "'1'::float8") => {
        const first = wholeSql(writer, from);
        const pattern = writer.let(
          `case when length(${what}) <= ${patternLimit} then ${regexPattern(foldSql(what))} end`,
        );
        const part = foldSql(`substr(${within}, ${first})`);
        const found = `case when ${pattern} = '' then 1 else regexp_instr(${part}, ${pattern}) end`;
        return placeSql(writer, isInsideSql(first, within), first, found);
      },
    },
  ),
  textFunction(
    [
      'REPLACE',
      '替换位置',
      '换掉从第几个字起的几个字',
      'Other characters at a place',
      'REPLACE("2009", 3, 2, "10")',
      '2010',
    ],
    [
      text,
      parameter('number', ['从第几个', 'from']),
      parameter('number', ['字数', 'count']),
      parameter('text', ['换成', 'with']),
    ],
    'text',
    {
      evaluate: (_, value, from, count, replacement) => {
        const [old, first, characters] = [value as string, whole(from), whole(count)];
        if (first < 1 || characters < 0) return formulaErrors.value;
        const rest = slice(old, first - 1 + characters, lengthOf(old));
        return asText(slice(old, 0, first - 1) + (replacement as string) + rest);
      },
      sql: (writer, value, from = '', count = '', replacement) => {
        const [first, characters] = [wholeSql(writer, from), wholeSql(writer, count)];
        const sound = `${first} >= 1 and ${characters} >= 0`;
        const replaced = `case when ${sound}
          then left(${value}, ${first} - 1) || ${replacement} || substr(${value}, ${first} + ${characters}) end`;
        return `case when ${sound} then ${limitedText(writer, replaced)} else ${sqlTextErrors.value} end`;
      },
    },
  ),
  textFunction(
    [
      'SUBSTITUTE',
      '替换',
      '把其中的文字换成别的，可以只换第几处',
      'One text in place of another, everywhere or the n-th time',
      'SUBSTITUTE("1-2-3", "-", "/")',
      '1/2/3',
    ],
    [
      text,
      parameter('text', ['旧的', 'old']),
      parameter('text', ['新的', 'new']),
      parameter('number', ['第几处', 'which'], optional),
    ],
    'text',
    {
      evaluate: (_, value, old, replacement, which) => {
        const [all, from, to] = [value as string, old as string, replacement as string];
        const nth = which === undefined ? undefined : whole(which);
        if (nth !== undefined && nth < 1) return formulaErrors.value;
        const parts = from === '' ? [all] : all.split(from);
        const times = nth === undefined ? parts.length - 1 : nth < parts.length ? 1 : 0;
        if (lengthOf(all) + times * (lengthOf(to) - lengthOf(from)) > textLimit) return formulaErrors.value;
        if (nth === undefined) return parts.join(to);
        if (times === 0) return all;
        return parts.slice(0, nth).join(from) + to + parts.slice(nth).join(from);
      },
      sql: (writer, value, old, replacement, which) => {
        const nth = which === undefined ? undefined : wholeSql(writer, which);
        const parts = writer.let(
          `case when ${old} = '' or ${value} = '' then array[${value}] else string_to_array(${value}, ${old}) end`,
        );
        const found = `cardinality(${parts}) - 1`;
        const times = nth === undefined ? found : `case when ${nth} <= ${found} then 1 else 0 end`;
        const length = `length(${value}) + (${times})::bigint * (length(${replacement}) - length(${old}))`;
        if (nth === undefined) return limitedBefore(length, `array_to_string(${parts}, ${replacement})`);
        const [before, after] = [`${parts}[:${nth}]`, `${parts}[${nth} + 1:]`];
        const one = `array_to_string(${before}, ${old}) || ${replacement} || array_to_string(${after}, ${old})`;
        return `case when ${nth} < 1 then ${sqlTextErrors.value} when ${nth} > ${found} then ${value}
          else ${limitedBefore(length, one)} end`;
      },
    },
  ),
];
