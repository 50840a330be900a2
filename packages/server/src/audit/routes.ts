import { listEvents as listEventsCall, streamEvents } from '@anshao/core/audit/contract.ts';
import type { Routes } from '../access/routing.ts';
import { requireScope, scopeFor } from '../access/viewer.ts';
import { decodeCursor, page } from '../base/paging.ts';
import type { Runtime } from '../base/runtime.ts';
import { cursorOf, type Live, parseCursor } from './live.ts';
import { createStanding, seesTheSame } from './standing.ts';
import { type EventRow, listEvents } from './store.ts';

/** Also how often a stream asks whether its viewer still is who they were. */
const heartbeatEveryMs = 10_000;
/** The browser reconnects by itself, perhaps to another process. */
const longestStreamMs = 5 * 60_000;
/** A client that does not read is dropped before its unread events fill the memory. */
const unreadBytes = 1024 * 1024;

export function registerAuditRoutes(
  routes: Routes,
  runtime: Runtime,
  live: Live,
  heartbeatMs: number = heartbeatEveryMs,
): void {
  routes.on(listEventsCall, async ({ viewer, query }) => {
    const scope = requireScope(viewer, 'audit.read');
    const limit = query.limit ?? 20;
    const cursor = decodeCursor(query.cursor, ['xid', 'seq']);
    const rows = await listEvents(runtime.pool, scope, {
      ...query,
      ...(cursor && { before: { xid: cursor[0], seq: cursor[1] } }),
      limit: limit + 1,
    });
    const shown = page(rows, limit, (row) => [row.xid, row.seq]);
    return {
      ...shown,
      rows: shown.rows.map(({ xid, seq, at, ...row }) => ({
        ...row,
        cursor: cursorOf({ xid, seq }),
        at: at.toISOString(),
      })),
    };
  });

  routes.on(streamEvents, async ({ viewer, request, reply }) => {
    const scope = scopeFor(viewer, 'dailyReport.read');
    reply.hijack();
    const response = reply.raw;
    response.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
      connection: 'keep-alive',
    });
    response.write('retry: 2000\n\n');
    const { send, reconsider } = createStanding<EventRow>({
      isAsBefore: async () => {
        const now = await routes.viewerNow(request);
        return seesTheSame({ viewer, scope }, now && { viewer: now, scope: scopeFor(now, 'dailyReport.read') });
      },
      deliver: (event) => {
        response.write(`id: ${cursorOf(event)}\nevent: ${event.type}\ndata: ${JSON.stringify(shape(event))}\n\n`);
        if (response.writableLength > unreadBytes) response.destroy();
      },
      end: () => void response.end(),
    });
    const heartbeat = setInterval(() => {
      response.write(': \n\n');
      reconsider();
    }, heartbeatMs);
    const end = setTimeout(() => response.end(), longestStreamMs);
    let unsubscribe = () => {};
    const close = () => {
      clearInterval(heartbeat);
      clearTimeout(end);
      unsubscribe();
    };
    response.on('close', close);
    const header = request.headers['last-event-id'];
    try {
      unsubscribe = await live.subscribe(
        { scope, personId: viewer.personId, send, reconsider, end: () => void response.end() },
        parseCursor(typeof header === 'string' ? header : undefined),
      );
      if (response.destroyed) unsubscribe();
    } catch (error) {
      runtime.log.warn('event stream ended', { trace: request.id, error });
      response.destroy();
    }
  });
}

function shape(event: EventRow) {
  return {
    type: event.type,
    at: event.at.toISOString(),
    actorId: event.actorId,
    subjectId: event.subjectId,
    communityId: event.communityId,
    companyId: event.companyId,
    districtId: event.districtId,
    data: event.data,
  };
}
