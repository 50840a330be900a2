import { signInWithCode } from '@anshao/core/access/contract.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { callApi } from '../../base/api.ts';
import { Mark } from '../../base/marks.tsx';
import { clock } from '../../base/time.ts';
import { HelpLine } from '../frame/HelpLine.tsx';
import { Screen } from '../frame/Screen.tsx';
import { enter } from '../session/session.ts';
import { text } from '../text.ts';
import { CodeInput } from './CodeInput.tsx';
import { MobileInput } from './MobileInput.tsx';
import { useCode } from './use-code.ts';
import './binding.css';

/** Signing in again with one's own number; whoever comes for the first time binds a community instead. */
export default function SignInPage() {
  const [mobile, setMobile] = useState('');
  const [code, setCode] = useState('');
  const sending = useCode();
  const [, go] = useLocation();
  const client = useQueryClient();
  const signIn = useMutation({
    mutationFn: () => callApi(signInWithCode, { body: { mobile, code } }),
    onSuccess: (viewer) => enter(viewer, client, (path) => go(path, { replace: true })),
    onError: () => setCode(''),
  });
  const problem = signIn.error ?? sending.problem;
  return (
    <Screen title={text('signInTitle')}>
      <div className="brand-h">
        <img src="/icon.svg" alt="" width={56} height={56} />
        <h2>{text('appName')}</h2>
        <p className="note">{text('appLine')}</p>
      </div>
      <Link href="/bind" className="pbtn sec">
        {text('firstTime')}
      </Link>
      <h2 className="h-sec">{text('signInByMobile')}</h2>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (code.length === 6 && !signIn.isPending) signIn.mutate();
        }}
      >
        <MobileInput
          value={mobile}
          onChange={setMobile}
          sending={sending}
          onSend={() => sending.send({ purpose: 'signIn', mobile })}
        />
        <div className="gap">
          <CodeInput
            value={code}
            onChange={(next) => {
              signIn.reset();
              sending.dismiss();
              setCode(next);
            }}
            disabled={!sending.sent || signIn.isPending}
            isWrong={signIn.isError}
          />
        </div>
        {sending.sent && (
          <p className="note under">
            {text('codeSentTo', { time: clock(sending.sentAt), mobile: sending.sent.mobile })}
          </p>
        )}
        {problem && (
          <p className="problem" role="alert">
            <Mark level="major" />
            {problem.message}
          </p>
        )}
        <div className="do">
          <button type="submit" className="pbtn" disabled={code.length < 6 || signIn.isPending}>
            {text('signIn')}
          </button>
        </div>
      </form>
      <HelpLine />
    </Screen>
  );
}
