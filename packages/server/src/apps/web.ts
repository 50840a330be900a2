/** The built web application: `/m/…` is the phone's page, `/desk/…` the desk's; the address decides nothing else. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyReply } from 'fastify';
import type { Http } from '../base/http/server.ts';

export const webFolder = fileURLToPath(new URL('../../../web/dist/', import.meta.url));

export function isWebBuilt(): boolean {
  return existsSync(`${webFolder}/mobile.html`) && existsSync(`${webFolder}/desktop.html`);
}

// Everything comes from this server; pictures and drafts are made in the page (blob:, data:).
const policy = [
  "default-src 'self'",
  // The reader of QR and bar codes is WebAssembly, served from here; nothing else is compiled in the page.
  "script-src 'self' 'wasm-unsafe-eval'",
  "img-src 'self' blob: data:",
  "media-src 'self' blob:",
  "style-src 'self' 'unsafe-inline'",
  "connect-src 'self'",
  "worker-src 'self' blob:",
  "frame-src 'self' blob:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

export async function registerWeb(app: Http): Promise<void> {
  const served = { serve: true, wildcard: true, index: false, preCompressed: true, cacheControl: false } as const;
  await app.register(fastifyStatic, {
    ...served,
    root: webFolder,
    // What is not named by its content may change with the next version.
    setHeaders: (response) => response.header('cache-control', 'no-cache'),
  });
  // Named by a hash of their content: never asked for again. A page is made of a score of them, so each comes without
  // what only pages need, or is needed only to ask again.
  await app.register(fastifyStatic, {
    ...served,
    root: `${webFolder}assets`,
    prefix: '/assets/',
    decorateReply: false,
    etag: false,
    lastModified: false,
    acceptRanges: false,
    setHeaders: (response) => {
      response.header('cache-control', 'public, max-age=31536000, immutable');
      for (const name of ['x-trace', 'referrer-policy', 'x-frame-options']) response.removeHeader(name);
    },
  });
  const page = (name: string) => (_request: unknown, reply: FastifyReply) =>
    reply.header('content-security-policy', policy).header('cache-control', 'no-cache').sendFile(name);
  for (const path of ['/m', '/m/*']) app.get(path, page('mobile.html'));
  for (const path of ['/desk', '/desk/*']) app.get(path, page('desktop.html'));
  app.get('/', (request, reply) => {
    const isPhone = /Mobile|Android|iPhone|MicroMessenger/i.test(request.headers['user-agent'] ?? '');
    return reply.redirect(isPhone ? '/m/' : '/desk/');
  });
}
