/** The data folder: made when it is not there yet, or told in one sentence why it cannot be. */
import { accessSync, constants, existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Makes the folders one by one: Node's own `recursive` never comes back where a parent exists and yet nothing can be
 * made in it, as in `/proc`, and lets no signal through meanwhile.
 * @param path absolute
 * @returns what is wrong with it, as a sentence of the configuration; undefined when it can be used
 */
export function makeDataFolder(path: string): string | undefined {
  const missing: string[] = [];
  let there = path;
  while (!existsSync(there) && dirname(there) !== there) {
    missing.unshift(there);
    there = dirname(there);
  }
  if (!statSync(there).isDirectory()) return `DATA_DIR=“${path}” 应为文件夹，而“${there}”是文件`;
  for (const folder of missing) {
    try {
      mkdirSync(folder, { mode: 0o700 });
    } catch (error) {
      const { code = '' } = error as NodeJS.ErrnoException;
      // Another process of this system may have been quicker.
      if (code !== 'EEXIST' || !existsSync(folder)) return `DATA_DIR=“${path}” 无法建立（${code}），请换一个位置`;
    }
  }
  try {
    accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK);
    return undefined;
  } catch {
    return `DATA_DIR=“${path}” 没有读写权限，请修改文件夹的权限或换一个位置`;
  }
}
