/** `/design/:form`: drawing one form, its rights, versions and what people said about it. */

import { opened } from '@anshao/core/forms/design/parts.ts';
import { type DesignedForm, discardDesign, getDesign, listComments, saveDesign } from '@anshao/core/forms/designing.ts';
import { App, Button, Dropdown } from 'antd';
import { lazy, Suspense, useEffect, useMemo, useRef, useState } from 'react';
import { useLocation, useParams } from 'wouter';
import { asApiProblem, callApi } from '../../base/api.ts';
import { Icon } from '../../base/icons.tsx';
import { useAddress } from '../address.ts';
import { queryClient, useCall } from '../calls.ts';
import { Bones, Failure } from '../frame/states.tsx';
import { showPart } from './canvas/part-id.ts';
import { createDesign, type Design, DesignContext } from './design-store.ts';
import { DesignedFormContext } from './designed-form.ts';
import './sentences.ts';
import '../styles/designer.css';
import { leaveDesigner } from './leaving.ts';
import { usePresence } from './presence.ts';
import { browserCopies, type DraftSaver, restoreCopy, startSaving } from './saving.ts';
import { type DesignerTab, designerTabs, TopBar } from './TopBar.tsx';
import { d } from './text.ts';
import { Workbench } from './Workbench.tsx';

const Access = lazy(async () => ({ default: (await import('./access/AccessTab.tsx')).AccessTab }));
const Versions = lazy(async () => ({ default: (await import('./versions/VersionsTab.tsx')).VersionsTab }));
const Comments = lazy(async () => ({ default: (await import('./comments/CommentsTab.tsx')).CommentsTab }));
const Publish = lazy(async () => ({ default: (await import('./publish/PublishDialog.tsx')).PublishDialog }));
const TryOut = lazy(async () => ({ default: (await import('./preview/TryOut.tsx')).TryOut }));
const Share = lazy(async () => ({ default: (await import('./comments/ShareDialog.tsx')).ShareDialog }));

export function DesignerPage() {
  const { form = '' } = useParams<{ form: string }>();
  const designed = useCall(getDesign, { params: { form } });
  // Once it is open, what the server has comes in by saving and presence, never by a refetch over one's head.
  const [first, setFirst] = useState<DesignedForm | undefined>(undefined);
  if (designed.data && first?.draft.form !== form) setFirst(designed.data);
  if (first?.draft.form === form) return <Opened key={form} form={form} first={first} now={designed.data ?? first} />;
  if (designed.isPending) return <Bones />;
  return <Failure problem={designed.error} retry={() => void designed.refetch()} />;
}

type Dialog = 'publish' | 'try' | 'share';

function Opened({ form, first, now }: { form: string; first: DesignedForm; now: DesignedForm }) {
  const { message, modal } = App.useApp();
  const [, navigate] = useLocation();
  const { filters, set } = useAddress(['tab']);
  const tab = designerTabs.find((one) => one === filters.tab) ?? 'form';
  const opener = useRef<Element | null>(null);
  const [dialog, setDialog] = useState<Dialog | undefined>(undefined);
  const design = useMemo(
    () => createDesign(opened(first.draft.definition), first.draft, (sentence) => void message.warning(sentence, 5)),
    [first, message],
  );
  const saver = useSaver(form, design);
  usePresence(form, design, saver);
  const comments = useCall(listComments, { params: { form } });
  const openComments = comments.data?.rows.filter((comment) => !comment.resolvedAt).length ?? 0;

  const openDialog = async (which: Dialog) => {
    opener.current = document.activeElement;
    if (which !== 'try') await saver?.flush();
    setDialog(which);
  };
  const closeDialog = () => {
    setDialog(undefined);
    // Once it is gone: the focus goes back to where it was, or to the canvas where that is gone too.
    setTimeout(() => {
      if (document.activeElement !== document.body) return;
      if (opener.current instanceof HTMLElement) opener.current.focus({ preventScroll: true });
      if (document.activeElement === document.body)
        document.getElementById('dz-canvas')?.focus({ preventScroll: true });
    });
  };
  const discard = () =>
    void modal.confirm({
      title: d('discardTitle'),
      content: first.published ? d('discardWhy') : d('discardNewWhy'),
      okText: d('discard'),
      okButtonProps: { danger: true },
      onOk: async () => {
        await saver?.flush();
        await callApi(discardDesign, { params: { form }, query: { revision: design.get().draft.revision } });
        saver?.stop();
        browserCopies(form, globalThis.localStorage).forget();
        if (!first.published) return navigate('/apps');
        await queryClient.resetQueries({ queryKey: [getDesign.name] });
        location.reload();
      },
    });
  return (
    <DesignContext value={design}>
      <DesignedFormContext value={now}>
        <div className="dz">
          <TopBar
            tab={tab}
            openComments={openComments}
            onTab={(next: DesignerTab) => set({ tab: next === 'form' ? undefined : next })}
            onBack={() => leaveDesigner(() => navigate(`/apps/${first.draft.app}`))}
            onTry={() => void openDialog('try')}
            onPublish={() => void openDialog('publish')}
            onRetry={() => void saver?.flush()}
            more={
              <Dropdown
                trigger={['click']}
                menu={{
                  items: [
                    { key: 'share', label: d('shareDraft'), onClick: () => void openDialog('share') },
                    { key: 'discard', label: d('discard'), danger: true, onClick: discard },
                  ],
                }}
              >
                <Button type="text" icon={<Icon name="dots" size={18} />} aria-label={d('more')} />
              </Dropdown>
            }
          />
          {tab === 'form' ? (
            <Workbench />
          ) : (
            <div className="dz-page">
              <Suspense fallback={<Bones />}>
                {tab === 'access' ? <Access form={form} /> : null}
                {tab === 'versions' ? <Versions form={form} /> : null}
                {tab === 'comments' ? (
                  <Comments
                    form={form}
                    onShare={() => void openDialog('share')}
                    onShow={(part) => {
                      set({ tab: undefined });
                      design.select([part]);
                      showPart(part);
                    }}
                  />
                ) : null}
              </Suspense>
            </div>
          )}
          <Suspense fallback={null}>
            {dialog === 'publish' ? (
              <Publish form={form} save={async () => (await saver?.flush()) ?? true} close={closeDialog} />
            ) : null}
            {dialog === 'try' ? <TryOut close={closeDialog} /> : null}
            {dialog === 'share' ? <Share form={form} close={closeDialog} /> : null}
          </Suspense>
        </div>
      </DesignedFormContext>
    </DesignContext>
  );
}

/** Saves while the page is open, brings back what a former page could not send, and asks before leaving in between. */
function useSaver(form: string, design: Design): DraftSaver | undefined {
  const { notification, message } = App.useApp();
  const [saver, setSaver] = useState<DraftSaver | undefined>(undefined);
  useEffect(() => {
    const copies = browserCopies(form, globalThis.localStorage);
    const copy = copies.read();
    const started = startSaving(
      design,
      {
        save: (definition, revision) => callApi(saveDesign, { params: { form }, body: { definition, revision } }),
        load: async () => (await callApi(getDesign, { params: { form } })).draft,
        problemOf: asApiProblem,
      },
      copies,
      ({ by, kept, dropped }) =>
        notification.info({
          title: d('mergedTitle', { by: by || d('somebody') }),
          description:
            dropped > 0
              ? d('mergedDropped', { kept, dropped })
              : kept > 0
                ? d('mergedKept', { kept })
                : d('mergedOnly'),
          placement: 'topRight',
        }),
    );
    setSaver(started);
    if (restoreCopy(design, copy)) message.info(d('restored'));
    const leave = (event: BeforeUnloadEvent) => {
      if (design.get().saving !== 'saved') event.preventDefault();
    };
    window.addEventListener('beforeunload', leave);
    return () => {
      window.removeEventListener('beforeunload', leave);
      started.stop();
    };
  }, [form, design, notification, message]);
  return saver;
}
