import { constants } from 'node:zlib';
import fastifyCompress from '@fastify/compress';
import type { Http } from './server.ts';

/**
 * Compresses answers in JSON that are worth it: a form or a list over a phone's network. Pages come compressed from the
 * disk, files and streams of events travel as they are, and what is sent to us is never unpacked. Awaited before the
 * first route, for it looks at routes as they are added.
 */
export async function compressAnswers(app: Http): Promise<void> {
  await app.register(fastifyCompress, {
    threshold: 2048,
    encodings: ['br', 'gzip'],
    customTypes: /^application\/(?:[\w.-]+\+)?json\b/,
    globalDecompression: false,
    // The best quality takes a hundred times as long for a tenth less.
    brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } },
  });
}
