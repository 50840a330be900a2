import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildCast, type CastName } from '../access/testing/cast.ts';
import { openSession } from '../access/testing/sessions.ts';
import { inTransaction } from '../base/database/pool.ts';
import { migrateJobs } from '../base/jobs/worker.ts';
import { testDatabase } from '../base/testing/database.ts';
import { testRuntime } from '../base/testing/runtime.ts';
import { publishForm } from '../forms/definitions.ts';
import { type Application, compose } from './compose.ts';

const database = await testDatabase();
const runtime = testRuntime(database.pool, { environment: { DATA_DIR: `/tmp/anshao-openapi-${process.pid}` } });
let application: Application;

beforeAll(async () => {
  await migrateJobs(runtime);
  application = await compose(runtime, database.url, { problem: () => undefined }, false);
  await application.app.ready();
});

afterAll(async () => {
  await application.app.close();
  await application.live.stop();
});

test('the API document is valid OpenAPI 3.1 and has every call', async () => {
  const { body } = await application.app.inject('/api/openapi.json');
  const document = JSON.parse(body);

  const result = await new Validator().validate(document);

  expect(result.errors ?? []).toEqual([]);
  expect(document.openapi).toBe('3.1.0');
  const operations = Object.values(document.paths as Record<string, Record<string, { operationId: string }>>)
    .flatMap((item) => Object.values(item))
    .map((operation) => operation.operationId);
  expect(operations.sort()).toEqual(application.routes.calls.map((call) => call.name).sort());
});

test('a form published a moment ago is described with its own fields, to who comes to it and to nobody else', async () => {
  const cast = await buildCast(database.pool);
  await inTransaction(database.pool, (transaction) =>
    publishForm(
      transaction,
      {
        id: '01900000-0000-7000-8000-00000000cafe',
        key: 'visitors',
        name: '访客登记',
        fields: [
          { key: 'name', label: '姓名', type: 'text', required: true },
          { key: 'inner', label: '内部备注', type: 'text' },
          { key: 'others', label: '同行人', type: 'subform', fields: [{ key: 'age', label: '年龄', type: 'integer' }] },
        ],
      },
      { personId: null, at: runtime.clock.now(), origin: 'own' },
    ),
  );
  const grant = { create: true, read: 'all', update: 'none', remove: 'none', fixed: [] };
  await database.pool.query('update forms set access = $1', [
    JSON.stringify([
      { ...grant, role: 'administrator', hidden: [] },
      { ...grant, role: 'companyManager', hidden: ['inner'] },
    ]),
  ]);
  const documentFor = async (member?: CastName) => {
    const cookie = member && (await openSession(database.pool, cast[member].person.id));
    const headers = cookie ? { cookie } : {};
    return (await application.app.inject({ url: '/api/openapi.json', headers })).json();
  };

  const document = await documentFor('administrator');

  expect((await new Validator().validate(structuredClone(document))).errors ?? []).toEqual([]);
  const call = document.paths['/api/records/visitors'].post;
  expect(call).toMatchObject({ operationId: 'records.create.visitors', summary: '访客登记：新建一条数据' });
  expect(call.requestBody.content['application/json'].schema.properties.values.$ref).toBe(
    '#/components/schemas/record.visitors',
  );
  expect(document.components.schemas['record.visitors'].properties).toMatchObject({
    name: { title: '姓名' },
    inner: { title: '内部备注' },
    others: { title: '同行人' },
  });
  const change = document.paths['/api/records/visitors/{id}'].put;
  expect(change.parameters.map(({ name }: { name: string }) => name)).toEqual(['id', 'If-Match']);
  const callsOfVisitors = Object.entries(document.paths as Record<string, Record<string, { operationId: string }>>)
    .filter(([path]) => path.startsWith('/api/records/visitors'))
    .flatMap(([path, item]) => Object.entries(item).map(([method, one]) => `${method} ${path} ${one.operationId}`));
  expect(callsOfVisitors.sort()).toEqual([
    'delete /api/records/visitors/{id} records.remove.visitors',
    'get /api/records/visitors/removed records.listRemoved.visitors',
    'get /api/records/visitors/{id} records.read.visitors',
    'get /api/records/visitors/{id}/files records.files.visitors',
    'get /api/records/visitors/{id}/history records.history.visitors',
    'post /api/records/visitors records.create.visitors',
    'post /api/records/visitors/batch records.batch.visitors',
    'post /api/records/visitors/count records.count.visitors',
    'post /api/records/visitors/query records.query.visitors',
    'post /api/records/visitors/{id}/restore records.restore.visitors',
    'put /api/records/visitors/{id} records.update.visitors',
  ]);
  const own = { $ref: '#/components/schemas/record.visitors' };
  const batch = document.paths['/api/records/visitors/batch'].post.requestBody.content['application/json'].schema;
  const operations: { properties: { do: { const: string }; values?: unknown } }[] =
    batch.properties.operations.items.anyOf;
  expect(operations.map(({ properties }) => [properties.do.const, properties.values])).toEqual([
    ['create', own],
    ['update', own],
    ['remove', undefined],
  ]);
  for (const path of ['removed', '{id}/history']) {
    const answer = document.paths[`/api/records/visitors/${path}`].get.responses[200].content['application/json'];
    expect(answer.schema.properties.rows.items.properties.values, path).toEqual(own);
  }
  expect((await documentFor('companyManager')).components.schemas['record.visitors'].properties).not.toHaveProperty(
    'inner',
  );
  for (const member of [undefined, 'personInCharge'] as const)
    expect((await documentFor(member)).paths).not.toHaveProperty('/api/records/visitors');
});

test('the readable page needs nothing from elsewhere', async () => {
  const { body, headers } = await application.app.inject('/api/docs');

  expect(headers['content-type']).toMatch(/text\/html/);
  expect(body).toContain('提交日报');
  expect([...body.matchAll(/(?:src|href)="(https?:)?\/\//g)]).toEqual([]);
});

test('an unknown address, a wrong method and a broken body answer in the catalogue’s form, with a trace', async () => {
  const unknown = await application.app.inject('/api/nothing');
  const broken = await application.app.inject({
    method: 'POST',
    url: '/api/sign-in/password',
    headers: { 'content-type': 'application/json' },
    payload: '{"account":',
  });
  const missing = await application.app.inject({
    method: 'POST',
    url: '/api/sign-in/password',
    payload: { account: 'x' },
  });

  expect(unknown.json()).toMatchObject({ code: 'base.not-found', trace: unknown.headers['x-trace'] });
  expect(broken.json()).toMatchObject({ code: 'base.malformed' });
  expect(missing.json()).toMatchObject({ code: 'base.invalid', problems: [{ path: 'password' }] });
  expect(missing.statusCode).toBe(422);
});

test('health and metrics answer', async () => {
  expect((await application.app.inject('/healthz')).json()).toEqual({ ok: true, writes: true });
  expect((await application.app.inject('/metrics')).body).toContain('anshao_http_request_seconds_bucket');
});
