import { resolveAnomaly, undoResolution } from '@anshao/core/daily-reports/contract.ts';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { asApiProblem, callApi } from '../../base/api.ts';
import { newId } from '../../base/ids.ts';
import { Mark } from '../../base/marks.tsx';
import { dropOutgoing, whenSent } from '../../files/outgoing.ts';
import { Sheet } from '../frame/Sheet.tsx';
import { showToast } from '../frame/toast.tsx';
import { refreshAfter } from '../live-refresh.ts';
import { useKeptState } from '../storage/kept-state.ts';
import { text } from '../text.ts';
import { isComplete, ResolutionFields, type ResolutionInput } from './ResolutionFields.tsx';
import '../../forms/mobile/forms.css';

export interface ResolveSheetProps {
  readonly anomalyId: string;
  readonly itemLabel: string;
  /** True when the same thing was already reported before this report's day. */
  readonly isOlder: boolean;
  readonly onClose: () => void;
}

/** 处理 one anomaly (DR-29, DR-30). What is typed is kept until it has been accepted. */
export function ResolveSheet({ anomalyId, itemLabel, isOlder, onClose }: ResolveSheetProps) {
  const [input, setInput, forget] = useKeptState<ResolutionInput>(`resolve ${anomalyId}`, {
    id: newId(),
    description: '',
    fileIds: [],
  });
  const [isTried, setTried] = useState(false);
  const [allDays, setAllDays] = useState(true);
  const send = useMutation({
    mutationFn: async (resolution: ResolutionInput) => {
      await whenSent(resolution.fileIds);
      const { id, description, fileIds } = resolution;
      return callApi(resolveAnomaly, {
        params: { id: anomalyId },
        body: { id, description, fileIds: [...fileIds], ...(isOlder ? { allDays } : {}) },
      });
    },
    onSuccess: async (anomaly, { id, fileIds }) => {
      await forget();
      onClose();
      for (const file of fileIds) dropOutgoing(file);
      refreshAfter('dailyReports.resolved');
      showToast(text('resolvedToast', { item: anomaly.itemLabel }), 'done', {
        word: text('undo'),
        run: () => void undo(id),
      });
    },
  });
  const submit = () => {
    setTried(true);
    if (input && isComplete(input)) send.mutate(input);
  };
  return (
    <Sheet
      title={text('resolveTitle', { item: itemLabel })}
      onClose={onClose}
      foot={
        <button type="button" className="pbtn" disabled={send.isPending} onClick={submit}>
          {send.isPending ? text('submitting') : text('confirm')}
        </button>
      }
    >
      {input && <ResolutionFields value={input} onChange={setInput} isTried={isTried} />}
      {isOlder && (
        <label className="all-days">
          <input type="checkbox" checked={allDays} onChange={(event) => setAllDays(event.target.checked)} />
          <span>{text('resolveAllDays')}</span>
        </label>
      )}
      {send.isError && (
        <p className="problem" role="alert">
          <Mark level="major" />
          {send.error.message}
        </p>
      )}
    </Sheet>
  );
}

export async function undo(resolutionId: string): Promise<void> {
  try {
    const { reopened } = await callApi(undoResolution, { params: { id: resolutionId } });
    showToast(text('undone', { n: reopened }), 'done');
    refreshAfter('dailyReports.undone');
  } catch (error) {
    showToast(asApiProblem(error).message, 'problem');
  }
}
