/**
 * Codes by text message (DR-09, SE-08). What must not be got wrong: a guess is counted before it is compared, and the
 * answer for a number that is not on file is the same in everything a stranger can see.
 */
import { signInLimits } from '@anshao/core/access/contract.ts';
import { Problem } from '@anshao/core/base/errors.ts';
import { maskMobile } from '@anshao/core/base/masking.ts';
import { inTransaction } from '../base/database/pool.ts';
import type { Transaction } from '../base/database/sql.ts';
import type { Runtime } from '../base/runtime.ts';
import { addressKey, countHit, forgetAttempts, type RateLimit, requireUnlocked, takeAttempt } from './attempts.ts';
import { hashCode, newCode, sameHash } from './secrets.ts';
import * as store from './store.ts';
import type { SendText } from './text-messages.ts';

export interface CodeTarget extends store.CodeFor {
  readonly personId: string | null;
  /** False: nobody has this number, so nothing is sent, and nobody is told. */
  readonly onFile: boolean;
}

export interface Sent {
  readonly mobile: string;
  readonly expiresAt: string;
  readonly resendAt: string;
}

const lock = { attempts: signInLimits.codeAttempts, lockMinutes: signInLimits.lockMinutes };
const day = 86_400;
const perMobile = { hits: signInLimits.codesPerMobilePerDay, seconds: day };
const perMobileInAll = { hits: signInLimits.codesPerMobileInAllPerDay, seconds: day };
const perAddress = { hits: signInLimits.codesPerAddressPerHour, seconds: 3600 };
/** One number as one address tries it: nobody else's wrong codes count against the owner. */
const attemptsKey = (mobile: string, address: string) => `code:${mobile}:${addressKey(address)}`;

export function createCodes(runtime: Runtime, sendText: SendText) {
  const { pool, clock } = runtime;

  return {
    /**
     * @param address of the asking machine
     * @throws Problem `access.locked`, `access.resend-early`, `base.too-many`
     */
    async send(target: CodeTarget, address: string): Promise<Sent> {
      const now = clock.now();
      await requireUnlocked(pool, attemptsKey(target.mobile, address), now);
      return inTransaction(pool, async (transaction) => {
        if (!(await store.holdMobile(transaction, target.mobile))) {
          throw new Problem('access.resend-early', { seconds: signInLimits.resendSeconds });
        }
        const last = await store.lastSentAt(transaction, target.mobile);
        const wait = last ? last.getTime() + signInLimits.resendSeconds * 1000 - now.getTime() : 0;
        if (wait > 0) throw new Problem('access.resend-early', { seconds: Math.ceil(wait / 1000) });
        const from = addressKey(address);
        await countCode(transaction, `code-to:${target.mobile}:${from}`, now, perMobile);
        await countCode(transaction, `code-to:${target.mobile}`, now, perMobileInAll);
        await countHit(transaction, `code-from:${from}`, now, perAddress);

        const id = runtime.newId();
        const code = newCode(runtime.random);
        const expiresAt = new Date(now.getTime() + signInLimits.codeSeconds * 1000);
        await store.insertCode(transaction, { ...target, id, hash: hashCode(id, code), sentAt: now, expiresAt });
        const minutes = String(signInLimits.codeSeconds / 60);
        const message = {
          key: `code:${id}`,
          mobile: target.mobile,
          personId: target.personId,
          kind: 'signInCode',
        } as const;
        if (target.onFile) {
          await sendText(transaction, {
            ...message,
            params: { code, minutes },
            text: `【安哨】验证码 ${code}，${minutes} 分钟内有效。请勿告诉他人，如非本人操作请忽略。`,
          });
        } else {
          // The same rows are written, so that time tells as little as the answer; the help line sees why nothing came.
          const because = '该号码没有登记，未发送';
          await sendText(transaction, {
            ...message,
            params: {},
            text: `登录验证码：${because}`,
            skippedBecause: because,
          });
        }
        return {
          mobile: maskMobile(target.mobile),
          expiresAt: expiresAt.toISOString(),
          resendAt: new Date(now.getTime() + signInLimits.resendSeconds * 1000).toISOString(),
        };
      });
    },

    /**
     * Compares a guess. Five wrong ones lock the number for the address they came from and for nobody else; the code
     * itself stands `codeAttemptsInAll` from everywhere together.
     * @param address of the asking machine
     * @returns id of the code, to be used up by `use` in the transaction of what it allows
     * @throws Problem `access.code-wrong`, `access.code-expired`, `access.locked`
     */
    async prove(of: store.CodeFor, guess: string, address: string): Promise<string> {
      const now = clock.now();
      const key = attemptsKey(of.mobile, address);
      await requireUnlocked(pool, key, now);
      const issued = await store.currentCode(pool, of, signInLimits.codeAttemptsInAll, now);
      // Without a code there is nothing to guess: such a try is not counted, or anybody could lock any number.
      if (!issued) throw new Problem('access.code-expired');
      const left = await takeAttempt(pool, key, now, lock);
      const standing = await store.takeGuess(pool, issued.id, signInLimits.codeAttemptsInAll);
      if (standing === undefined) throw new Problem('access.code-expired');
      if (sameHash(issued.hash, hashCode(issued.id, guess))) {
        await forgetAttempts(pool, key);
        return issued.id;
      }
      if (left === 0) throw new Problem('access.locked', { minutes: signInLimits.lockMinutes });
      if (standing === 0) throw new Problem('access.code-expired');
      throw new Problem('access.code-wrong', { left: Math.min(left, standing) });
    },

    /** @throws Problem `access.code-expired` when the code was used meanwhile */
    async use(transaction: Transaction, codeId: string): Promise<void> {
      if (!(await store.takeCode(transaction, codeId, clock.now()))) throw new Problem('access.code-expired');
    },
  };
}

export type Codes = ReturnType<typeof createCodes>;

/** @throws Problem `access.codes-used-up` with the hours until the next window */
async function countCode(transaction: Transaction, key: string, now: Date, limit: RateLimit): Promise<void> {
  try {
    await countHit(transaction, key, now, limit);
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'base.too-many') throw error;
    throw new Problem('access.codes-used-up', { hours: Math.ceil(Number(error.details?.['seconds']) / 3600) });
  }
}
