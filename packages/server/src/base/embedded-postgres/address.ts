import { createHash, randomBytes } from 'node:crypto';
import { existsSync, lstatSync, readFileSync, writeFileSync } from 'node:fs';
import { chmod, chown, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { errorCodeOf } from './errors.ts';
import type { RunAs } from './run-as.ts';

/**
 * Where clients find the server: a Unix socket in a folder only we may enter, hence no port to collide and no password
 * to keep. On Windows, where Node has no Unix sockets, TCP on 127.0.0.1 with a password (that branch has been written
 * from the documentation and has not been run).
 */
export interface Address {
  /** Empty on Windows. */
  readonly socketDir: string;
  readonly settings: Record<string, string>;
  url(database: string): string;
  /** Makes the place ready for a start; called before each, because cleaners of `/tmp` may have been there. */
  prepare(): Promise<void>;
  /** Removes the place. */
  release(): Promise<void>;
}

export const PASSWORD_FILE = 'anshao.password';

const PORT = '5432';

/** `sun_path` holds 108 bytes with the closing zero (macOS 104); socket name and folder name take 33 of them. */
const LONGEST_BASE = 70;

/** A short name that stands for a data folder, the same at each start. */
export function clusterName(dataDir: string): string {
  return `anshao-${createHash('sha256').update(dataDir).digest('hex').slice(0, 12)}`;
}

/** How `initdb` is to set up authentication; on Windows this makes the password. */
export function initdbArguments(dataDir: string): string[] {
  if (process.platform !== 'win32') return ['--auth-local=trust', '--auth-host=reject'];
  const passwordFile = join(dataDir, PASSWORD_FILE);
  if (!existsSync(passwordFile)) writeFileSync(passwordFile, randomBytes(24).toString('hex'), { mode: 0o600 });
  return ['--auth=scram-sha-256', `--pwfile=${passwordFile}`];
}

export async function addressFor(dataDir: string, runAs: RunAs): Promise<Address> {
  return process.platform === 'win32' ? tcpAddress(dataDir) : socketAddress(dataDir, runAs);
}

async function socketAddress(dataDir: string, runAs: RunAs): Promise<Address> {
  const base = runAs.kind === 'self' && Buffer.byteLength(tmpdir()) <= LONGEST_BASE ? tmpdir() : '/tmp';
  const uid = runAs.uid ?? process.geteuid?.() ?? 0;
  const socketDir = await ownFolder(base, clusterName(dataDir).replace('anshao-', 'as-'), uid);

  const prepare = async () => {
    await mkdir(socketDir, { recursive: true, mode: 0o700 });
    await chmod(socketDir, 0o700);
    if (runAs.uid !== undefined && runAs.gid !== undefined) await chown(socketDir, runAs.uid, runAs.gid);
    // A socket and its lock file left by a killed server would stop the next one when its number is in use again.
    for (const name of await readdir(socketDir)) await rm(join(socketDir, name), { force: true });
  };
  return {
    socketDir,
    settings: { listen_addresses: '', unix_socket_directories: socketDir, unix_socket_permissions: '0700', port: PORT },
    // Port and sslmode are spelt out so that PGPORT or PGSSLMODE of the environment cannot bend them.
    url: (database) =>
      `postgresql:///${encodeURIComponent(database)}?host=${encodeURIComponent(socketDir)}&port=${PORT}&user=postgres&sslmode=disable`,
    prepare,
    release: () => rm(socketDir, { recursive: true, force: true }),
  };
}

/** The folder of that name if it is, or can be made, ours; else a fresh one, because somebody sits on the name. */
async function ownFolder(base: string, name: string, uid: number): Promise<string> {
  const folder = join(base, name);
  try {
    await mkdir(folder, { mode: 0o700 });
    return folder;
  } catch (error) {
    if (errorCodeOf(error) !== 'EEXIST') throw error;
  }
  const found = lstatSync(folder);
  const ours = found.isDirectory() && (found.uid === uid || found.uid === process.geteuid?.());
  return ours ? folder : mkdtemp(join(base, 'as-'));
}

async function tcpAddress(dataDir: string): Promise<Address> {
  const password = readFileSync(join(dataDir, PASSWORD_FILE), 'utf8');
  const port = await freePort();
  return {
    socketDir: '',
    settings: { listen_addresses: '127.0.0.1', unix_socket_directories: '', port: String(port) },
    url: (database) =>
      `postgresql://postgres:${password}@127.0.0.1:${port}/${encodeURIComponent(database)}?sslmode=disable`,
    prepare: async () => {},
    release: async () => {},
  };
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
