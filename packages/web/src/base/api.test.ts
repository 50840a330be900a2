import { getReport, listReports } from '@anshao/core/daily-reports/contract.ts';
import { afterEach, expect, test, vi } from 'vitest';
import { type ApiProblem, addressOf, callApi } from './api.ts';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const id = '01900000-0000-7000-8000-000000000001';
const answering = (status: number, body: unknown) =>
  vi.stubGlobal(
    'fetch',
    async () => new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } }),
  );
const problemOf = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) => error as ApiProblem,
  );

test('parameters go into the path, filters into the query, empty ones nowhere', () => {
  expect(addressOf(getReport, { id }, undefined)).toBe(`/api/daily-reports/${id}`);
  expect(addressOf(listReports, undefined, { from: '2024-03-01', to: undefined, anomaly: '' })).toBe(
    '/api/daily-reports?from=2024-03-01',
  );
});

test('a refusal carries code, details, trace, and a sentence for every field problem', async () => {
  answering(422, {
    code: 'base.invalid',
    message: '…',
    problems: [{ path: 'items[2].description', code: 'forms.required' }],
    trace: 'abc',
  });
  const problem = await problemOf(callApi(getReport, { params: { id } }));
  expect(problem).toMatchObject({
    kind: 'refused',
    status: 422,
    code: 'base.invalid',
    trace: 'abc',
    isTransient: false,
  });
  expect(problem?.problems).toEqual([{ path: 'items[2].description', code: 'forms.required', message: '请填写' }]);
});

test('a proxy’s own error page counts as a server that is coming back', async () => {
  vi.stubGlobal('fetch', async () => new Response('<html>Bad gateway</html>', { status: 502 }));
  expect(await problemOf(callApi(getReport, { params: { id } }))).toMatchObject({
    code: 'base.unavailable',
    isTransient: true,
  });
});

test('no signal and no answer in time are told apart', async () => {
  vi.stubGlobal('fetch', async () => {
    throw new TypeError('Failed to fetch');
  });
  expect(await problemOf(callApi(getReport, { params: { id } }))).toMatchObject({ kind: 'offline', isTransient: true });
  vi.useFakeTimers();
  vi.stubGlobal(
    'fetch',
    (_address: string, { signal }: RequestInit) =>
      new Promise((_resolve, reject) =>
        signal?.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError'))),
      ),
  );
  const asking = problemOf(callApi(getReport, { params: { id } }, { timeout: 100 }));
  await vi.advanceTimersByTimeAsync(101);
  expect(await asking).toMatchObject({ kind: 'timeout', isTransient: true });
});
