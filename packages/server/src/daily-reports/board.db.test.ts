import type { BoardRow } from '@anshao/core/daily-reports/contract.ts';
import fc from 'fast-check';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { buildCast, type Cast } from '../access/testing/cast.ts';
import { installSafetyPreset } from '../apps/presets.ts';
import { testDatabase } from '../base/testing/database.ts';
import { testClock, testRuntime } from '../base/testing/runtime.ts';
import type { Notice } from '../messaging/notice.ts';
import { createPlansService } from '../plans/service.ts';
import { createTasksService } from '../tasks/service.ts';
import { buildSubmit, dailyReportsFor } from './testing.ts';

const database = await testDatabase();
const clock = testClock();
const runtime = testRuntime(database.pool, { clock });
const sent: Notice[] = [];
const { filing, reading, board, items } = dailyReportsFor(runtime, {
  messaging: {
    notify: async (transaction, notices) => {
      const ids = new Map<string, string>();
      for (const notice of notices) {
        const id = runtime.newId();
        await transaction.query(
          'insert into messages (id, key, person_id, kind, title, body, link, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8)',
          [id, notice.key, notice.personId, notice.kind, notice.title, notice.body, notice.link, clock.now()],
        );
        sent.push(notice);
        ids.set(notice.key, id);
      }
      return ids;
    },
  },
});
const plans = createPlansService(runtime);
const tasks = createTasksService(runtime);
let cast: Cast;

beforeAll(async () => {
  cast = await buildCast(database.pool);
  await installSafetyPreset(runtime, '2026-03-10');
});

beforeEach(async () => {
  await database.pool.query(
    'truncate urges, deliveries, messages, anomalies, daily_reports, form_daily_report, form_daily_report__items, tasks, events cascade',
  );
  sent.length = 0;
  clock.set('2026-03-16T02:00:00.000Z');
  await plans.catchUp();
  await tasks.closeExpired();
});

async function file(member: 'personInCharge' | 'outsider', communityId: string, date: string, changes = {}) {
  const { rows } = await database.pool.query('select id from tasks where community_id = $1 and subject_date = $2', [
    communityId,
    date,
  ]);
  return filing.submit(cast[member].viewer, rows[0].id, buildSubmit(runtime, changes), 'trace');
}

test('a day is counted by district, company and community, and every figure adds up', async () => {
  await file('personInCharge', cast.eastGarden.id, '2026-03-16', {
    gas: { answer: 'abnormal', description: '异味', photos: [runtime.newId()] },
  });
  await file('outsider', cast.southTown.id, '2026-03-15');

  const today = await board.day(cast.associationOfficer.viewer, { date: '2026-03-16', level: 'district' });
  const yesterday = await board.day(cast.associationOfficer.viewer, { date: '2026-03-15', level: 'company' });
  const communities = await board.day(cast.associationOfficer.viewer, {
    date: '2026-03-16',
    level: 'community',
    companyId: cast.anju.id,
  });

  expect(today.total).toMatchObject({ expected: 3, onTime: 1, open: 2, abnormal: 1, silent: 1 });
  expect(today.rows.map((row) => [row.name, row.onTime, row.open])).toEqual([
    ['惠城区', 1, 1],
    ['惠阳区', 0, 1],
  ]);
  expect(yesterday.rows.map((row) => [row.name, row.late, row.open])).toEqual([
    ['和美物业服务有限公司', 1, 0],
    ['安居物业服务有限公司', 0, 2],
  ]);
  expect(communities.rows.map((row) => [row.name, row.onTime, row.strip.length])).toEqual([
    ['东晖苑', 1, 14],
    ['金山湖花园', 0, 14],
  ]);
  expect(communities.rows[1]?.strip.filter((cell) => cell.expected > 0)).toHaveLength(7);
});

test('communities without a company are a row among the companies, which can be opened and urged', async () => {
  const viewer = cast.associationOfficer.viewer;
  await database.pool.query('update tasks set company_id = null where community_id = $1', [cast.lakeGarden.id]);
  await file('personInCharge', cast.eastGarden.id, '2026-03-16');
  const { id: districtId } = cast.huicheng;
  const date = '2026-03-16';

  const companies = await board.day(viewer, { date, level: 'company', districtId });
  const none = { date, districtId, companyId: 'none' };
  const communities = await board.day(viewer, { ...none, level: 'community' });

  expect(companies.rows.map((row) => [row.id, row.name, row.expected, row.open])).toEqual([
    [cast.anju.id, '安居物业服务有限公司', 1, 0],
    ['none', '无物业公司', 1, 1],
  ]);
  expect(companies.rows[1]?.strip.at(-1)).toMatchObject({ expected: 1, missing: 1 });
  expect(communities.rows.map((row) => row.name)).toEqual(['金山湖花园']);
  expect(await board.missing(viewer, none)).toMatchObject({ total: 1, rows: [{ communityName: '金山湖花园' }] });
  const urged = await board.urge(viewer, { ...none, id: runtime.newId() }, 'trace');
  expect([urged.communities, urged.skipped.length]).toEqual([1, 0]);
  expect((await reading.list(viewer, { companyId: 'none' })).rows).toEqual([]);
  await database.pool.query('update daily_reports set company_id = null');
  expect((await reading.list(viewer, { companyId: 'none' })).rows.map((row) => row.communityName)).toEqual(['东晖苑']);
});

test('whatever the day was like, every level of the board adds up to the one above it, figure by figure', async () => {
  // Of the strip only the day itself: on earlier days a community may have belonged elsewhere.
  const asked = { date: '2026-03-16', stripDays: 1 };
  const { viewer } = cast.associationOfficer;
  const { rows: all } = await database.pool.query<{ id: string }>('select id from tasks order by id');
  const day = fc.record({
    company: fc.constantFrom(null, cast.anju.id, cast.hemei.id),
    district: fc.constantFrom(cast.huicheng.id, cast.huiyang.id),
    state: fc.constantFrom('open', 'missed', 'cancelled', 'done', 'late'),
    abnormal: fc.nat(3),
    streak: fc.nat(1),
  });
  const figures = ['expected', 'onTime', 'late', 'open', 'missed', 'copied', 'abnormal', 'resolved'] as const;
  const sums = (rows: readonly (Record<(typeof figures)[number], number> & { strip?: BoardRow['strip'] })[]) => ({
    ...Object.fromEntries(figures.map((name) => [name, rows.reduce((sum, row) => sum + row[name], 0)])),
    strip: Object.values(
      Object.groupBy(
        rows.flatMap((row) => row.strip ?? []),
        (cell) => cell.date,
      ),
    ).map((cells) => [
      cells?.[0]?.date,
      ...(['expected', 'missing', 'late'] as const).map((name) => cells?.reduce((sum, cell) => sum + cell[name], 0)),
    ]),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(day, { minLength: all.length, maxLength: all.length }), async (days) => {
      await database.pool.query('truncate daily_reports cascade');
      const tasksOf = days.map((one, index) => ({ ...one, id: all[index]?.id, record: runtime.newId() }));
      await database.pool.query(
        `with u as (select * from jsonb_to_recordset($1::jsonb)
             as u (id uuid, company uuid, district uuid, state text, abnormal int, streak int, record uuid)),
           t as (update tasks t set company_id = u.company, district_id = u.district, state = u.state,
             record_id = case when u.state in ('done', 'late') then u.record end from u where t.id = u.id)
         insert into daily_reports (id, task_id, community_id, company_id, district_id, report_date, filed_at, filed_by,
             timing, abnormal_count, resolved_count, copy_streak, content_hash)
           select u.record, t.id, t.community_id, u.company, u.district, t.subject_date, now(), $2,
             case u.state when 'done' then 'onTime' else 'late' end, u.abnormal, u.abnormal / 2, u.streak, ''
           from u join tasks t on t.id = u.id where u.state in ('done', 'late')`,
        [JSON.stringify(tasksOf), viewer.personId],
      );
      const city = await board.day(viewer, { ...asked, level: 'district' });
      const byCompany = await board.day(viewer, { ...asked, level: 'company' });
      for (const level of [city, byCompany]) {
        for (const name of figures) expect(sums(level.rows)).toHaveProperty(name, level.total[name]);
      }
      for (const district of city.rows) {
        const companies = await board.day(viewer, { ...asked, level: 'company', districtId: district.id });
        expect(sums(companies.rows)).toEqual(sums([district]));
        for (const company of companies.rows) {
          const below = { ...asked, districtId: district.id, companyId: company.id };
          const communities = await board.day(viewer, { ...below, level: 'community' });
          expect(sums(communities.rows)).toEqual(sums([company]));
        }
      }
    }),
    { numRuns: 15 },
  );
});

test('officers and managers see their part of the board and nothing else', async () => {
  const district = await board.day(cast.districtOfficer.viewer, { date: '2026-03-16', level: 'district' });
  const manager = await board.day(cast.companyManager.viewer, { date: '2026-03-16', level: 'community' });
  const outsider = await board.day(cast.outsider.viewer, { date: '2026-03-16', level: 'community' });

  expect(district.rows.map((row) => row.name)).toEqual(['惠城区']);
  expect(district.total.expected).toBe(2);
  expect(manager.rows.map((row) => row.name).sort()).toEqual(['东晖苑', '金山湖花园'].sort());
  expect(outsider.rows.map((row) => row.name)).toEqual(['南站新城']);
  await expect(
    board.day(cast.unboundPersonInCharge.viewer, { date: '2026-03-16', level: 'district' }),
  ).rejects.toMatchObject({
    code: 'access.not-bound',
  });
});

test('who is missing is listed with the length of the silence', async () => {
  await file('personInCharge', cast.eastGarden.id, '2026-03-14');

  const missing = await board.missing(cast.districtOfficer.viewer, { date: '2026-03-16' });

  expect(missing.total).toBe(2);
  expect(missing.rows.map((row) => [row.communityName, row.streak])).toEqual([
    ['金山湖花园', 7],
    ['东晖苑', 2],
  ]);
});

test('urging sends one notice a person, and the same press twice or within the cool-down sends nothing more', async () => {
  const id = runtime.newId();
  const press = { id, date: '2026-03-16' };

  const first = await board.urge(cast.associationOfficer.viewer, press, 'one');
  const again = await board.urge(cast.districtOfficer.viewer, { id: runtime.newId(), date: '2026-03-16' }, 'two');
  clock.forward(31);
  const later = await board.urge(cast.districtOfficer.viewer, { id: runtime.newId(), date: '2026-03-16' }, 'three');

  expect(first).toMatchObject({ people: 3, communities: 3, skipped: [] });
  expect(again).toMatchObject({ people: 0, skipped: [{ reason: 'coolDown' }, { reason: 'coolDown' }] });
  expect(later).toMatchObject({ people: 2 });
  expect(sent[0]?.link).toMatch(/^\/m\/report\//);
});

test('an urging whose answer was lost gives the first answer again and sends nothing', async () => {
  const { viewer } = cast.associationOfficer;
  const press = { id: runtime.newId(), date: '2026-03-16', communityIds: [cast.eastGarden.id, cast.lakeGarden.id] };
  await board.urge(viewer, { id: runtime.newId(), date: '2026-03-16', communityIds: [cast.lakeGarden.id] }, 'other');
  const first = await board.urge(viewer, press, 'one');
  expect(first).toMatchObject({ people: 1, communities: 1, skipped: [{ reason: 'coolDown' }] });
  const before = sent.length;

  const again = await board.urge(viewer, press, 'two');
  await file('personInCharge', cast.eastGarden.id, '2026-03-16');
  clock.forward(31);
  const muchLater = await board.urge(viewer, press, 'three');

  expect(again).toEqual(first);
  expect(muchLater).toEqual(first);
  expect(sent).toHaveLength(before);
});

test('two officers urging at the same moment reach each person once', async () => {
  const results = await Promise.all([
    board.urge(cast.associationOfficer.viewer, { id: runtime.newId(), date: '2026-03-16' }, 'one'),
    board.urge(cast.administrator.viewer, { id: runtime.newId(), date: '2026-03-16' }, 'two'),
  ]);

  expect(results.map((result) => result.people).sort()).toEqual([0, 3]);
});

test('a community’s month shows what was filed, missed and abnormal', async () => {
  await file('personInCharge', cast.eastGarden.id, '2026-03-15', {
    gas: { answer: 'abnormal', description: '异味', photos: [runtime.newId()] },
  });

  const month = await board.calendar(cast.personInCharge.viewer, cast.eastGarden.id, '2026-03');

  const byDay = new Map(month.days.map((day) => [day.date, day]));
  expect(byDay.get('2026-03-10')).toMatchObject({ task: 'missed', report: null });
  expect(byDay.get('2026-03-15')).toMatchObject({ task: 'late', report: 'abnormal' });
  expect(byDay.get('2026-03-16')).toMatchObject({ task: 'open' });
  await expect(board.calendar(cast.outsider.viewer, cast.eastGarden.id, '2026-03')).rejects.toMatchObject({
    code: 'base.not-found',
  });
});

test('an item added, stopped and reworded holds from tomorrow, and filed reports keep their question (DR-37)', async () => {
  const filed = await file('personInCharge', cast.eastGarden.id, '2026-03-16');
  const before = await items.list(cast.administrator.viewer);
  const rows = before.map(({ proposed: _, hazardCodes: __, ...row }) => row);
  const [first, second, ...rest] = rows;

  await items.save(cast.administrator.viewer, [
    { ...first!, label: '是否存在外墙脱落或渗水情况' },
    { ...second!, effectiveTo: '2026-03-16' },
    ...rest,
    {
      ...rest[0]!,
      id: runtime.newId(),
      code: 'snow',
      label: '是否存在积雪结冰',
      position: 20,
      effectiveFrom: '2026-03-17',
    },
  ]);

  clock.set('2026-03-17T02:00:00.000Z');
  await plans.tick();
  const { rows: task } = await database.pool.query(
    "select id from tasks where community_id = $1 and subject_date = '2026-03-17'",
    [cast.eastGarden.id],
  );
  const opened = await filing.open(cast.personInCharge.viewer, task[0].id);
  const labels = opened.items.map((item) => item.label);
  expect(labels).toHaveLength(15);
  expect(labels).toContain('是否存在外墙脱落或渗水情况');
  expect(labels).toContain('是否存在积雪结冰');
  expect(labels).not.toContain('是否存在房屋违规装修及搭建情况');
  const { reading } = dailyReportsFor(runtime);
  const old = await reading.get(cast.personInCharge.viewer, filed.id);
  expect(old.items[0]?.label).toBe('是否存在楼栋外墙脱落情况');
  await expect(items.save(cast.companyManager.viewer, rows)).rejects.toMatchObject({ code: 'access.forbidden' });
});
