import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';

const BOOT = fileURLToPath(new URL('../boot.mjs', import.meta.url));
const folders: string[] = [];
const processes: ChildProcess[] = [];

afterEach(() => {
  for (const child of processes.splice(0)) child.kill('SIGKILL');
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/**
 * How to start on an old Node: the installed one if there is, else the present one that says it is old as long as it is
 * the outer process.
 */
const OLD_NODE = findOldNode() ?? {
  node: process.execPath,
  flags: [
    '--import',
    `data:text/javascript,${encodeURIComponent(
      "if (!process.env.ANSHAO_BOOT_LIFELINE) Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.0.0' } });",
    )}`,
  ],
};

function findOldNode() {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const node = join(folder, process.platform === 'win32' ? 'node.exe' : 'node');
    const { stdout } = spawnSync(node, ['--version'], { encoding: 'utf8' });
    const major = Number(/^v(\d+)/.exec(stdout ?? '')?.[1]);
    if (major >= 20 && major < 26) return { node, flags: [] };
  }
  return undefined;
}

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'anshao-boot-'));
  folders.push(made);
  return made;
}

function programOf(source: string): string {
  const file = join(folder(), 'program.ts');
  writeFileSync(file, source);
  return file;
}

function run(source: string, ...args: string[]) {
  return spawnSync(OLD_NODE.node, [...OLD_NODE.flags, BOOT, programOf(source), ...args], { encoding: 'utf8' });
}

/** Starts a program that prints its process number once it is set up, and hands on its further lines. */
async function start(source: string) {
  // Printed last, so that the handlers are in place by then.
  const program = programOf(`${source}\nconsole.log(process.pid);`);
  const child = spawn(OLD_NODE.node, [...OLD_NODE.flags, BOOT, program], { stdio: ['ignore', 'pipe', 'inherit'] });
  processes.push(child);
  const lines: string[] = [];
  const output = createInterface(child.stdout!).on('line', (line) => lines.push(line));
  await once(output, 'line');
  return { child, lines, inner: Number(lines[0]), closed: once(output, 'close') };
}

describe('boot', { timeout: 30_000 }, () => {
  test('runs a TypeScript program on Node 26 with its arguments', () => {
    const result = run(
      'const versions: string = process.versions.node; console.log(JSON.stringify({ versions, args: process.argv.slice(2) }));',
      'one',
      '--two',
    );

    const { versions, args } = JSON.parse(result.stdout);
    expect(Number.parseInt(versions, 10)).toBeGreaterThanOrEqual(26);
    expect(args).toEqual(['one', '--two']);
  });

  test('programs started by name find the same Node, and know nothing of the start', () => {
    const result = run(`
      import { execFileSync } from 'node:child_process';
      console.log(execFileSync('node', ['-p', 'JSON.stringify([process.versions.node, process.env.ANSHAO_BOOT_LIFELINE ?? null])'], { encoding: 'utf8' }).trim() === JSON.stringify([process.versions.node, null]));`);

    expect(result.stdout.trim()).toBe('true');
  });

  test('ends with the exit code of the program', () => {
    expect(run('process.exit(7);').status).toBe(7);
    expect(run("throw new Error('broken');").status).toBe(1);
    expect(run('').status).toBe(0);
  });

  test.skipIf(process.platform === 'win32')('ends by the signal that ended the program', () => {
    expect(run("process.kill(process.pid, 'SIGKILL');").signal).toBe('SIGKILL');
  });

  test.skipIf(process.platform === 'win32').each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
    'passes %s on, and waits for the program to finish',
    async (signal) => {
      const { child, lines, closed } = await start(`
        process.on('${signal}', () => setTimeout(() => { console.log('done'); process.exit(3); }, 100));
        setInterval(() => {}, 1000);`);

      child.kill(signal);
      const [[code]] = await Promise.all([once(child, 'exit'), closed]);

      expect(lines.slice(1)).toEqual(['done']);
      expect(code).toBe(3);
    },
  );

  test.skipIf(process.platform === 'win32')('a program without a handler ends by the signal', async () => {
    const { child } = await start('setInterval(() => {}, 1000);');

    child.kill('SIGTERM');

    expect(await once(child, 'exit')).toEqual([null, 'SIGTERM']);
  });

  test.skipIf(process.platform === 'win32')(
    'Ctrl-C, which reaches both processes, is one interrupt for the program',
    async () => {
      const { child, inner, lines, closed } = await start(`
        process.on('SIGINT', () => { console.log('interrupted'); setTimeout(() => process.exit(0), 250); });
        setInterval(() => {}, 1000);`);

      process.kill(inner, 'SIGINT');
      child.kill('SIGINT');
      await Promise.all([once(child, 'exit'), closed]);

      expect(lines.slice(1)).toEqual(['interrupted']);
    },
  );

  test.skipIf(process.platform === 'win32')(
    'the program is told to stop when the outer process is killed',
    async () => {
      const { child, lines, closed } = await start(`
      process.on('SIGTERM', () => { console.log('told'); process.exit(0); });
      setInterval(() => {}, 1000);`);

      child.kill('SIGKILL');
      await closed;

      expect(lines.slice(1)).toEqual(['told']);
    },
  );

  test('says in one sentence what to do when the Node 26 package is missing', () => {
    const elsewhere = folder();
    cpSync(BOOT, join(elsewhere, 'boot.mjs'));

    const result = spawnSync(OLD_NODE.node, [...OLD_NODE.flags, join(elsewhere, 'boot.mjs'), 'program.ts'], {
      encoding: 'utf8',
    });

    expect(result.status).toBe(1);
    expect(result.stderr).toMatch(/缺少 Node 26 程序包 node-.*npm ci.*--omit=optional/);
    expect(result.stderr).toMatch(/The Node 26 package node-.* is missing: run "npm ci" \(without --omit=optional\)/);
    expect(result.stderr.trim().split('\n')).toHaveLength(2);
  });

  test('on a new Node it starts nothing further', () => {
    const program = programOf('console.log(process.pid, process.argv.length);');

    const { stdout, pid } = spawnSync(process.execPath, [BOOT, program, 'one'], {
      encoding: 'utf8',
      env: { ...process.env, PATH: dirname(process.execPath) },
    });

    expect(stdout.trim()).toBe(`${pid} 3`);
  });
});
