import { listReports, resolveBatch } from '@anshao/core/daily-reports/contract.ts';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type CallAnswer, callApi } from '../../base/api.ts';
import { Icon } from '../../base/icons.tsx';
import { newId } from '../../base/ids.ts';
import { Mark } from '../../base/marks.tsx';
import { dropOutgoing, whenSent } from '../../files/outgoing.ts';
import { isComplete, ResolutionFields, type ResolutionInput } from '../filed/ResolutionFields.tsx';
import { Screen } from '../frame/Screen.tsx';
import { Empty, Failure, Loading } from '../frame/states.tsx';
import { refreshAfter } from '../live-refresh.ts';
import { useChosenCommunity } from '../session/preferences.ts';
import { communitiesOf, useViewer } from '../session/session.ts';
import { useKeptState } from '../storage/kept-state.ts';
import { text } from '../text.ts';
import { BatchChoices } from './BatchChoices.tsx';
import { BatchPreview, usePreview } from './BatchPreview.tsx';
import { BatchResult } from './BatchResult.tsx';
import '../../forms/mobile/forms.css';
import './batch.css';

export type BatchAnswer = NonNullable<CallAnswer<typeof resolveBatch.answer>>;

interface BatchDraft extends ResolutionInput {
  readonly reportIds: readonly string[];
  readonly itemCodes: readonly string[];
}

/** 批量解决异常情况: one account and one set of material for many days and items (DR-32 … DR-36). */
export default function BatchPage() {
  const viewer = useViewer();
  const chosen = useChosenCommunity();
  const communities = viewer ? communitiesOf(viewer) : [];
  const community = communities.length === 1 ? communities[0] : communities.find((one) => one.id === chosen);
  const reports = useQuery({
    queryKey: ['reports', 'unresolved', community?.id ?? ''],
    queryFn: () =>
      callApi(listReports, {
        query: { anomaly: 'unresolved', limit: 200, ...(community ? { communityId: community.id } : {}) },
      }),
  });
  const [draft, setDraft, forget] = useKeptState<BatchDraft>('batch', {
    id: newId(),
    description: '',
    fileIds: [],
    reportIds: [],
    itemCodes: [],
  });
  const [isTried, setTried] = useState(false);
  const [result, setResult] = useState<BatchAnswer>();
  // Reports solved meanwhile are no longer among the choices.
  const rows = reports.data?.rows ?? [];
  const reportIds = (draft?.reportIds ?? []).filter((id) => rows.some((row) => row.id === id));
  const itemCodes = draft?.itemCodes ?? [];
  const preview = usePreview(reportIds, itemCodes);
  const send = useMutation({
    mutationFn: async (input: BatchDraft) => {
      await whenSent(input.fileIds);
      const { id, description, fileIds } = input;
      return callApi(resolveBatch, {
        body: {
          id,
          description,
          fileIds: [...fileIds],
          reportIds: [...input.reportIds],
          itemCodes: [...input.itemCodes],
        },
      });
    },
    onSuccess: async (answer, { fileIds }) => {
      await forget();
      setResult(answer);
      for (const file of fileIds) dropOutgoing(file);
      refreshAfter('dailyReports.resolved');
      window.scrollTo(0, 0);
    },
  });

  const title = text('batchTitle');
  if (result)
    return (
      <Screen title={title} back="/reports?tab=filed">
        <BatchResult result={result} />
      </Screen>
    );
  if (reports.isError)
    return (
      <Screen title={title} back="/reports?tab=filed">
        <Failure error={reports.error} retry={() => void reports.refetch()} />
      </Screen>
    );
  if (!draft || reports.isPending)
    return (
      <Screen title={title} back="/reports?tab=filed">
        <Loading cards={3} height={160} />
      </Screen>
    );
  if (rows.length === 0)
    return (
      <Screen title={title} back="/reports?tab=filed">
        <Empty icon="check" title={text('nothingToResolve')} hint={text('nothingToResolveHint')} />
      </Screen>
    );
  const willResolve = preview.data?.willResolve ?? 0;
  const submit = () => {
    setTried(true);
    if (isComplete(draft) && willResolve > 0) send.mutate({ ...draft, reportIds });
    else if (!isComplete(draft))
      document.getElementById('resolution-words')?.scrollIntoView({ behavior: 'smooth', block: 'center' });
  };
  return (
    <Screen
      title={title}
      back="/reports?tab=filed"
      bar={
        <button type="button" className="pbtn" disabled={send.isPending || willResolve === 0} onClick={submit}>
          {send.isPending
            ? text('submitting')
            : willResolve > 0
              ? text('batchConfirm', { n: willResolve })
              : text('batchChooseFirst')}
        </button>
      }
    >
      <BatchChoices
        reports={rows}
        showsCommunity={!community}
        reportIds={reportIds}
        itemCodes={itemCodes}
        onChange={(reportIds, itemCodes) => setDraft({ ...draft, reportIds, itemCodes })}
      />
      {reportIds.length > 0 && itemCodes.length > 0 && <BatchPreview query={preview} showsCommunity={!community} />}
      <section className="card">
        <ResolutionFields value={draft} onChange={(value) => setDraft({ ...draft, ...value })} isTried={isTried} />
        {send.isError && (
          <p className="problem" role="alert">
            <Mark level="major" />
            {send.error.message}
          </p>
        )}
      </section>
      <p className="note batch-note">
        <Icon name="history" size={14} /> {text('batchUndoNote')}
      </p>
    </Screen>
  );
}
