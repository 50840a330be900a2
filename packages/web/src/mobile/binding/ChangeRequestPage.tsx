import { submitChangeRequest } from '@anshao/core/access/contract.ts';
import { anonymousUploadTicket } from '@anshao/core/files/contract.ts';
import { type CommunityChoice, pickCommunities } from '@anshao/core/org/contract.ts';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { Link, useSearch } from 'wouter';
import { ApiProblem, callApi } from '../../base/api.ts';
import { newId } from '../../base/ids.ts';
import { Mark } from '../../base/marks.tsx';
import { dropOutgoing, whenSent } from '../../files/outgoing.ts';
import { Attachments } from '../files/Attachments.tsx';
import { HelpLine } from '../frame/HelpLine.tsx';
import { Screen } from '../frame/Screen.tsx';
import { Sheet } from '../frame/Sheet.tsx';
import { useKeptState } from '../storage/kept-state.ts';
import { text } from '../text.ts';
import { CodeInput } from './CodeInput.tsx';
import { CommunityPicker } from './CommunityPicker.tsx';
import { isMobile, MobileInput } from './MobileInput.tsx';
import { useCode } from './use-code.ts';
import '../../forms/mobile/forms.css';
import './binding.css';

interface Request {
  readonly id: string;
  readonly community: CommunityChoice | null;
  readonly name: string;
  readonly mobile: string;
  readonly reason: string;
  readonly fileIds: readonly string[];
  readonly ticket: string;
}

/** 项目负责人变更申请, without sign-in; impossible without the company's authorisation (DR-11, DR-12). */
export default function ChangeRequestPage() {
  const asked = new URLSearchParams(useSearch()).get('community') ?? '';
  const [request, setRequest, forget] = useKeptState<Request>('changeRequest', {
    id: newId(),
    community: null,
    name: '',
    mobile: '',
    reason: '',
    fileIds: [],
    ticket: '',
  });
  const [code, setCode] = useState('');
  const [isTried, setTried] = useState(false);
  const [isPicking, setPicking] = useState(false);
  const sending = useCode();
  const latest = useRef(request);
  latest.current = request;

  const posted = useQuery({
    queryKey: ['pick', 'poster', asked],
    queryFn: () => callApi(pickCommunities, { query: { id: asked } }),
    enabled: asked !== '',
  });
  const found = posted.data?.rows[0];
  // What was kept and what the address names arrive in either order.
  const isLoaded = request !== undefined;
  useEffect(() => {
    const current = latest.current;
    if (isLoaded && found && current && current.community?.id !== found.id)
      setRequest({ ...current, community: found });
  }, [isLoaded, found, setRequest]);

  const send = useMutation({
    mutationFn: async ({ id, community, name, mobile, reason, fileIds, ticket }: Request) => {
      await whenSent(fileIds);
      return callApi(submitChangeRequest, {
        body: {
          id,
          communityId: community?.id ?? '',
          name: name.trim(),
          mobile,
          code,
          reason: reason.trim(),
          fileIds: [...fileIds],
          uploadTicket: ticket,
        },
      });
    },
    // A code that was not even looked at is still good.
    onError: (error) => {
      if (error instanceof ApiProblem && error.code?.startsWith('access.code-')) setCode('');
    },
  });
  // Only once the form is gone: a picture that is still shown would be looked for on the server.
  const sent = send.data ? send.variables : undefined;
  useEffect(() => {
    if (!sent) return;
    for (const file of sent.fileIds) dropOutgoing(file);
    void forget();
  }, [sent, forget]);
  if (send.data)
    return (
      <Screen title={text('changeTitle')}>
        <div className="state">
          <Mark level="done" size={56} />
          <h2>{text('changeSent')}</h2>
          <p className="number">{send.data.number}</p>
          <p>{text('changeSentHint')}</p>
          <Link href="/sign-in" className="mbtn soft">
            {text('backToSignIn')}
          </Link>
          <HelpLine />
        </div>
      </Screen>
    );
  if (!request)
    return (
      <Screen title={text('changeTitle')} back="/bind">
        {null}
      </Screen>
    );

  const { community, name, mobile, reason, fileIds } = request;
  const put = (changes: Partial<Request>) => setRequest({ ...(latest.current ?? request), ...changes });
  /** One ticket for all files of this request; it is asked for when the first is picked. */
  const ticket = async () => {
    const had = latest.current?.ticket;
    if (had) return had;
    const answer = await callApi(anonymousUploadTicket, { body: { purpose: 'changeRequest' } });
    put({ ticket: answer.ticket });
    return answer.ticket;
  };
  const missing = {
    community: !community,
    name: name.trim() === '',
    mobile: !isMobile(mobile),
    code: code.length < 6,
    reason: reason.trim() === '',
    files: fileIds.length === 0,
  };
  const submit = () => {
    setTried(true);
    const first = (Object.keys(missing) as (keyof typeof missing)[]).find((key) => missing[key]);
    if (first) document.getElementById(`change-${first}`)?.scrollIntoView({ behavior: 'smooth', block: 'center' });
    else send.mutate(request);
  };
  const problem = send.error ?? sending.problem;
  const demand = (key: keyof typeof missing, sentence: string) =>
    isTried && missing[key] ? <p className="problem">{sentence}</p> : null;

  return (
    <Screen
      title={text('changeTitle')}
      back="/bind"
      bar={
        <button type="button" className="pbtn" disabled={send.isPending} onClick={submit}>
          {send.isPending ? text('submitting') : text('submitChange')}
        </button>
      }
    >
      <p className="note lead">{text('changeLead')}</p>
      <section className="card">
        <div className="fld" id="change-community">
          <div className="lb">
            <span>{text('communityName')}</span>
            <Required />
          </div>
          <button type="button" className="inp pick-one" onClick={() => setPicking(true)}>
            {community ? (
              <>
                <b>{community.name}</b>
                <small className="mut">{community.districtName}</small>
              </>
            ) : (
              <span className="mut">{text('pickTitle')}</span>
            )}
          </button>
          {demand('community', text('pickFirst'))}
        </div>
        <div className="fld" id="change-name">
          <div className="lb">
            <label htmlFor="change-name-input">{text('newName')}</label>
            <Required />
          </div>
          <input
            id="change-name-input"
            className="inp"
            type="text"
            autoComplete="name"
            maxLength={40}
            value={name}
            aria-invalid={isTried && missing.name}
            onChange={(event) => put({ name: event.target.value })}
          />
          {demand('name', text('nameMissing'))}
        </div>
        <div className="fld" id="change-mobile">
          <div className="lb">
            <span>{text('newMobile')}</span>
            <Required />
          </div>
          <MobileInput
            value={mobile}
            onChange={(next) => put({ mobile: next })}
            sending={sending}
            onSend={() => sending.send({ purpose: 'changeRequest', mobile })}
          />
          {demand('mobile', text('mobileOdd'))}
        </div>
        <div className="fld" id="change-code">
          <div className="lb">
            <span>{text('codeLabel')}</span>
            <Required />
          </div>
          <CodeInput
            value={code}
            onChange={(next) => {
              send.reset();
              sending.dismiss();
              setCode(next);
            }}
            disabled={send.isPending}
            isWrong={isTried && missing.code}
          />
          {demand('code', text('codeMissing'))}
        </div>
        <div className="fld" id="change-reason">
          <div className="lb">
            <label htmlFor="change-reason-input">{text('changeReason')}</label>
            <Required />
          </div>
          <textarea
            id="change-reason-input"
            className="inp"
            rows={3}
            maxLength={500}
            value={reason}
            aria-invalid={isTried && missing.reason}
            onChange={(event) => put({ reason: event.target.value })}
          />
          {demand('reason', text('reasonMissing'))}
        </div>
        <div className="fld" id="change-files">
          <div className="lb">
            <span id="change-files-label">{text('authorisation')}</span>
            <Required />
            <span className="sp" />
            <span className="mut">{text('authorisationKinds')}</span>
          </div>
          <Attachments
            id="change-files-add"
            ids={fileIds}
            onChange={(next) => put({ fileIds: next })}
            kinds={['image', 'pdf']}
            most={5}
            cameraOnly={false}
            watermark={undefined}
            readOnly={false}
            labelledBy="change-files-label"
            describedBy={undefined}
            ticket={ticket}
          />
          <p className="note">{text('authorisationNote')}</p>
          {demand('files', text('authorisationMissing'))}
        </div>
        {problem && (
          <p className="problem" role="alert">
            <Mark level="major" />
            {problem.message}
          </p>
        )}
      </section>
      <HelpLine />
      {isPicking && (
        <Sheet
          title={text('pickTitle')}
          onClose={() => setPicking(false)}
          foot={
            <button type="button" className="pbtn" disabled={!community} onClick={() => setPicking(false)}>
              {text('confirm')}
            </button>
          }
        >
          <CommunityPicker chosen={community ?? undefined} onChoose={(next) => put({ community: next })} />
        </Sheet>
      )}
    </Screen>
  );
}

function Required() {
  return (
    <span className="req" aria-hidden="true">
      *
    </span>
  );
}
