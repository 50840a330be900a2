/** Navigation, top bar and the page between them. */
import { listChangeRequests, type Viewer } from '@anshao/core/access/contract.ts';
import { Dropdown, Modal } from 'antd';
import { Suspense, useState } from 'react';
import { Link, matchRoute, Redirect, Route, Switch, useLocation, useRouter } from 'wouter';
import { Icon } from '../../base/icons.tsx';
import { currentLanguage } from '../../base/language.ts';
import { placeWord } from '../../base/place-word.ts';
import { useCall } from '../calls.ts';
import { ChangePassword } from '../session/ChangePassword.tsx';
import { signOutHere } from '../session/sign-out.ts';
import { useMay, useViewer } from '../session/viewer.ts';
import { t } from '../text.ts';
import { CommunitySearch } from './CommunitySearch.tsx';
import { Logo } from './Logo.tsx';
import { Messages } from './Messages.tsx';
import { PageBoundary } from './PageBoundary.tsx';
import { PageHead } from './PageHead.tsx';
import { canOpen, type DeskPage, deskPages } from './pages.ts';
import { Bones, Empty, NoRights } from './states.tsx';
import { useLanguageChange } from './use-language-change.ts';
import { useLiveDesk } from './use-live-desk.ts';

export function Frame() {
  const viewer = useViewer();
  const [path] = useLocation();
  const live = useLiveDesk();
  const page = deskPages.find((candidate) => candidate.nav && path.startsWith(candidate.path));
  const { parser } = useRouter();
  const bare = deskPages.find((candidate) => candidate.isBare && matchRoute(parser, candidate.path, path)[0]);
  if (bare && canOpen(bare, viewer.may)) return <Bare page={bare} path={path} />;
  const first = deskPages.find((candidate) => candidate.nav && canOpen(candidate, viewer.may));
  return (
    <div className="desk">
      <a className="skip-link" href="#content">
        {t('skipToContent')}
      </a>
      <Side viewer={viewer} />
      <div className="desk-body">
        <header className="desk-top">
          <span className="desk-scope">
            <Icon name="building" size={16} />
            {placeOf(viewer)}
          </span>
          <span className="desk-crumb">{page ? t(page.title) : ''}</span>
          {viewer.may.includes('directory.read') && viewer.may.includes('dailyReport.read') ? (
            <CommunitySearch />
          ) : null}
          <span className="desk-live" data-state={live}>
            {live === 'open' ? t('live') : t('liveLost')}
          </span>
          <Messages />
          <Me viewer={viewer} />
        </header>
        <main className="desk-main" id="content" tabIndex={-1}>
          <PageBoundary key={path}>
            <Suspense fallback={<Bones />}>
              <Switch>
                {deskPages.map((one) => (
                  <Route key={one.path} path={one.path}>
                    {canOpen(one, viewer.may) ? (
                      <one.page />
                    ) : (
                      <>
                        <PageHead title={t(one.title)} />
                        <NoRights />
                      </>
                    )}
                  </Route>
                ))}
                <Route path="/">{first ? <Redirect to={first.path} replace /> : <OnlyPhone />}</Route>
                <Route>
                  <PageHead title={t('noSuchPage')} />
                  <Link className="plain-link" href="/">
                    {t('toStart')}
                  </Link>
                </Route>
              </Switch>
            </Suspense>
          </PageBoundary>
        </main>
      </div>
    </div>
  );
}

/** A page that takes the whole window and has a way back of its own. */
function Bare({ page, path }: { page: DeskPage; path: string }) {
  return (
    <main id="content" tabIndex={-1}>
      <PageBoundary key={path}>
        <Suspense fallback={<Bones />}>
          <Route path={page.path}>
            <page.page />
          </Route>
        </Suspense>
      </PageBoundary>
    </main>
  );
}

/** Somebody whose posts give nothing to do at a desk. */
function OnlyPhone() {
  return (
    <Empty icon="phone" title={t('nothingHere')} action={<a href="/m/">{t('toPhone')}</a>}>
      {t('nothingHereWhy')}
    </Empty>
  );
}

function placeOf(viewer: Viewer): string {
  const places = [...new Set(viewer.posts.map(placeWord))];
  const [first] = places;
  if (!first) return t('noPost');
  return places.length > 1 ? t('placeAndMore', { place: first, more: places.length - 1 }) : first;
}

function Side({ viewer }: { viewer: Viewer }) {
  const [path] = useLocation();
  const may = useMay();
  const waiting = useCall(
    listChangeRequests,
    { query: { state: 'submitted', limit: 100 } },
    { enabled: may('changeRequest.review') },
  );
  const counts: Record<string, string> = {};
  const open = waiting.data?.rows.length ?? 0;
  if (open > 0) counts['/change-requests'] = waiting.data?.next ? `${open}+` : String(open);
  const groups = [1, 2, 3].map((group) =>
    deskPages.filter((page) => page.nav?.group === group && canOpen(page, viewer.may)),
  );
  return (
    <aside className="desk-side">
      <Link className="desk-logo" href="/">
        <Logo />
        {t('product')}
      </Link>
      <nav aria-label={t('navigation')}>
        {groups
          .filter((group) => group.length > 0)
          .map((group) => (
            <ul key={group[0]?.path}>
              {group.map((page) => (
                <li key={page.path}>
                  <NavLink page={page} current={path.startsWith(page.path)} count={counts[page.path]} />
                </li>
              ))}
            </ul>
          ))}
      </nav>
      {viewer.helpLine ? (
        <a className="desk-help" href={`tel:${viewer.helpLine.replaceAll(/[^\d+]/g, '')}`}>
          <Icon name="phone" size={16} />
          {t('helpLineIs', { number: viewer.helpLine })}
        </a>
      ) : null}
    </aside>
  );
}

function NavLink({ page, current, count }: { page: DeskPage; current: boolean; count: string | undefined }) {
  return (
    <Link className="desk-nav-link" href={page.path} aria-current={current ? 'page' : undefined}>
      {page.nav ? <Icon name={page.nav.icon} size={18} /> : null}
      <span>{t(page.title)}</span>
      {count ? <span className="desk-nav-count">{count}</span> : null}
    </Link>
  );
}

function Me({ viewer }: { viewer: Viewer }) {
  const [, navigate] = useLocation();
  const [changing, setChanging] = useState(false);
  const change = useLanguageChange();
  const other = currentLanguage() === 'zh' ? 'en' : 'zh';
  return (
    <>
      <Dropdown
        trigger={['click']}
        menu={{
          items: [
            { key: 'devices', label: t('myDevices'), onClick: () => navigate('/devices') },
            { key: 'password', label: t('changePassword'), onClick: () => setChanging(true) },
            { key: 'language', label: other === 'en' ? 'English' : '中文', onClick: () => change(other) },
            ...(viewer.may.includes('dailyReport.file')
              ? [{ key: 'phone', label: t('toPhone'), onClick: () => location.assign('/m/') }]
              : []),
            { type: 'divider' as const },
            { key: 'out', label: t('signOut'), onClick: () => void signOutHere() },
          ],
        }}
      >
        <button type="button" className="desk-me" aria-haspopup="menu">
          <span className="avatar" aria-hidden="true">
            {Array.from(viewer.name)[0]}
          </span>
          <span>
            <b>{viewer.name}</b>
            <small>{viewer.posts[0]?.roleName ?? t('noPost')}</small>
          </span>
        </button>
      </Dropdown>
      <Modal
        open={changing}
        title={t('changePassword')}
        footer={null}
        onCancel={() => setChanging(false)}
        destroyOnHidden
      >
        <ChangePassword viewer={viewer} close={() => setChanging(false)} />
      </Modal>
    </>
  );
}
