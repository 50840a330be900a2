import { bind } from '@anshao/core/access/contract.ts';
import type { CommunityChoice } from '@anshao/core/org/contract.ts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { callApi } from '../../base/api.ts';
import { Icon } from '../../base/icons.tsx';
import { Mark } from '../../base/marks.tsx';
import { clock } from '../../base/time.ts';
import { PhoneLink, publicSettingsQuery } from '../frame/HelpLine.tsx';
import { Screen } from '../frame/Screen.tsx';
import { showToast } from '../frame/toast.tsx';
import { enter } from '../session/session.ts';
import { text } from '../text.ts';
import { CodeInput } from './CodeInput.tsx';
import { Consent } from './Consent.tsx';
import { keepStep } from './kept-step.ts';
import { Steps } from './Steps.tsx';
import { useCode } from './use-code.ts';

export interface VerifyStepProps {
  readonly community: CommunityChoice;
  /** The contact has been looked at and a code asked for. */
  readonly isChecked: boolean;
  readonly onChecked: () => void;
  readonly onBack: () => void;
  readonly onChange: () => void;
}

/** The contact on file, masked and not to be changed, then the code that went to that number (DR-08, DR-09). */
export function VerifyStep({ community, isChecked, onChecked, onBack, onChange }: VerifyStepProps) {
  const [code, setCode] = useState('');
  const [agrees, setAgrees] = useState(false);
  const settings = useQuery(publicSettingsQuery).data?.value;
  const sending = useCode(`bind ${community.id}`);
  const [, go] = useLocation();
  const client = useQueryClient();
  const binding = useMutation({
    mutationFn: () =>
      callApi(bind, { body: { communityId: community.id, code, consent: settings?.consentVersion ?? '' } }),
    onSuccess: (viewer) => {
      keepStep(undefined);
      sending.forget();
      showToast(text('bound', { name: viewer.name }), 'done');
      return enter(viewer, client, (path) => go(path, { replace: true }));
    },
    onError: () => setCode(''),
  });
  const { contact } = community;
  const isLocked = binding.error !== null && 'code' in binding.error && binding.error.code === 'access.locked';
  const problem = binding.error ?? sending.problem;
  const askCode = () => {
    binding.reset();
    // One is on its way already.
    if (sending.wait > 0) return onChecked();
    sending.send({ purpose: 'bind', communityId: community.id });
    onChecked();
  };
  const isReady = code.length === 6 && agrees && settings !== undefined && !binding.isPending;

  return (
    <Screen title={text('bindTitle')} onBack={onBack} sticky={<Steps at={isChecked ? 2 : 1} />}>
      <section className="card facts">
        <div className="kv">
          <span className="kk">{text('communityName')}</span>
          <b className="vv">{community.name}</b>
          <button type="button" className="link change" onClick={onChange}>
            {text('changeChoice')}
          </button>
        </div>
        <div className="kv">
          <span className="kk">{text('district')}</span>
          <span className="vv">{community.districtName}</span>
        </div>
        <div className="kv">
          <span className="kk">{text('contact')}</span>
          <span className="vv">{contact ? `${contact.name} ${contact.mobile}` : text('noContact')}</span>
          <Icon name="lock" size={18} className="mut" label={text('readOnly')} />
        </div>
      </section>
      <p className="note under">{text('contactNote')}</p>

      {isChecked && (
        <>
          <div className="code-h">
            <h2>{text('enterCode')}</h2>
            <button type="button" className="link" disabled={sending.wait > 0 || sending.isSending} onClick={askCode}>
              {sending.wait > 0 ? text('resendIn', { n: sending.wait }) : text('resend')}
            </button>
          </div>
          <CodeInput
            value={code}
            onChange={(next) => {
              binding.reset();
              sending.dismiss();
              setCode(next);
            }}
            disabled={isLocked || binding.isPending}
            isWrong={binding.isError}
          />
          {sending.sent && (
            <p className="note under">
              {text('codeSentTo', { time: clock(sending.sentAt), mobile: sending.sent.mobile })}
            </p>
          )}
        </>
      )}
      {problem && (
        <p className="problem" role="alert">
          <Mark level="major" />
          {problem.message}
        </p>
      )}
      <div className="do">
        {isChecked ? (
          <button type="button" className="pbtn" disabled={!isReady} onClick={() => binding.mutate()}>
            {binding.isPending ? text('binding') : text('bindAndSignIn')}
          </button>
        ) : (
          <button type="button" className="pbtn" disabled={!contact || sending.isSending} onClick={askCode}>
            {text(sending.wait > 0 ? 'enterCode' : 'sendCode')}
          </button>
        )}
      </div>
      <Consent agrees={agrees} onChange={setAgrees} words={settings?.consentText} />
      {isChecked && code.length === 6 && !agrees && <p className="problem">{text('agreeFirst')}</p>}

      <section className="card ways">
        <div className="way">
          <span>
            {text('notMyContact')}
            <small className="note">{text('notMyContactHint')}</small>
          </span>
          <Link href={`/change-request?community=${community.id}`} className="mbtn soft">
            {text('goChangeRequest')}
          </Link>
        </div>
        {settings?.helpLine && (
          <div className="way">
            <span>{text('helpLine')}</span>
            <PhoneLink number={settings.helpLine} />
          </div>
        )}
      </section>
    </Screen>
  );
}
