/**
 * `npm run demo`: the product with a city in it. Data lie in `./data-demo` unless DATA_DIR says otherwise; they are made
 * at the first start and kept. It never touches a database or bucket that the environment names, and never sends
 * anything out of the house: the people in it are invented, their numbers may be somebody's.
 */
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Config, parseConfig, readEnvironment } from '../base/config/config.ts';
import type { Runtime } from '../base/runtime.ts';
import { serve } from '../serve.ts';
import { start } from '../start.ts';
import { type DemoArguments, parseDemoArguments } from './arguments.ts';
import { demoPassword } from './directory.ts';
import { demoState, loadDemo } from './load.ts';
import { showProgress } from './progress.ts';
import { readMark } from './store.ts';

/** Settings of a real deployment that the demonstration must not use. */
const outside = /^(DATABASE_URL|S3_|SMS_|ALIYUN_|TENCENT_|WECHAT_)/;

function demoConfig(): Config {
  const environment = readEnvironment(process.cwd(), process.env);
  const kept = Object.fromEntries(Object.entries(environment).filter(([name]) => !outside.test(name)));
  return parseConfig({ ...kept, DATA_DIR: environment.DATA_DIR?.trim() || 'data-demo' }, process.cwd());
}

/** Makes the data when there are none. @throws Error that says what to do about what is there */
async function prepare(runtime: Runtime, wanted: DemoArguments): Promise<void> {
  const folder = runtime.config.dataDir;
  switch (await demoState(runtime)) {
    case 'foreign':
      throw new Refusal(`${folder} 中已有其他数据，不能用作演示。请用 DATA_DIR 指定另一个文件夹。`);
    case 'unfinished':
      throw new Refusal('上次生成演示数据时被中断，数据不完整。请执行 npm run demo -- --reset 重新生成。');
    case 'loaded': {
      const mark = await readMark(runtime.pool);
      if (mark)
        console.log(
          `使用已有的演示数据（${mark.communities} 个小区，截至 ${mark.today}）；重新生成：npm run demo -- --reset`,
        );
      return;
    }
    case 'empty': {
      console.log(`正在生成演示数据：${wanted.communities} 个小区，${wanted.days} 天 …`);
      const started = performance.now();
      const elapsed = () => performance.now() - started;
      const loaded = await loadDemo(runtime, { ...wanted, onProgress: showProgress(process.stdout, elapsed) });
      console.log(
        `共 ${loaded.reports.toLocaleString('zh-CN')} 份日报（${loaded.from} 至 ${loaded.to}），用时 ${(elapsed() / 1000).toFixed(1)} 秒。`,
      );
    }
  }
}

/**
 * A folder is the demonstration's only when it says so: DATA_DIR may by mistake name one with real data, which must
 * not be thrown away. @throws Refusal
 */
function takeFolder(folder: string, reset: boolean): void {
  const sign = join(folder, 'demo');
  const kept = ['postgres', 'files'].map((part) => join(folder, part));
  if (kept.some(existsSync) && !existsSync(sign)) {
    throw new Refusal(`${folder} 中已有其他数据，不能用作演示。请用 DATA_DIR 指定另一个文件夹。`);
  }
  if (reset) for (const part of kept) rmSync(part, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(sign, '此文件夹是演示数据，npm run demo -- --reset 会清空它。\n');
}

/** Something the operator mends; no trace is shown. */
class Refusal extends Error {
  constructor(message: string) {
    super(message);
    this.stack = message;
  }
}

function greet(): void {
  console.log(`\n  演示账号（密码均为 ${demoPassword}）：`);
  console.log('    admin          系统管理员        lianghuimin   协会专员 梁慧敏');
  console.log('    huicheng       惠城区监管员      dehong        物业公司管理员 黄志德');
  console.log('    chenguoqiang   项目负责人 陈国强（东方巴比伦等 4 个小区，手机 13800005621）');
  console.log('    其他县区监管员：huiyang boluo huidong longmen dayawan zhongkai\n');
}

// Loading writes some 2 GB of log; fewer checkpoints in between halve what goes to the disk.
const databaseSettings = { max_wal_size: '4GB' };

let wanted: DemoArguments;
try {
  wanted = parseDemoArguments(process.argv.slice(2));
  takeFolder(demoConfig().dataDir, wanted.reset);
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
}
const options = { databaseSettings, prepare: (runtime: Runtime) => prepare(runtime, wanted) };
if (wanted.loadOnly) {
  try {
    const started = await start(
      { ...demoConfig(), port: 0, host: '127.0.0.1' },
      { ...options, worker: false, web: false },
    );
    await started.stop();
    process.exit(0);
  } catch (error) {
    console.error(error instanceof Error ? error.stack : String(error));
    process.exit(1);
  }
}
await serve(demoConfig, options, greet);
