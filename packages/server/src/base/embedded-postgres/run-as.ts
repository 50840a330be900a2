import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';

/**
 * As whom PostgreSQL runs. It refuses to run as root, yet people start us as root: in containers, on small servers.
 *
 * - `self`: the current user, who is not root.
 * - `namespace`: root inside a user namespace, where it looks like uid 65534. Needs no account, files stay root's.
 * - `account`: another uid, because namespaces are refused (most containers) or because the data already belong to
 *   that uid.
 *
 * As root on Linux the data folder is reached as `/proc/self/cwd`: the working folder is entered with root's rights
 * before they are dropped, so that a data folder below one that nobody else may enter (`/root`, 0700) works in each way.
 */
export interface RunAs {
  readonly kind: 'self' | 'namespace' | 'account';
  readonly uid?: number;
  readonly gid?: number;
  /** Words put before the program: `unshare …`. */
  readonly prefix: readonly string[];
  /** Words put before a program that must not outlive this Node process: `setpriv …`; empty where there is none. */
  readonly dieWithParent: readonly string[];
  readonly reachesDataThroughWorkingFolder: boolean;
}

const NAMESPACE = ['unshare', '--user', '--map-user=65534', '--map-group=65534', '--'];
const DIE_WITH_PARENT = ['setpriv', '--pdeathsig', 'INT', '--'];
const WITHOUT_ACCOUNT_ENTRY = 65534;

/**
 * Decides as whom to run.
 * @param dataDir existing folder; its owner decides when it already holds a database of somebody else
 * @param namespaces whether user namespaces may be tried; tests of the other way say no
 */
export function chooseRunAs(dataDir: string, namespaces = true): RunAs {
  const linux = process.platform === 'linux';
  const dieWithParent = linux && runs([...DIE_WITH_PARENT, 'true']) ? DIE_WITH_PARENT : [];
  if (process.geteuid?.() !== 0) {
    return { kind: 'self', prefix: [], dieWithParent, reachesDataThroughWorkingFolder: false };
  }
  const common = { dieWithParent, reachesDataThroughWorkingFolder: linux };
  const { uid, gid } = statSync(dataDir);
  if (uid !== 0 && existsSync(join(dataDir, 'PG_VERSION'))) return { kind: 'account', uid, gid, prefix: [], ...common };
  if (namespaces && linux && runs([...NAMESPACE, 'true'])) return { kind: 'namespace', prefix: NAMESPACE, ...common };
  return { kind: 'account', uid: idOfNobody('-u'), gid: idOfNobody('-g'), prefix: [], ...common };
}

/** Program and arguments to spawn, and the options that go with them. `folder` is where the program works. */
export function commandFor(
  runAs: RunAs,
  program: string,
  args: readonly string[],
  options: { folder?: string; dieWithParent?: boolean } = {},
) {
  const words = [...runAs.prefix, ...(options.dieWithParent ? runAs.dieWithParent : []), program, ...args];
  return {
    command: words[0]!,
    args: words.slice(1),
    options: { cwd: options.folder, uid: runAs.uid, gid: runAs.gid, env: cleanEnvironment(), windowsHide: true },
  };
}

/** How PostgreSQL is told its data folder when started in it. */
export function dataArgument(runAs: RunAs, dataDir: string): string {
  return runAs.reachesDataThroughWorkingFolder ? '/proc/self/cwd' : dataDir;
}

/** Our environment without what PostgreSQL or the C library would read as a setting. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(PG|LC_|LANG$|LANGUAGE$|TZ$|NODE_)/.test(name)),
  );
}

function runs(words: readonly string[]): boolean {
  return spawnSync(words[0]!, words.slice(1), { stdio: 'ignore' }).status === 0;
}

function idOfNobody(flag: '-u' | '-g'): number {
  const answer = spawnSync('id', [flag, 'nobody'], { encoding: 'utf8' });
  const id = Number.parseInt(answer.stdout ?? '', 10);
  // macOS says -2, which the system calls take as an unsigned number.
  return Number.isNaN(id) ? WITHOUT_ACCOUNT_ENTRY : id >>> 0;
}
