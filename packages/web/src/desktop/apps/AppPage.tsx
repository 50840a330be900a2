/** One application: its menu at the left, the chosen form's records beside it. */
import { type App, type AppForm, exportApp, getApp } from '@anshao/core/apps/applications.ts';
import { Button, Dropdown } from 'antd';
import { useState } from 'react';
import { Link, Redirect, useLocation, useParams } from 'wouter';
import { AppIcon } from '../../apps/AppIcon.tsx';
import { appsText } from '../../apps/apps-text.ts';
import { formsInOrder, type ShownEntry, shownMenu } from '../../apps/menu.ts';
import { addressOf } from '../../base/api.ts';
import { Icon } from '../../base/icons.tsx';
import { useCall } from '../calls.ts';
import { FormRecords } from '../form-records/FormRecords.tsx';
import { PageHead } from '../frame/PageHead.tsx';
import { Bones, Empty, Failure } from '../frame/states.tsx';
import { AppSettings } from './AppSettings.tsx';
import { MenuEditor } from './MenuEditor.tsx';
import { NewForm } from './NewForm.tsx';
import { useRestoreShipped } from './restore-shipped.ts';
import { useTurnForm } from './turn-form.tsx';

type Dialog = 'form' | 'menu' | 'settings';

export function AppPage() {
  const { app: id = '', form: key } = useParams<{ app: string; form?: string }>();
  const read = useCall(getApp, { params: { app: id } });
  if (read.isPending)
    return (
      <>
        <PageHead title={appsText('apps')} />
        <Bones />
      </>
    );
  if (read.error && !read.data)
    return (
      <>
        <PageHead title={appsText('apps')} />
        <Failure problem={read.error} retry={() => void read.refetch()} />
      </>
    );
  return <Opened app={read.data} chosen={key} />;
}

function Opened({ app, chosen }: { app: App; chosen: string | undefined }) {
  const [dialog, setDialog] = useState<Dialog>();
  const forms = formsInOrder(app.menu, app.formList);
  const form = forms.find((one) => one.key === chosen);
  const published = forms.filter((one) => one.version > 0);
  const first = published.find((one) => one.status === 'active') ?? published[0] ?? forms[0];
  if (!chosen && first) return <Redirect to={`/apps/${app.id}/${first.key}`} replace />;
  const newForm = app.may.design ? (
    <Button type="primary" icon={<Icon name="add" size={16} />} onClick={() => setDialog('form')}>
      {appsText('newForm')}
    </Button>
  ) : null;
  const close = () => setDialog(undefined);
  return (
    <div className="app-page">
      <AppMenu app={app} chosen={chosen} open={setDialog} />
      <div className="app-content">
        {form && form.version > 0 ? (
          <FormRecords key={form.key} formKey={form.key}>
            {form.may.design ? <DesignButtons form={form} /> : null}
          </FormRecords>
        ) : (
          <>
            <PageHead title={form?.name ?? app.name} />
            {form ? (
              <Empty
                icon="edit"
                title={appsText('notPublished')}
                action={form.may.design ? <DesignLink form={form} /> : undefined}
              >
                {appsText(form.may.design ? 'notPublishedWhy' : 'notPublishedReadOnly')}
              </Empty>
            ) : chosen ? (
              <Empty icon="clipboard" title={appsText('noSuchForm')}>
                {appsText('noSuchFormWhy')}
              </Empty>
            ) : (
              <Empty icon="clipboard" title={appsText('noForms')} action={newForm}>
                {appsText(app.may.design ? 'noFormsWhy' : 'noFormsReadOnly')}
              </Empty>
            )}
          </>
        )}
      </div>
      {dialog === 'form' ? <NewForm app={app.id} close={close} /> : null}
      {dialog === 'menu' ? <MenuEditor app={app} close={close} /> : null}
      {dialog === 'settings' ? <AppSettings app={app} close={close} /> : null}
    </div>
  );
}

function AppMenu({ app, chosen, open }: { app: App; chosen: string | undefined; open: (dialog: Dialog) => void }) {
  const [, navigate] = useLocation();
  const entries = shownMenu(app.menu, app.formList);
  return (
    <nav className="app-menu" aria-label={appsText('menuOf', { name: app.name })}>
      <div className="app-menu-head">
        <span className="app-icon small">
          <AppIcon name={app.icon} size={18} />
        </span>
        <b className="cut" title={app.name}>
          {app.name}
        </b>
        {app.may.design ? (
          <Dropdown
            trigger={['click']}
            menu={{
              items: [
                { key: 'form', label: appsText('newForm'), onClick: () => open('form') },
                { key: 'menu', label: appsText('editMenu'), onClick: () => open('menu') },
                { key: 'settings', label: appsText('appSettings'), onClick: () => open('settings') },
                {
                  key: 'export',
                  label: (
                    <a href={addressOf(exportApp, { app: app.id }, undefined)} download={`${app.name}.json`}>
                      {appsText('exportApp')}
                    </a>
                  ),
                },
                { type: 'divider' },
                { key: 'all', label: appsText('allApps'), onClick: () => navigate('/apps') },
              ],
            }}
          >
            <Button
              type="text"
              size="small"
              aria-haspopup="menu"
              aria-label={appsText('appActions', { name: app.name })}
              icon={<Icon name="dots" size={18} />}
            />
          </Dropdown>
        ) : null}
      </div>
      <ul>
        {entries.map((entry) => (
          <Entry key={keyOfEntry(entry)} app={app.id} entry={entry} chosen={chosen} />
        ))}
      </ul>
      {app.may.design ? (
        <button type="button" className="app-menu-add" onClick={() => open('form')}>
          <Icon name="add" size={16} />
          {appsText('newForm')}
        </button>
      ) : null}
    </nav>
  );
}

function keyOfEntry(entry: ShownEntry): string {
  if (entry.kind === 'form') return `form ${entry.form.key}`;
  return entry.kind === 'group' ? `group ${entry.id}` : `link ${entry.title} ${entry.url}`;
}

function Entry({ app, entry, chosen }: { app: string; entry: ShownEntry; chosen: string | undefined }) {
  if (entry.kind === 'group')
    return (
      <li>
        <h3>{entry.title}</h3>
        <ul>
          {entry.entries.map((inner) => (
            <Entry key={keyOfEntry(inner)} app={app} entry={inner} chosen={chosen} />
          ))}
        </ul>
      </li>
    );
  if (entry.kind === 'link')
    return (
      <li>
        <a href={entry.url} {...(entry.url.startsWith('/') ? {} : { target: '_blank', rel: 'noreferrer' })}>
          <Icon name="link" size={16} />
          <span className="cut">{entry.title}</span>
        </a>
      </li>
    );
  const { form } = entry;
  return (
    <li>
      <Link href={`/apps/${app}/${form.key}`} aria-current={form.key === chosen ? 'page' : undefined}>
        <Icon name="clipboard" size={16} />
        <span className="cut" title={entry.title}>
          {entry.title}
        </span>
        {form.status === 'stopped' ? <span className="tag">{appsText('stopped')}</span> : null}
        {form.may.design && (form.version === 0 || form.hasDraft) ? (
          <i className="draft-dot" role="img" aria-label={appsText('hasDraft')} title={appsText('hasDraft')} />
        ) : null}
      </Link>
    </li>
  );
}

function DesignLink({ form }: { form: AppForm }) {
  return (
    <Link className="button-link" href={`/design/${form.id}`}>
      <Icon name="edit" size={16} /> {appsText('designForm')}
    </Link>
  );
}

function DesignButtons({ form }: { form: AppForm }) {
  const restore = useRestoreShipped();
  const turn = useTurnForm();
  return (
    <>
      <DesignLink form={form} />
      <Dropdown
        trigger={['click']}
        menu={{
          items: [
            {
              key: 'restore',
              label: appsText('restoreShipped'),
              disabled: restore.isPending,
              onClick: () => restore.mutate(form),
            },
            {
              key: 'turn',
              label: appsText(form.status === 'active' ? 'stopForm' : 'resumeForm'),
              disabled: turn.isPending,
              onClick: () => turn.mutate(form),
            },
          ],
        }}
      >
        <Button
          aria-haspopup="menu"
          aria-label={appsText('formActions', { name: form.name })}
          icon={<Icon name="dots" size={16} />}
        />
      </Dropdown>
    </>
  );
}
