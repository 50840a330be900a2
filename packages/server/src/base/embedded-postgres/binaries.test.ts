import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { platformPackageFolder, usableBinaries } from './binaries.ts';
import { chooseRunAs } from './run-as.ts';
import { query, temporaryServers } from './testing/temporary-server.ts';

const temporary = temporaryServers();
const isRoot = process.geteuid?.() === 0;

describe.skipIf(process.platform === 'win32')('the programs of the platform package', { timeout: 60_000 }, () => {
  test('missing symbolic links are restored, so that the install script is not needed', async () => {
    const { folder, links } = packageWithoutLinks();

    const { server } = await temporary.start(temporary.folder(), { packageFolder: folder });

    expect(await query(server.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    expect(links.filter((link) => !existsSync(join(folder, link)))).toEqual([]);
  });

  test.skipIf(!isRoot)('a package below a folder that only root may enter is copied for nobody to run', async () => {
    const { folder } = packageWithoutLinks();
    chmodSync(join(folder, '..'), 0o700);
    const cache = openFolder();
    const runAs = chooseRunAs(temporary.folder(), false);
    expect(runAs.kind).toBe('account');

    const binaries = await usableBinaries(folder, [cache], runAs);

    expect(binaries.majorVersion).toBe('18');
    expect(binaries.folder.startsWith(cache)).toBe(true);
    expect((await usableBinaries(folder, [cache], runAs)).folder).toBe(binaries.folder);
    expect(readdirSync(cache)).toHaveLength(1);
  });

  test.skipIf(!isRoot)('a package that cannot be written to is copied with its links', () => {
    const { folder } = packageWithoutLinks();
    chmodSync(join(folder, '..'), 0o755);
    const cache = openFolder();
    chownSync(cache, 65534, 65534);

    const result = usableBinariesAsNobody(folder, cache);

    expect(result.stderr).toBe('');
    expect(JSON.parse(result.stdout)).toMatchObject({ majorVersion: '18', folder: expect.stringContaining(cache) });
    expect(lstatSync(join(JSON.parse(result.stdout).folder, 'lib', 'libicuuc.so.60')).isSymbolicLink()).toBe(true);
  });

  test('programs that cannot run at all are reported with a remedy', async () => {
    const { folder } = packageWithoutLinks();
    rmSync(join(folder, 'native', 'bin', 'postgres'));

    const found = usableBinaries(folder, [temporary.folder()], chooseRunAs(temporary.folder()));

    await expect(found).rejects.toMatchObject({ code: 'no-binary', remedy: expect.stringContaining('npm ci') });
  });
});

/** A copy of the package as npm lays it down when install scripts are off. */
function packageWithoutLinks() {
  const folder = join(temporary.folder(), 'package');
  cpSync(platformPackageFolder(), folder, { recursive: true, verbatimSymlinks: true });
  const entries: { target: string }[] = JSON.parse(readFileSync(join(folder, 'native', 'pg-symlinks.json'), 'utf8'));
  const links = entries.map((entry) => entry.target);
  for (const link of links) rmSync(join(folder, link), { force: true });
  return { folder, links };
}

/** A folder that everybody may enter. */
function openFolder(): string {
  const folder = temporary.folder();
  chmodSync(folder, 0o755);
  mkdirSync(join(folder, 'cache'), { mode: 0o755 });
  return join(folder, 'cache');
}

/** Does it in another process, since root may write everywhere. */
function usableBinariesAsNobody(folder: string, cache: string) {
  const program = `
    const { usableBinaries } = await import(${JSON.stringify(new URL('./binaries.ts', import.meta.url).href)});
    const { chooseRunAs } = await import(${JSON.stringify(new URL('./run-as.ts', import.meta.url).href)});
    const binaries = await usableBinaries(${JSON.stringify(folder)}, [${JSON.stringify(cache)}], chooseRunAs('/tmp'));
    console.log(JSON.stringify(binaries));`;
  return spawnSync(process.execPath, ['--input-type=module', '--eval', program], {
    uid: 65534,
    gid: 65534,
    encoding: 'utf8',
  });
}
