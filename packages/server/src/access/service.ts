/** Who somebody is and how they prove it: sign-in, sessions, binding, keys, change of the person in charge. */
import type { publicSettings, Viewer as ViewerAnswer } from '@anshao/core/access/contract.ts';
import type { RoleDefinition } from '@anshao/core/access/rights.ts';
import type { AnswerOf } from '@anshao/core/base/call.ts';
import type { Role } from '@anshao/core/org/contract.ts';
import type { Runtime } from '../base/runtime.ts';
import { createAccount } from './account.ts';
import { type ClaimFiles, createChangeRequests, type OpenAnomalies } from './change-requests.ts';
import { createCodes } from './codes.ts';
import { createLinks } from './links.ts';
import { createSessions, type ReadSettings } from './sessions.ts';
import { createSignIn } from './sign-in.ts';
import type { SendText } from './text-messages.ts';
import type { Viewer } from './viewer.ts';
import { createWeChat, type WeChatSignIn } from './wechat.ts';

export type { ClaimFiles, OpenAnomalies } from './change-requests.ts';
export type { PublicSettings, ReadSettings } from './sessions.ts';
export type { SendText, TextMessage } from './text-messages.ts';
export type { WeChatSignIn } from './wechat.ts';

export interface AccessDeps {
  readonly roles: ReadonlyMap<Role, RoleDefinition>;
  readonly settings: ReadSettings;
  readonly sendText: SendText;
  readonly files: ClaimFiles;
  readonly openAnomalies: OpenAnomalies;
  /** Null without an official account. */
  readonly weChat: WeChatSignIn | null;
}

export function createAccessService(runtime: Runtime, deps: AccessDeps) {
  const codes = createCodes(runtime, deps.sendText);
  const sessions = createSessions(runtime, deps.roles, deps.settings);
  const signIn = createSignIn(runtime, codes, sessions);
  const weChat = createWeChat(runtime, deps.weChat, sessions);
  const links = createLinks(runtime, sessions);

  return {
    config: runtime.config,
    signIn,
    weChat,
    links,
    account: createAccount(runtime, signIn),
    changeRequests: createChangeRequests(runtime, { codes, ...deps }),
    /** For the messaging module, when it builds a pushed message. */
    createLinkToken: links.createLinkToken,

    me(viewer: Viewer): Promise<ViewerAnswer> {
      return sessions.describe(viewer.personId, viewer.mustChangePassword);
    },

    async publicSettings(): Promise<AnswerOf<typeof publicSettings>> {
      return { ...(await deps.settings(runtime.pool)), weChat: weChat.available };
    },
  };
}

export type AccessService = ReturnType<typeof createAccessService>;
