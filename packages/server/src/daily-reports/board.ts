/** The desk's view of a day: who has filed, who has not, urging them, and the calendar of a community. */

import type { AnswerOf } from '@anshao/core/base/call.ts';
import { Problem } from '@anshao/core/base/errors.ts';
import { type BoardRow, noCompany, type urgeMissing } from '@anshao/core/daily-reports/contract.ts';
import { reportState } from '@anshao/core/daily-reports/states.ts';
import { dailyReportPlan } from '@anshao/presets/safety/daily-report.ts';
import { requireAt, requireScope, type Viewer } from '../access/viewer.ts';
import { appendEvents } from '../audit/service.ts';
import { inTransaction } from '../base/database/pool.ts';
import { maybeOne, run, sql, type Transaction } from '../base/database/sql.ts';
import { decodeCursor, page } from '../base/paging.ts';
import type { Runtime } from '../base/runtime.ts';
import type { Notice } from '../messaging/notice.ts';
import * as store from './board-store.ts';
import type { SettingsPort } from './settings.ts';

export interface NoticePort {
  /** @returns message ids by notice key; a key known before gives its old message and sends nothing */
  notify(transaction: Transaction, notices: readonly Notice[]): Promise<ReadonlyMap<string, string>>;
}

export interface DayFilter {
  date: string;
  districtId?: string;
  companyId?: string;
}

export function createBoard(runtime: Runtime, deps: { settings: SettingsPort; messaging: NoticePort }) {
  const { pool, clock } = runtime;
  const planId = dailyReportPlan.id;

  function dates(last: string, days: number): string[] {
    const end = Temporal.PlainDate.from(last);
    return Array.from({ length: days }, (_, index) => end.subtract({ days: days - 1 - index }).toString());
  }

  return {
    async day(viewer: Viewer, query: DayFilter & { level: store.Level; stripDays?: number }) {
      const scope = requireScope(viewer, 'dailyReport.read');
      const days = query.stripDays ?? 14;
      const filter = { ...query, planId };
      const [total, silent, strips, rows] = await Promise.all([
        store.totals(pool, scope, filter),
        store.silentCount(pool, scope, filter),
        days > 0 ? store.strips(pool, scope, filter, query.level, days) : [],
        query.level === 'community'
          ? store.communityRows(pool, scope, filter)
          : store.groupRows(pool, scope, filter, query.level),
      ]);
      const byId = new Map<string, Map<string, store.StripRow>>();
      for (const strip of strips) {
        const known = byId.get(strip.id) ?? new Map<string, store.StripRow>();
        known.set(strip.date, strip);
        byId.set(strip.id, known);
      }
      const shownDates = dates(query.date, days);
      const { dueAt, ...figures } = total;
      return {
        date: query.date,
        asOf: clock.now().toISOString(),
        dueAt: dueAt?.toISOString() ?? null,
        total: { ...figures, silent },
        rows: rows.map((row): BoardRow => {
          const strip = shownDates.map((date) => {
            const cell = byId.get(row.id)?.get(date);
            return { date, expected: cell?.expected ?? 0, missing: cell?.missing ?? 0, late: cell?.late ?? 0 };
          });
          if (!('taskId' in row)) return { kind: query.level, ...row, strip };
          const { state, filedAt, ...facts } = row;
          return {
            kind: 'community',
            ...facts,
            expected: 1,
            onTime: Number(state === 'done'),
            late: Number(state === 'late'),
            open: Number(state === 'open'),
            missed: Number(state === 'missed'),
            filedAt: filedAt?.toISOString() ?? null,
            strip,
          };
        }),
      };
    },

    async missing(viewer: Viewer, query: DayFilter & { cursor?: string; limit?: number }) {
      const scope = requireScope(viewer, 'dailyReport.read');
      const limit = query.limit ?? 20;
      const cursor = decodeCursor(query.cursor, ['number', 'uuid']);
      const after = cursor && { streak: cursor[0], id: cursor[1] };
      const filter = { ...query, planId };
      const [rows, total] = await Promise.all([
        store.missing(pool, scope, filter, after, limit + 1),
        store.missingCount(pool, scope, filter),
      ]);
      const shown = page(rows, limit, (row) => [row.streak, row.taskId]);
      return {
        ...shown,
        total,
        rows: shown.rows.map(({ urgedAt, urgeChannel, urgeState, openedAt, ...row }) => ({
          ...row,
          openedAt: openedAt?.toISOString() ?? null,
          urge: urgedAt && { at: urgedAt.toISOString(), channel: urgeChannel, state: urgeState ?? 'waiting' },
        })),
      };
    },

    /**
     * One notice per person, naming all of their communities that are missing. Communities inside the cool-down or
     * without a person on file are skipped and told with the reason. The same id again answers as the first time did.
     */
    async urge(viewer: Viewer, body: DayFilter & { id: string; communityIds?: string[] }, trace: string) {
      const scope = requireScope(viewer, 'dailyReport.urge');
      const { urgeCoolDownMinutes } = await deps.settings.read();
      const now = clock.now();
      return inTransaction(pool, async (transaction) => {
        // Two officers pressing at once: the second sees the first's urging and skips it as cool-down.
        await transaction.query('select pg_advisory_xact_lock(hashtext($1))', [`urge:${planId}:${body.date}`]);
        const first = await store.urged(transaction, body.id, viewer.personId);
        const reached = new Set(first?.communityIds);
        const asOf = first?.at ?? now;
        const missingNow = await store.missing(transaction, scope, { ...body, planId }, undefined, 5000);
        const rows = missingNow.filter((row) => !reached.has(row.communityId));
        const skipped: AnswerOf<typeof urgeMissing>['skipped'] = [];
        const perPerson = new Map<string, store.MissingTask[]>();
        for (const row of rows) {
          const { communityId, communityName } = row;
          if (row.state !== 'open') {
            skipped.push({ communityId, communityName, reason: 'windowClosed' });
          } else if (!row.personId) {
            skipped.push({ communityId, communityName, reason: 'noContact' });
          } else if (row.urgedAt && asOf.getTime() - row.urgedAt.getTime() < urgeCoolDownMinutes * 60_000) {
            skipped.push({ communityId, communityName, reason: 'coolDown' });
          } else if (!first) {
            perPerson.set(row.personId, [...(perPerson.get(row.personId) ?? []), row]);
          }
        }
        const missing = new Set(missingNow.map((row) => row.communityId));
        for (const communityId of body.communityIds ?? []) {
          if (missing.has(communityId) || reached.has(communityId)) continue;
          const known = await maybeOne<{ name: string }>(
            transaction,
            sql`select c.name from communities c join tasks t on t.community_id = c.id
                where c.id = ${communityId} and t.plan_id = ${planId} and t.subject_date = ${body.date}::date and t.record_id is not null`,
          );
          if (known) skipped.push({ communityId, communityName: known.name, reason: 'filed' });
        }
        if (first) return { people: first.people, communities: reached.size, skipped };
        const notices = [...perPerson].map(([personId, tasks]): Notice => {
          const names = tasks.map((task) => task.communityName);
          const first = names[0] ?? '';
          const which = names.length === 1 ? first : `${first}等${names.length}个小区`;
          return {
            key: `urge:${body.id}:${personId}`,
            personId,
            kind: 'dailyReport.urge',
            title: '催报：安全生产日报还未填报',
            body: `${which}${body.date}的安全生产日报还未填报，请尽快填报。`,
            link: tasks.length === 1 ? `/m/report/${tasks[0]?.taskId}` : '/m/reports?tab=todo',
            params: { community: which, date: body.date },
          };
        });
        const messages = await deps.messaging.notify(transaction, notices);
        for (const [personId, tasks] of perPerson) {
          await run(
            transaction,
            sql`insert into urges (id, task_id, person_id, message_id, at, by_person)
                select ${body.id}::uuid, u.task, ${personId}::uuid, ${messages.get(`urge:${body.id}:${personId}`) ?? null}::uuid, ${now}::timestamptz, ${viewer.personId}::uuid
                from unnest(${tasks.map((task) => task.taskId)}::uuid[]) as u (task) on conflict do nothing`,
          );
        }
        const communities = [...perPerson.values()].flat().length;
        if (communities > 0) {
          await appendEvents(transaction, [
            {
              at: now,
              type: 'dailyReports.urged',
              actorId: viewer.personId,
              subjectId: body.id,
              districtId: body.districtId ?? null,
              companyId: body.companyId === noCompany ? null : (body.companyId ?? null),
              data: { date: body.date, people: perPerson.size, communities },
              trace,
            },
          ]);
        }
        return { people: perPerson.size, communities, skipped };
      });
    },

    async calendar(viewer: Viewer, communityId: string, month: string) {
      const place = await maybeOne<{ communityId: string; companyId: string | null; districtId: string }>(
        pool,
        sql`select id as "communityId", company_id as "companyId", district_id as "districtId" from communities where id = ${communityId}`,
      );
      if (!place) throw new Problem('base.not-found');
      requireAt(viewer, 'dailyReport.read', place);
      const rows = await store.calendar(pool, planId, communityId, month);
      return {
        days: rows.map(({ abnormal, resolved, ...row }) => ({
          ...row,
          report: row.reportId === null ? null : reportState(abnormal ?? 0, resolved ?? 0),
        })),
      };
    },
  };
}

export type Board = ReturnType<typeof createBoard>;
