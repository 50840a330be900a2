/** The HTTP server before any route: trace numbers, body limits, security headers, errors, clean stop. */
import { randomBytes } from 'node:crypto';
import { Problem } from '@anshao/core/base/errors.ts';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import { TypeBoxValidatorCompiler } from '@fastify/type-provider-typebox';
import fastify from 'fastify';
import type { Runtime } from '../runtime.ts';
import { answerError } from './errors.ts';

export function createHttp(runtime: Runtime) {
  const app = fastify({
    logger: false,
    trustProxy: runtime.config.trustProxy,
    bodyLimit: 1024 * 1024,
    genReqId: () => randomBytes(8).toString('hex'),
    // Answers a request that arrives while stopping with 503 and lets those under way finish.
    return503OnClosing: true,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 200, ignoreTrailingSlash: true },
  }).withTypeProvider<TypeBoxTypeProvider>();

  app.setValidatorCompiler(TypeBoxValidatorCompiler);
  app.setErrorHandler((error, request, reply) => answerError(error, request, reply, runtime.log));
  app.setNotFoundHandler((request, reply) => answerError(new Problem('base.not-found'), request, reply, runtime.log));
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-trace', request.id);
    reply.header('x-content-type-options', 'nosniff');
    reply.header('referrer-policy', 'same-origin');
    reply.header('x-frame-options', 'DENY');
  });
  return app;
}

export type Http = ReturnType<typeof createHttp>;
