/**
 * What Node itself refuses before there is a request: an address or headers that are too long, bytes that are no HTTP,
 * a client that does not finish. It is answered in our form with a trace number, and the connection is closed.
 */
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { errorEntry, errorSentence } from '@anshao/core/apps/catalogue.ts';
import { type ErrorAnswer, Problem } from '@anshao/core/base/errors.ts';
import type { Logger } from '../log.ts';

export interface ClientError extends Error {
  readonly code?: string;
  /** What was read up to there: a `Buffer`, whatever fastify's types call it. */
  readonly rawPacket?: unknown;
}

/** Closed with bytes unread, a connection is reset and the answer may be lost: those that still come are read first. */
const lingerMs = 2000;
const answered = new WeakSet<Socket>();

export function answerClientError(error: ClientError, socket: Socket, trace: string, log: Logger): void {
  // Every further packet of the same connection fails again.
  if (answered.has(socket)) return;
  // Node's own mark of an answer that is under way; ours in the middle of it would be taken for part of it.
  const begun = (socket as { _httpMessage?: { headersSent?: boolean } })._httpMessage?.headersSent === true;
  if (error.code === 'ECONNRESET' || !socket.writable || begun) {
    socket.destroy();
    return;
  }
  answered.add(socket);
  const { code, details } = problemOf(error);
  const status = errorEntry(code)?.status ?? 400;
  const message = errorSentence(code, languageIn(error.rawPacket), details) ?? code;
  log.info('request refused unread', { trace, code, reason: error.code });
  const body = JSON.stringify({ code, message, ...(details && { details }), trace } satisfies ErrorAnswer);
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'content-type: application/json; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
    `x-trace: ${trace}`,
    'x-content-type-options: nosniff',
  ];
  const timer = setTimeout(() => socket.destroy(), lingerMs);
  socket.once('end', () => socket.destroy()).once('close', () => clearTimeout(timer));
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}

function problemOf(error: ClientError): Problem {
  switch (error.code) {
    case 'HPE_HEADER_OVERFLOW':
      return new Problem('base.headers-too-large');
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return new Problem('base.timeout');
    default:
      return new Problem('base.malformed', { reason: 'http' });
  }
}

/** There is no request to ask; the header may stand in what was read. */
function languageIn(read: unknown): 'zh' | 'en' {
  return Buffer.isBuffer(read) && /^accept-language:\s*en\b/im.test(read.toString('latin1')) ? 'en' : 'zh';
}
