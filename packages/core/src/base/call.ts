/**
 * A call is one HTTP operation, described once. The server registers its route from it, the web client is typed
 * by it, and the OpenAPI document is printed from it; there is no second copy to keep in step.
 */
import type { Static, TSchema } from 'typebox';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/**
 * Who may knock at all. What a signed-in person may then do is decided by `core/access`, never here.
 * - `public`: no session needed (sign-in, community picker, change request)
 * - `signedIn`: any valid session, also one that has not yet bound a community
 */
export type Admission = 'public' | 'signedIn';

export interface Call<
  P extends TSchema | undefined = TSchema | undefined,
  Q extends TSchema | undefined = TSchema | undefined,
  B extends TSchema | undefined = TSchema | undefined,
  R extends TSchema | undefined = TSchema | undefined,
  M extends true | undefined = true | undefined,
> {
  /** Stable operation name, `module.verb`, e.g. `dailyReports.submit`; the operationId in OpenAPI. */
  readonly name: string;
  readonly method: Method;
  /** Path below `/api`, with `:params`. */
  readonly path: string;
  /** One line in Chinese for the API reference. */
  readonly summary: string;
  readonly admission: Admission;
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  /** Shape of a 200 answer; leave out for 204. */
  readonly answer?: R;
  /** Codes of the catalogue a caller has to expect besides the general ones. */
  readonly errors?: readonly string[];
  /** Answers that are not JSON (a sheet, a picture, an event stream) name their media type. */
  readonly media?: string;
  /** The caller names the revision the change was made on, as `If-Match: "3"`; without it the answer is 428. */
  readonly ifMatch?: M;
  /** Bytes a body may have where that is more than usual (1 MB). */
  readonly bodyLimit?: number;
}

export function defineCall<
  P extends TSchema | undefined = undefined,
  Q extends TSchema | undefined = undefined,
  B extends TSchema | undefined = undefined,
  R extends TSchema | undefined = undefined,
  M extends true | undefined = undefined,
>(call: Call<P, Q, B, R, M>): Call<P, Q, B, R, M> {
  return call;
}

/** What a schema allows; `undefined` where the call has none. */
type Of<T, S = Exclude<T, undefined>> = [S] extends [never] ? undefined : S extends TSchema ? Static<S> : undefined;
export type ParamsOf<C extends Call> = Of<C['params']>;
export type QueryOf<C extends Call> = Of<C['query']>;
export type BodyOf<C extends Call> = Of<C['body']>;
export type AnswerOf<C extends Call> = Of<C['answer']>;
/** The revision that a call with `ifMatch` is made on. */
export type MatchOf<C extends Call> = [Exclude<C['ifMatch'], undefined>] extends [never] ? undefined : number;
