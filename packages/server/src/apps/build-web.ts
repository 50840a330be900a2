/** Builds the web application in a process of its own, so that the build's memory is gone when the server runs. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../../', import.meta.url));

/** @throws Error with the build's own words when it fails */
export async function buildWeb(): Promise<void> {
  const output: Buffer[] = [];
  const child = spawn(process.execPath, [`${root}/node_modules/vite/bin/vite.js`, 'build', '--logLevel', 'warn'], {
    cwd: `${root}/packages/web`,
    // Whoever asks for it may run as something else (a test, say); what is built is always what users get.
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
