/** The guide's list of functions, made from the functions themselves; their examples are run by a test of theirs. */
import { dateInterval } from '@anshao/core/expressions/formula/functions/date-interval.ts';
import { dateFunctions } from '@anshao/core/expressions/formula/functions/dates.ts';
import type { FunctionDefinition, Parameter } from '@anshao/core/expressions/formula/functions/definition.ts';
import { formatFunctions } from '@anshao/core/expressions/formula/functions/format.ts';
import { informationFunctions } from '@anshao/core/expressions/formula/functions/information.ts';
import { listFunctions } from '@anshao/core/expressions/formula/functions/lists.ts';
import { logicFunctions } from '@anshao/core/expressions/formula/functions/logic.ts';
import { mathFunctions } from '@anshao/core/expressions/formula/functions/math.ts';
import { moneyFunctions } from '@anshao/core/expressions/formula/functions/money.ts';
import { formulaFunctions } from '@anshao/core/expressions/formula/functions/registry.ts';
import { statisticsFunctions } from '@anshao/core/expressions/formula/functions/statistics.ts';
import { textFunctions } from '@anshao/core/expressions/formula/functions/text.ts';
import { textSearchFunctions } from '@anshao/core/expressions/formula/functions/text-search.ts';
import { workCalendarFunctions } from '@anshao/core/expressions/formula/functions/work-calendar.ts';

export const formulaGroups: Readonly<Record<string, readonly FunctionDefinition[]>> = {
  判断: logicFunctions,
  数字: mathFunctions,
  统计: statisticsFunctions,
  子表单的一列与多选: listFunctions,
  文字: [...textFunctions, ...textSearchFunctions, ...formatFunctions, ...moneyFunctions],
  日期和时间: [...dateFunctions, dateInterval],
  工作日: workCalendarFunctions,
  检查内容: informationFunctions,
};

export function formulaDocument(): string {
  const groups = Object.entries(formulaGroups).map(([title, functions]) =>
    [
      `## ${title}`,
      '',
      '| 函数 | 也可写作 | 用途 | 例子 | 结果 |',
      '| --- | --- | --- | --- | --- |',
      ...functions.map(row),
    ].join('\n'),
  );
  return `# 函数大全

由\`npm run docs:formulas\`根据程序生成，请勿手改。怎样写公式见[公式](公式.md)。共${formulaFunctions.length}个函数，用法与Excel相同；表中没有的函数不能用。

- “也可写作”一栏的中文名字与英文名字通用：\`如果(1 > 2, 3, 4)\`就是\`IF(1 > 2, 3, 4)\`。
- 方括号中的参数可以不写；带…的可以再写几个。
- 例子中的日期以2024年3月15日为“今天”；“检查项”是一个子表单，“标签”是一个多选。

${groups.join('\n\n')}
`;
}

function row({ name, alias, parameters, help, examples }: FunctionDefinition): string {
  const use = `\`${name}(${parameters.map(argument).join(', ')})\``;
  const [example] = examples;
  const result =
    typeof example?.result === 'boolean' ? (example.result ? '是' : '否') : String(example?.result ?? '空');
  return `| ${[use, alias, help.zh, `\`${example?.formula}\``, result].map(cell).join(' | ')} |`;
}

function argument({ name, optional, repeats }: Parameter): string {
  const written = repeats ? `${name.zh}…` : name.zh;
  return optional ? `[${written}]` : written;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}
