/** HTTP of the daily reports; nothing here but calls. */

import { PassThrough } from 'node:stream';
import * as contract from '@anshao/core/daily-reports/contract.ts';
import { isId } from '@anshao/core/forms/ids.ts';
import type { Routes } from '../access/routing.ts';
import { requireScope } from '../access/viewer.ts';
import type { Runtime } from '../base/runtime.ts';
import type { Anomalies } from './anomalies.ts';
import type { Board } from './board.ts';
import { writeReports } from './export.ts';
import { type Filing, filingRead } from './filing.ts';
import type { Items } from './items.ts';
import type { Reading } from './reading.ts';

export interface DailyReports {
  filing: Filing;
  reading: Reading;
  anomalies: Anomalies;
  board: Board;
  items: Items;
}

export function registerDailyReportsRoutes(routes: Routes, runtime: Runtime, service: DailyReports): void {
  const { filing, reading, anomalies, board, items } = service;

  routes.on(contract.openReport, ({ viewer, params }) => filing.open(viewer, params.taskId));
  routes.on(
    contract.submitReport,
    ({ viewer, along, params, body, request }) => filing.submit(viewer, params.taskId, body, request.id, along),
    // Everybody files in the same hour of the morning, so each round trip less is felt.
    ({ taskId }) => (isId(taskId) ? filingRead(taskId, contract.DAILY_REPORT_ITEMS) : undefined),
  );
  routes.on(contract.amendReport, ({ viewer, params, body, request }) =>
    reading.amend(viewer, params.id, body, request.id),
  );
  routes.on(contract.listReports, ({ viewer, query }) => reading.list(viewer, query));
  routes.on(contract.getReport, ({ viewer, params }) => reading.get(viewer, params.id));
  routes.on(contract.getReportVersion, ({ viewer, params }) => reading.version(viewer, params.id, params.revision));
  routes.on(contract.exportReports, async ({ viewer, query, reply, request }) => {
    requireScope(viewer, 'dailyReport.export');
    const stream = new PassThrough();
    writeReports(stream, reading.all(viewer, query), describe(query)).catch((error: Error) => {
      runtime.log.error('export failed', { trace: request.id, error });
      stream.destroy(error);
    });
    return reply
      .header('content-type', contract.exportReports.media ?? '')
      .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent('安全生产日报.xlsx')}`)
      .send(stream);
  });

  routes.on(contract.listAnomalies, ({ viewer, query }) => anomalies.list(viewer, query));
  routes.on(contract.anomalyTimeline, ({ viewer, params }) => anomalies.timeline(viewer, params.id));
  routes.on(contract.resolveAnomaly, ({ viewer, params, body, request }) =>
    anomalies.resolve(viewer, params.id, body, request.id),
  );
  routes.on(contract.previewBatch, ({ viewer, body }) =>
    anomalies.previewBatch(viewer, body.reportIds, body.itemCodes),
  );
  routes.on(contract.resolveBatch, ({ viewer, body, request }) => anomalies.resolveBatch(viewer, body, request.id));
  routes.on(contract.undoResolution, ({ viewer, params, request }) => anomalies.undo(viewer, params.id, request.id));
  routes.on(contract.verifyAnomaly, ({ viewer, params, body, request }) =>
    anomalies.verify(viewer, params.id, body ?? {}, request.id),
  );

  routes.on(contract.getBoard, ({ viewer, query }) => board.day(viewer, query));
  routes.on(contract.listMissing, ({ viewer, query }) => board.missing(viewer, query));
  routes.on(contract.urgeMissing, ({ viewer, body, request }) => board.urge(viewer, body, request.id));
  routes.on(contract.communityCalendar, ({ viewer, params, query }) => board.calendar(viewer, params.id, query.month));

  routes.on(contract.listItems, async ({ viewer }) => ({ rows: await items.list(viewer) }));
  routes.on(contract.saveItems, async ({ viewer, body }) => ({ rows: await items.save(viewer, body.rows) }));
}

function describe(query: Readonly<Record<string, unknown>>): string {
  const span = query['from'] || query['to'] ? `${query['from'] ?? '最早'} 至 ${query['to'] ?? '今天'}` : '全部日期';
  const anomaly = { any: '存在异常', unresolved: '存在异常（未解决）', none: '无异常' }[String(query['anomaly'])];
  const timing = { onTime: '按时', late: '补报' }[String(query['timing'])];
  return ['筛选条件', span, anomaly, timing].filter(Boolean).join('；');
}
