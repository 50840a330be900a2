/** The group `base`: what an idle server holds in memory, and how soon it answers after a start on a warm folder. */
import { readFileSync } from 'node:fs';
import { alone, atMost, type Figure } from './figure.ts';
import { during } from './progress.ts';
import { startServerProcess } from './stand/server-process.ts';
import type { Stand } from './stand/stand.ts';

/** After the start's jobs; the minute tick has run once by then. */
const settleMs = 65_000;

export async function measureBase(stand: Stand): Promise<Figure[]> {
  const dataDir = stand.subfolder('base');
  const rounds = stand.options.quick ? 3 : 7;
  const facts = { group: 'base', unit: 'ms' } as const;
  const direct: number[] = [];
  const boot: number[] = [];
  await during('starts on a warm folder', async (tell) => {
    // The first start makes the database; it is not warm.
    await (await startServerProcess({ dataDir })).stop();
    for (let round = 0; round < rounds; round++) {
      for (const [times, throughBoot] of [
        [direct, false],
        [boot, true],
      ] as const) {
        const server = await startServerProcess({ dataDir, throughBoot });
        times.push(server.startMs);
        await server.stop();
      }
      tell((round + 1) / rounds);
    }
  });
  const figures: Figure[] = [
    alone(
      { ...facts, name: 'start on a warm folder until /healthz answers, Node 26', goal: atMost(1500, 'value') },
      direct,
    ),
    alone(
      { ...facts, name: 'start on a warm folder until /healthz answers, boot.mjs', goal: atMost(1500, 'value') },
      boot,
    ),
  ];
  if (process.platform !== 'linux') return figures;
  return [...figures, ...(await during('memory of an idle server', () => memory(stand, dataDir)))];
}

/** What boot.mjs gives the Node that it starts where an older one is installed, which is how most start. */
const asBootStarts = ['--max-semi-space-size=8'];

async function memory(stand: Stand, dataDir: string): Promise<Figure[]> {
  const server = await startServerProcess({ dataDir, throughBoot: true, nodeArguments: asBootStarts });
  try {
    await new Promise((resolve) => setTimeout(resolve, stand.options.quick ? 5000 : settleMs));
    const own = sizes(server.pid);
    const others = descendants(server.pid).map(sizes);
    const sum = (key: 'rss' | 'pss') => others.reduce((total, one) => total + one[key], 0);
    const facts = { group: 'base', unit: 'MB', goal: null } as const;
    return [
      alone({ ...facts, name: 'idle server process, resident (RSS)', goal: atMost(150, 'value') }, own.rss),
      alone({ ...facts, name: 'idle server process, its share (PSS)' }, own.pss),
      alone({ ...facts, name: `its PostgreSQL, ${others.length} processes, share (PSS)` }, sum('pss')),
    ];
  } finally {
    await server.stop();
  }
}

/** In MB of 10^6 bytes. */
function sizes(pid: number): { rss: number; pss: number } {
  const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
  const of = (key: string) => (Number(new RegExp(`^${key}:\\s+(\\d+) kB`, 'm').exec(text)?.[1]) * 1024) / 1e6;
  return { rss: of('Rss'), pss: of('Pss') };
}

function descendants(pid: number): number[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
  const own = children === '' ? [] : children.split(' ').map(Number);
  return own.flatMap((child) => [child, ...descendants(child)]);
}
