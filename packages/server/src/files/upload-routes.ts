/**
 * tus 1.0 at `/api/uploads` (protocol: https://tus.io/protocols/resumable-upload). The library moves bytes; who may,
 * how much, and what the answers look like is decided here, because its own answers differ from the protocol in places
 * (403 for a missing offset, 400 for a wrong version or content type) and it knows no users.
 *
 * Across processes: leases and rights are in the database. Bytes under way are on the disk of the process that got
 * them, so several machines need a shared folder for `<dataDir>/files/incoming`, or a bucket.
 */
import { finished, PassThrough, Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { Problem } from '@anshao/core/base/errors.ts';
import { Metadata, Server } from '@tus/server';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Routes } from '../access/routing.ts';
import type { Http } from '../base/http/server.ts';
import { tooLarge } from './inspect/inspect.ts';
import type { FilesService } from './service.ts';
import { storageProblem } from './storage/contract.ts';
import type { Owner, UploadRow } from './store.ts';
import { declaredIn, hardestLimit } from './uploads.ts';

const path = '/api/uploads';
const version = '1.0.0';
const chunkType = 'application/offset+octet-stream';
const uuidv7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const passedOn = [
  'tus-resumable',
  'upload-length',
  'upload-offset',
  'upload-metadata',
  'content-type',
  'content-length',
];

export function registerUploadRoutes(routes: Routes, app: Http, service: FilesService): void {
  const { uploads, tickets } = service;
  const failures = new WeakMap<Request, unknown>();
  const tus = new Server({
    path,
    datastore: uploads.incoming.datastore,
    relativeLocation: true,
    maxSize: hardestLimit,
    // HEAD and DELETE mean that the sender has given up on a connection the server may still hold open.
    locker: (request) => uploads.locker(request.method === 'HEAD' || request.method === 'DELETE'),
    lockDrainTimeout: 1000,
    namingFunction: (_request, metadata) => metadata?.id ?? '',
    getFileIdFromRequest: (request) => request.url.split('/').at(-1) ?? '',
    onResponseError: async (request, error) => {
      failures.set(request, error);
      return undefined;
    },
  });

  async function ownerOf(request: FastifyRequest): Promise<Owner> {
    const viewer = await routes.viewerOf(request);
    if (viewer?.mustChangePassword) throw new Problem('access.must-change-password');
    if (viewer) return { personId: viewer.personId };
    const ticket = request.headers['x-upload-ticket'];
    if (typeof ticket !== 'string') throw new Problem('access.sign-in');
    return { ticketHash: await tickets.hashOf(ticket, 'refused') };
  }

  /** @throws whatever the library reported, as a problem of ours where it is one */
  async function handOver(request: FastifyRequest, reply: FastifyReply): Promise<Response> {
    const headers = new Headers();
    for (const name of passedOn) {
      const value = request.headers[name];
      if (typeof value === 'string') headers.set(name, value);
    }
    const { raw } = request;
    const withBody = request.method === 'PATCH' || request.method === 'POST';
    // Between the two, so that the library can give up on the bytes without ending the connection the answer needs.
    const body = new PassThrough();
    finished(raw, (error) => error && body.destroy(error));
    raw.pipe(body);
    const asked = new Request(`http://localhost${request.url.split('?')[0]}`, {
      method: request.method,
      headers,
      // Node's stream types and the browser's describe the same object.
      ...(withBody && { body: Readable.toWeb(body) as ReadableStream as BodyInit, duplex: 'half' }),
    });
    const answer = await tus.handleWeb(asked);
    if (!raw.complete) {
      // What still comes is read to nowhere, else the next request of this connection would wait behind it.
      raw.unpipe(body);
      raw.resume();
      reply.header('connection', 'close');
    }
    if (failures.has(asked)) throw asProblem(failures.get(asked));
    if (answer.status >= 400) throw asProblem({ status_code: answer.status, body: await answer.text() });
    return answer;
  }

  async function send(reply: FastifyReply, answer: Response, upload: UploadRow): Promise<FastifyReply> {
    for (const name of ['location', 'upload-offset', 'upload-length', 'upload-metadata', 'cache-control']) {
      const value = answer.headers.get(name);
      if (value !== null) reply.header(name, value);
    }
    if (Number(answer.headers.get('upload-offset')) === upload.size) await uploads.finish(upload);
    else reply.header('upload-expires', uploads.expiresAt(upload).toUTCString());
    return reply.code(answer.status).send();
  }

  async function create(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const owner = await ownerOf(request);
    const size = lengthIn(request);
    const metadata = metadataIn(request);
    const id = metadata.id ?? '';
    if (!uuidv7.test(id)) throw new Problem('base.malformed', { reason: 'uploadId' });
    if (size > hardestLimit) throw tooLarge('file', hardestLimit);
    await uploads.begin({ id, owner, size, ...declaredIn(metadata) });
    const location = `${path}/${id}`;
    const upload = await uploads.find(id, owner);
    if (!upload) return reply.code(201).headers({ location, 'upload-offset': size }).send();
    const received = await uploads.incoming.received(id);
    if (received !== undefined) {
      // Created before and its answer lost: the sender goes on from what is here.
      return reply.code(201).headers({ location, 'upload-offset': received }).send();
    }
    return send(reply, await handOver(request, reply), upload);
  }

  async function existing(request: FastifyRequest<{ Params: { id: string } }>, reply: FastifyReply) {
    const owner = await ownerOf(request);
    const { id } = request.params;
    if (!uuidv7.test(id)) throw new Problem('base.not-found');
    const upload = await uploads.find(id, owner);
    if (!upload) return complete(request, reply, id, owner);
    if (request.method === 'PATCH') {
      if (request.headers['content-type'] !== chunkType) throw new Problem('files.chunk-type');
      offsetIn(request);
    }
    const answer = await handOver(request, reply);
    if (request.method === 'DELETE') {
      await uploads.forget(id);
      return reply.code(204).send();
    }
    return send(reply, answer, upload);
  }

  /** An upload that has become a file still answers like a complete upload: its sender may not have heard of it. */
  async function complete(request: FastifyRequest, reply: FastifyReply, id: string, owner: Owner) {
    const file = await uploads.findFinished(id, owner);
    if (!file) throw new Problem('base.not-found');
    switch (request.method) {
      case 'HEAD':
        return reply
          .code(200)
          .headers({ 'upload-offset': file.size, 'upload-length': file.size, 'cache-control': 'no-store' })
          .send();
      case 'PATCH':
        if (request.headers['content-type'] !== chunkType) throw new Problem('files.chunk-type');
        if (offsetIn(request) !== file.size) throw new Problem('files.offset-mismatch');
        return reply.code(204).header('upload-offset', file.size).send();
      default:
        if (await uploads.takeBack(id, owner)) return reply.code(204).send();
        throw new Problem('base.not-found');
    }
  }

  void app.register(async (scope) => {
    // Bytes must reach the library unread, and a wrong type is answered by the protocol's own rule.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, _payload, done) => done(null));
    scope.addHook('onRequest', async (request, reply) => {
      reply.header('tus-resumable', version);
      if (request.method === 'OPTIONS') return;
      if (request.headers['tus-resumable'] === version) return;
      reply.header('tus-version', version);
      throw new Problem('files.protocol');
    });
    scope.options(path, async (_request, reply) => announce(reply));
    scope.options(`${path}/:id`, async (_request, reply) => announce(reply));
    scope.post(path, create);
    scope.route<{ Params: { id: string } }>({
      method: ['HEAD', 'PATCH', 'DELETE'],
      url: `${path}/:id`,
      handler: existing,
    });
  });

  function announce(reply: FastifyReply): FastifyReply {
    return reply
      .code(204)
      .headers({
        'tus-version': version,
        'tus-extension': uploads.incoming.datastore.extensions.join(','),
        'tus-max-size': hardestLimit,
      })
      .send();
  }
}

function lengthIn(request: FastifyRequest): number {
  const value = request.headers['upload-length'];
  if (typeof value === 'string' && /^\d{1,15}$/.test(value)) return Number(value);
  throw new Problem('base.malformed', { reason: 'Upload-Length' });
}

function offsetIn(request: FastifyRequest): number {
  const value = request.headers['upload-offset'];
  if (typeof value === 'string' && /^\d{1,15}$/.test(value)) return Number(value);
  throw new Problem('base.malformed', { reason: 'Upload-Offset' });
}

function metadataIn(request: FastifyRequest): Record<string, string | null> {
  const value = request.headers['upload-metadata'];
  try {
    return Metadata.parse(typeof value === 'string' ? value : undefined) ?? {};
  } catch {
    throw new Problem('base.malformed', { reason: 'Upload-Metadata' });
  }
}

/** What the library throws is `{ status_code, body }`; what we threw inside it comes back as it was. */
function asProblem(error: unknown): unknown {
  if (error instanceof Problem) return error;
  const known = storageProblem(error);
  if (known instanceof Problem) return known;
  const { status_code: status, body } = (error ?? {}) as { status_code?: number; body?: string };
  switch (status) {
    case 404:
    case 410:
      return new Problem('base.not-found');
    case 409:
      return new Problem('files.offset-mismatch');
    case 413:
      return new Problem('base.too-large', { limit: 'Upload-Length' });
    case 400:
    case 403:
      return new Problem('base.malformed', { reason: 'upload', said: (body ?? '').trim() });
    default:
      return error instanceof Error ? error : new Error(`tus: ${status} ${body ?? ''}`);
  }
}
