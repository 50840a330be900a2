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
function fromFastify(error: FastifyError, bodyLimit: number): Problem | undefined {
  if (error.validation) {
    return new Problem('base.invalid', { where: error.validationContext }, distinct(error.validation.flatMap(told)));
  }
  // A number or name in an address that is longer than any of ours: there is no such thing.
  if (error.code === 'FST_ERR_MAX_PARAM_LENGTH') return new Problem('base.not-found');
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE')
    return new Problem('base.too-large', { limit: `${Math.round(bodyLimit / usualBody)} MB` });
  if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500) {
    return new Problem('base.malformed', { reason: malformed[error.code] ?? 'other' });
  }
  return undefined;
}

/** Refusals of fastify by its code, as the terms that `base.malformed` has words for. */
const malformed: Readonly<Record<string, string>> = {
  FST_ERR_CTP_EMPTY_JSON_BODY: 'empty',
  FST_ERR_CTP_INVALID_JSON_BODY: 'json',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'mediaType',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'length',
  FST_ERR_BAD_URL: 'address',
};

type Told = NonNullable<FastifyError['validation']>[number];

/** Several missing properties of one object come as one. */
function told({ instancePath, keyword, params }: Told): FieldProblem[] {
  const code = `schema.${keyword}`;
  const missing = params['requiredProperties'];
  if (!Array.isArray(missing)) return [{ path: pathOf(instancePath, params), code, details: params }];
  return missing.map((name: string) => ({
    path: pathOf(`${instancePath}/${name}`, undefined),
    code,
    details: { requiredProperties: [name] },
  }));
}

/** One value may be wrong in one way through several rules; whoever corrects it is told once. */
function distinct(problems: readonly FieldProblem[]): FieldProblem[] {
  const known = new Set<string>();
  return problems.filter(({ path, code }) => {
    const key = `${path} ${code}`;
    return !known.has(key) && known.add(key);
  });
}

/** `/items/3/description` → `items[3].description` */
function pathOf(pointer: string, params: Record<string, unknown> | undefined): string {
  const last = params?.['missingProperty'] ?? params?.['additionalProperty'];
  const segments = pointer.split('/').slice(1);
  if (typeof last === 'string') segments.push(last);
  return segments
    .map((segment, index) => (/^\d+$/.test(segment) ? `[${segment}]` : index ? `.${segment}` : segment))
    .join('');
}

/** Bytes a body may have unless its call says more. */
export const usualBody = 1024 * 1024;

export function asProblem(error: unknown, bodyLimit = usualBody): Problem | undefined {
  if (error instanceof Problem) return error;
  return translateDatabaseError(error) ?? fromFastify(error as FastifyError, bodyLimit);
}

export function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply, log: Logger): void {
  const language = languageOf(request);
  const problem = asProblem(error, request.routeOptions.bodyLimit);
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
