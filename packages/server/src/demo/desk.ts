/** What happens around the reports in the last days: requests to change the person in charge, notices, urging. */
import { changeReasons, rejectReason } from '@anshao/presets/demo/anomalies.ts';
import { roleDefinitions } from '@anshao/presets/safety/roles.ts';
import { createAccessService } from '../access/service.ts';
import type { Viewer } from '../access/viewer.ts';
import { createSettings } from '../apps/settings.ts';
import { inTransaction } from '../base/database/pool.ts';
import { many, maybeOne, sql } from '../base/database/sql.ts';
import type { Runtime } from '../base/runtime.ts';
import { createBoard } from '../daily-reports/board.ts';
import { openAnomalies } from '../daily-reports/service.ts';
import type { FilesService } from '../files/service.ts';
import { dueIds } from '../messaging/delivery-store.ts';
import type { Notice } from '../messaging/notice.ts';
import { createMessagingService } from '../messaging/service.ts';
import { markOpened } from '../tasks/service.ts';
import { filesForChangeRequests } from '../wiring/files.ts';
import { demoPerson } from './city.ts';
import type { WrittenCity } from './directory.ts';
import { uploadAuthorisation } from './pictures.ts';
import type { Random } from './random.ts';
import type { StoryDay } from './story.ts';

const minute = 60_000;
const client = { address: '127.0.0.1', userAgent: 'demo', token: null };

export interface StoryClock {
  now(): Date;
  set(at: number): void;
}

export function createDesk(
  runtime: Runtime,
  clock: StoryClock,
  files: FilesService,
  city: WrittenCity,
  random: Random,
) {
  const settings = createSettings(runtime);
  const messaging = createMessagingService(runtime);
  const board = createBoard(runtime, { settings, messaging });
  const access = createAccessService(runtime, {
    roles: new Map(roleDefinitions.map((definition) => [definition.role, definition])),
    settings: settings.readPublic,
    sendText: messaging.sendText,
    files: filesForChangeRequests(files),
    openAnomalies,
    weChat: null,
  });

  /** Carries out what is due by then, as the minute's job would have. */
  async function handOver(at: number): Promise<void> {
    clock.set(at);
    // In one order, so that what is made on the way gets the same ids each time.
    for (const id of (await dueIds(runtime.pool, clock.now(), 5000)).sort()) await messaging.deliverNow(id);
  }

  async function tell(at: number, notices: readonly Notice[]): Promise<void> {
    clock.set(at);
    await inTransaction(runtime.pool, (transaction) => messaging.notify(transaction, notices));
    await handOver(at + minute);
    await handOver(at + 31 * minute);
  }

  /** Of the last two days everything was read. */
  async function read(viewer: Viewer, at: number): Promise<void> {
    clock.set(at);
    await messaging.markRead(viewer);
  }

  async function notices(day: StoryDay, now: number): Promise<void> {
    const demo = city.communities.filter(({ planned }) => planned.person.mobile === demoPerson.mobile);
    const holder = demo[0]?.personId ?? '';
    const at = (hours: number) => day.startsAt + hours * 60 * minute;
    if (at(9.9) <= now) {
      const open = await many<{ name: string }>(
        runtime.pool,
        sql`select c.name from tasks t join communities c on c.id = t.community_id left join daily_reports r on r.id = t.record_id
            where t.subject_date = ${day.date}::date and t.community_id = any(${demo.map(({ id }) => id)}::uuid[])
              and (r.filed_at is null or r.filed_at > ${new Date(at(10))}) order by c.name`,
      );
      const names = open.map(({ name }) => name);
      const which = names.length > 1 ? `${names[0]}等${names.length}个小区` : (names[0] ?? '');
      if (names.length > 0 && at(10) <= now) {
        await tell(at(10), [
          {
            key: `demo:remind:${day.date}`,
            personId: holder,
            kind: 'dailyReport.remind',
            title: '今日安全生产日报还未填报',
            body: `${which}${day.date}的安全生产日报还未填报，请在18:00前填报。`,
            link: '/m/reports?tab=todo',
            params: { community: which, date: day.date, due: '18:00' },
          },
        ]);
        if (day.ago > 0) await read(viewerFor(holder), at(11));
      }
    }
    if (at(20.6) <= now) {
      clock.set(at(20));
      const figures = await board.day(city.association, { date: day.date, level: 'district', stripDays: 0 });
      await tell(
        at(20),
        [...city.officers.values()].flatMap((officer): Notice[] => {
          const row = figures.rows.find(({ id }) => id === officer.posts[0]?.districtId);
          if (!row) return [];
          const filed = String(row.onTime + row.late);
          const missing = String(row.open + row.missed);
          return [
            {
              key: `demo:digest:${day.date}:${officer.personId}`,
              personId: officer.personId,
              kind: 'dailyReport.districtDigest',
              title: `${row.name}${day.date}日报汇总`,
              body: `应报${row.expected}个小区，已报${filed}个，未报${missing}个，发现异常${row.abnormal}项。`,
              link: `/desk/board?date=${day.date}`,
              params: {
                district: row.name,
                date: day.date,
                expected: String(row.expected),
                filed,
                missing,
                abnormal: String(row.abnormal),
              },
            },
          ];
        }),
      );
      if (day.ago > 1) for (const officer of city.officers.values()) await read(officer, at(21));
    }
    if (at(18.6) <= now) {
      const mine = await board.day(city.manager, { date: day.date, level: 'company', stripDays: 0 });
      const missing = mine.total.open + mine.total.missed;
      if (missing > 0) {
        await tell(at(18), [
          {
            key: `demo:company:${day.date}`,
            personId: city.manager.personId,
            kind: 'dailyReport.companyNotice',
            title: `${missing}个小区未按时填报安全生产日报`,
            body: `截至${day.date} 18:00，贵公司应报${mine.total.expected}个小区，${missing}个未填报。`,
            link: `/desk/board?date=${day.date}`,
            params: { date: day.date, due: '18:00', missing: String(missing), expected: String(mine.total.expected) },
          },
        ]);
        if (day.ago > 1) await read(city.manager, at(19));
      }
    }
  }

  function viewerFor(personId: string): Viewer {
    return { ...city.association, personId, name: demoPerson.name, mobile: demoPerson.mobile };
  }

  /** The officers of two districts urge what is missing late in the afternoon. */
  async function urging(day: StoryDay, now: number): Promise<void> {
    const at = day.startsAt + 17.2 * 60 * minute;
    if (at + 12 * minute > now) return;
    for (const code of ['441302', '4413DY']) {
      const officer = city.officers.get(code);
      const districtId = officer?.posts[0]?.districtId;
      if (!officer || !districtId) continue;
      clock.set(at);
      await board.urge(officer, { date: day.date, districtId, id: runtime.newId() }, 'demo');
    }
    await handOver(at + minute);
    await handOver(at + 12 * minute);
  }

  async function request(communityIndex: number, at: number, outcome: 'open' | 'approved' | 'rejected'): Promise<void> {
    const community = city.communities[communityIndex];
    if (!community) return;
    clock.set(at);
    const mobile = `1370000${String(2000 + communityIndex)}`;
    await access.signIn.sendCode({ purpose: 'changeRequest', mobile }, client);
    const sent = await maybeOne<{ code: string }>(
      runtime.pool,
      sql`select params->>'code' as code from deliveries where address = ${mobile} and kind = 'signInCode' order by created_at desc limit 1`,
    );
    const { ticket } = await files.tickets.issue(client.address);
    const owner = { ticketHash: await files.tickets.hashOf(ticket, 'refused') };
    const fileId = await uploadAuthorisation(files, owner, runtime.newId(), communityIndex);
    const id = runtime.newId();
    await access.changeRequests.submit(
      {
        id,
        communityId: community.id,
        name: random.pick(['张伟强', '李秋燕', '黄俊明', '刘志远', '王晓玲', '吴海斌', '罗春兰']),
        mobile,
        code: sent?.code ?? '',
        reason: random.pick(changeReasons),
        fileIds: [fileId],
        uploadTicket: ticket,
      },
      client.address,
    );
    clock.set(at + 90 * minute);
    if (outcome === 'approved') await access.changeRequests.approve(city.association, id);
    if (outcome === 'rejected') await access.changeRequests.reject(city.association, id, rejectReason);
  }

  return {
    /** After the reports of one of the last days were written. */
    async after(day: StoryDay, now: number): Promise<void> {
      if (day.ago > 5) return;
      await notices(day, now);
      if (day.ago <= 2) await urging(day, now);
      // Communities behind the named ones; the demo person's own four stay with him.
      const plan: Readonly<Record<number, readonly (readonly [number, number, 'open' | 'approved' | 'rejected'])[]>> = {
        5: [[11, 9.4, 'rejected']],
        4: [[14, 14.3, 'approved']],
        3: [[17, 10.2, 'open']],
        2: [[20, 15.6, 'open']],
        1: [
          [5, 9.7, 'open'],
          [23, 16.1, 'open'],
        ],
        0: [[26, 9.1, 'open']],
      };
      for (const [index, hours, outcome] of plan[day.ago] ?? []) {
        const at = day.startsAt + hours * 60 * minute;
        if (at + 100 * minute <= now) await request(index, at, outcome);
      }
      if (day.ago === 0) await opened(day, now);
    },
  };

  /** Some have today's report open and have not sent it. */
  async function opened(day: StoryDay, now: number): Promise<void> {
    const rows = await many<{ id: string }>(
      runtime.pool,
      sql`select id from tasks where subject_date = ${day.date}::date and state = 'open' order by id limit 40`,
    );
    for (const { id } of rows) {
      const at = Math.max(day.startsAt + 10 * minute, now - random.between(5, 200) * minute);
      if (random.chance(0.5)) await markOpened(runtime.pool, id, new Date(at));
    }
  }
}
