/** The HTTP server before any route: trace numbers, body limits, security headers, errors, clean stop. */
import { Problem } from '@anshao/core/base/errors.ts';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import fastify, { type FastifyReply, type FastifyRequest } from 'fastify';
import { drawn, type Runtime } from '../runtime.ts';
import { answerClientError } from './client-error.ts';
import { answerError, usualBody } from './errors.ts';
import { readJsonBodies } from './json-body.ts';
import { shapeCompiler } from './shapes.ts';
import { writerCompiler } from './writers.ts';

const random = drawn();
const newTrace = () => random(8).toString('hex');

export function createHttp(runtime: Runtime) {
  const app = fastify({
    logger: false,
    trustProxy: runtime.config.trustProxy,
    bodyLimit: usualBody,
    genReqId: newTrace,
    // Answers a request that arrives while stopping with 503 and lets those under way finish.
    return503OnClosing: true,
    forceCloseConnections: 'idle',
    clientErrorHandler: (error, socket) => answerClientError(error, socket, newTrace(), runtime.log),
    // An address that cannot be read gets no further than the router, past every hook.
    frameworkErrors: (error, request, reply) => {
      mark(request, reply);
      answerError(error, request, reply, runtime.log);
    },
    routerOptions: { maxParamLength: 200, ignoreTrailingSlash: true },
    // Given here and not set later, so that those of fastify are not even loaded. Its types know only its own here.
    schemaController: {
      compilersFactory: { buildValidator: () => shapeCompiler as never, buildSerializer: () => writerCompiler },
    },
  }).withTypeProvider<TypeBoxTypeProvider>();

  readJsonBodies(app);
  app.setErrorHandler((error, request, reply) => answerError(error, request, reply, runtime.log));
  app.setNotFoundHandler((request, reply) => answerError(new Problem('base.not-found'), request, reply, runtime.log));
  app.addHook('onRequest', async (request, reply) => mark(request, reply));
  return app;
}

/** What every answer carries. */
function mark(request: FastifyRequest, reply: FastifyReply): void {
  reply.header('x-trace', request.id);
  reply.header('x-content-type-options', 'nosniff');
  reply.header('referrer-policy', 'same-origin');
  reply.header('x-frame-options', 'DENY');
}

export type Http = ReturnType<typeof createHttp>;
