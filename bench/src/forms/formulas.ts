/** How fast formulas are evaluated by the core: a usual one with five fields and two functions. */
import { checkFormula } from '@anshao/core/expressions/formula/check.ts';
import { compileFormula } from '@anshao/core/expressions/formula/evaluate.ts';
import type { FormulaScope } from '@anshao/core/expressions/formula/types.ts';
import { alone, atLeast, compared, type Figure } from '../figure.ts';
import { during } from '../progress.ts';
import type { Stand } from '../stand/stand.ts';

const scope: FormulaScope = {
  fields: [
    { key: 'level', label: '隐患等级', type: 'text' },
    { key: 'count', label: '数量', type: 'number' },
    { key: 'price', label: '单价', type: 'number' },
    { key: 'rate', label: '系数', type: 'number' },
    { key: 'extra', label: '附加', type: 'number' },
  ],
};
const text = 'IF(隐患等级="重大", ROUND(数量*单价*系数, 2)+附加, 附加)';
const context = {
  now: '2026-03-16T02:00:00.000Z',
  today: '2026-03-16',
  timeZone: 'Asia/Shanghai',
  calendar: new Map<string, boolean>(),
};
/** Different records, so that nothing can be worked out once for all. */
const records = Array.from({ length: 1024 }, (_, index) => ({
  values: { level: index % 3 === 0 ? '一般' : '重大', count: index, price: index / 8, rate: 1.1, extra: index % 7 },
}));

export async function measureFormulas(stand: Stand): Promise<Figure[]> {
  const evaluate = compileFormula(checkFormula(text, scope));
  const byHand = ({ values }: (typeof records)[number]): number =>
    values.level.toLowerCase() === '重大'
      ? Math.round(values.count * values.price * values.rate * 100) / 100 + values.extra
      : values.extra;
  const seconds = stand.options.quick ? 0.2 : 1;
  const rates: number[] = [];
  const handRates: number[] = [];
  let sum = 0;
  const rateOf = (one: (record: (typeof records)[number]) => number): number => {
    let done = 0;
    const began = performance.now();
    while (performance.now() - began < seconds * 1000) {
      for (const record of records) sum += one(record);
      done += records.length;
    }
    return done / ((performance.now() - began) / 1000);
  };
  await during('formulas', async (tell) => {
    for (let round = -1; round < 5; round++) {
      const rate = rateOf((record) => evaluate(record, context) as number);
      const handRate = rateOf(byHand);
      if (round >= 0) {
        rates.push(rate);
        handRates.push(handRate);
      }
      tell((round + 2) / 6);
    }
  });
  if (!Number.isFinite(sum)) throw new Error('the formula gave no number');
  return [
    compared(
      {
        group: 'forms',
        name: 'evaluations of a formula with 5 fields and 2 functions',
        unit: '/s',
        goal: atLeast(1_000_000, 'value'),
        reference: 'the same in JavaScript by hand, rounding as JavaScript does',
      },
      rates,
      handRates,
    ),
    alone({ group: 'forms', name: 'reading and checking that formula', unit: 'µs', goal: null }, checkTimes()),
  ];
}

function checkTimes(): number[] {
  return Array.from({ length: 5 }, () => {
    const began = performance.now();
    for (let turn = 0; turn < 1000; turn++) checkFormula(text, scope);
    return performance.now() - began;
  });
}
