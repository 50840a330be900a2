/** Applications, templates and packages over HTTP. */
import * as call from '@anshao/core/apps/applications.ts';
import type { Routes } from '../access/routing.ts';
import { disposition } from '../files/download.ts';
import type { Applications } from './applications.ts';
import type { Packages } from './packages.ts';
import type { Templates } from './templates.ts';

export interface AppServices {
  readonly applications: Applications;
  readonly packages: Packages;
  readonly templates: Templates;
}

export function registerApplicationRoutes(routes: Routes, { applications, packages, templates }: AppServices): void {
  routes.on(call.listApps, ({ viewer }) => applications.list(viewer));
  routes.on(call.getApp, ({ viewer, params }) => applications.get(viewer, params.app));
  routes.on(call.createApp, ({ viewer, body }) => applications.create(viewer, body));
  routes.on(call.updateApp, ({ viewer, params, body }) => applications.update(viewer, params.app, body));
  routes.on(call.removeApp, async ({ viewer, params }) => {
    await applications.remove(viewer, params.app);
    return { ok: true } as const;
  });
  routes.on(call.listTemplates, async ({ viewer }) => ({ rows: templates.list(viewer) }));
  routes.on(call.exportApp, async ({ viewer, params, reply }) => {
    const { name, text } = await packages.export(viewer, params.app);
    return reply
      .type('application/json; charset=utf-8')
      .header('content-disposition', disposition('attachment', name))
      .send(text);
  });
  routes.on(call.planImport, ({ viewer, body }) => packages.plan(viewer, body.package));
  routes.on(call.importApp, ({ viewer, body }) => packages.import(viewer, body.package));
}
