import { type CommunityChoice, pickCommunities } from '@anshao/core/org/contract.ts';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Link, useSearch } from 'wouter';
import { callApi } from '../../base/api.ts';
import { Screen } from '../frame/Screen.tsx';
import { text } from '../text.ts';
import { CommunityPicker } from './CommunityPicker.tsx';
import { keepStep, keptStep, type Step } from './kept-step.ts';
import { Steps } from './Steps.tsx';
import { VerifyStep } from './VerifyStep.tsx';
import './binding.css';

/** First binding: which community, who is on file for it, and the code to that number (DR-02 … DR-09). */
export default function BindPage() {
  const poster = new URLSearchParams(useSearch()).get('community') ?? '';
  // What another poster began is of no use to this one.
  const [before] = useState(() => {
    const kept = keptStep();
    return poster === '' || kept?.community.id === poster ? kept : undefined;
  });
  const [step, setStep] = useState<Step>(before?.step ?? 'pick');
  const [chosen, setChosen] = useState<CommunityChoice | undefined>(before?.community);
  useEffect(() => {
    if (chosen) keepStep({ step, community: chosen });
  }, [step, chosen]);
  // A poster names its community: straight on to the contact.
  const posted = useQuery({
    queryKey: ['pick', 'poster', poster],
    queryFn: () => callApi(pickCommunities, { query: { id: poster } }),
    enabled: poster !== '',
  });
  const found = posted.data?.rows[0];
  useEffect(() => {
    if (!found) return;
    setChosen((was) => was ?? found);
    setStep((was) => (was === 'pick' ? 'check' : was));
  }, [found]);

  if (step === 'pick' || !chosen)
    return (
      <Screen
        title={text('pickTitle')}
        back="/sign-in"
        sticky={<Steps at={0} />}
        bar={
          <button type="button" className="pbtn" disabled={!chosen} onClick={() => setStep('check')}>
            {text('confirm')}
          </button>
        }
      >
        <CommunityPicker chosen={chosen} onChoose={setChosen} />
        <p className="note other-way">
          {text('hasAccount')}
          <Link href="/sign-in" className="link">
            {text('signInByMobile')}
          </Link>
        </p>
      </Screen>
    );
  return (
    <VerifyStep
      key={chosen.id}
      community={chosen}
      isChecked={step === 'verify'}
      onChecked={() => setStep('verify')}
      onBack={() => setStep(step === 'verify' ? 'check' : 'pick')}
      onChange={() => setStep('pick')}
    />
  );
}
