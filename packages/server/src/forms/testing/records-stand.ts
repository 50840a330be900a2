/** Records behind HTTP on a real database, for the fixed cast; files are told by the test. */
import type { FieldDefinition, FileFacts, FormDefinition } from '@anshao/core/forms/contract.ts';
import type { FormGrant } from '@anshao/core/forms/designing.ts';
import type { FormRecord } from '@anshao/core/forms/records.ts';
import type { LightMyRequestResponse } from 'fastify';
import { Routes } from '../../access/routing.ts';
import { authenticateAs, buildCast, type Cast, type CastName } from '../../access/testing/cast.ts';
import { inTransaction } from '../../base/database/pool.ts';
import { createHttp } from '../../base/http/server.ts';
import { migrateJobs } from '../../base/jobs/worker.ts';
import type { Runtime } from '../../base/runtime.ts';
import type { TestDatabase } from '../../base/testing/database.ts';
import { type TestClock, testClock, testRuntime } from '../../base/testing/runtime.ts';
import { createDefinitions, publishForm } from '../definitions.ts';
import { createEntryCache } from '../dictionaries.ts';
import type { ManagedForms } from '../record-forms.ts';
import { createRecordsService, type RecordsService } from '../records-service.ts';
import { registerRecordsRoutes } from '../routes-records.ts';
import { createSealing } from '../sealing.ts';

export interface RecordsStand {
  readonly runtime: Runtime;
  readonly clock: TestClock;
  readonly cast: Cast;
  readonly records: RecordsService;
  /** Files there are and may be used, by id; a test adds its own. */
  readonly files: Map<string, FileFacts & { name: string; size: number }>;
  /** Publishes a form with these fields under that key. */
  publish(key: string, fields: readonly FieldDefinition[], more?: Partial<FormDefinition>): Promise<FormDefinition>;
  grant(key: string, grants: readonly FormGrant[] | null): Promise<void>;
  ask(
    member: CastName,
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    path: string,
    body?: object,
    ifMatch?: number | string,
  ): Promise<LightMyRequestResponse>;
  /** A body as it stands, valid or not. */
  askRaw(member: CastName, path: string, body: string): Promise<LightMyRequestResponse>;
  /** Makes a record as the person in charge unless said otherwise, and fails when that does not succeed. */
  create(form: string, values: object, member?: CastName, more?: object): Promise<FormRecord>;
  close(): Promise<void>;
}

export async function recordsStand(database: TestDatabase, managed: ManagedForms = new Map()): Promise<RecordsStand> {
  const clock = testClock();
  const runtime = testRuntime(database.pool, { clock });
  await migrateJobs(runtime);
  const cast = await buildCast(database.pool);
  const files: RecordsStand['files'] = new Map();
  const among = (ids: readonly string[]): RecordsStand['files'] =>
    new Map([...files].filter(([id]) => ids.includes(id)));
  const records = createRecordsService(runtime, {
    definitions: createDefinitions(runtime),
    entries: createEntryCache(),
    files: { check: async (_db, _viewer, ids) => among(ids), describe: async (_db, ids) => among(ids) },
    sealing: createSealing(Buffer.alloc(32, 7), runtime.random),
    managed,
    workCalendar: async () => new Map(),
  });
  const app = createHttp(runtime);
  registerRecordsRoutes(new Routes(app, authenticateAs(cast)), records);
  const known = new Map<string, string>();

  const stand: RecordsStand = {
    runtime,
    clock,
    cast,
    records,
    files,
    async publish(key, fields, more = {}) {
      const id = known.get(key) ?? runtime.newId();
      known.set(key, id);
      const definition: FormDefinition = { id, key, name: key, fields, ...more };
      await inTransaction(database.pool, (transaction) =>
        publishForm(transaction, definition, { personId: null, at: clock.now(), origin: 'own' }),
      );
      return definition;
    },
    async grant(key, grants) {
      await database.pool.query('update forms set access = $2 where key = $1', [key, grants && JSON.stringify(grants)]);
    },
    ask: (member, method, path, body, ifMatch) =>
      app.inject({
        method,
        url: `/api${path}`,
        headers: {
          'x-cast': member,
          ...(ifMatch !== undefined && { 'if-match': typeof ifMatch === 'number' ? `"${ifMatch}"` : ifMatch }),
        },
        ...(body && { payload: body }),
      }),
    askRaw: (member, path, payload) =>
      app.inject({
        method: 'POST',
        url: `/api${path}`,
        headers: { 'x-cast': member, 'content-type': 'application/json' },
        payload,
      }),
    async create(form, values, member = 'personInCharge', more = {}) {
      const answer = await stand.ask(member, 'POST', `/records/${form}`, { values, ...more });
      if (answer.statusCode !== 200) throw new Error(answer.body);
      return answer.json<FormRecord>();
    },
    close: () => app.close(),
  };
  return stand;
}

/** Rights as one likes them; what is not said is nothing. */
export function buildGrant(role: FormGrant['role'], more: Partial<FormGrant> = {}): FormGrant {
  return { role, create: false, read: 'none', update: 'none', remove: 'none', hidden: [], fixed: [], ...more };
}
