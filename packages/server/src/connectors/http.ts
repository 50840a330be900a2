/**
 * `HttpSend` over fetch. Three things a bare fetch would get wrong here: it waits for ever, it follows a
 * redirect (and would carry signed headers to another host), and it reads a body of any size.
 */
import { type HttpSend, HttpSendError, type Refusal } from './contract.ts';

export interface FetchSendOptions {
  /** Milliseconds until the whole exchange is given up. */
  timeoutMs?: number;
  /** Longest answer read, in bytes. */
  maxBytes?: number;
}

// Errors raised before a byte of the request can have reached the other side.
const NEVER_CONNECTED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

/**
 * Makes an `HttpSend`. Redirects are not followed, whatever the host: none of the vendors uses them, and the
 * 3xx answer is handed to the caller, who treats it as a refusal.
 */
export function fetchSend(options: FetchSendOptions = {}): HttpSend {
  const timeoutMs = options.timeoutMs ?? 10_000;
  const maxBytes = options.maxBytes ?? 1_048_576;
  return async (request) => {
    try {
      const response = await fetch(request.url, {
        method: request.method,
        headers: request.headers,
        body: request.body,
        redirect: 'manual',
        signal: AbortSignal.timeout(timeoutMs),
      });
      return {
        status: response.status,
        headers: Object.fromEntries(response.headers),
        body: await readLimited(response, maxBytes),
      };
    } catch (error) {
      if (error instanceof HttpSendError) throw error;
      const code = connectionErrorCode(error);
      const reason = error instanceof Error && error.name === 'TimeoutError' ? `${timeoutMs} ms 内没有回应` : code;
      throw new HttpSendError(reason, !NEVER_CONNECTED.has(code), error);
    }
  };
}

async function readLimited(response: Response, maxBytes: number): Promise<string> {
  if (!response.body) return '';
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body) {
    size += chunk.byteLength;
    if (size > maxBytes) throw new HttpSendError(`回应超过 ${maxBytes} 字节`, true);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

// fetch hides the system error one or two causes deep, and inside an AggregateError when several addresses failed.
function connectionErrorCode(error: unknown): string {
  let current: unknown = error;
  for (let depth = 0; depth < 4 && current instanceof Error; depth += 1) {
    if ('code' in current && typeof current.code === 'string') return current.code;
    current = current instanceof AggregateError ? current.errors[0] : current.cause;
  }
  return error instanceof Error ? error.message : String(error);
}

/** Turns a lost exchange into a refusal; anything but `HttpSendError` is a bug and thrown on. */
export function noAnswer(error: unknown): Refusal {
  if (!(error instanceof HttpSendError)) throw error;
  return {
    outcome: 'refused',
    code: 'no-answer',
    message: `对方服务没有回应：${error.message}`,
    retry: 'later',
    retryAfterSeconds: 30,
    ...(error.mayHaveArrived ? { maybeSent: true as const } : {}),
  };
}

/** Reads a JSON object, or undefined when the text is anything else (a proxy's error page, for instance). */
export function parseJsonObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An answer that is no JSON object. The request arrived, so the message may have been sent. */
export function unreadableAnswer(status: number): Refusal {
  return {
    outcome: 'refused',
    code: 'answer-unreadable',
    message: `对方服务的回应无法读取（HTTP ${status}）`,
    retry: 'later',
    retryAfterSeconds: 60,
    maybeSent: true,
  };
}
