/** 应用: what one can open, as cards; those who design make new ones here. */
import { type AppSummary, getApp, listApps } from '@anshao/core/apps/applications.ts';
import { Button, Checkbox } from 'antd';
import { useState } from 'react';
import { Link } from 'wouter';
import { AppIcon } from '../../apps/AppIcon.tsx';
import { appsText } from '../../apps/apps-text.ts';
import { formsInOrder } from '../../apps/menu.ts';
import { Icon } from '../../base/icons.tsx';
import { useCall } from '../calls.ts';
import { PageHead } from '../frame/PageHead.tsx';
import { ScrollRegion } from '../frame/ScrollRegion.tsx';
import { Bones, Empty, Failure } from '../frame/states.tsx';
import { CreateApp } from './CreateApp.tsx';

export function AppsPage() {
  const read = useCall(listApps, {});
  const [isCreating, setCreating] = useState(false);
  const [showsStopped, setShowsStopped] = useState(false);
  const rows = read.data?.rows ?? [];
  const stopped = rows.filter((app) => app.status === 'stopped').length;
  const shown = rows.filter((app) => showsStopped || app.status === 'active');
  const createButton = read.data?.may.create ? (
    <Button type="primary" icon={<Icon name="add" size={16} />} onClick={() => setCreating(true)}>
      {appsText('createApp')}
    </Button>
  ) : null;
  return (
    <>
      <PageHead title={appsText('apps')} note={read.data ? appsText('appCount', { count: shown.length }) : undefined}>
        {stopped > 0 ? (
          <Checkbox checked={showsStopped} onChange={(event) => setShowsStopped(event.target.checked)}>
            {appsText('showStopped', { count: stopped })}
          </Checkbox>
        ) : null}
        {createButton}
      </PageHead>
      {read.isPending ? <Bones /> : null}
      {read.error && !read.data ? <Failure problem={read.error} retry={() => void read.refetch()} /> : null}
      {read.data && shown.length === 0 ? (
        <Empty icon="table" title={appsText('noApps')} action={createButton}>
          {appsText(read.data.may.create ? 'noAppsWhy' : 'noAppsReadOnly')}
        </Empty>
      ) : null}
      {shown.length > 0 ? (
        <ScrollRegion className="app-scroll" label={appsText('apps')}>
          <ul className="app-cards">
            {shown.map((app) => (
              <li key={app.id}>
                <AppCard app={app} />
              </li>
            ))}
            {createButton ? (
              <li>
                <button type="button" className="app-card add" onClick={() => setCreating(true)}>
                  <Icon name="add" size={22} />
                  {appsText('createApp')}
                  <span className="quiet-text small-text">{appsText('createAppWays')}</span>
                </button>
              </li>
            ) : null}
          </ul>
        </ScrollRegion>
      ) : null}
      {isCreating ? <CreateApp close={() => setCreating(false)} /> : null}
    </>
  );
}

const mostForms = 4;

function AppCard({ app }: { app: AppSummary }) {
  // The forms come after the cards: a card without them is complete enough to be pressed.
  const detail = useCall(getApp, { params: { app: app.id } });
  const forms = detail.data ? formsInOrder(detail.data.menu, detail.data.formList) : [];
  const ready = forms.filter((form) => form.version > 0);
  return (
    <article className={app.status === 'stopped' ? 'app-card stopped' : 'app-card'}>
      <header>
        <span className="app-icon">
          <AppIcon name={app.icon} size={24} />
        </span>
        <div className="app-name">
          <h2>
            <Link href={`/apps/${app.id}`}>{app.name}</Link>
          </h2>
          <p className="quiet-text small-text">{appsText('formCount', { count: app.forms })}</p>
        </div>
        {app.status === 'stopped' ? <span className="tag">{appsText('stopped')}</span> : null}
        {app.origin.startsWith('preset:') ? <span className="tag brand">{appsText('shipped')}</span> : null}
      </header>
      {app.description ? <p className="app-text">{app.description}</p> : null}
      {ready.length > 0 ? (
        <ul className="app-forms">
          {ready.slice(0, mostForms).map((form) => (
            <li key={form.id}>
              <Link href={`/apps/${app.id}/${form.key}`}>{form.name}</Link>
            </li>
          ))}
          {ready.length > mostForms ? (
            <li className="quiet-text">{appsText('andMore', { count: ready.length - mostForms })}</li>
          ) : null}
        </ul>
      ) : null}
    </article>
  );
}
