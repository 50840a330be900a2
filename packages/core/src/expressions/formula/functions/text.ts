/** Texts. Places and lengths count characters as the database does, so an emoji is one. */
import { conversion } from '../conversion.ts';
import { capitalLetters, lower, proper, smallLetters, upper, westernCharacters } from '../letters.ts';
import type { Operation } from '../plan.ts';
import { conversionSql } from '../sql/conversion.ts';
import { limitedBefore, limitedText, truth } from '../sql/decimal.ts';
import { type SqlWriter, sqlErrors, sqlTextErrors } from '../sql/writer.ts';
import { asText, formulaErrors, lengthOf, type Scalar, slice, textLimit, type Value } from '../values.ts';
import { type FunctionDefinition, type Parameter, type PlainFunction, parameter, repeats } from './definition.ts';

const text = parameter('text', ['文字', 'text']);
const count = parameter('number', ['字数', 'count']);

type Words = readonly [
  name: string,
  alias: string,
  zh: string,
  en: string,
  ...example: [string, string | number | boolean],
];

export function textFunction(
  [name, alias, zh, en, formula, result]: Words,
  parameters: readonly Parameter[],
  kind: PlainFunction['result'],
  operation: Operation,
): PlainFunction {
  return {
    name,
    alias,
    kind: 'plain',
    parameters,
    result: kind,
    help: { zh, en },
    examples: [{ formula, result }],
    operation,
  };
}

const onText =
  (work: (text: string) => Scalar): Operation['evaluate'] =>
  (_, value) =>
    work(value as string);

/** A count of characters: whole, and not beyond what a text can hold. */
export const whole = (value: Value | undefined) => Math.min(Math.trunc(value as number), textLimit + 1);
export const wholeSql = (writer: SqlWriter, name: string) =>
  writer.let(`greatest(-${textLimit}, least(${textLimit + 1}, trunc(${name})))::int`);

const casing = (words: Words, evaluate: (text: string) => string, from: string, to: string) =>
  textFunction(words, [text], 'text', {
    evaluate: onText(evaluate),
    sql: (writer, value) => `translate(${value}, ${writer.text(from)}, ${writer.text(to)})`,
  });

/** LEFT and RIGHT. */
const end = (words: Words, side: 'left' | 'right') =>
  textFunction(words, [text, { ...count, optional: true }], 'text', {
    evaluate: (_, value, characters = 1) => {
      const wanted = whole(characters);
      if (wanted < 0) return formulaErrors.value;
      const length = lengthOf(value as string);
      return side === 'left'
        ? slice(value as string, 0, wanted)
        : slice(value as string, Math.max(0, length - wanted), length);
    },
    sql: (writer, value, characters = "'1'::float8") => {
      const wanted = wholeSql(writer, characters);
      return `case when ${wanted} < 0 then ${sqlTextErrors.value} else ${side}(${value}, abs(${wanted})) end`;
    },
  });

const joinAll = (words: Words) =>
  textFunction(words, [parameter('texts', ['文字', 'text'], repeats)], 'text', {
    evaluate: (_, values) => asText((values as readonly string[]).join('')),
    sql: (writer, values = '') => limitedText(writer, `array_to_string(${values}, '')`),
  });

const asNumber = conversion('mixed', 'number');

export const textFunctions: readonly FunctionDefinition[] = [
  textFunction(['LEN', '字数', '有几个字', 'How many characters', 'LEN("重大隐患")', 4], [text], 'number', {
    evaluate: onText(lengthOf),
    sql: (_, value) => `length(${value})::float8`,
  }),
  end(['LEFT', '左取', '开头几个字', 'Characters at the beginning', 'LEFT("重大隐患", 2)', '重大'], 'left'),
  end(['RIGHT', '右取', '末尾几个字', 'Characters at the end', 'RIGHT("重大隐患", 2)', '隐患'], 'right'),
  textFunction(
    ['MID', '中取', '从第几个字起的几个字', 'Characters from a place on', 'MID("3号楼2单元", 2, 2)', '号楼'],
    [text, parameter('number', ['从第几个', 'from']), count],
    'text',
    {
      evaluate: (_, value, from, characters) => {
        const [start, wanted] = [whole(from), whole(characters)];
        return start < 1 || wanted < 0 ? formulaErrors.value : slice(value as string, start - 1, start - 1 + wanted);
      },
      sql: (writer, value, from = '', characters = '') => {
        const [start, wanted] = [wholeSql(writer, from), wholeSql(writer, characters)];
        return `case when ${start} < 1 or ${wanted} < 0 then ${sqlTextErrors.value}
          else substr(${value}, ${start}, abs(${wanted})) end`;
      },
    },
  ),
  casing(
    ['UPPER', '大写', '字母改为大写', 'In capital letters', 'UPPER("b2")', 'B2'],
    upper,
    smallLetters,
    capitalLetters,
  ),
  casing(
    ['LOWER', '小写', '字母改为小写', 'In small letters', 'LOWER("B2")', 'b2'],
    lower,
    capitalLetters,
    smallLetters,
  ),
  textFunction(
    ['PROPER', '首字母大写', '每个词的首字母大写', 'Words with a capital', 'PROPER("a title")', 'A Title'],
    [text],
    'text',
    {
      evaluate: onText(proper),
      sql: (writer, value) => {
        const characters = writer.let(`string_to_array(${value}, null)`);
        const [small, capital] = [writer.text(smallLetters), writer.text(capitalLetters)];
        const all = writer.text(smallLetters + capitalLetters);
        const joined = writer.over(characters, (character, place) => ({
          select: `string_agg(case when ${place} > 1 and strpos(${all}, ${characters}[${place} - 1]) > 0
            then translate(${character}, ${capital}, ${small}) else translate(${character}, ${small}, ${capital}) end,
            '' order by ${place})`,
        }));
        return `coalesce(${joined}, '')`;
      },
    },
  ),
  textFunction(
    ['TRIM', '去空格', '去掉首尾和多余的空格', 'Without needless blanks', 'TRIM(" a  b ")', 'a b'],
    [text],
    'text',
    {
      evaluate: onText((value) => value.replace(/ +/g, ' ').replace(/^ | $/g, '')),
      sql: (_, value) => `btrim(regexp_replace(${value}, ' +', ' ', 'g'), ' ')`,
    },
  ),
  joinAll(['CONCATENATE', '连接', '把文字连起来', 'Texts joined', 'CONCATENATE("共", 3, "项")', '共3项']),
  joinAll(['CONCAT', '合并', '把文字或整列连起来', 'Texts and lists joined', 'CONCAT("A", 1)', 'A1']),
  textFunction(
    [
      'TEXTJOIN',
      '分隔连接',
      '用分隔符连起来，可以略过空的',
      'Joined with a separator, blanks left out if wanted',
      'TEXTJOIN("、", TRUE, "电气", "", "消防")',
      '电气、消防',
    ],
    [
      parameter('text', ['分隔符', 'separator']),
      parameter('boolean', ['略过空的', 'skip blanks']),
      parameter('texts', ['文字', 'text'], repeats),
    ],
    'text',
    {
      evaluate: (_, separator, skips, values) => {
        const all = values as readonly string[];
        return asText((skips ? all.filter((value) => value !== '') : all).join(separator as string));
      },
      sql: (writer, separator, skips, values = '') => {
        const kept = writer.let(`case when ${skips} = 1 then array_remove(${values}, '') else ${values} end`);
        // Reckoned before it is joined: a long separator between many values would not fit in memory.
        const parts = writer.over(kept, (value) => ({ select: `coalesce(sum(length(${value})), 0)` }));
        const length = writer.let(`${parts} + greatest(0, cardinality(${kept}) - 1) * length(${separator})`);
        return limitedBefore(length, `array_to_string(${kept}, ${separator})`);
      },
    },
  ),
  textFunction(
    ['EXACT', '完全相同', '连大小写也相同', 'Whether equal, case included', 'EXACT("a", "A")', false],
    [text, parameter('text', ['另一个', 'other'])],
    'boolean',
    {
      evaluate: (_, one, other) => one === other,
      sql: (_, one, other) => truth(`${one} = ${other}`),
    },
  ),
  textFunction(
    ['REPT', '重复', '重复几遍', 'Repeated', 'REPT("★", 3)', '★★★'],
    [text, parameter('number', ['遍数', 'times'])],
    'text',
    {
      evaluate: (_, value, times) => {
        const wanted = whole(times);
        if (wanted < 0 || lengthOf(value as string) * wanted > textLimit) return formulaErrors.value;
        return (value as string).repeat(wanted);
      },
      sql: (writer, value, times = '') => {
        const wanted = wholeSql(writer, times);
        const length = `length(${value})::bigint * ${wanted}`;
        return `case when ${wanted} < 0 then ${sqlTextErrors.value}
          else ${limitedBefore(length, `repeat(${value}, ${wanted})`)} end`;
      },
    },
  ),
  textFunction(
    ['CHAR', '字符', '编号对应的字符（1 至 255）', 'The character with a code from 1 to 255', 'CHAR(65)', 'A'],
    [parameter('number', ['编号', 'code'])],
    'text',
    {
      evaluate: (_, code) => {
        const at = Math.trunc(code as number);
        const character = at >= 1 && at <= 255 ? westernCharacters[at - 1] : undefined;
        return character === undefined || character === '\u0001' ? formulaErrors.value : character;
      },
      // An unknown one is U+0001 there, which alone would not tell which error it is.
      sql: (writer, code) => {
        const character = `substr(${writer.text(westernCharacters)}, trunc(${code})::int, 1)`;
        return `case when trunc(${code}) between 1 and 255 and ${character} <> e'\\x01' then ${character}
          else ${sqlTextErrors.value} end`;
      },
    },
  ),
  textFunction(
    ['CODE', '字符编号', '第一个字符的编号', 'The code of the first character', 'CODE("A")', 65],
    [text],
    'number',
    {
      evaluate: onText((value) => {
        if (value === '') return formulaErrors.value;
        const place = westernCharacters.indexOf(slice(value, 0, 1));
        // As in Excel: a question mark stands for what has no code.
        return place < 0 ? 63 : place + 1;
      }),
      sql: (writer, value) =>
        `case when ${value} = '' then ${sqlErrors.value}
          else coalesce(nullif(strpos(${writer.text(westernCharacters)}, left(${value}, 1)), 0), 63) end`,
    },
  ),
  textFunction(
    ['VALUE', '转数字', '把文字变成数字', 'The number a text is', 'VALUE("1,234.5")', 1234.5],
    [parameter('mixed', ['文字', 'text'])],
    'number',
    {
      evaluate: (context, value) => {
        if (value === null) return 0;
        return typeof value === 'boolean' ? formulaErrors.value : (asNumber?.(value as Scalar, context) ?? 0);
      },
      sql: (writer, value = '') => {
        const number = writer.let(conversionSql(writer, value, 'mixed', 'number'));
        return `case when left(${value}, 1) = 'b' then ${sqlErrors.value} else coalesce(${number}, 0) end`;
      },
    },
  ),
];
