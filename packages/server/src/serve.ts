/** Runs the system in the foreground: says where it is, ends on a signal, explains a failed start in one sentence. */
import { type Config, ConfigError } from './base/config/config.ts';
import { EmbeddedPostgresError } from './base/embedded-postgres/embedded-postgres.ts';
import { type Started, type StartOptions, start } from './start.ts';
import { StartError } from './start-error.ts';

export async function serve(
  read: () => Config,
  options: StartOptions = {},
  greet?: (started: Started) => void,
): Promise<void> {
  let started: Started;
  // A signal during the start is kept and obeyed once there is something to stop.
  let asked = false;
  let stop = async () => {
    asked = true;
  };
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => void stop());
  try {
    const config = read();
    started = await start(config, options);
    stop = async () => {
      await started.stop();
      process.exit(0);
    };
    if (asked) return await stop();
    introduce(started, config);
    greet?.(started);
  } catch (error) {
    process.exitCode = 1;
    console.error(explain(error));
    process.exit();
  }
}

function introduce({ firstAdministrator, address }: Started, config: Config): void {
  const shown = config.publicUrl.startsWith('http://localhost')
    ? address.replace('0.0.0.0', 'localhost')
    : config.publicUrl;
  console.log(`\n安哨已启动：${shown}`);
  console.log(`  手机端 ${shown}/m/   桌面端 ${shown}/desk/   接口文档 ${shown}/api/docs`);
  if (firstAdministrator) {
    console.log(`\n  首次启动：账号 ${firstAdministrator.account}，一次性密码 ${firstAdministrator.password}`);
    console.log('  此密码只显示这一次，登录后须立即修改。\n');
  }
}

function explain(error: unknown): string {
  if (error instanceof ConfigError) return error.message;
  if (error instanceof EmbeddedPostgresError) return `${error.message}\n${error.remedy}`;
  if (error instanceof StartError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
