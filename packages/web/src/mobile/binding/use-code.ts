/** Sending a code: when it was sent, when it may be sent again, and what the server said about it. */
import { sendCode, signInLimits } from '@anshao/core/access/contract.ts';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Static } from 'typebox';
import { type ApiProblem, asApiProblem, type CallAnswer, callApi } from '../../base/api.ts';

type Purpose = Static<NonNullable<typeof sendCode.body>>;
export type CodeSent = NonNullable<CallAnswer<typeof sendCode.answer>>;

export interface CodeSending {
  readonly sent: CodeSent | undefined;
  /** When this phone learned that it was sent (ms). */
  readonly sentAt: number;
  /** Seconds until it may be sent again; 0 when it may. */
  readonly wait: number;
  readonly isSending: boolean;
  readonly problem: ApiProblem | undefined;
  readonly send: (purpose: Purpose) => void;
}

export function useCode(): CodeSending {
  const [resendAt, setResendAt] = useState(0);
  const [sentAt, setSentAt] = useState(0);
  const [now, setNow] = useState(Date.now);
  const sending = useMutation({
    mutationFn: (purpose: Purpose) => callApi(sendCode, { body: purpose }),
    onSuccess: (answer) => {
      const at = Date.now();
      setSentAt(at);
      setNow(at);
      // By duration, not by the server's clock: phones are often minutes off.
      const valid = signInLimits.codeSeconds * 1000;
      const wait = new Date(answer.resendAt).getTime() - (new Date(answer.expiresAt).getTime() - valid);
      setResendAt(at + Math.max(1_000, Math.min(valid, wait)));
    },
    onError: (error) => {
      const { seconds } = asApiProblem(error).details;
      const at = Date.now();
      setNow(at);
      if (typeof seconds === 'number') setResendAt(at + seconds * 1000);
    },
  });
  const isWaiting = resendAt > now;
  useEffect(() => {
    if (!isWaiting) return;
    const clock = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(clock);
  }, [isWaiting]);
  return {
    sent: sending.data,
    sentAt,
    wait: Math.max(0, Math.ceil((resendAt - now) / 1000)),
    isSending: sending.isPending,
    problem: sending.error ? asApiProblem(sending.error) : undefined,
    send: sending.mutate,
  };
}
