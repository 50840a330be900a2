/** The server as users run it: a process of its own, told by its environment. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../../', import.meta.url));
const program = 'packages/server/src/main.ts';

export interface ServerProcess {
  readonly pid: number;
  readonly port: number;
  /** From the start of the process to the first answer of /healthz. */
  readonly startMs: number;
  stop(): Promise<void>;
}

export interface ServerOptions {
  readonly dataDir: string;
  /** Left out: the embedded PostgreSQL in `dataDir`. */
  readonly databaseUrl?: string;
  /** As `npm start` does it, through boot.mjs; else Node runs the program directly. */
  readonly throughBoot?: boolean;
  /** For Node itself. */
  readonly nodeArguments?: readonly string[];
}

export async function startServerProcess(options: ServerOptions): Promise<ServerProcess> {
  const port = await freePort();
  const began = performance.now();
  const child = spawn(
    process.execPath,
    [...(options.nodeArguments ?? []), ...(options.throughBoot ? ['boot.mjs'] : []), program],
    {
      cwd: root,
      env: {
        ...process.env,
        HOST: '127.0.0.1',
        PORT: String(port),
        DATA_DIR: options.dataDir,
        LOG_LEVEL: 'silent',
        DATABASE_URL: options.databaseUrl ?? '',
      },
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said = (said + chunk).slice(-4000);
  });
  while (!(await isHealthy(port))) {
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}:\n${said}`);
    if (performance.now() - began > 60_000) {
      child.kill('SIGKILL');
      throw new Error(`the server did not answer within a minute:\n${said}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return { pid: child.pid ?? 0, port, startMs: performance.now() - began, stop: () => stop(child) };
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const late = setTimeout(() => child.kill('SIGKILL'), 10_000);
  await ended;
  clearTimeout(late);
}

async function isHealthy(port: number): Promise<boolean> {
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/healthz`);
    await answer.arrayBuffer();
    return answer.ok;
  } catch {
    return false;
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
