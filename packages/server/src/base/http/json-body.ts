/** Bodies are JSON. What is not is refused with the place where it stops being so, as far as the parser tells. */
import { Problem } from '@anshao/core/base/errors.ts';
import type { FastifyInstance } from 'fastify';

export function readJsonBodies(app: FastifyInstance): void {
  // Fastify's own refuses `__proto__` as well, but keeps what it found wrong to itself.
  const parse = app.getDefaultJsonParser('error', 'error');
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    // With `parseAs: 'string'` it is one.
    const text = body as string;
    void parse(request, text, (error, value) => {
      if (error) done(text.length === 0 ? new Problem('base.malformed', { reason: 'empty' }) : notJson(text));
      else done(null, value);
    });
  });
}

function notJson(text: string): Problem {
  try {
    JSON.parse(text);
  } catch (error) {
    const said = error instanceof Error ? error.message : '';
    if (/^Unexpected end|^Unterminated/.test(said)) return new Problem('base.malformed', { reason: 'jsonCut' });
    const at = /at position (\d+)/.exec(said)?.[1];
    if (at !== undefined) return new Problem('base.malformed', { reason: 'jsonAt', position: Number(at) + 1 });
  }
  return new Problem('base.malformed', { reason: 'json' });
}
