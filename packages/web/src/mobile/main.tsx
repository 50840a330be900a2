/** Entry of the phone surface, served at `/m/`. */
import './phone.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { navigate } from 'wouter/use-browser-location';
import { whenSignedOut } from '../base/api.ts';
import { startLanguage, useLanguage } from '../base/language.ts';
import { App } from './App.tsx';
import { Crash } from './frame/Crash.tsx';
import { openTasksQuery } from './home/open-tasks.ts';
import { queryClient } from './query-client.ts';
import { loadQueue } from './queue/queue-store.ts';
import { installServiceWorker } from './service-worker.ts';
import { showElderMode } from './session/preferences.ts';
import { viewerQuery } from './session/session.ts';
import { rememberWay, wayIn } from './session/way-in.ts';

showElderMode();
whenSignedOut(() => {
  const { pathname, search } = window.location;
  if (wayIn.some((path) => pathname.startsWith(path))) return;
  rememberWay(pathname + search);
  navigate('/m/sign-in', { replace: true });
});
// Asked at once and side by side: on a slow network one round trip after the other is what people wait for.
const { pathname: opened } = window.location;
if (!wayIn.some((path) => opened.startsWith(path))) {
  void queryClient.prefetchQuery(viewerQuery);
  // Forms and their records stand alone, without the tabs that count what is open.
  if (!/^\/m\/(fill|filled|records)\//.test(opened)) void queryClient.prefetchQuery(openTasksQuery);
}
void loadQueue();
installServiceWorker();

function Root() {
  // A change of language draws everything anew.
  const language = useLanguage();
  return (
    <Crash key={language}>
      <App />
    </Crash>
  );
}

const root = document.getElementById('root');
startLanguage(
  () => import('./english.ts').then(({ english }) => english),
  () => {
    if (root)
      createRoot(root).render(
        <StrictMode>
          <QueryClientProvider client={queryClient}>
            <Root />
          </QueryClientProvider>
        </StrictMode>,
      );
  },
);
