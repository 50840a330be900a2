/** Who is there decides what is shown: sign-in, a forced change of password, or the desk itself. */
import { me } from '@anshao/core/access/contract.ts';
import { useEffect } from 'react';
import { whenSignedOut } from '../base/api.ts';
import { queryClient, useCall } from './calls.ts';
import { Frame } from './frame/Frame.tsx';
import { Bones, Failure } from './frame/states.tsx';
import { ChangePassword } from './session/ChangePassword.tsx';
import { SignIn } from './session/SignIn.tsx';
import { ViewerContext } from './session/viewer.ts';
import { t } from './text.ts';

export function Desk() {
  const session = useCall(me, {});
  useEffect(() => {
    whenSignedOut(() => {
      // Also the answer when nobody was signed in to begin with; asking again then would never end.
      if (queryClient.getQueriesData({ queryKey: [me.name] }).some(([, viewer]) => viewer !== undefined))
        void queryClient.resetQueries({ queryKey: [me.name] });
    });
  }, []);
  if (session.data?.mustChangePassword) return <ChangePassword viewer={session.data} forced />;
  if (session.data && session.error?.status !== 401)
    return (
      <ViewerContext value={session.data}>
        <Frame />
      </ViewerContext>
    );
  if (session.isPending) return <Bones lines={6} />;
  if (session.error?.status === 401) return <SignIn />;
  return (
    <main className="narrow-page">
      <h1 className="visually-hidden">{t('product')}</h1>
      <Failure problem={session.error} retry={() => void session.refetch()} />
    </main>
  );
}
