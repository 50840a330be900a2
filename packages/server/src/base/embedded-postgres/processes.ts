import { spawnSync } from 'node:child_process';
import { readFileSync, readlinkSync } from 'node:fs';
import { errorCodeOf } from './errors.ts';

/** What can be learnt about another process of this machine. */
export interface OtherProcess {
  /** Ended, but its parent has not taken notice yet. */
  zombie: boolean;
  commandLine: string;
  /** `undefined` where the system does not tell. */
  workingFolder?: string;
}

/** The process of that number, or `undefined` when there is none. */
export function lookUpProcess(pid: number): OtherProcess | undefined {
  if (!isAlive(pid)) return undefined;
  if (process.platform === 'linux') return lookUpInProc(pid);
  const answer =
    process.platform === 'win32'
      ? spawnSync(
          'powershell',
          ['-NoProfile', '-Command', `(Get-CimInstance Win32_Process -Filter "ProcessId=${pid}").CommandLine`],
          { encoding: 'utf8', windowsHide: true },
        )
      : spawnSync('ps', ['-ww', '-o', 'stat=,command=', '-p', String(pid)], { encoding: 'utf8' });
  const line = (answer.stdout ?? '').trim();
  return { zombie: process.platform !== 'win32' && line.startsWith('Z'), commandLine: line };
}

/** Whether a process of that number does anything still. */
export function isRunning(pid: number): boolean {
  return lookUpProcess(pid)?.zombie === false;
}

/** Whether the number is taken, be it by another user's process or by one that has ended and was not taken notice of. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCodeOf(error) === 'EPERM';
  }
}

function lookUpInProc(pid: number): OtherProcess | undefined {
  try {
    const state = /\) (\S)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1];
    const commandLine = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    return { zombie: state === 'Z' || state === 'X', commandLine, workingFolder: workingFolderOf(pid) };
  } catch (error) {
    // It ended between two reads.
    if (errorCodeOf(error) === 'ENOENT' || errorCodeOf(error) === 'ESRCH') return undefined;
    throw error;
  }
}

function workingFolderOf(pid: number): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    // Another user's process, in a container without the right to look: the command line has to do.
    return undefined;
  }
}
