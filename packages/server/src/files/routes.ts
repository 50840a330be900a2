import { Problem } from '@anshao/core/base/errors.ts';
import { anonymousUploadTicket, downloadFile, getFileInfo } from '@anshao/core/files/contract.ts';
import type { Routes } from '../access/routing.ts';
import type { Http } from '../base/http/server.ts';
import { downloadHeaders, etagOf, matches, rangeIn } from './download.ts';
import type { FilesService } from './service.ts';
import { registerUploadRoutes } from './upload-routes.ts';

export function registerFilesRoutes(routes: Routes, app: Http, service: FilesService): void {
  registerUploadRoutes(routes, app, service);

  routes.open(anonymousUploadTicket, async ({ request }) => service.tickets.issue(request.ip));

  routes.on(getFileInfo, async ({ viewer, params }) => service.info(viewer, params.id));

  routes.on(downloadFile, async ({ viewer, params, query, request, reply }) => {
    const opened = await service.open(viewer, params.id, query.size ?? 'full');
    const { stored } = opened;
    const etag = etagOf(opened);
    if (matches(request.headers['if-none-match'], etag)) {
      return reply.code(304).headers(downloadHeaders(opened)).send();
    }
    const asked = request.headers['if-range'];
    const range = asked && asked !== etag ? undefined : wantedRange(request.headers.range);
    const content = await service.read(stored.key, range);
    reply.headers(downloadHeaders(opened));
    reply.header('content-length', range ? range.end - range.start + 1 : stored.size);
    if (range) reply.code(206).header('content-range', `bytes ${range.start}-${range.end}/${stored.size}`);
    return reply.send(content);

    function wantedRange(header: string | undefined) {
      try {
        return rangeIn(header, stored.size);
      } catch (error) {
        if (error instanceof Problem) reply.header('content-range', `bytes */${stored.size}`);
        throw error;
      }
    }
  });
}
