/** Drawing, publishing, rights and shared drafts over HTTP. */
import * as call from '@anshao/core/forms/designing.ts';
import type { Routes } from '../access/routing.ts';
import type { Designs } from './designs.ts';
import type { Shares } from './shares.ts';
import type { Versions } from './versions.ts';

export interface Designing {
  readonly designs: Designs;
  readonly versions: Versions;
  readonly shares: Shares;
}

const ok = { ok: true } as const;

export function registerDesignRoutes(routes: Routes, { designs, versions, shares }: Designing): void {
  routes.on(call.createDesign, ({ viewer, body }) => designs.create(viewer, body));
  routes.on(call.getDesign, ({ viewer, params }) => designs.get(viewer, params.form));
  routes.on(call.saveDesign, ({ viewer, params, body }) => designs.save(viewer, params.form, body));
  routes.on(call.discardDesign, async ({ viewer, params, query }) => {
    await designs.discard(viewer, params.form, query.revision);
    return ok;
  });
  routes.on(call.attendDesign, ({ viewer, params, body }) => designs.attend(viewer, params.form, body));
  routes.on(call.planDesign, ({ viewer, params }) => designs.plan(viewer, params.form));
  routes.on(call.publishDesign, ({ viewer, params, body }) => designs.publish(viewer, params.form, body));

  routes.on(call.listVersions, async ({ viewer, params }) => ({ rows: await versions.list(viewer, params.form) }));
  routes.on(call.getVersion, async ({ viewer, params, reply }) => {
    const found = await versions.get(viewer, params.form, params.version);
    // A version never changes; what of it somebody may see can.
    reply.header('cache-control', 'private, max-age=300');
    return found;
  });
  routes.on(call.getAccess, async ({ viewer, params }) => ({ grants: await versions.access(viewer, params.form) }));
  routes.on(call.saveAccess, async ({ viewer, params, body }) => ({
    grants: await versions.saveAccess(viewer, params.form, body.grants),
  }));

  routes.on(call.setStopped, ({ viewer, params, body }) => versions.setStopped(viewer, params.form, body.stopped));

  routes.on(call.shareDesign, ({ viewer, params, body }) => shares.share(viewer, params.form, body.days));
  routes.on(call.listShares, async ({ viewer, params }) => ({ rows: await shares.list(viewer, params.form) }));
  routes.on(call.revokeShare, async ({ viewer, params }) => {
    await shares.revoke(viewer, params.form, params.share);
    return ok;
  });
  routes.open(call.readShared, ({ params, request }) => shares.read(params.token, request.ip));
  routes.open(call.commentShared, ({ params, request, viewer, body }) =>
    shares.comment(params.token, request.ip, viewer, body),
  );
  routes.on(call.listComments, async ({ viewer, params }) => ({ rows: await shares.comments(viewer, params.form) }));
  routes.on(call.resolveComment, ({ viewer, params, body }) =>
    shares.resolve(viewer, params.form, params.comment, body.isResolved),
  );
}
