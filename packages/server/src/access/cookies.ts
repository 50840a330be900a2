/** The two cookies of sign-in, read and written by hand: there is nothing else to know about them. */
import { signInLimits } from '@anshao/core/access/contract.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Config } from '../base/config/config.ts';

export const sessionCookie = 'anshao_session';

export function readCookie(request: FastifyRequest, name: string): string | undefined {
  for (const pair of request.headers.cookie?.split(';') ?? []) {
    const at = pair.indexOf('=');
    if (at > 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim();
  }
  return undefined;
}

interface CookieOptions {
  path: string;
  /** 0 removes it. */
  seconds: number;
}

/** SameSite=Lax and not Strict: a tap on a message in WeChat must arrive signed in. */
function writeCookie(config: Config, reply: FastifyReply, name: string, value: string, options: CookieOptions): void {
  const parts = [`${name}=${value}`, `Path=${options.path}`, 'HttpOnly', 'SameSite=Lax', `Max-Age=${options.seconds}`];
  if (config.publicUrl.startsWith('https:')) parts.push('Secure');
  reply.header('set-cookie', parts.join('; '));
}

export function setSessionCookie(config: Config, reply: FastifyReply, token: string): void {
  writeCookie(config, reply, sessionCookie, token, { path: '/', seconds: signInLimits.sessionDays * 86_400 });
}

export function clearSessionCookie(config: Config, reply: FastifyReply): void {
  writeCookie(config, reply, sessionCookie, '', { path: '/', seconds: 0 });
}

export const weChatCookie = 'anshao_wechat';

export function setWeChatCookie(config: Config, reply: FastifyReply, value: string): void {
  writeCookie(config, reply, weChatCookie, value, { path: '/api/wechat', seconds: signInLimits.weChatMinutes * 60 });
}

export function clearWeChatCookie(config: Config, reply: FastifyReply): void {
  writeCookie(config, reply, weChatCookie, '', { path: '/api/wechat', seconds: 0 });
}
