/** The morning: every community files at once, one phone in ten sends its report twice for want of an answer. */
import { alone, atMost, type Figure, percentile } from '../figure.ts';
import { during } from '../progress.ts';
import { allCommunities, cookiesOf } from '../stand/directory.ts';
import type { Database, Stand } from '../stand/stand.ts';
import { Wire } from '../stand/wire.ts';
import { allOf } from '../turns.ts';
import { freshTasks } from './fresh-tasks.ts';
import { counts, requireAllWritten, submission } from './writes.ts';

const connections = 200;
const sentTwice = 10;

export async function measureBurst(stand: Stand, database: Database): Promise<Figure[]> {
  const communities = await allCommunities(database);
  const cookies = await cookiesOf(database, communities);
  const server = await stand.server(database);
  const rounds = stand.options.quick ? 1 : 5;
  const rates: number[] = [];
  const middle: number[] = [];
  const late: number[] = [];
  let wrong = 0;
  await during(`burst of ${communities.length} communities`, async (tell) => {
    for (let round = 0; round < rounds; round++) {
      const tasks = await freshTasks(database, 1);
      const before = await counts(database);
      const wires = await Promise.all(Array.from({ length: connections }, () => Wire.open(server.port)));
      const taken: number[] = [];
      const receipts = new Map<string, string>();
      const sends = tasks.flatMap((task, index) => {
        const bytes = submission(task, cookies.get(task.communityId));
        const send = async (worker: number) => {
          const began = performance.now();
          const answer = await wires[worker]?.send(bytes);
          taken.push(performance.now() - began);
          const known = receipts.get(task.id);
          if (answer?.status !== 200 || (known !== undefined && known !== answer.body)) wrong += 1;
          else receipts.set(task.id, answer.body);
        };
        return index % sentTwice === 0 ? [send, send] : [send];
      });
      const ms = await allOf(sends, connections);
      for (const wire of wires) wire.close();
      await requireAllWritten(database, before, tasks.length);
      wrong += tasks.length - receipts.size;
      const sorted = taken.sort((one, other) => one - other);
      rates.push(sends.length / (ms / 1000));
      middle.push(percentile(sorted, 50));
      late.push(percentile(sorted, 99));
      tell((round + 1) / rounds);
    }
  });
  const facts = { group: 'daily-reports', goal: null } as const;
  const name = `burst of ${communities.length} communities over ${connections} connections`;
  return [
    alone(
      { ...facts, name: `${name}: refused, lost, doubled or other receipt`, unit: 'reports', goal: atMost(0, 'value') },
      wrong,
    ),
    alone({ ...facts, name: `${name}: rate`, unit: 'requests/s' }, rates),
    alone({ ...facts, name: `${name}: p50`, unit: 'ms' }, middle),
    alone({ ...facts, name: `${name}: p99`, unit: 'ms' }, late),
  ];
}
