/** Registers a route from its contract: schemas, admission, the viewer, and the answer's shape come from the call. */
import type { AnswerOf, BodyOf, Call, MatchOf, ParamsOf, QueryOf } from '@anshao/core/base/call.ts';
import { Problem } from '@anshao/core/base/errors.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { answerShape } from '../base/http/answers.ts';
import type { Http } from '../base/http/server.ts';
import type { ReadAlong } from './credentials.ts';

export type { ReadAlong } from './credentials.ts';

import type { Viewer } from './viewer.ts';

export interface Incoming<C extends Call> {
  readonly params: ParamsOf<C>;
  readonly query: QueryOf<C>;
  readonly body: BodyOf<C>;
  /** The revision of `If-Match`, for calls that need it. */
  readonly ifMatch: MatchOf<C>;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}
type SignedIn<C extends Call> = Incoming<C> & {
  readonly viewer: Viewer;
  /** The row that `readAlong` asked for, as JSON, or null; not checked against any right. */
  readonly along: unknown;
};

/** A call without an answer in its contract (a sheet, a picture, a stream) answers by itself through `reply`. */
type Handler<C extends Call, I> = (input: I) => Promise<AnswerOf<C> extends undefined ? unknown : AnswerOf<C>>;

/** Somebody who came in, and what was read in the same round trip. */
export interface Entered {
  readonly viewer: Viewer;
  readonly along: unknown;
}

/**
 * @param along counts only at the first question about a request; later ones are answered from it
 * @param afresh asks anew, for an answer that goes on long after its request
 */
export type Authenticate = (
  request: FastifyRequest,
  along?: ReadAlong,
  afresh?: 'afresh',
) => Promise<Entered | undefined>;

/** Calls that somebody with a one-time password may still make. */
const beforePasswordChange = new Set(['access.me', 'access.changePassword', 'access.signOut']);

export class Routes {
  readonly calls: Call[] = [];
  readonly #app: Http;
  readonly #authenticate: Authenticate;

  constructor(app: Http, authenticate: Authenticate) {
    this.#app = app;
    this.#authenticate = authenticate;
  }

  /** For what is no call of ours (the tus protocol): who asks, or undefined. */
  async viewerOf(request: FastifyRequest): Promise<Viewer | undefined> {
    return (await this.#authenticate(request))?.viewer;
  }

  /** Who would be asking now, were the request made again; undefined when the session or key is gone. */
  async viewerNow(request: FastifyRequest): Promise<Viewer | undefined> {
    return (await this.#authenticate(request, undefined, 'afresh'))?.viewer;
  }

  /** A call that needs no session; the viewer is there when somebody is signed in. */
  open<C extends Call>(call: C, handler: Handler<C, Incoming<C> & { readonly viewer: Viewer | undefined }>): void {
    if (call.admission !== 'public') throw new Error(`${call.name} is not public`);
    this.#add(call, async (input) => handler({ ...input, viewer: await this.viewerOf(input.request) }));
  }

  /**
   * @param readAlong what the call reads in any case; it is given parameters and body before they are validated and
   * answers undefined when they are not what it needs
   */
  on<C extends Call>(
    call: C,
    handler: Handler<C, SignedIn<C>>,
    readAlong?: (params: Readonly<Record<string, unknown>>, body: unknown) => ReadAlong | undefined,
  ): void {
    if (call.admission !== 'signedIn') throw new Error(`${call.name} is public`);
    const enter = async (request: FastifyRequest): Promise<Entered> => {
      const along = readAlong?.((request.params ?? {}) as Readonly<Record<string, unknown>>, request.body);
      const entered = await this.#authenticate(request, along);
      if (!entered) throw new Problem('access.sign-in');
      if (entered.viewer.mustChangePassword && !beforePasswordChange.has(call.name))
        throw new Problem('access.must-change-password');
      return entered;
    };
    this.#add(call, async (input) => handler({ ...input, ...(await enter(input.request)) }), enter);
  }

  /** @param enter runs before the body is looked at, so that a stranger learns nothing about what it should hold */
  #add<C extends Call>(
    call: C,
    handle: (input: Incoming<C>) => Promise<unknown>,
    enter?: (request: FastifyRequest) => Promise<unknown>,
  ): void {
    this.calls.push(call);
    this.#app.route({
      method: call.method,
      url: `/api${call.path}`,
      schema: {
        ...(call.params && { params: call.params }),
        ...(call.query && { querystring: call.query }),
        ...(call.body && { body: call.body }),
        ...(call.answer && !call.media && { response: { 200: answerShape(call.answer) } }),
      },
      ...(call.bodyLimit !== undefined && { bodyLimit: call.bodyLimit }),
      ...(enter && {
        preValidation: async (request: FastifyRequest) => {
          await enter(request);
        },
      }),
      config: { call: call.name },
      handler: async (request, reply) => {
        // The validators have just checked these against the very schemas the types come from.
        const input = {
          params: request.params,
          query: request.query,
          body: request.body,
          ifMatch: call.ifMatch && matchedRevision(request.headers['if-match']),
          request,
          reply,
        } as unknown as Incoming<C>;
        return handle(input);
      },
    });
  }
}

/**
 * `If-Match` with one strong tag, which is a revision. Weak tags and `*` name no revision.
 * @throws Problem `records.match-missing`
 */
function matchedRevision(header: string | undefined): number {
  const revision = Number(/^"?([1-9]\d{0,8})"?$/.exec(header?.trim() ?? '')?.[1]);
  if (!Number.isInteger(revision)) throw new Problem('records.match-missing');
  return revision;
}
