/** Checking a large subform where people fill it: in Chromium, by the functions of the core. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { alone, atMost, type Figure } from '../figure.ts';
import { during } from '../progress.ts';
import type { Stand } from '../stand/stand.ts';
import { launchBrowser } from '../web/visit.ts';

const rows = 500;

interface Page {
  readonly benchForms: { validateRows(rows: number, turns: number): number[] };
}

export async function measureInBrowser(stand: Stand): Promise<Figure[]> {
  const browser = await launchBrowser();
  if (!browser) return [];
  try {
    return await during(`checking ${rows} rows in Chromium`, async (tell) => {
      const script = await bundled(stand.subfolder('in-browser'));
      const page = await browser.newPage();
      await page.addScriptTag({ content: script });
      const times: number[] = [];
      for (let round = -1; round < 5; round++) {
        const taken = await page.evaluate(
          ([count, turns]) => (globalThis as unknown as Page).benchForms.validateRows(count, turns),
          [rows, stand.options.quick ? 10 : 40] as const,
        );
        // The first spell finds nothing compiled yet.
        if (round >= 0) times.push(...taken);
        tell((round + 2) / 6);
      }
      const name = `checking a subform of ${rows} rows with a formula each, in Chromium`;
      return [alone({ group: 'forms', name, unit: 'ms', goal: atMost(16, 'value') }, times)];
    });
  } finally {
    await browser.close();
  }
}

async function bundled(folder: string): Promise<string> {
  await build({
    configFile: false,
    logLevel: 'error',
    build: {
      outDir: folder,
      lib: {
        entry: fileURLToPath(new URL('in-browser.ts', import.meta.url)),
        formats: ['iife'],
        name: 'bench',
        fileName: () => 'bench.js',
      },
    },
  });
  return readFileSync(join(folder, 'bench.js'), 'utf8');
}
