/** The group `web`: what a phone loads before its first page can be read. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { webFolder } from '@anshao/server/apps/web.ts';
import { alone, atMost, type Figure } from '../figure.ts';
import { during } from '../progress.ts';
import { allCommunities, cookiesOf, fillDirectory } from '../stand/directory.ts';
import type { Stand } from '../stand/stand.ts';
import { type Browser, isReadable, launchBrowser, load, phone, type Visit } from './visit.ts';

/** What browsers' own tools call fast 3G: 1.6 Mbit/s down, 0.75 up, 150 ms there and back, with their factor of 0.9. */
const fast3g = { offline: false, latency: 562.5, downloadThroughput: 180_000, uploadThroughput: 84_375 };

export async function measureWeb(stand: Stand): Promise<Figure[]> {
  const launching = launchBrowser();
  const facts = { group: 'web', goal: null } as const;
  if (!launching) {
    const name = 'phone: scripts and styles that its document names (no browser here), compressed';
    return [alone({ ...facts, name, unit: 'kB', goal: atMost(150, 'value') }, builtSize())];
  }
  const today = Temporal.Now.plainDateISO('Asia/Shanghai').toString();
  const database = await stand.database('web', (made) => fillDirectory(made, 20, today));
  const [community] = await allCommunities(database);
  if (!community) throw new Error('no community');
  const cookie = (await cookiesOf(database, [community])).get(community.id) ?? '';
  const { port } = await stand.server(database);
  const at = (path: string) => `http://127.0.0.1:${port}${path}`;
  const session = cookie.slice(cookie.indexOf('=') + 1);
  const visits: readonly (Visit & { name: string })[] = [
    { name: 'first phone page, signed in', url: at('/m/'), session },
    // Ends on the sign-in page, once the server has said that nobody is signed in.
    { name: 'first phone page, signed out', url: at('/m/'), session: null },
  ];
  const rounds = stand.options.quick ? 3 : 5;
  const browser = await launching;
  const figures: Figure[] = [];
  try {
    for (const { name, ...visit } of visits) {
      await during(`web: ${name}`, async (tell) => {
        const loaded = await load(browser, visit);
        const readable: number[] = [];
        for (let round = 0; round < rounds; round++) {
          readable.push(await readableAfter(browser, visit));
          tell((round + 1) / rounds);
        }
        figures.push(
          alone(
            { ...facts, name: `${name}: scripts and styles, compressed`, unit: 'kB', goal: atMost(150, 'value') },
            loaded.bytes / 1000,
          ),
          alone(
            { ...facts, name: `${name}: document, scripts and styles`, unit: 'requests', goal: atMost(8, 'value') },
            loaded.parts,
          ),
          alone(
            {
              ...facts,
              name: `${name}: requests waited for until readable`,
              unit: 'requests',
              // Signed out, the questions that were refused and the parts that follow upon it come on top.
              goal: visit.session === null ? null : atMost(8, 'value'),
            },
            loaded.requestsWaitedFor,
          ),
          alone({ ...facts, name: `${name}: requests in all`, unit: 'requests' }, loaded.requests),
          alone({ ...facts, name: `${name}: readable, processor 4× slower, fast 3G`, unit: 'ms' }, readable),
        );
      });
    }
  } finally {
    await browser.close();
  }
  return figures;
}

async function readableAfter(browser: Browser, visit: Visit): Promise<number> {
  const { page, session, close } = await phone(browser, visit);
  await session.send('Network.emulateNetworkConditions', fast3g);
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  const began = performance.now();
  await page.goto(visit.url, { waitUntil: 'commit' });
  await isReadable(page);
  const taken = performance.now() - began;
  await close();
  return taken;
}

/** Without a browser: what the document names, as it would travel. */
function builtSize(): number {
  const document = readFileSync(`${webFolder}mobile.html`, 'utf8');
  const named = [...document.matchAll(/(?:src|href)="\/(assets\/[^"]+\.(?:js|css))"/g)].map((match) => match[1] ?? '');
  const files = new Set(readdirSync(`${webFolder}assets`).map((name) => `assets/${name}`));
  return named.filter((name) => files.has(name)).reduce((sum, name) => sum + sizeOf(`${webFolder}${name}`), 0) / 1000;
}

function sizeOf(path: string): number {
  for (const ending of ['.br', '.gz']) {
    if (existsSync(path + ending)) return readFileSync(path + ending).length;
  }
  return gzipSync(readFileSync(path)).length;
}
