import { spawn, spawnSync } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import type { Address } from './address.ts';
import { type Binaries, program } from './binaries.ts';
import { EmbeddedPostgresError, errorCodeOf } from './errors.ts';
import { clearLeftOver } from './left-over.ts';
import { commandFor, dataArgument, type RunAs } from './run-as.ts';
import { LOG_LINE_PREFIX, type Log, readServerLog } from './server-log.ts';

/** All it takes to start the server, the same for the first start and for each restart. */
export interface Launch {
  dataDir: string;
  clusterName: string;
  binaries: Binaries;
  runAs: RunAs;
  address: Address;
  settings: Record<string, string>;
  log: Log;
}

export interface Exit {
  code: number | null;
  signal: string | null;
}

/** A running server. */
export interface Postmaster {
  readonly pid: number;
  readonly exited: Promise<Exit>;
  /** Asks it to stop: `fast` ends sessions and writes a checkpoint, `immediate` does neither. */
  signal(how: 'fast' | 'immediate' | 'kill'): void;
}

/** What goes away by itself: the previous server's last processes are still letting go of the folder. */
const PASSING =
  /postmaster\.pid" already exists|still in use|could not (bind|create lock file)|lock file .* is empty|Address already in use/;
const PASSING_MS = 8_000;

/** Crash recovery may take minutes and is not hurried; it is only reported. */
const REPORT_EVERY_MS = 15_000;

/**
 * Starts the server and waits until it takes connections.
 * @param abort ends the attempt and the server with it
 * @throws EmbeddedPostgresError `start-failed` with PostgreSQL's own last words
 */
export async function launch(context: Launch, abort: AbortSignal): Promise<Postmaster> {
  const deadline = Date.now() + PASSING_MS;
  for (;;) {
    await clearLeftOver(context.dataDir, context.clusterName, context.log);
    await context.address.prepare();
    const { postmaster, serverLog } = start(context);
    const ready = await waitUntilReady(context, postmaster, abort).catch(async (error: unknown) => {
      postmaster.signal('fast');
      await postmaster.exited;
      throw error;
    });
    if (ready === 'ready') return postmaster;

    // Its last words may still be in the pipe, which a left-over session may hold open.
    await Promise.race([serverLog.ended, pause(500)]);
    const words = serverLog.lastLines().join('\n');
    if (!abort.aborted && PASSING.test(words) && Date.now() < deadline) {
      await pause(200);
      continue;
    }
    throw startFailed(words, ready);
  }
}

function start({ dataDir, clusterName, binaries, runAs, address, settings, log }: Launch) {
  const all = {
    ...settings,
    ...address.settings,
    cluster_name: clusterName,
    log_destination: 'stderr',
    logging_collector: 'off',
    log_line_prefix: LOG_LINE_PREFIX,
  };
  const args = ['-D', dataArgument(runAs, dataDir)];
  for (const [name, value] of Object.entries(all)) args.push('-c', `${name}=${value}`);
  const wrapped = commandFor(runAs, program(binaries.folder, 'postgres'), args, {
    folder: dataDir,
    dieWithParent: true,
  });
  const child = spawn(wrapped.command, wrapped.args, {
    ...wrapped.options,
    stdio: ['ignore', 'ignore', 'pipe'],
    // Its own process group: Ctrl-C in our terminal must not stop the database before we have closed our work.
    detached: true,
  });
  const serverLog = readServerLog(child.stderr, log);
  const exited = new Promise<Exit>((resolve) => {
    child.once('error', () => resolve({ code: null, signal: null }));
    // Not 'close': sessions of a killed postmaster hold the pipe open a little longer.
    child.once('exit', (code, signal) => resolve({ code, signal }));
  });
  const postmaster: Postmaster = {
    pid: child.pid ?? 0,
    exited,
    signal: (how) => {
      // Windows knows no signals: kill() there would end it like a power cut.
      if (process.platform === 'win32' && how !== 'kill') {
        spawnSync(program(binaries.folder, 'pg_ctl'), ['stop', '-D', dataDir, '-m', how, '--no-wait'], {
          windowsHide: true,
        });
      } else {
        child.kill(how === 'fast' ? 'SIGINT' : how === 'immediate' ? 'SIGQUIT' : 'SIGKILL');
      }
    },
  };
  return { postmaster, serverLog };
}

async function waitUntilReady(context: Launch, postmaster: Postmaster, abort: AbortSignal): Promise<'ready' | Exit> {
  let ended: Exit | undefined;
  void postmaster.exited.then((exit) => {
    ended = exit;
  });
  const startedAt = Date.now();
  let reportedAt = startedAt;
  for (let wait = 10; ; wait = Math.min(wait * 1.5, 200)) {
    if (ended) return ended;
    if (abort.aborted) {
      postmaster.signal('fast');
      return postmaster.exited;
    }
    if (await answers(context.address)) return 'ready';
    if (Date.now() - reportedAt >= REPORT_EVERY_MS) {
      reportedAt = Date.now();
      const seconds = Math.round((reportedAt - startedAt) / 1000);
      context.log('info', '内置数据库仍在启动（上次未正常停止时需要恢复，请稍候）', { seconds });
    }
    await pause(wait);
  }
}

/** Not there yet, starting up, or shutting down again. */
const NOT_YET = new Set(['ENOENT', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE', '57P03', '57P01', '57P02']);

async function answers(address: Address): Promise<boolean> {
  const client = new pg.Client({ connectionString: address.url('postgres'), connectionTimeoutMillis: 5_000 });
  // A connection torn down while we look would otherwise be an uncaught error.
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query('SELECT 1');
    return true;
  } catch (error) {
    const code = errorCodeOf(error);
    // Without a code: "Connection terminated" and the time-out, both of which mean "ask again".
    if (code === undefined || NOT_YET.has(code)) return false;
    throw error;
  } finally {
    await client.end().catch(() => {});
  }
}

function startFailed(words: string, exit: Exit): EmbeddedPostgresError {
  const said = words
    .split('\n')
    .map((line) => line.replace(/^\d+\|\w{5}\|/, ''))
    .slice(-5)
    .join(' ');
  const end = exit.signal ? `信号 ${exit.signal}` : `退出码 ${exit.code}`;
  return new EmbeddedPostgresError(
    'start-failed',
    `内置数据库没有启动（${end}）：${said || '没有输出'}`,
    /No space left/i.test(words) ? '磁盘已满，请腾出空间后重新启动。' : '请按上面的原因处理后重新启动。',
  );
}
