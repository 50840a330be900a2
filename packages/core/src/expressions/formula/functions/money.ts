/** Amounts in capital characters, as bills in China want them (支付结算办法, 附一 正确填写票据和结算凭证的基本规定, 1997). */
import { roundTo } from '../decimal.ts';
import { roundedSql } from '../sql/decimal.ts';
import { sqlTextErrors } from '../sql/writer.ts';
import { type FormulaError, formulaErrors } from '../values.ts';
import { type FunctionDefinition, parameter } from './definition.ts';

const digits = '零壹贰叁肆伍陆柒捌玖';
/** From the last digit on. */
const units = '分角元拾佰仟万拾佰仟亿拾佰仟万';
/** With all of 15 digits exact. */
const greatest = 1e13;

/** What stands for runs of zeros, in this order; as both engines read it alike. */
const contractions: readonly (readonly [pattern: string, replacement: string])[] = [
  ['零角零分$', '整'],
  ['零分$', '整'],
  ['零角', '零'],
  ['零[拾佰仟]', '零'],
  ['零+', '零'],
  ['零亿', '亿'],
  ['零万', '万'],
  ['亿万', '亿'],
  ['(.)零元', '\\1元'],
  ['^零元零?([^整])', '\\1'],
];
const expressions = contractions.map(([pattern, replacement]) => ({
  pattern: new RegExp(pattern, 'g'),
  replacement: replacement.replace('\\1', '$1'),
}));

function inCharacters(amount: number): string | FormulaError {
  const rounded = roundTo(amount, 2, 'nearest');
  if (Math.abs(rounded) >= greatest) return formulaErrors.number;
  const cents = String(Math.round(Math.abs(rounded) * 100)).padStart(3, '0');
  let text = '';
  for (let index = 0; index < cents.length; index++)
    text += `${digits[Number(cents[index])]}${units[cents.length - 1 - index]}`;
  for (const { pattern, replacement } of expressions) text = text.replace(pattern, replacement);
  return rounded < 0 ? `负${text}` : text;
}

export const moneyFunctions: readonly FunctionDefinition[] = [
  {
    name: 'CNMONEY',
    alias: '人民币大写',
    kind: 'plain',
    parameters: [parameter('number', ['金额', 'amount'])],
    result: 'text',
    help: { zh: '金额的人民币大写', en: 'An amount in Chinese capital characters' },
    examples: [
      { formula: 'CNMONEY(1234.5)', result: '壹仟贰佰叁拾肆元伍角整' },
      { formula: 'CNMONEY(100010000)', result: '壹亿零壹万元整' },
      { formula: 'CNMONEY(-10500.07)', result: '负壹万零伍佰元零柒分' },
      { formula: 'CNMONEY(0)', result: '零元整' },
      { formula: 'CNMONEY(0.05)', result: '伍分' },
      { formula: 'CNMONEY(1000000000000)', result: '壹万亿元整' },
    ],
    operation: {
      evaluate: (_, amount) => inCharacters(amount as number),
      sql: (writer, amount = '') => {
        const rounded = writer.let(roundedSql(writer, amount, '2', 'nearest'));
        const whole = `round(abs(${rounded})::text::numeric * 100)::text`;
        const cents = writer.let(
          `case when abs(${rounded}) < ${greatest} then lpad(${whole}, greatest(3, length(${whole})), '0') end`,
        );
        const text = writer.let(
          writer.over(`string_to_array(${cents}, null)`, (digit, place) => ({
            select: `string_agg(substr('${digits}', ${digit}::int + 1, 1)
              || substr('${units}', length(${cents}) - ${place}::int + 1, 1), '' order by ${place})`,
          })),
        );
        const short = contractions.reduce(
          (found, [pattern, replacement]) => `regexp_replace(${found}, '${pattern}', '${replacement}', 'g')`,
          text,
        );
        return `case when ${cents} is null then ${sqlTextErrors.number}
          else case when ${rounded} < 0 then '负' else '' end || ${short} end`;
      },
    },
  },
];
