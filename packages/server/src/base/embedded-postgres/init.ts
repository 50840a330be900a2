import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, chown, lchown, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { PASSWORD_FILE } from './address.ts';
import { type Binaries, program } from './binaries.ts';
import { EmbeddedPostgresError } from './errors.ts';
import { LOCK_FILE, OWNER_FILE } from './lock.ts';
import { commandFor, dataArgument, type RunAs } from './run-as.ts';

/** Where `initdb` works; moved up when done. Inside the data folder, which may itself be a mount point. */
const UNFINISHED = '.init';

/** What may lie in a folder that still counts as empty. */
const NOT_DATA = new Set([UNFINISHED, LOCK_FILE, `${LOCK_FILE}-journal`, OWNER_FILE, PASSWORD_FILE, 'lost+found']);

/**
 * Sort order and character classes are those of built-in C.UTF-8, the same everywhere. The system's locale still decides
 * what counts as a letter for pg_trgm: with plain `C`, Chinese text would have no trigrams at all, so it is never used.
 */
const LOCALES: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  darwin: ['en_US.UTF-8', 'C.UTF-8'],
  win32: ['en-US'],
};
const USUAL_LOCALES = ['C.UTF-8', 'en_US.UTF-8'];

/**
 * Makes the database cluster unless there is one. A start killed half-way leaves no `PG_VERSION`, and the next begins
 * afresh.
 * @throws EmbeddedPostgresError `folder-not-empty`, `init-failed`
 */
export async function initialise(
  dataDir: string,
  binaries: Binaries,
  runAs: RunAs,
  extraArgs: readonly string[],
): Promise<void> {
  const names = await readdir(dataDir);
  if (names.includes('PG_VERSION')) {
    await rm(join(dataDir, UNFINISHED), { recursive: true, force: true });
    return;
  }
  const data = names.filter((name) => !NOT_DATA.has(name));
  if (data.length > 0 && !names.includes(UNFINISHED)) {
    throw new EmbeddedPostgresError(
      'folder-not-empty',
      `数据文件夹 ${dataDir} 不是空的，但里面没有数据库（有：${data.slice(0, 5).join('、')}）。`,
      '请指定一个空文件夹，或把其中的文件移走。',
    );
  }
  for (const name of [...data, UNFINISHED]) await rm(join(dataDir, name), { recursive: true, force: true });

  const unfinished = join(dataDir, UNFINISHED);
  await mkdir(unfinished, { mode: 0o700 });
  await giveTo(runAs, unfinished);
  await runInitdb(unfinished, binaries, runAs, extraArgs);
  // PG_VERSION last: its presence says that all the rest is there.
  const made = (await readdir(unfinished)).filter((name) => name !== 'PG_VERSION');
  for (const name of [...made, 'PG_VERSION']) await rename(join(unfinished, name), join(dataDir, name));
  await rm(unfinished, { recursive: true, force: true });
  await flush(dataDir);
}

/** Makes the data folder what PostgreSQL demands: 0700, and owned by the one who runs it. */
export async function takeOwnership(dataDir: string, runAs: RunAs): Promise<void> {
  await chmod(dataDir, 0o700);
  if (runAs.kind !== 'account') return;
  if ((await stat(dataDir)).uid === runAs.uid) {
    // Just made by us as root; the owner must be able to start without us next time.
    for (const name of [LOCK_FILE, OWNER_FILE]) {
      if (existsSync(join(dataDir, name))) await giveTo(runAs, join(dataDir, name));
    }
    return;
  }
  // The folder itself last: its owner says that the rest is done.
  for (const entry of await readdir(dataDir, { recursive: true, withFileTypes: true })) {
    await lchown(join(entry.parentPath, entry.name), runAs.uid!, runAs.gid!);
  }
  await giveTo(runAs, dataDir);
}

async function giveTo(runAs: RunAs, path: string): Promise<void> {
  if (runAs.uid !== undefined && runAs.gid !== undefined) await chown(path, runAs.uid, runAs.gid);
}

async function runInitdb(folder: string, binaries: Binaries, runAs: RunAs, extraArgs: readonly string[]) {
  let said = '';
  for (const locale of LOCALES[process.platform] ?? USUAL_LOCALES) {
    const args = [
      `--pgdata=${dataArgument(runAs, folder)}`,
      '--username=postgres',
      '--encoding=UTF8',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      `--locale=${locale}`,
      ...extraArgs,
    ];
    const result = await run(program(binaries.folder, 'initdb'), args, folder, runAs);
    if (result.code === 0) return;
    said = result.said;
    if (!/invalid locale name/.test(said)) break;
  }
  throw new EmbeddedPostgresError(
    'init-failed',
    `内置数据库初始化失败：${said.trim().split('\n').slice(-5).join(' ')}`,
    /No space left/i.test(said)
      ? '磁盘已满，请腾出空间后重新启动。'
      : '请按上面的原因处理后重新启动；未完成的文件会自动清除。',
  );
}

function run(command: string, args: readonly string[], folder: string, runAs: RunAs) {
  return new Promise<{ code: number | null; said: string }>((resolve, reject) => {
    const wrapped = commandFor(runAs, command, args, { folder, dieWithParent: true });
    const child = spawn(wrapped.command, wrapped.args, { ...wrapped.options, stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      said += chunk;
    });
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, said }));
  });
}

async function flush(folder: string): Promise<void> {
  // Windows cannot open a folder; there the rename is in the file system's journal.
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  await handle.sync();
  await handle.close();
}
