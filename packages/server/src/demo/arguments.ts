/** What may be written after `npm run demo --`. */
import { parseArgs } from 'node:util';
import { type DemoSizes, demoSizes } from './load.ts';

export interface DemoArguments extends DemoSizes {
  /** Throws what is there away and loads anew. */
  readonly reset: boolean;
  /** Ends after loading instead of serving. */
  readonly loadOnly: boolean;
}

export const usage = `用法：npm run demo -- [选项]
  --reset            删除演示数据后重新生成
  --load-only        只生成数据，不启动服务
  --days <天数>      日报天数，含今天（默认 ${demoSizes.days}）
  --communities <数> 小区个数，至少 30（默认 ${demoSizes.communities}）
  --seed <数>        随机种子，相同种子得到相同数据（默认 ${demoSizes.seed}）`;

const limits = { days: [1, 400], communities: [30, 20_000], seed: [0, 4_294_967_295] } as const;

/** @throws Error that names every wrong option, with the usage */
export function parseDemoArguments(args: readonly string[]): DemoArguments {
  const problems: string[] = [];
  const { values } = parseArgs({
    args: [...args],
    strict: false,
    options: {
      reset: { type: 'boolean', default: false },
      'load-only': { type: 'boolean', default: false },
      days: { type: 'string' },
      communities: { type: 'string' },
      seed: { type: 'string' },
    },
  });
  for (const name of Object.keys(values)) {
    if (!['reset', 'load-only', 'days', 'communities', 'seed'].includes(name)) problems.push(`没有选项 --${name}`);
  }
  const number = (name: keyof typeof limits): number => {
    const given = values[name];
    if (given === undefined) return demoSizes[name];
    const [low, high] = limits[name];
    const value = Number(given);
    if (typeof given === 'string' && /^\d+$/.test(given) && value >= low && value <= high) return value;
    problems.push(`--${name} 应为 ${low} 到 ${high} 之间的整数`);
    return demoSizes[name];
  };
  const parsed = {
    reset: values.reset === true,
    loadOnly: values['load-only'] === true,
    days: number('days'),
    communities: number('communities'),
    seed: number('seed'),
  };
  if (problems.length > 0) throw new Error(`${problems.join('\n')}\n\n${usage}`);
  return parsed;
}
