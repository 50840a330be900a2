/** The shape by which an answer is written: what it names is sent, all else stays here. */
import { document } from '@anshao/core/base/schemas.ts';
import type { TSchema } from 'typebox';

/**
 * The schema for fastify's writer, with documents left open: they were checked when they were stored, and their writer
 * could neither follow a schema that names itself nor know the options of every field type.
 */
export function answerShape(schema: TSchema): TSchema {
  return opened(schema) as TSchema;
}

function opened(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(opened);
  if (typeof part !== 'object' || part === null) return part;
  if ((part as Record<string, unknown>)[document] === true) return {};
  return Object.fromEntries(Object.entries(part).map(([name, inner]) => [name, opened(inner)]));
}
