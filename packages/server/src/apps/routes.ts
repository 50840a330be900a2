/** What belongs to the whole: settings, health, metrics, API document. */
import { getSettings, updateSettings } from '@anshao/core/apps/contract.ts';
import type { FormDefinition } from '@anshao/core/forms/contract.ts';
import type { FastifyRequest } from 'fastify';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Routes } from '../access/routing.ts';
import type { Viewer } from '../access/viewer.ts';
import type { Http } from '../base/http/server.ts';
import type { Runtime } from '../base/runtime.ts';
import { apiPage, openApi } from './openapi.ts';
import type { SettingsService } from './settings.ts';

export function registerSettingsRoutes(routes: Routes, settings: SettingsService): void {
  routes.on(getSettings, ({ viewer }) => settings.readFor(viewer));
  routes.on(updateSettings, ({ viewer, body }) => settings.update(viewer, body));
}

/**
 * The calls are the product's and open to anybody; the forms are the organisation's, and each sees his.
 * @param formsOf published forms that somebody comes to, as that person knows them
 */
export function registerDocuments(
  app: Http,
  routes: Routes,
  version: string,
  formsOf: (viewer: Viewer) => Promise<readonly FormDefinition[]>,
): void {
  const formsFor = async (request: FastifyRequest) => {
    const viewer = await routes.viewerOf(request);
    return viewer ? formsOf(viewer) : [];
  };
  app.get('/api/openapi.json', async (request, reply) =>
    reply.header('cache-control', 'no-cache').send(openApi(routes.calls, version, await formsFor(request))),
  );
  app.get('/api/docs', async (request, reply) =>
    reply
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-cache')
      .send(apiPage(routes.calls, version, await formsFor(request))),
  );
}

export interface Health {
  /** Undefined while everything is well; else what is wrong, in words an operator can act on. */
  problem(): string | undefined;
  /** Changes are refused for want of room; reading and signing in go on. */
  isDiskFull?(): boolean;
  /** Signing in is refused as well. */
  isDiskSpent?(): boolean;
}

/**
 * Ready means: a request that needs the database would be answered now. With a full disk that still holds for readers,
 * so the process stays in service, and `writes: false` tells whoever looks at more than the status.
 */
export function registerHealth(app: Http, runtime: Runtime, health: Health): void {
  app.get('/healthz', async (_request, reply) => {
    const known = health.problem();
    if (known) return reply.code(503).send({ ok: false, problem: known });
    try {
      await runtime.pool.query('select 1');
      return reply.send(
        health.isDiskFull?.() ? { ok: true, writes: false, reason: 'diskFull' } : { ok: true, writes: true },
      );
    } catch {
      return reply.code(503).send({ ok: false, problem: '数据库暂时连接不上' });
    }
  });
}

export function registerMetrics(app: Http, runtime: Runtime, live: { readonly subscribers: number }): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'anshao_' });
  const requests = new Histogram({
    name: 'anshao_http_request_seconds',
    help: 'Duration of HTTP requests by call and status',
    labelNames: ['call', 'status'],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.3, 1, 3, 10],
    registers: [registry],
  });
  const failures = new Counter({
    name: 'anshao_http_failures_total',
    help: 'Requests that failed by a fault of ours',
    registers: [registry],
  });
  new Gauge({
    name: 'anshao_live_streams',
    help: 'Open event streams',
    registers: [registry],
    collect() {
      this.set(live.subscribers);
    },
  });
  new Gauge({
    name: 'anshao_database_connections',
    help: 'Connections of this process by state',
    labelNames: ['state'],
    registers: [registry],
    collect() {
      this.set({ state: 'total' }, runtime.pool.totalCount);
      this.set({ state: 'idle' }, runtime.pool.idleCount);
      this.set({ state: 'waiting' }, runtime.pool.waitingCount);
    },
  });
  app.addHook('onResponse', async (request, reply) => {
    const call = (request.routeOptions.config as { call?: string }).call ?? request.routeOptions.url ?? 'unknown';
    requests.observe({ call, status: String(reply.statusCode) }, reply.elapsedTime / 1000);
    if (reply.statusCode >= 500) failures.inc();
  });
  app.get('/metrics', async (_request, reply) => reply.type(registry.contentType).send(await registry.metrics()));
  return registry;
}
