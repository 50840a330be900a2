/** Sending a code: when it was sent, when it may be sent again, and what the server said about it. */
import { sendCode, signInLimits } from '@anshao/core/access/contract.ts';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Static } from 'typebox';
import { asApiProblem, type CallAnswer, callApi } from '../../base/api.ts';
import { sentenceOf } from '../../base/sentences.ts';
import { keepInTab, keptInTab } from './kept-step.ts';

type Purpose = Static<NonNullable<typeof sendCode.body>>;
export type CodeSent = NonNullable<CallAnswer<typeof sendCode.answer>>;

interface Sent {
  readonly answer: CodeSent | undefined;
  readonly sentAt: number;
  readonly resendAt: number;
}

export interface CodeSending {
  readonly sent: CodeSent | undefined;
  /** When this phone learned that it was sent (ms). */
  readonly sentAt: number;
  /** Seconds until it may be sent again; 0 when it may. */
  readonly wait: number;
  readonly isSending: boolean;
  /** A sentence that tells how long to wait counts down with the time, and is gone when it is over. */
  readonly problem: { readonly message: string } | undefined;
  readonly send: (purpose: Purpose) => void;
  /** The person has gone on: what was wrong with sending is over. */
  readonly dismiss: () => void;
  /** The code has been used. */
  readonly forget: () => void;
}

const nothing: Sent = { answer: undefined, sentAt: 0, resendAt: 0 };

/** @param keepAs name under which the moments outlive a reload of the tab; without it they do not */
export function useCode(keepAs?: string): CodeSending {
  const key = keepAs && `anshao.code ${keepAs}`;
  const [{ answer, sentAt, resendAt }, setSent] = useState<Sent>(() => (key && keptInTab<Sent>(key)) || nothing);
  const [now, setNow] = useState(Date.now);
  const put = (next: Sent, at: number) => {
    setSent(next);
    setNow(at);
    if (key) keepInTab(key, next);
  };
  const sending = useMutation({
    mutationFn: (purpose: Purpose) => callApi(sendCode, { body: purpose }),
    onSuccess: (answer) => {
      const at = Date.now();
      // By duration, not by the server's clock: phones are often minutes off.
      const valid = signInLimits.codeSeconds * 1000;
      const wait = new Date(answer.resendAt).getTime() - (new Date(answer.expiresAt).getTime() - valid);
      put({ answer, sentAt: at, resendAt: at + Math.max(1_000, Math.min(valid, wait)) }, at);
    },
    onError: (error) => {
      const { seconds } = asApiProblem(error).details;
      const at = Date.now();
      if (typeof seconds === 'number') put({ answer, sentAt, resendAt: at + seconds * 1000 }, at);
    },
  });
  const isWaiting = resendAt > now;
  useEffect(() => {
    if (!isWaiting) return;
    const clock = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(clock);
  }, [isWaiting]);
  const wait = Math.max(0, Math.ceil((resendAt - now) / 1000));
  return {
    sent: answer,
    sentAt,
    wait,
    isSending: sending.isPending,
    problem: sending.error ? problemNow(sending.error, wait) : undefined,
    send: sending.mutate,
    dismiss: sending.reset,
    forget: () => key && keepInTab(key, undefined),
  };
}

function problemNow(error: Error, wait: number): { readonly message: string } | undefined {
  const problem = asApiProblem(error);
  if (typeof problem.details.seconds !== 'number') return problem;
  if (wait === 0) return undefined;
  return { message: sentenceOf(problem.code, { ...problem.details, seconds: wait }, problem.message) };
}
