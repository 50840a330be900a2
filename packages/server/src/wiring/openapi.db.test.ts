import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testDatabase } from '../base/testing/database.ts';
import { testRuntime } from '../base/testing/runtime.ts';
import { type Application, compose } from './compose.ts';

const database = await testDatabase();
const runtime = testRuntime(database.pool, { environment: { DATA_DIR: `/tmp/anshao-openapi-${process.pid}` } });
let application: Application;

beforeAll(async () => {
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
