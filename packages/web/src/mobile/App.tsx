import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useEffect } from 'react';
import { Redirect, Route, Router, Switch, useLocation } from 'wouter';
import { connectLive } from '../base/live.ts';
import { Questions } from './frame/ask.tsx';
import { Screen } from './frame/Screen.tsx';
import { Empty, Failure, Loading } from './frame/states.tsx';
import { Toasts } from './frame/toast.tsx';
import { HomePage } from './home/HomePage.tsx';
import { refreshAfter } from './live-refresh.ts';
import { onAccepted } from './queue/queue-store.ts';
import { communitiesOf, deskPostsOf, viewerQuery } from './session/session.ts';
import { text } from './text.ts';

const AtDesk = lazy(() => import('./home/AtDesk.tsx'));
const BindPage = lazy(() => import('./binding/BindPage.tsx'));
const SignInPage = lazy(() => import('./binding/SignInPage.tsx'));
const ChangeRequestPage = lazy(() => import('./binding/ChangeRequestPage.tsx'));
const ReportsPage = lazy(() => import('./reports/ReportsPage.tsx'));
const FilingPage = lazy(() => import('./filing/FilingPage.tsx'));
const ReceiptPage = lazy(() => import('./filed/ReceiptPage.tsx'));
const FiledPage = lazy(() => import('./filed/FiledPage.tsx'));
const AmendPage = lazy(() => import('./filed/AmendPage.tsx'));
const BatchPage = lazy(() => import('./batch/BatchPage.tsx'));
const MessagesPage = lazy(() => import('./messages/MessagesPage.tsx'));
const MePage = lazy(() => import('./me/MePage.tsx'));
const SharedDraftPage = lazy(() => import('./form-filling/SharedDraftPage.tsx'));
const AppsPage = lazy(() => import('./apps/AppsPage.tsx'));
const FillPage = lazy(() => import('./form-filling/FillPage.tsx'));
const DonePage = lazy(() => import('./form-filling/DonePage.tsx'));
const RecordsPage = lazy(() => import('./form-filling/RecordsPage.tsx'));
const RecordPage = lazy(() => import('./form-filling/RecordPage.tsx'));
const EditRecordPage = lazy(() => import('./form-filling/EditRecordPage.tsx'));

/** Forms are for everybody who is signed in, whatever their post. */
const formRoutes = [
  <Route key="apps" path="/apps" component={AppsPage} />,
  <Route key="fill" path="/fill/:form">
    {({ form }) => <FillPage key={form} form={form} />}
  </Route>,
  <Route key="filled" path="/filled/:form/:id">
    {({ form, id }) => <DonePage form={form} id={id} />}
  </Route>,
  <Route key="records" path="/records/:form">
    {({ form }) => <RecordsPage form={form} />}
  </Route>,
  <Route key="record" path="/records/:form/:id">
    {({ form, id }) => <RecordPage form={form} id={id} />}
  </Route>,
  <Route key="edit" path="/records/:form/:id/edit">
    {({ form, id }) => <EditRecordPage form={form} id={id} />}
  </Route>,
];

export function App() {
  return (
    <Router base="/m">
      <Suspense fallback={<Waiting />}>
        <Switch>
          <Route path="/bind" component={BindPage} />
          <Route path="/sign-in" component={SignInPage} />
          <Route path="/change-request" component={ChangeRequestPage} />
          <Route path="/shared-draft/:token">{({ token }) => <SharedDraftPage token={token} />}</Route>
          <Route component={SignedIn} />
        </Switch>
      </Suspense>
      <Toasts />
      <Questions />
    </Router>
  );
}

/** Everything that needs somebody to be signed in and to have bound a community (DR-04). */
function SignedIn() {
  const viewer = useQuery(viewerQuery);
  const [, go] = useLocation();
  const isSignedIn = viewer.data !== undefined && viewer.data.keptAt === undefined;
  useEffect(() => {
    if (!isSignedIn) return;
    let isFirst = true;
    return connectLive({
      onEvent: (event) => refreshAfter(event.type),
      onConnected({ resumed }) {
        if (!isFirst && !resumed) refreshAfter('*');
        isFirst = false;
      },
    });
  }, [isSignedIn]);
  // Sent from another page than the form itself: what is shown is out of date now.
  useEffect(() => onAccepted(() => refreshAfter('*')), []);
  if (viewer.isPending) return <Waiting />;
  if (viewer.isError)
    return (
      <Screen title={text('homeTitle')}>
        <Failure error={viewer.error} retry={() => void viewer.refetch()} />
      </Screen>
    );
  const { value } = viewer.data;
  if (communitiesOf(value).length === 0 && deskPostsOf(value).length > 0)
    return (
      <Switch>
        <Route path="/me" component={MePage} />
        <Route path="/messages" component={MessagesPage} />
        {formRoutes}
        <Route>
          <AtDesk viewer={value} />
        </Route>
      </Switch>
    );
  if (communitiesOf(value).length === 0)
    return (
      <Screen title={text('homeTitle')}>
        <Empty icon="building" title={text('notBound')} hint={text('notBoundHint')}>
          <button type="button" className="mbtn" onClick={() => go('/bind')}>
            {text('goBind')}
          </button>
        </Empty>
      </Screen>
    );
  return (
    <Switch>
      <Route path="/" component={HomePage} />
      <Route path="/reports" component={ReportsPage} />
      <Route path="/report/:taskId">{({ taskId }) => <FilingPage key={taskId} taskId={taskId} />}</Route>
      <Route path="/receipt/:id">{({ id }) => <ReceiptPage id={id} />}</Route>
      <Route path="/filed/:id">{({ id }) => <FiledPage id={id} />}</Route>
      <Route path="/filed/:id/amend">{({ id }) => <AmendPage id={id} />}</Route>
      <Route path="/batch" component={BatchPage} />
      <Route path="/messages" component={MessagesPage} />
      <Route path="/me" component={MePage} />
      {formRoutes}
      <Route>
        <Redirect to="/" replace />
      </Route>
    </Switch>
  );
}

function Waiting() {
  return (
    <div className="screen">
      <main className="page">
        <Loading cards={4} />
      </main>
    </div>
  );
}
