/** The whole module behind HTTP, on a real database, with stand-ins for the modules it is given. */
import { randomInt } from 'node:crypto';
import { roleDefinitions } from '@anshao/presets/safety/roles.ts';
import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import type pg from 'pg';
import { createHttp } from '../../base/http/server.ts';
import type { Runtime } from '../../base/runtime.ts';
import { type TestClock, testClock, testRuntime } from '../../base/testing/runtime.ts';
import { createAuthenticate } from '../authenticate.ts';
import { registerAccessRoutes } from '../routes.ts';
import { Routes } from '../routing.ts';
import { type AccessDeps, type AccessService, createAccessService } from '../service.ts';

export const rolesByKey = new Map(roleDefinitions.map((definition) => [definition.role, definition]));

export interface AccessApp {
  readonly runtime: Runtime;
  readonly clock: TestClock;
  readonly service: AccessService;
  readonly routes: Routes;
  /** Ids of deliveries that were asked for, in order. */
  readonly delivered: string[];
  /** Sends as a browser on our own page, from an address of its own unless one is given. */
  send(
    method: 'GET' | 'POST' | 'DELETE',
    path: string,
    body?: object,
    more?: InjectOptions,
  ): Promise<LightMyRequestResponse>;
  /** The newest code sent to the number. */
  codeFor(mobile: string): Promise<string>;
  close(): Promise<void>;
}

export function accessApp(
  pool: pg.Pool,
  options: { deps?: Partial<AccessDeps>; environment?: Record<string, string> } = {},
): AccessApp {
  const clock = testClock();
  const runtime = testRuntime(pool, { clock, environment: options.environment ?? {} });
  const delivered: string[] = [];
  const service = createAccessService(runtime, {
    roles: rolesByKey,
    settings: async () => ({
      siteName: '安哨',
      helpLine: '0752-2299541',
      consentVersion: '2026-01',
      consentText: '我们用您的手机号核对身份。',
    }),
    sendText: async (transaction, message) => {
      const id = runtime.newId();
      const now = clock.now();
      const skipped = message.skippedBecause !== undefined;
      await transaction.query(
        `insert into deliveries (id, channel, key, address, person_id, kind, template, params, text, state, error, not_before, created_at)
         values ($1, 'sms', $2, $3, $4, $5, $5, $6, $7, $8, $9, $10, $10)`,
        [
          id,
          message.key,
          message.mobile,
          message.personId,
          message.kind,
          JSON.stringify(message.params),
          message.text,
          skipped ? 'skipped' : 'waiting',
          message.skippedBecause ?? null,
          now,
        ],
      );
      if (!skipped) delivered.push(id);
    },
    files: { claim: async (_transaction, { fileIds }) => fileIds.map((id) => ({ id, kind: 'pdf' as const })) },
    openAnomalies: async () => new Map(),
    weChat: null,
    ...options.deps,
  });
  const app = createHttp(runtime);
  const routes = new Routes(app, createAuthenticate(runtime, rolesByKey));
  registerAccessRoutes(routes, service);
  return {
    runtime,
    clock,
    service,
    routes,
    delivered,
    send: (method, path, body, more = {}) =>
      app.inject({
        method,
        url: `/api${path}`,
        remoteAddress: `10.${randomInt(256)}.${randomInt(256)}.${randomInt(256)}`,
        ...(body && { payload: body }),
        ...more,
      }),
    async codeFor(mobile) {
      const { rows } = await pool.query(
        `select params->>'code' as code from deliveries where address = $1 and kind = 'signInCode' and state = 'waiting'
         order by created_at desc, id desc limit 1`,
        [mobile],
      );
      return rows[0]?.code;
    },
    close: () => app.close(),
  };
}

/** The session cookie that an answer sets, as the next request sends it. */
export function cookieOf(answer: LightMyRequestResponse): string {
  const header = [answer.headers['set-cookie'] ?? []].flat().find((one) => one.startsWith('anshao_session='));
  return header?.split(';')[0] ?? '';
}
