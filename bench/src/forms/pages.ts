/** A page of 20 out of a million records of a form: the list's own query against SQL by hand, for several readers. */
import type { HeldPost } from '@anshao/core/access/rights.ts';
import { rightsOn } from '@anshao/core/forms/access.ts';
import type { RecordQuery } from '@anshao/core/forms/records.ts';
import { inTransaction } from '@anshao/server/base/database/pool.ts';
import { createDefinitions, publishForm } from '@anshao/server/forms/definitions.ts';
import { pageOfRecords } from '@anshao/server/forms/query.ts';
import { headerOf, type OpenedForm } from '@anshao/server/forms/record-forms.ts';
import pg from 'pg';
import { atMost, compared, type Figure } from '../figure.ts';
import { during } from '../progress.ts';
import { allCommunities, type Community, fillDirectory } from '../stand/directory.ts';
import type { Database, Stand } from '../stand/stand.ts';
import { inTurns, p95Of } from '../turns.ts';
import { recordTable, sampleForm } from './sample-form.ts';

async function fill(database: Database, records: number): Promise<void> {
  await fillDirectory(database, 500, '2026-01-01');
  const { runtime } = database;
  const by = { personId: null, at: runtime.clock.now(), origin: 'own' };
  await inTransaction(runtime.pool, (transaction) => publishForm(transaction, sampleForm, by));
  await during(`${records.toLocaleString('en-US')} records`, async (tell) => {
    const slice = 50_000;
    for (let done = 0; done < records; done += slice) {
      await runtime.pool.query(
        `insert into ${recordTable} (id, form_version, community_id, created_at, updated_at, c_name, c_kind, c_place, c_count, c_bought_on)
         select uuidv7(), 1, c.id, now(), now(), '灭火器 ' || n, 'fire', n % 30 || ' 栋', n % 1000, '2025-01-01'::date + n % 400
         from generate_series($1::integer, $2::integer) n
         join (select id, row_number() over () - 1 as number from communities) c on c.number = n % 500`,
        [done + 1, Math.min(done + slice, records)],
      );
      tell((done + slice) / records);
    }
  });
  await runtime.pool.query('vacuum (analyze)');
}

const post = (role: HeldPost['role'], at: Partial<HeldPost>): HeldPost => ({
  id: '01900000-0000-7000-8000-000000000001',
  role,
  communityId: null,
  companyId: null,
  districtId: null,
  bound: true,
  ...at,
});

interface Reader {
  readonly name: string;
  readonly post: (community: Community) => HeldPost;
  /** What somebody would write by hand for this reader. */
  readonly where: (community: Community) => [text: string, values: unknown[]];
}

const readers: readonly Reader[] = [
  { name: 'for the administrator', post: () => post('administrator', {}), where: () => ['true', []] },
  {
    name: 'for a person in charge',
    post: ({ id }) => post('personInCharge', { communityId: id }),
    where: ({ id }) => ['r.community_id = $1', [id]],
  },
  {
    name: 'for a company',
    post: ({ companyId }) => post('companyManager', { companyId }),
    where: ({ companyId }) => ['r.community_id in (select id from communities where company_id = $1)', [companyId]],
  },
];

export async function measurePages(stand: Stand): Promise<Figure[]> {
  const count = stand.options.quick ? 50_000 : 1_000_000;
  const rounds = stand.options.quick ? 5 : 9;
  const calls = stand.options.quick ? 40 : 200;
  const database = await stand.database('form_pages', (fresh) => fill(fresh, count));
  const communities = await allCommunities(database);
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  const figures: Figure[] = [];
  try {
    const definitions = createDefinitions(database.runtime);
    const header = await headerOf(client, sampleForm.key);
    if (!header) throw new Error('the form is not there');
    const form = await definitions.version(header.key, header.version);
    const query: RecordQuery = { limit: 20 };
    for (const reader of readers) {
      const communityOf = (index: number) => communities[(index * 7) % communities.length] as Community;
      const found = await inTurns(`a page ${reader.name}`, rounds, {
        ours: () =>
          p95Of(
            Array.from({ length: calls }, (_, index) => async () => {
              const { post: held, ...place } = { post: reader.post(communityOf(index)), ...communityOf(index) };
              const opened: OpenedForm = {
                header,
                form,
                rights: rightsOn(null, [held]),
                isPlaced: true,
                managed: undefined,
              };
              await pageOfRecords(client, opened, place.personId, query);
            }),
          ),
        byHand: () =>
          p95Of(
            Array.from({ length: calls }, (_, index) => () => {
              const [where, values] = reader.where(communityOf(index));
              return client.query({ name: reader.name, text: byHand(where), values });
            }),
          ),
      });
      figures.push(
        compared(
          {
            group: 'forms',
            name: `page of 20 of ${count.toLocaleString('en-US')} records ${reader.name}, query alone`,
            unit: 'ms p95',
            reference: 'SQL by hand',
            goal: atMost(1.5),
          },
          found.ours,
          found.byHand,
        ),
      );
    }
  } finally {
    await client.end();
  }
  return figures;
}

function byHand(where: string): string {
  return `select r.*, c.name as community, p.name as created_by_name, q.name as updated_by_name
    from ${recordTable} r left join communities c on c.id = r.community_id
    left join people p on p.id = r.created_by left join people q on q.id = r.updated_by
    where ${where} order by r.id desc limit 21`;
}
