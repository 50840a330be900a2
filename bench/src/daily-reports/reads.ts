/** The desk's lists and the fill-rate board with a year of history: against SQL by hand, a hundredth of it, and roles. */

import { encodeCursor } from '@anshao/server/base/paging.ts';
import { listReports, type ReportsFilter } from '@anshao/server/daily-reports/store.ts';
import pg from 'pg';
import { atMost, compared, type Figure } from '../figure.ts';
import { allCommunities, type Community, cookieOfPost } from '../stand/directory.ts';
import type { Database, Stand } from '../stand/stand.ts';
import { request, Wire } from '../stand/wire.ts';
import { inTurns, p95Of } from '../turns.ts';
import { bareBoard, bareList } from './bare.ts';

/** One database with a server on it and somebody of each role signed in. */
interface Desk {
  readonly wire: Wire;
  readonly client: pg.Client;
  readonly communities: readonly Community[];
  readonly lastDay: string;
  readonly firstDay: string;
  readonly administrator: string;
  readonly districtId: string;
  readonly companyId: string;
  readonly officer: string;
  readonly manager: string;
  /** A report in the middle of the history, to start a deep page at. */
  readonly deep: readonly { date: string; id: string }[];
}

const mostAgainstHand = 1.5;
const mostAgainstAdministrator = 1.2;

export async function measureReads(stand: Stand, city: Database, small: Database): Promise<Figure[]> {
  const rounds = stand.options.quick ? 5 : 9;
  const calls = stand.options.quick ? 40 : 200;
  const full = await deskOf(stand, city);
  const little = await deskOf(stand, small);
  const facts = { group: 'daily-reports', unit: 'ms p95' } as const;
  const figures: Figure[] = [];

  const asked = (desk: Desk, question: Question) => () => {
    const requests = Array.from({ length: calls }, (_, index) =>
      request({ method: 'GET', path: question.path(desk, index), cookie: desk[question.as ?? 'administrator'] }),
    );
    return p95Of(requests.map((bytes) => () => desk.wire.sendForSuccess(bytes)));
  };
  const byHand = (desk: Desk, question: Question) => () =>
    p95Of(
      Array.from({ length: calls }, (_, index) => async () => {
        for (const query of question.bare?.(desk, index) ?? []) await desk.client.query(query);
      }),
    );

  const alone = (desk: Desk, question: Question) => () =>
    p95Of(
      Array.from({ length: question.list ? calls : 0 }, (_, index) => () => {
        const { filter, after } = question.list?.(desk, index) ?? { filter: {} };
        return listReports(desk.client, { everywhere: true }, filter, after, 21);
      }),
    );

  for (const question of questions) {
    const found = await inTurns(question.name, rounds, {
      http: asked(full, question),
      bare: byHand(full, question),
      alone: alone(full, question),
      little: asked(little, question),
    });
    if (question.list) {
      const name = `${question.name}, query alone`;
      figures.push(
        compared({ ...facts, name, reference: 'SQL by hand', goal: atMost(mostAgainstHand) }, found.alone, found.bare),
      );
    }
    const name = `${question.name}, over HTTP`;
    // A page of a list takes half a millisecond by hand: as much as HTTP and the session do before anything is asked. So
    // the goal is on the list's own query, and the whole call is told.
    const goal = question.list ? null : atMost(mostAgainstHand);
    if (question.bare)
      figures.push(compared({ ...facts, name, reference: 'SQL by hand', goal }, found.http, found.bare));
    if (!question.differsInSize) {
      figures.push(
        compared(
          { ...facts, name, reference: 'with 1 % of the days', goal: atMost(mostAgainstHand) },
          found.http,
          found.little,
        ),
      );
    }
  }
  for (const { name, member, administrator } of pairs) {
    const found = await inTurns(name, rounds, {
      member: asked(full, member),
      administrator: asked(full, administrator),
    });
    figures.push(
      compared(
        { ...facts, name, reference: 'the administrator, same rows', goal: atMost(mostAgainstAdministrator) },
        found.member,
        found.administrator,
      ),
    );
  }
  for (const desk of [full, little]) {
    desk.wire.close();
    await desk.client.end();
  }
  return figures;
}

interface Question {
  readonly name: string;
  readonly as?: 'administrator' | 'officer' | 'manager';
  path(desk: Desk, index: number): string;
  bare?(desk: Desk, index: number): pg.QueryConfig[];
  /** The same for the store's own function. */
  list?(desk: Desk, index: number): { filter: ReportsFilter; after?: { reportDate: string; id: string } };
  /** The answer itself is larger with more days, so that comparing it with few days says nothing. */
  readonly differsInSize?: boolean;
}

function at<T>(list: readonly T[], index: number): T {
  const found = list[index % list.length];
  if (found === undefined) throw new Error('an empty list');
  return found;
}

const districtOf = (desk: Desk, index: number) => at(desk.communities, index * 7).districtId;
const companyOf = (desk: Desk, index: number) => at(desk.communities, index * 7).companyId;

const questions: readonly Question[] = [
  {
    name: 'list of reports, first page',
    path: () => '/daily-reports?limit=20',
    bare: () => [bareList('first', 'true', [])],
    list: () => ({ filter: {} }),
  },
  {
    name: 'list of reports, deep page',
    path: (desk, index) => {
      const { date, id } = at(desk.deep, index);
      return `/daily-reports?limit=20&cursor=${encodeCursor([date, id])}`;
    },
    bare: (desk, index) => {
      const { date, id } = at(desk.deep, index);
      return [bareList('deep', '(r.report_date, r.id) < ($1::date, $2::uuid)', [date, id])];
    },
    list: (desk, index) => {
      const { date, id } = at(desk.deep, index);
      return { filter: {}, after: { reportDate: date, id } };
    },
  },
  {
    name: 'list of reports, one district',
    path: (desk, index) => `/daily-reports?limit=20&districtId=${districtOf(desk, index)}`,
    bare: (desk, index) => [bareList('district', 'r.district_id = $1', [districtOf(desk, index)])],
    list: (desk, index) => ({ filter: { districtId: districtOf(desk, index) } }),
  },
  {
    name: 'list of reports, one company, unresolved',
    path: (desk, index) => `/daily-reports?limit=20&companyId=${companyOf(desk, index)}&anomaly=unresolved`,
    bare: (desk, index) => [
      bareList('unresolved', 'r.company_id = $1 and r.resolved_count < r.abnormal_count', [companyOf(desk, index)]),
    ],
    list: (desk, index) => ({ filter: { companyId: companyOf(desk, index), anomaly: 'unresolved' } }),
    differsInSize: true,
  },
  {
    name: 'board of a day by district, strip of 14 days',
    path: (desk) => `/daily-reports/board?date=${desk.lastDay}&level=district&stripDays=14`,
    bare: (desk) => bareBoard('district', desk.lastDay, 14),
    differsInSize: true,
  },
  {
    name: 'board of a day by company, strip of 14 days',
    path: (desk) => `/daily-reports/board?date=${desk.lastDay}&level=company&stripDays=14`,
    bare: (desk) => bareBoard('company', desk.lastDay, 14),
    differsInSize: true,
  },
  // The same days are in both databases, so that the answers are the same.
  {
    name: 'board of a day by district, strip of 3 days',
    path: (desk) => `/daily-reports/board?date=${desk.lastDay}&level=district&stripDays=3`,
  },
  {
    name: 'board of a day by company, strip of 3 days',
    path: (desk) => `/daily-reports/board?date=${desk.lastDay}&level=company&stripDays=3`,
  },
];

const board = (desk: Desk, filter: string) => `/daily-reports/board?date=${desk.lastDay}&level=community${filter}`;
const pairs: readonly { name: string; member: Question; administrator: Question }[] = [
  {
    name: "district officer's board, by community",
    member: { name: '', as: 'officer', path: (desk) => board(desk, '') },
    administrator: { name: '', path: (desk) => board(desk, `&districtId=${desk.districtId}`) },
  },
  {
    name: "company manager's board, by community",
    member: { name: '', as: 'manager', path: (desk) => board(desk, '') },
    administrator: { name: '', path: (desk) => board(desk, `&companyId=${desk.companyId}`) },
  },
  {
    name: "district officer's list of reports, first page",
    member: { name: '', as: 'officer', path: () => '/daily-reports?limit=20' },
    administrator: { name: '', path: (desk) => `/daily-reports?limit=20&districtId=${desk.districtId}` },
  },
];

async function deskOf(stand: Stand, database: Database): Promise<Desk> {
  const { pool } = database.runtime;
  const server = await stand.server(database);
  const communities = await allCommunities(database);
  const { districtId, companyId } = at(communities, 3);
  // The history proper: days that measurements of writing put before it do not count.
  const { rows: days } = await pool.query<{ first: string; last: string }>(
    'select starts_on as first, (select max(report_date) from daily_reports) as last from plans',
  );
  const { first, last } = at(days, 0);
  const { rows: deep } = await pool.query<{ date: string; id: string }>(
    `select distinct on (d) r.report_date as date, r.id from generate_series(0, 3) d
     join daily_reports r on r.report_date = $1::date + ($2::date - $1::date) / 2 - least(d, ($2::date - $1::date) / 4) order by d, r.id desc`,
    [first, last],
  );
  const client = new pg.Client({ connectionString: database.url });
  client.on('error', () => {});
  await client.connect();
  return {
    wire: await Wire.open(server.port),
    client,
    communities,
    firstDay: first,
    lastDay: last,
    administrator: await cookieOfPost(database, { role: 'administrator' }),
    districtId,
    companyId,
    officer: await cookieOfPost(database, { role: 'districtOfficer', districtId }),
    manager: await cookieOfPost(database, { role: 'companyManager', companyId }),
    deep,
  };
}
