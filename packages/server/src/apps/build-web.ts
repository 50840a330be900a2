/**
 * Builds the web application in a process of its own, so that the build's memory is gone when the server runs. The
 * build goes into a folder beside the one that is served and takes its place when it is whole: a server that runs
 * meanwhile, and two builds at once, always find all files of one build.
 */
import { spawn } from 'node:child_process';
import { renameSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { webFolder } from './web.ts';

const root = fileURLToPath(new URL('../../../../', import.meta.url));

/** @throws Error with the build's own words when it fails */
export async function buildWeb(): Promise<void> {
  const served = webFolder.replace(/\/$/, '');
  const fresh = `${served}-${process.pid}`;
  const former = `${fresh}-former`;
  try {
    await vite('build', '--logLevel', 'warn', '--outDir', fresh, '--emptyOutDir');
    moveAway(served, former);
    renameSync(fresh, served);
  } finally {
    for (const folder of [fresh, former]) rmSync(folder, { recursive: true, force: true });
  }
}

function moveAway(folder: string, to: string): void {
  try {
    renameSync(folder, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

async function vite(...parameters: string[]): Promise<void> {
  const output: Buffer[] = [];
  const child = spawn(process.execPath, [`${root}/node_modules/vite/bin/vite.js`, ...parameters], {
    cwd: `${root}/packages/web`,
    // Under a test runner NODE_ENV says `test`, and the build would leave out the service worker's registration.
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => output.push(chunk));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  if (code !== 0) throw new Error(`the web application could not be built:\n${Buffer.concat(output)}`);
}
