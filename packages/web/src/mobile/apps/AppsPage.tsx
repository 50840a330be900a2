/** 应用: the forms one may fill in, by application; what was opened once opens without signal too. */
import { type AppForm, getApp, listApps } from '@anshao/core/apps/applications.ts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Link } from 'wouter';
import { AppIcon } from '../../apps/AppIcon.tsx';
import { appsText } from '../../apps/apps-text.ts';
import { formsInOrder } from '../../apps/menu.ts';
import { callApi } from '../../base/api.ts';
import { useNow } from '../../base/clock.ts';
import { Icon } from '../../base/icons.tsx';
import { relative } from '../../base/time.ts';
import { recordText } from '../../form-records/record-text.ts';
import { openFormQuery } from '../form-filling/form-query.ts';
import { useKeptDrafts } from '../form-filling/kept-drafts.ts';
import { Screen } from '../frame/Screen.tsx';
import { useOnline } from '../frame/SignalStrip.tsx';
import { Empty, Failure, Loading } from '../frame/states.tsx';
import { askOrKept } from '../storage/kept-answer.ts';
import '../form-filling/form-filling.css';

interface ShownApp {
  readonly id: string;
  readonly name: string;
  readonly icon: string;
  readonly forms: readonly AppForm[];
}

async function readApps(): Promise<readonly ShownApp[]> {
  const { rows } = await callApi(listApps, {});
  const apps = await Promise.all(
    rows.filter((app) => app.status === 'active').map((app) => callApi(getApp, { params: { app: app.id } })),
  );
  return apps.map(({ id, name, icon, menu, formList }) => ({
    id,
    name,
    icon,
    forms: formsInOrder(menu, formList).filter(
      (form) => form.version > 0 && form.status === 'active' && (form.may.create || form.may.read),
    ),
  }));
}

/** So many forms are fetched ahead, to be there when the signal is gone. */
const fetchedAhead = 30;

export default function AppsPage() {
  const client = useQueryClient();
  const online = useOnline();
  const now = useNow();
  const [q, setQ] = useState('');
  const apps = useQuery({ queryKey: ['apps'], queryFn: () => askOrKept('apps', readApps) });
  const begun = new Set(useKeptDrafts().map((draft) => draft.form));
  const isFresh = apps.data !== undefined && apps.data.keptAt === undefined;
  useEffect(() => {
    if (!isFresh || !online) return;
    const keys = apps.data.value.flatMap((app) => app.forms.filter((form) => form.may.create).map((form) => form.key));
    const stop = new AbortController();
    void (async () => {
      for (const key of keys.slice(0, fetchedAhead)) {
        if (stop.signal.aborted) return;
        await client.prefetchQuery({ ...openFormQuery(key, undefined), staleTime: 5 * 60_000 });
      }
    })();
    return () => stop.abort();
  }, [isFresh, online, apps.data, client]);
  const wanted = q.trim();
  const shown = (apps.data?.value ?? [])
    .map((app) => ({ ...app, forms: app.forms.filter((form) => form.name.includes(wanted)) }))
    .filter((app) => app.forms.length > 0);
  const all = apps.data?.value.reduce((sum, app) => sum + app.forms.length, 0) ?? 0;
  return (
    <Screen title={appsText('apps')} back="/">
      {apps.isPending ? <Loading cards={3} height={150} /> : null}
      {apps.isError ? <Failure error={apps.error} retry={() => void apps.refetch()} /> : null}
      {apps.data?.keptAt ? (
        <p className="note ff-note">{recordText('keptFrom', { time: relative(apps.data.keptAt, now) })}</p>
      ) : null}
      {apps.data && all === 0 ? (
        <Empty icon="table" title={appsText('noFormsToFill')} hint={appsText('noFormsToFillHint')} />
      ) : null}
      {all > 8 ? (
        <input
          className="inp ff-search"
          type="search"
          aria-label={appsText('searchForms')}
          placeholder={appsText('searchForms')}
          value={q}
          onChange={(event) => setQ(event.target.value)}
        />
      ) : null}
      {all > 0 && shown.length === 0 ? <p className="note">{appsText('noFormFound')}</p> : null}
      {shown.map((app) => (
        <section key={app.id} className="card ff-app" aria-label={app.name}>
          <h2>
            <span className="ff-icon">
              <AppIcon name={app.icon} size={20} />
            </span>
            {app.name}
          </h2>
          <ul>
            {app.forms.map((form) => (
              <li key={form.id}>
                <Link href={form.may.create ? `/fill/${form.key}` : `/records/${form.key}`} className="sp">
                  <span>
                    {form.name}
                    {begun.has(form.key) ? <em className="tag">{recordText('draftWaiting')}</em> : null}
                  </span>
                  {form.description ? <small>{form.description}</small> : null}
                </Link>
                {form.may.create && form.may.read ? (
                  <Link
                    href={`/records/${form.key}`}
                    className="ff-see"
                    aria-label={`${form.name}：${recordText('myRecords')}`}
                  >
                    <Icon name="list" size={20} />
                  </Link>
                ) : (
                  <Icon name="right" size={18} />
                )}
              </li>
            ))}
          </ul>
        </section>
      ))}
    </Screen>
  );
}
