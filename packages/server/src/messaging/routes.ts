/** HTTP of messages: the person's own, the outbox, and the addresses that vendors call. */
import { Problem } from '@anshao/core/base/errors.ts';
import { listMyMessages, listOutbox, markRead } from '@anshao/core/messaging/contract.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Routes } from '../access/routing.ts';
import type { Http } from '../base/http/server.ts';
import type { CallbackAnswer } from '../connectors/contract.ts';
import type { MessagingService } from './service.ts';

export function registerMessagingRoutes(routes: Routes, app: Http, service: MessagingService): void {
  routes.on(listMyMessages, ({ viewer, query }) => service.listMine(viewer, query));
  routes.on(markRead, async ({ viewer, body }) => {
    await service.markRead(viewer, body.ids);
    return { ok: true as const };
  });
  routes.on(listOutbox, ({ viewer, query }) => service.listOutbox(viewer, query));

  // Vendors sign or expect the very bytes of the body, so in this corner it stays text whatever its type.
  app.register(async (corner) => {
    corner.removeAllContentTypeParsers();
    corner.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
    for (const provider of ['aliyun', 'tencent']) {
      corner.post(`/api/callbacks/${provider}-sms`, async (request, reply) => {
        const { query, body } = callOf(request);
        const headers = textsOf(request.headers);
        return answer(reply, await service.takeReceipts(provider, { headers, query, body }));
      });
    }
    corner.get('/api/callbacks/wechat', async (request, reply) =>
      answer(reply, service.checkWeChatAddress(callOf(request).query)),
    );
    corner.post('/api/callbacks/wechat', async (request, reply) =>
      answer(reply, await service.takeWeChatPush(callOf(request))),
    );
  });
}

/** @throws Problem `base.not-found` when the vendor is not in use here */
function answer(reply: FastifyReply, given: CallbackAnswer | undefined): FastifyReply {
  if (!given) throw new Problem('base.not-found');
  return reply.code(given.status).header('content-type', given.contentType).send(given.body);
}

function callOf(request: FastifyRequest): { query: Record<string, string>; body: string } {
  return {
    query: textsOf(request.query as Record<string, unknown>),
    body: typeof request.body === 'string' ? request.body : '',
  };
}

/** Of a name that is given twice nothing is taken: which one was meant cannot be known. */
function textsOf(values: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}
