/** Finds a Chromium for the browser journeys, or installs Debian's where that is allowed. */
import { execFileSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];
const elsewhere = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

export function findBrowser(): string | undefined {
  const wanted = process.env['CHROMIUM_PATH'];
  const folders = (process.env['PATH'] ?? '').split(':').concat('/usr/bin', '/usr/local/bin', '/snap/bin');
  const candidates = [
    wanted ?? '',
    ...elsewhere,
    ...names.flatMap((name) => folders.map((folder) => `${folder}/${name}`)),
  ];
  return candidates.find((path) => {
    try {
      accessSync(path, constants.X_OK);
      return path !== '';
    } catch {
      return false;
    }
  });
}

/** A page of Chinese without a Chinese font is a page of empty boxes. */
function hasChineseFont(): boolean {
  try {
    return execFileSync('fc-list', [':lang=zh'], { encoding: 'utf8' }).trim() !== '';
  } catch {
    return ['/usr/share/fonts/opentype/noto', '/System/Library/Fonts'].some(existsSync);
  }
}

/**
 * @returns path of a Chromium
 * @throws Error with the one sentence that says what to install
 */
export function requireBrowser(): string {
  const missing = [...(findBrowser() ? [] : ['chromium']), ...(hasChineseFont() ? [] : ['fonts-noto-cjk'])];
  if (missing.length > 0 && existsSync('/usr/bin/apt-get') && process.getuid?.() === 0) {
    console.log(`installing Debian's ${missing.join(' and ')} for the browser journeys …`);
    const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    execFileSync('apt-get', ['update', '-qq'], { stdio: 'inherit', env: environment });
    execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...missing], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: environment,
    });
  }
  const browser = findBrowser();
  if (!browser) {
    throw new Error(
      'The browser journeys need a Chromium: install it (Debian: `sudo apt-get install chromium fonts-noto-cjk`) or set CHROMIUM_PATH to one.',
    );
  }
  return browser;
}
