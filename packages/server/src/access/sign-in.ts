/** The ways in: binding, code, password (DR-03, DR-04, DR-09, SE-08). */

import {
  type bind,
  type sendCode,
  signInLimits,
  type signInWithCode,
  type signInWithPassword,
} from '@anshao/core/access/contract.ts';
import type { BodyOf } from '@anshao/core/base/call.ts';
import { Problem } from '@anshao/core/base/errors.ts';
import { appendEvents } from '../audit/service.ts';
import { inTransaction } from '../base/database/pool.ts';
import type { Transaction } from '../base/database/sql.ts';
import type { Runtime } from '../base/runtime.ts';
import {
  addressKey,
  countHit,
  countSharedAttempt,
  forgetAttempts,
  requireRoom,
  requireUnlocked,
  takeAttempt,
  uncountHit,
} from './attempts.ts';
import type { Codes, Sent } from './codes.ts';
import { passwordMatches } from './passwords.ts';
import { hashToken } from './secrets.ts';
import { takeWeChatTicket } from './session-store.ts';
import type { Client, Sessions, SignedIn } from './sessions.ts';
import * as store from './store.ts';

const passwordLock = { attempts: signInLimits.passwordAttempts, lockMinutes: signInLimits.lockMinutes };
const passwordAttemptsInAll = { hits: signInLimits.passwordAttemptsInAll, seconds: signInLimits.lockMinutes * 60 };
const failuresPerAddress = { hits: signInLimits.passwordFailuresPerAddress, seconds: 900 };

export function createSignIn(runtime: Runtime, codes: Codes, sessions: Sessions) {
  const { pool, clock } = runtime;

  /** The number on file of a community, the only one a binding code may go to. */
  async function contactOf(communityId: string): Promise<{ personId: string; mobile: string }> {
    const contact = await store.communityContact(pool, communityId, clock.now());
    if (!contact) throw new Problem('base.not-found');
    const { person } = contact;
    if (!person?.mobile) throw new Problem('access.no-contact');
    return { personId: person.id, mobile: person.mobile };
  }

  /**
   * Compares a password within the limits of the account; a right one gives its try back.
   * @throws Problem `access.locked`, `access.password-wrong`
   */
  async function compare(who: string, found: store.PasswordRow | undefined, password: string, address: string) {
    const now = clock.now();
    const pair = passwordKey(who, address);
    const account = `password-for:${who}`;
    // Looked at first, so that a try which will not be compared does not use up what this address has.
    await requireRoom(pool, account, now, passwordAttemptsInAll);
    const left = await takeAttempt(pool, pair, now, passwordLock);
    // After the pair's own, or one address alone could fill it.
    await countSharedAttempt(pool, account, now, passwordAttemptsInAll);
    if (!(await passwordMatches(found?.hash ?? null, password)) || !found?.hash) throw refusedPassword(left);
    await forgetAttempts(pool, pair);
    await uncountHit(pool, account, now, passwordAttemptsInAll);
    return { ...found, hash: found.hash };
  }

  return {
    async sendCode(body: BodyOf<typeof sendCode>, client: Client): Promise<Sent> {
      switch (body.purpose) {
        case 'bind': {
          const { personId, mobile } = await contactOf(body.communityId);
          return codes.send(
            { mobile, purpose: 'bind', communityId: body.communityId, personId, onFile: true },
            client.address,
          );
        }
        case 'signIn': {
          const person = await store.activePersonByMobile(pool, body.mobile);
          return codes.send(
            {
              mobile: body.mobile,
              purpose: 'signIn',
              communityId: null,
              personId: person?.id ?? null,
              onFile: person !== undefined,
            },
            client.address,
          );
        }
        case 'changeRequest':
          return codes.send(
            { mobile: body.mobile, purpose: 'changeRequest', communityId: null, personId: null, onFile: true },
            client.address,
          );
        default:
          return body satisfies never;
      }
    },

    /** One proved number binds every post the person holds now. */
    async bind(body: BodyOf<typeof bind>, client: Client): Promise<SignedIn> {
      const { personId, mobile } = await contactOf(body.communityId);
      const codeId = await codes.prove(
        { mobile, purpose: 'bind', communityId: body.communityId },
        body.code,
        client.address,
      );
      const token = await inTransaction(pool, async (transaction) => {
        const now = clock.now();
        await codes.use(transaction, codeId);
        const bound = await store.bindPosts(transaction, personId, true, now);
        // A ticket that ran out only costs another round to WeChat some day; it must not cost the binding.
        const openId = body.ticket && (await takeWeChatTicket(transaction, hashToken(body.ticket), now));
        if (openId) await store.linkIdentity(transaction, openId, personId, now);
        await appendEvents(transaction, [
          {
            at: now,
            type: 'access.consented',
            actorId: personId,
            subjectId: personId,
            communityId: body.communityId,
            data: { version: body.consent },
          },
          ...store.boundEvents(personId, bound, now),
        ]);
        return sessions.open(transaction, personId, openId ? 'weChat' : 'code', client);
      });
      return { token, viewer: await sessions.describe(personId, false) };
    },

    /** Also proves the number, so it binds what needs no consent or has it (an officer's post, a further community). */
    async withCode(body: BodyOf<typeof signInWithCode>, client: Client): Promise<SignedIn> {
      const codeId = await codes.prove(
        { mobile: body.mobile, purpose: 'signIn', communityId: null },
        body.code,
        client.address,
      );
      const person = await store.activePersonByMobile(pool, body.mobile);
      if (!person) throw new Problem('access.code-expired');
      const token = await inTransaction(pool, async (transaction: Transaction) => {
        const now = clock.now();
        await codes.use(transaction, codeId);
        const bound = await store.bindPosts(transaction, person.id, false, now);
        await appendEvents(transaction, store.boundEvents(person.id, bound, now));
        return sessions.open(transaction, person.id, 'code', client);
      });
      return { token, viewer: await sessions.describe(person.id, false) };
    },

    /** Unknown account, wrong password and account without password are one answer that takes one time. */
    async withPassword(body: BodyOf<typeof signInWithPassword>, client: Client): Promise<SignedIn> {
      const now = clock.now();
      const login = body.account.trim();
      const found = await store.passwordOf(pool, { login });
      // By person, so that account and number do not give five tries each.
      const who = found?.id ?? login;
      const from = `password-from:${addressKey(client.address)}`;
      await requireUnlocked(pool, passwordKey(who, client.address), now);
      await countHit(pool, from, now, failuresPerAddress);
      const { id } = await compare(who, found, body.password, client.address);
      await uncountHit(pool, from, now, failuresPerAddress);
      const token = await inTransaction(pool, (transaction) => sessions.open(transaction, id, 'password', client));
      return { token, viewer: await sessions.describe(id, true) };
    },

    /**
     * For changing the password: the same tries.
     * @param address of the asking machine
     * @returns the person's password row
     */
    async requirePassword(
      personId: string,
      password: string,
      address: string,
    ): Promise<store.PasswordRow & { readonly hash: string }> {
      return compare(personId, await store.passwordOf(pool, { personId }), password, address);
    },
  };
}

/** One account as one address tries it: nobody else's failures count against the owner. */
function passwordKey(who: string, address: string): string {
  return `password:${who}:${addressKey(address)}`;
}

function refusedPassword(left: number): Problem {
  return left === 0
    ? new Problem('access.locked', { minutes: signInLimits.lockMinutes })
    : new Problem('access.password-wrong', { left });
}

export type SignIn = ReturnType<typeof createSignIn>;
