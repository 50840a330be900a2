/** HTTP of records. The form is read along with who is asking; the revision of a record is its ETag. */
import { findNameable } from '@anshao/core/forms/designing.ts';
import * as calls from '@anshao/core/forms/records.ts';
import type { FastifyReply } from 'fastify';
import type { Routes } from '../access/routing.ts';
import { headerAlong, headerAndPlaceAlong } from './record-forms.ts';
import type { RecordsService } from './records-service.ts';

function tagged(reply: FastifyReply, record: calls.FormRecord): calls.FormRecord {
  reply.header('etag', `"${record.revision}"`);
  return record;
}

export function registerRecordsRoutes(routes: Routes, records: RecordsService): void {
  const { opened } = records;
  routes.on(
    calls.openForm,
    async ({ viewer, params, query, along }) => records.open(viewer, await opened(viewer, params.form, along), query),
    headerAlong,
  );
  routes.on(
    calls.formChanges,
    async ({ viewer, params, along }) => records.changes(await opened(viewer, params.form, along)),
    headerAlong,
  );
  routes.on(
    calls.createRecord,
    async ({ viewer, params, body, along, request, reply }) => {
      const form = await opened(viewer, params.form, along);
      return tagged(reply, await records.create(viewer, form, body, request.id));
    },
    headerAndPlaceAlong,
  );
  routes.on(
    calls.readRecord,
    async ({ viewer, params, along, reply }) => {
      const form = await opened(viewer, params.form, along);
      return tagged(reply, await records.read(viewer, form, params.id));
    },
    headerAlong,
  );
  routes.on(
    calls.updateRecord,
    async ({ viewer, params, body, ifMatch, along, request, reply }) => {
      const form = await opened(viewer, params.form, along);
      const change = { ...body, revision: ifMatch };
      return tagged(reply, await records.update(viewer, form, params.id, change, request.id));
    },
    headerAlong,
  );
  routes.on(
    calls.removeRecord,
    async ({ viewer, params, ifMatch, along, request }) => {
      const form = await opened(viewer, params.form, along);
      await records.remove(viewer, form, params.id, ifMatch, request.id);
      return { ok: true as const };
    },
    headerAlong,
  );
  routes.on(
    calls.listRemoved,
    async ({ viewer, params, query, along }) =>
      records.removed(viewer, await opened(viewer, params.form, along), query),
    headerAlong,
  );
  routes.on(
    calls.restoreRecord,
    async ({ viewer, params, along, request, reply }) => {
      const form = await opened(viewer, params.form, along);
      return tagged(reply, await records.restore(viewer, form, params.id, request.id));
    },
    headerAlong,
  );
  routes.on(
    calls.queryRecords,
    async ({ viewer, params, body, along }) => records.query(viewer, await opened(viewer, params.form, along), body),
    headerAlong,
  );
  routes.on(
    calls.countRecords,
    async ({ viewer, params, body, along }) => records.count(viewer, await opened(viewer, params.form, along), body),
    headerAlong,
  );
  routes.on(
    calls.batchRecords,
    async ({ viewer, params, body, along, request }) =>
      records.batch(viewer, await opened(viewer, params.form, along), body, request.id),
    headerAlong,
  );
  routes.on(
    calls.recordFiles,
    async ({ viewer, params, along }) => records.filesOf(viewer, await opened(viewer, params.form, along), params.id),
    headerAlong,
  );
  routes.on(
    calls.recordHistory,
    async ({ viewer, params, along }) => records.history(viewer, await opened(viewer, params.form, along), params.id),
    headerAlong,
  );
  routes.on(
    calls.revealValue,
    async ({ viewer, params, body, along, request }) => {
      const form = await opened(viewer, params.form, along);
      return records.reveal(viewer, form, params.id, body, request.id);
    },
    headerAlong,
  );
  routes.on(findNameable, ({ viewer, body }) => records.nameable(viewer, body));
  routes.on(
    calls.findLinkable,
    async ({ viewer, params, query, along }) =>
      records.linkable(viewer, await opened(viewer, params.form, along), params.field, query),
    headerAlong,
  );
  routes.on(
    calls.findChoosable,
    async ({ viewer, params, query, along }) =>
      records.choosable(viewer, await opened(viewer, params.form, along), params.field, query),
    headerAlong,
  );
}
