import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { baseText } from '../../base/base-text.ts';
import { Icon } from '../../base/icons.tsx';
import { changeLanguage, currentLanguage } from '../../base/language.ts';
import { ask } from '../frame/ask.tsx';
import { HelpLine } from '../frame/HelpLine.tsx';
import { Screen } from '../frame/Screen.tsx';
import { showToast } from '../frame/toast.tsx';
import { useQueue } from '../queue/queue-store.ts';
import { isAllReports } from '../queue/queue-words.ts';
import { setElderMode, useElderMode } from '../session/preferences.ts';
import { leave, useViewer } from '../session/session.ts';
import { text } from '../text.ts';
import { DeviceList } from './DeviceList.tsx';
import { Switch } from './Switch.tsx';
import './me.css';
import { placeWord } from '../../base/place-word.ts';

/** 我的: who I am, where I am signed in, how the app looks. */
export default function MePage() {
  const viewer = useViewer();
  const isElder = useElderMode();
  const queue = useQueue();
  const client = useQueryClient();
  const [showsDevices, setShowsDevices] = useState(false);
  const signOut = useMutation({
    mutationFn: leave,
    onSuccess: () => {
      client.clear();
      window.location.replace('/m/sign-in');
    },
    onError: (error) => showToast(error.message, 'problem'),
  });
  const askSignOut = async () => {
    const yes = await ask({
      title: text('signOutTitle'),
      consequence:
        queue.length > 0
          ? text(isAllReports(queue) ? 'signOutLoses' : 'signOutLosesAny', { n: queue.length })
          : text('signOutConsequence'),
      confirm: text('signOut'),
      danger: true,
    });
    if (yes) signOut.mutate();
  };
  return (
    <Screen title={text('tabMe')} tabs>
      {viewer && (
        <section className="card person">
          <span className="av" aria-hidden="true">
            {Array.from(viewer.name)[0]}
          </span>
          <div>
            <h2>{viewer.name}</h2>
            {viewer.mobile && <p className="note">{viewer.mobile}</p>}
          </div>
        </section>
      )}
      <section className="card posts">
        <h2 className="h-sec first">{text('myPosts')}</h2>
        <ul>
          {viewer?.posts.map((post) => (
            <li key={post.id}>
              <Icon name="building" size={20} className="mut" />
              <span>{placeWord(post)}</span>
              <span className="note">{post.roleName}</span>
            </li>
          ))}
        </ul>
      </section>
      <section className="lst settings">
        <div className="li">
          <span className="lt" id="elder-label">
            <b>{text('elderMode')}</b>
            <span className="d">{text('elderModeHint')}</span>
          </span>
          <Switch labelledBy="elder-label" isOn={isElder} onChange={setElderMode} />
        </div>
        <div className="li">
          <span className="lt">
            <b>{text('language')}</b>
          </span>
          <button
            type="button"
            className="mbtn soft"
            lang={currentLanguage() === 'zh' ? 'en' : 'zh-CN'}
            onClick={() =>
              void changeLanguage(currentLanguage() === 'zh' ? 'en' : 'zh').catch(() =>
                showToast(baseText('offline'), 'problem'),
              )
            }
          >
            {currentLanguage() === 'zh' ? 'English' : '中文'}
          </button>
        </div>
        <button
          type="button"
          className="li"
          aria-expanded={showsDevices}
          onClick={() => setShowsDevices(!showsDevices)}
        >
          <span className="lt">
            <b>{text('devices')}</b>
            <span className="d">{text('devicesHint')}</span>
          </span>
          <Icon name={showsDevices ? 'up' : 'down'} size={18} className="mut" />
        </button>
        {showsDevices && <DeviceList />}
      </section>
      <button type="button" className="pbtn sec out" disabled={signOut.isPending} onClick={() => void askSignOut()}>
        {text('signOut')}
      </button>
      <HelpLine />
    </Screen>
  );
}
