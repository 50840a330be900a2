/** The group `org`: finding one's community among 10,000, over HTTP and by the same statement through `pg` alone. */
import { pickerStatement } from '@anshao/server/org/picker.ts';
import pg from 'pg';
import { atMost, compared, type Figure } from './figure.ts';
import { allCommunities, type Community, fillDirectory } from './stand/directory.ts';
import type { Stand } from './stand/stand.ts';
import { request, Wire } from './stand/wire.ts';
import { inTurns, p95Of } from './turns.ts';

interface Asked {
  readonly q?: string;
  readonly districtId?: string;
}

/** What people type, in equal parts. */
const ways: readonly ((community: Community) => Asked)[] = [
  ({ name }) => ({ q: name.slice(0, 2) }),
  ({ name }) => ({ q: name }),
  ({ initials }) => ({ q: initials }),
  ({ address }) => ({ q: address.slice(0, 4) }),
  ({ name, districtId }) => ({ q: name.slice(0, 2), districtId }),
  // A slip: the last but one character is another.
  ({ name }) => ({ q: `${name.slice(0, -2)}灰${name.slice(-1)}` }),
];

export async function measureOrg(stand: Stand): Promise<Figure[]> {
  const today = Temporal.Now.plainDateISO('Asia/Shanghai').toString();
  const database = await stand.database('directory', (made) => fillDirectory(made, 10_000, today));
  const communities = await allCommunities(database);
  const server = await stand.server(database);
  const wire = await Wire.open(server.port);
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  const rounds = stand.options.quick ? 5 : 9;
  const calls = stand.options.quick ? 120 : 600;
  const asked = Array.from({ length: calls }, (_, index) => {
    const community = communities[(index * 37) % communities.length];
    const way = ways[index % ways.length];
    if (!community || !way) throw new Error('nothing to ask');
    return way(community);
  });
  const found = await inTurns('picker among 10,000 communities', rounds, {
    http: () =>
      p95Of(
        asked.map((question) => {
          const query = new URLSearchParams({ ...question });
          const bytes = request({ method: 'GET', path: `/communities/pick?${query}` });
          return () => wire.sendForSuccess(bytes);
        }),
      ),
    bare: () =>
      p95Of(
        asked.map((question) => {
          const { text, values } = pickerStatement({ ...question, limit: 20, at: new Date() });
          const name = `pick ${text.length} ${Object.keys(question).join()}`;
          return () => client.query({ name, text, values });
        }),
      ),
  });
  wire.close();
  await client.end();
  return [
    compared(
      {
        group: 'org',
        name: 'search among 10,000 communities, over HTTP',
        unit: 'ms p95',
        reference: 'the same statement through pg',
        goal: atMost(2),
      },
      found.http,
      found.bare,
    ),
  ];
}
