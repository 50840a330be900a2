/** HTTP of the directory. */
import * as calls from '@anshao/core/org/contract.ts';
import type { Routes } from '../access/routing.ts';
import type { OrgService } from './service.ts';

const sheetNames = { communities: '小区', people: '人员与岗位' } as const;

export function registerOrgRoutes(routes: Routes, service: OrgService): void {
  routes.open(calls.listDistricts, () => service.listDistricts());
  routes.open(calls.pickCommunities, ({ query }) => service.pickCommunities(query));
  routes.open(calls.communityPoster, async ({ params, reply }) => {
    const svg = await service.communityPoster(params.id);
    return reply.type('image/svg+xml; charset=utf-8').header('cache-control', 'public, max-age=3600').send(svg);
  });

  routes.on(calls.loadDistricts, ({ viewer, body }) => service.loadDistricts(viewer, body.rows));
  routes.on(calls.listCompanies, ({ viewer, query }) => service.listCompanies(viewer, query));
  routes.on(calls.createCompany, ({ viewer, body }) => service.createCompany(viewer, body));
  routes.on(calls.updateCompany, ({ viewer, params, body }) => service.updateCompany(viewer, params.id, body));
  routes.on(calls.getCommunity, ({ viewer, params }) => service.getCommunity(viewer, params.id));
  routes.on(calls.listCommunities, ({ viewer, query }) => service.listCommunities(viewer, query));
  routes.on(calls.createCommunity, ({ viewer, body }) => service.createCommunity(viewer, body));
  routes.on(calls.updateCommunity, ({ viewer, params, body }) => service.updateCommunity(viewer, params.id, body));
  routes.on(calls.listPeople, ({ viewer, query }) => service.listPeople(viewer, query));
  routes.on(calls.revealMobile, ({ viewer, params }) => service.revealMobile(viewer, params.id));
  routes.on(calls.createPost, ({ viewer, body }) => service.createPost(viewer, body));
  routes.on(calls.endPost, ({ viewer, params }) => service.endPost(viewer, params.id));

  routes.on(calls.startImport, ({ viewer, body }) => service.startImport(viewer, body));
  routes.on(calls.getImport, ({ viewer, params }) => service.getImport(viewer, params.id));
  routes.on(calls.confirmImport, ({ viewer, params }) => service.confirmImport(viewer, params.id));
  routes.on(calls.exportDirectory, async ({ viewer, params, reply }) => {
    const sheet = await service.exportDirectory(viewer, params.kind);
    return reply
      .type(calls.exportDirectory.media ?? 'application/octet-stream')
      .header(
        'content-disposition',
        `attachment; filename*=UTF-8''${encodeURIComponent(`${sheetNames[params.kind]}.xlsx`)}`,
      )
      .header('cache-control', 'no-store')
      .send(sheet);
  });
}
