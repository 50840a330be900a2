/** The product as users run it: a process of its own that can be asked to stop, or killed. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../../packages/server/src/main.ts', import.meta.url));

export interface ServerProcess {
  readonly address: string;
  readonly child: ChildProcess;
  /** Everything it printed so far. */
  output(): string;
  /** Asks it to stop. @returns exit code */
  stop(): Promise<number | null>;
  /** Ends it without a word. */
  kill(): Promise<void>;
}

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as { port: number };
  probe.close();
  await once(probe, 'close');
  return port;
}

/** @param environment needs DATA_DIR; the port is free unless given */
export async function startProcess(environment: Record<string, string>): Promise<ServerProcess> {
  const port = environment['PORT'] ?? String(await freePort());
  const child = spawn(process.execPath, [main], {
    env: { ...process.env, LOG_LEVEL: 'warn', HOST: '127.0.0.1', ...environment, PORT: port },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk;
    });
  }
  const exited = once(child, 'exit') as Promise<[number | null]>;
  const address = `http://127.0.0.1:${port}`;
  await ready(address, child, () => output);
  return {
    address,
    child,
    output: () => output,
    async stop() {
      child.kill('SIGTERM');
      const [code] = await exited;
      return code;
    },
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}

async function ready(address: string, child: ChildProcess, output: () => string): Promise<void> {
  for (const end = Date.now() + 120_000; Date.now() < end; await pause(50)) {
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}:\n${output()}`);
    const healthy = await fetch(`${address}/healthz`).then(
      (answer) => answer.ok,
      () => false,
    );
    if (healthy) return;
  }
  throw new Error(`the server was not ready within two minutes:\n${output()}`);
}

/** Address and process of the embedded PostgreSQL, as it writes them itself. */
export function embeddedDatabase(dataDir: string): { url: string; pid: number } {
  const lines = readFileSync(`${dataDir}/postgres/postmaster.pid`, 'utf8').split('\n');
  const socket = encodeURIComponent(lines[4] ?? '');
  return {
    pid: Number(lines[0]),
    url: `postgresql:///anshao?host=${socket}&port=${lines[3]}&user=postgres&sslmode=disable`,
  };
}
