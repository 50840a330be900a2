/** Every failed request leaves through here: a problem as `{ code, message, details, problems, trace }`, a bug as 500. */
import { errorEntry, errorSentence } from '@anshao/core/apps/catalogue.ts';
import { type ErrorAnswer, type FieldProblem, Problem } from '@anshao/core/base/errors.ts';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { translateDatabaseError } from '../database/translate.ts';
import type { Logger } from '../log.ts';

export function languageOf(request: FastifyRequest): 'zh' | 'en' {
  const header = request.headers['accept-language'];
  return header && /^\s*en\b/i.test(header) ? 'en' : 'zh';
}

/** Fastify's own refusals, as problems of ours. */
function fromFastify(error: FastifyError): Problem | undefined {
  if (error.validation) {
    const problems: FieldProblem[] = error.validation.map((one) => ({
      path: pathOf(one.instancePath, one.params as Record<string, unknown> | undefined),
      code: `schema.${one.keyword}`,
      details: one.params as Record<string, unknown>,
    }));
    return new Problem('base.invalid', { where: error.validationContext }, problems);
  }
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') return new Problem('base.too-large', { limit: '1 MB' });
  if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500) {
    return new Problem('base.malformed', { reason: error.message });
  }
  return undefined;
}

/** `/items/3/description` → `items[3].description` */
function pathOf(pointer: string, params: Record<string, unknown> | undefined): string {
  const missing = params?.['missingProperty'] ?? params?.['additionalProperty'];
  const required = Array.isArray(params?.['requiredProperties']) ? params['requiredProperties'][0] : undefined;
  const segments = pointer.split('/').slice(1);
  const last = missing ?? required;
  if (typeof last === 'string') segments.push(last);
  return segments
    .map((segment, index) => (/^\d+$/.test(segment) ? `[${segment}]` : index ? `.${segment}` : segment))
    .join('');
}

export function asProblem(error: unknown): Problem | undefined {
  if (error instanceof Problem) return error;
  return translateDatabaseError(error) ?? fromFastify(error as FastifyError);
}

export function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply, log: Logger): void {
  const language = languageOf(request);
  const problem = asProblem(error);
  const entry = problem && errorEntry(problem.code);
  const trace = request.id;
  if (!problem || !entry) {
    log.error('request failed', { trace, route: request.routeOptions.url, error });
    void reply.code(500).send({
      code: 'base.internal',
      message: errorSentence('base.internal', language, { trace }) ?? '',
      trace,
    } satisfies ErrorAnswer);
    return;
  }
  if (entry.status >= 500) log.error('request refused', { trace, route: request.routeOptions.url, error });
  const retry = problem.details?.['seconds'];
  if (entry.status === 429 && typeof retry === 'number') void reply.header('retry-after', String(Math.ceil(retry)));
  void reply.code(entry.status).send({
    code: problem.code,
    message: errorSentence(problem.code, language, problem.details) ?? problem.code,
    ...(problem.details && { details: problem.details }),
    ...(problem.problems && { problems: problem.problems }),
    trace,
  } satisfies ErrorAnswer);
}
