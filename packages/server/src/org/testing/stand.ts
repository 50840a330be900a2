/** The directory behind HTTP with the cast signed in by header, uploaded files in memory, jobs run on demand. */
import { Readable } from 'node:stream';
import { Problem } from '@anshao/core/base/errors.ts';
import { roleDefinitions } from '@anshao/presets/safety/roles.ts';
import type pg from 'pg';
import { Routes } from '../../access/routing.ts';
import { authenticateAs, buildCast, type Cast, type CastName } from '../../access/testing/cast.ts';
import { createHttp } from '../../base/http/server.ts';
import { testClock, testRuntime } from '../../base/testing/runtime.ts';
import { orgJobs } from '../jobs.ts';
import { registerOrgRoutes } from '../routes.ts';
import { createOrgService, type OrgDeps } from '../service.ts';

export type OrgStand = Awaited<ReturnType<typeof orgStand>>;

export async function orgStand(pool: pg.Pool, deps: Partial<OrgDeps> = {}) {
  const cast: Cast = await buildCast(pool);
  const clock = testClock();
  const runtime = testRuntime(pool, { clock, environment: { PUBLIC_URL: 'https://anshao.example' } });
  const files = new Map<string, { name: string; bytes: Buffer }>();
  const waiting: { name: string; payload: Record<string, unknown> }[] = [];
  const service = createOrgService(runtime, {
    roles: new Map(roleDefinitions.map((definition) => [definition.role, definition])),
    readFile: async (fileId) => {
      const file = files.get(fileId);
      if (!file) throw new Problem('base.not-found');
      return { name: file.name, stream: Readable.from([file.bytes]) };
    },
    enqueue: async (_transaction, name, payload) => {
      waiting.push({ name, payload: { ...payload } });
    },
    ...deps,
  });
  const app = createHttp(runtime);
  const routes = new Routes(app, authenticateAs(cast));
  registerOrgRoutes(routes, service);
  const jobs = orgJobs(service);
  return {
    cast,
    clock,
    runtime,
    service,
    routes,
    app,
    /** @returns the file's id */
    upload(bytes: Buffer | string, name = '台账.csv'): string {
      const id = runtime.newId();
      files.set(id, { name, bytes: Buffer.from(bytes) });
      return id;
    },
    /** Asks as a member of the cast, or as nobody. */
    async ask(as: CastName | undefined, method: 'GET' | 'POST' | 'PATCH', path: string, body?: object) {
      const answer = await app.inject({
        method,
        url: `/api${path}`,
        ...(as && { headers: { 'x-cast': as } }),
        ...(body && { payload: body }),
      });
      const json = answer.headers['content-type']?.includes('json') ? answer.json() : undefined;
      return { status: answer.statusCode, json, bytes: answer.rawPayload, headers: answer.headers };
    },
    /** Runs the jobs that were asked for. */
    async drain(): Promise<void> {
      for (let job = waiting.shift(); job; job = waiting.shift()) await jobs[job.name]?.(job.payload);
    },
    close: () => app.close(),
  };
}
