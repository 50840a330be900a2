import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { watermarkTile } from './watermark.ts';

test.each(['text', 'pattern'] as const)(
  'a mark as %s is visible and never larger than a small picture',
  async (style) => {
    const tile = await watermarkTile('仅用于小区绑定审核', 60, 40, style);

    const { width, height } = await sharp(tile).metadata();
    const { channels } = await sharp(tile).stats();
    expect([width, height].every((side, index) => (side ?? 0) <= [60, 40][index]!)).toBe(true);
    expect(channels.at(-1)?.max).toBeGreaterThan(30);
  },
);

test.runIf(process.platform === 'linux')('on a machine without fonts the pattern is taken', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'anshao-fonts-'));
  const settings = join(folder, 'fonts.conf');
  await writeFile(settings, `<fontconfig><dir>${folder}</dir><cachedir>${folder}</cachedir></fontconfig>`);
  const module = fileURLToPath(new URL('./watermark.ts', import.meta.url));

  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--input-type=module', '-e', `import { watermarkStyle } from '${module}'; console.log(await watermarkStyle());`],
    { env: { ...process.env, FONTCONFIG_FILE: settings } },
  );

  await rm(folder, { recursive: true });
  expect(stdout.trim()).toBe('pattern');
});
