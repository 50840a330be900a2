/**
 * The one way to the server: a call described in `core/<module>/contract.ts` goes out, its typed answer comes back.
 * What fails is an `ApiProblem`; `kind` tells a refusal (the server said no, and why) from a lost signal and a
 * timeout, because only the latter two may be tried again by themselves.
 */
import type { Call } from '@anshao/core/base/call.ts';
import type { ErrorAnswer, FieldProblem } from '@anshao/core/base/errors.ts';
import type { Static, TSchema } from 'typebox';
import { sentenceOf } from './sentences.ts';

/** `refused`: answered with an error · `offline`: never reached the server · `timeout`: no answer in time. */
export type ProblemKind = 'refused' | 'offline' | 'timeout';

export interface ShownFieldProblem extends FieldProblem {
  /** In the reader's language. */
  readonly message: string;
}

export class ApiProblem extends Error {
  readonly kind: ProblemKind;
  readonly code: string;
  readonly status: number;
  readonly details: Readonly<Record<string, unknown>>;
  readonly problems: readonly ShownFieldProblem[];
  /** What an operator needs to find this in the logs; empty when the server was never reached. */
  readonly trace: string;

  constructor(kind: ProblemKind, status: number, answer: ErrorAnswer) {
    super(sentenceOf(answer.code, { ...answer.details, trace: answer.trace }, answer.message));
    this.name = 'ApiProblem';
    this.kind = kind;
    this.code = answer.code;
    this.status = status;
    this.details = answer.details ?? {};
    this.problems = (answer.problems ?? []).map((one) => ({
      ...one,
      message: sentenceOf(one.code, one.details, one.message),
    }));
    this.trace = answer.trace;
  }

  /** True when the same request may succeed later without anybody changing anything. */
  get isTransient(): boolean {
    return this.kind !== 'refused' || this.status >= 502;
  }
}

export function asApiProblem(error: unknown): ApiProblem {
  if (error instanceof ApiProblem) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new ApiProblem('refused', 0, { code: 'web.unexpected', message, trace: '' });
}

type Needs<Key extends string, T> = T extends TSchema
  ? { readonly [K in Key]: Static<T> }
  : { readonly [K in Key]?: undefined };
type NeedsQuery<T> = T extends TSchema ? { readonly query?: Partial<Static<T>> } : { readonly query?: undefined };
export type CallInput<P, Q, B> = Needs<'params', P> & NeedsQuery<Q> & Needs<'body', B>;
export type CallAnswer<R> = R extends TSchema ? Static<R> : undefined;

export interface CallOptions {
  readonly signal?: AbortSignal;
  /** Milliseconds until a call counts as lost; 20 s when left out. */
  readonly timeout?: number;
  /** The revision a change was made on, for calls with `ifMatch`. */
  readonly match?: number;
  /** Sent also while the page is being closed; small bodies only. */
  readonly outlivesPage?: boolean;
}

const defaultTimeout = 20_000;

/** Called when the server says that nobody is signed in; each surface leads to its own sign-in page. */
let onSignedOut: () => void = () => undefined;
export function whenSignedOut(lead: () => void): void {
  onSignedOut = lead;
}

export function addressOf(call: Call, params: unknown, query: unknown): string {
  const values = (params ?? {}) as Record<string, unknown>;
  const path = call.path.replace(/:(\w+)/g, (_whole, name: string) => encodeURIComponent(String(values[name])));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries((query ?? {}) as Record<string, unknown>)) {
    if (value !== undefined && value !== null && value !== '') search.set(name, String(value));
  }
  const asked = search.toString();
  return `/api${path}${asked ? `?${asked}` : ''}`;
}

/** Carries out a call. Throws `ApiProblem` and nothing else (`AbortError` when the caller itself gave up). */
export async function callApi<
  P extends TSchema | undefined,
  Q extends TSchema | undefined,
  B extends TSchema | undefined,
  R extends TSchema | undefined,
>(call: Call<P, Q, B, R>, input: CallInput<P, Q, B>, options: CallOptions = {}): Promise<CallAnswer<R>> {
  const { params, query, body } = input as { params?: unknown; query?: unknown; body?: unknown };
  const giveUp = new AbortController();
  let timedOut = false;
  const clock = setTimeout(() => {
    timedOut = true;
    giveUp.abort();
  }, options.timeout ?? defaultTimeout);
  const leave = () => giveUp.abort();
  options.signal?.addEventListener('abort', leave);
  try {
    const response = await fetch(addressOf(call, params, query), {
      method: call.method,
      credentials: 'same-origin',
      headers: {
        accept: 'application/json',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(options.match === undefined ? {} : { 'if-match': `"${options.match}"` }),
      },
      body: body === undefined ? null : JSON.stringify(body),
      signal: giveUp.signal,
      keepalive: options.outlivesPage ?? false,
    });
    if (response.ok) return (response.status === 204 ? undefined : await response.json()) as CallAnswer<R>;
    throw await refusalOf(response, call);
  } catch (error) {
    if (error instanceof ApiProblem) throw error;
    if (timedOut) throw new ApiProblem('timeout', 0, { code: 'web.timeout', message: '', trace: '' });
    if (options.signal?.aborted) throw error;
    throw new ApiProblem('offline', 0, { code: 'web.offline', message: '', trace: '' });
  } finally {
    clearTimeout(clock);
    options.signal?.removeEventListener('abort', leave);
  }
}

async function refusalOf(response: Response, call: Call): Promise<ApiProblem> {
  const answer: unknown = await response.json().catch(() => undefined);
  // A proxy in between answers in its own words; then only the status is known.
  const known: ErrorAnswer = isErrorAnswer(answer)
    ? answer
    : {
        code: response.status >= 502 ? 'base.unavailable' : 'web.unexpected',
        message: '',
        trace: response.headers.get('x-request-id') ?? '',
      };
  if (response.status === 401 && known.code === 'access.sign-in' && call.admission === 'signedIn') onSignedOut();
  return new ApiProblem('refused', response.status, known);
}

function isErrorAnswer(answer: unknown): answer is ErrorAnswer {
  return typeof answer === 'object' && answer !== null && typeof (answer as { code?: unknown }).code === 'string';
}

/** Address of a stored file for `<img src>` and links. */
export function fileAddress(id: string, size: 'thumb' | 'full' | 'original' = 'full'): string {
  return `/api/files/${id}?size=${size}`;
}
