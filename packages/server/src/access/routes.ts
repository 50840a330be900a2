/** HTTP of sign-in: cookies and redirects live here and nowhere else. */
import * as calls from '@anshao/core/access/contract.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  clearSessionCookie,
  clearWeChatCookie,
  readCookie,
  sessionCookie,
  setSessionCookie,
  setWeChatCookie,
  weChatCookie,
} from './cookies.ts';
import { requireOwnOrigin } from './origin.ts';
import type { Routes } from './routing.ts';
import type { AccessService } from './service.ts';
import type { Client, SignedIn } from './sessions.ts';

const done = { ok: true } as const;

export function registerAccessRoutes(routes: Routes, service: AccessService): void {
  const { config, signIn, account, changeRequests, weChat, links } = service;

  /** Also a sign-in must be meant: another site could otherwise sign somebody in as somebody else. */
  async function signedIn(
    request: FastifyRequest,
    reply: FastifyReply,
    enter: (client: Client) => Promise<SignedIn>,
  ): Promise<calls.Viewer> {
    requireOwnOrigin(config, request);
    const { token, viewer } = await enter(clientOf(request));
    setSessionCookie(config, reply, token);
    return viewer;
  }

  routes.open(calls.publicSettings, () => service.publicSettings());
  routes.open(calls.sendCode, ({ body, request }) => signIn.sendCode(body, clientOf(request)));
  routes.open(calls.bind, ({ body, request, reply }) =>
    signedIn(request, reply, (client) => signIn.bind(body, client)),
  );
  routes.open(calls.signInWithCode, ({ body, request, reply }) =>
    signedIn(request, reply, (client) => signIn.withCode(body, client)),
  );
  routes.open(calls.signInWithPassword, ({ body, request, reply }) =>
    signedIn(request, reply, (client) => signIn.withPassword(body, client)),
  );

  routes.on(calls.me, ({ viewer }) => service.me(viewer));
  routes.on(calls.changePassword, async ({ viewer, body, request }) => {
    await account.changePassword(viewer, body.current, body.next, request.ip);
    return done;
  });
  routes.on(calls.signOut, async ({ viewer, reply }) => {
    await account.signOut(viewer);
    clearSessionCookie(config, reply);
    return done;
  });
  routes.on(calls.giveAccount, ({ viewer, params, body }) =>
    account.giveAccount(viewer, params.id, body.account ?? null),
  );
  routes.on(calls.listDevices, async ({ viewer }) => ({ rows: await account.devices(viewer) }));
  routes.on(calls.revokeDevice, async ({ viewer, params }) => {
    await account.revokeDevice(viewer, params.id);
    return done;
  });
  routes.on(calls.listApiKeys, async ({ viewer }) => ({ rows: await account.apiKeys(viewer) }));
  routes.on(calls.createApiKey, ({ viewer, body }) => account.createApiKey(viewer, body));
  routes.on(calls.revokeApiKey, async ({ viewer, params }) => {
    await account.revokeApiKey(viewer, params.id);
    return done;
  });

  routes.open(calls.submitChangeRequest, ({ body, request }) => changeRequests.submit(body, request.ip));
  routes.on(calls.listChangeRequests, ({ viewer, query }) => changeRequests.list(viewer, query));
  routes.on(calls.approveChangeRequest, ({ viewer, params }) => changeRequests.approve(viewer, params.id));
  routes.on(calls.rejectChangeRequest, ({ viewer, params, body }) =>
    changeRequests.reject(viewer, params.id, body.reason),
  );

  routes.open(calls.weChatLogin, async ({ query, reply }) => {
    const { url, cookie } = weChat.leave(query.to);
    setWeChatCookie(config, reply, cookie);
    return redirect(reply, url);
  });
  routes.open(calls.weChatReturn, async ({ query, request, reply }) => {
    const { path, token } = await weChat.comeBack(query, readCookie(request, weChatCookie), clientOf(request));
    clearWeChatCookie(config, reply);
    if (token) setSessionCookie(config, reply, token);
    return redirect(reply, path);
  });
  routes.open(calls.followLink, async ({ params, request, reply, viewer }) => {
    const path = await links.pathOf(params.token);
    // A preview that only asks for the head must not use the link up, nor must somebody who is signed in already.
    if (request.method !== 'HEAD' && !viewer) {
      const token = await links.signIn(params.token, clientOf(request));
      if (token) setSessionCookie(config, reply, token);
    }
    return redirect(reply, path);
  });
}

/** Never from a cache: the next one who follows it is somebody else. */
function redirect(reply: FastifyReply, to: string): FastifyReply {
  return reply.header('cache-control', 'no-store').redirect(to, 302);
}

function clientOf(request: FastifyRequest): Client {
  return {
    address: request.ip,
    userAgent: request.headers['user-agent'] ?? '',
    token: readCookie(request, sessionCookie) ?? null,
  };
}
