/** What can be done with the ticked records, and what came of it: how many, which not and why, and the way back. */
import {
  batchLimit,
  batchRecords,
  countRecords,
  type FormRecord,
  listRemoved,
  queryRecords,
  readRecord,
  restoreRecord,
} from '@anshao/core/forms/records.ts';
import { App } from 'antd';
import { useState } from 'react';
import { callApi } from '../../base/api.ts';
import { Icon } from '../../base/icons.tsx';
import { sentenceOf } from '../../base/sentences.ts';
import { recordText } from '../../form-records/record-text.ts';
import { useWrite } from '../calls.ts';
import { t } from '../text.ts';

interface Outcome {
  readonly removed: readonly string[];
  readonly skipped: readonly { readonly name: string; readonly why: string }[];
}

export interface BatchBarProps {
  readonly formKey: string;
  readonly rows: readonly FormRecord[];
  readonly ticked: ReadonlySet<string>;
  readonly setTicked: (ticked: ReadonlySet<string>) => void;
  readonly titleOf: (row: FormRecord) => string;
}

export const touchedByRecords = [queryRecords, countRecords, readRecord, listRemoved];

export function BatchBar({ formKey, rows, ticked, setTicked, titleOf }: BatchBarProps) {
  const { modal } = App.useApp();
  const [outcome, setOutcome] = useState<Outcome>();
  const chosen = rows.filter((row) => ticked.has(row.id));
  const remove = useWrite((wanted: readonly FormRecord[]) => removeAll(formKey, wanted, titleOf), {
    touches: touchedByRecords,
    after: (result) => {
      setOutcome(result);
      setTicked(new Set());
    },
  });
  const restore = useWrite((ids: readonly string[]) => restoreAll(formKey, ids), {
    touches: touchedByRecords,
    done: (count) => recordText('restoredMany', { count }),
    after: () => setOutcome(undefined),
  });
  if (ticked.size === 0 && !outcome) return null;
  if (outcome && ticked.size === 0)
    return (
      <div className="batch-bar" role="status">
        <b>{recordText('removedMany', { count: outcome.removed.length })}</b>
        {outcome.skipped.length > 0 ? (
          <button
            type="button"
            onClick={() =>
              void modal.warning({ title: recordText('skippedTitle'), content: <Skipped outcome={outcome} /> })
            }
          >
            {recordText('skippedMany', { count: outcome.skipped.length })}
          </button>
        ) : null}
        {outcome.removed.length > 0 ? (
          <button type="button" disabled={restore.isPending} onClick={() => restore.mutate(outcome.removed)}>
            <Icon name="undo" size={16} />
            {t('undo')}
          </button>
        ) : null}
        <button type="button" aria-label={t('close')} onClick={() => setOutcome(undefined)}>
          <Icon name="close" size={16} />
        </button>
      </div>
    );
  return (
    <div className="batch-bar" role="toolbar" aria-label={t('batchActions')}>
      <b>{t('ticked', { count: ticked.size })}</b>
      <button type="button" disabled={remove.isPending || chosen.length === 0} onClick={() => remove.mutate(chosen)}>
        <Icon name="trash" size={16} />
        {recordText('removeMany', { count: chosen.length })}
      </button>
      <button type="button" aria-label={t('clearTicks')} onClick={() => setTicked(new Set())}>
        <Icon name="close" size={16} />
      </button>
    </div>
  );
}

function Skipped({ outcome }: { outcome: Outcome }) {
  return (
    <ul className="skipped">
      {outcome.skipped.map(({ name, why }) => (
        <li key={`${name} ${why}`}>{recordText('skippedBecause', { name, why })}</li>
      ))}
    </ul>
  );
}

async function removeAll(
  form: string,
  rows: readonly FormRecord[],
  titleOf: (row: FormRecord) => string,
): Promise<Outcome> {
  const removed: string[] = [];
  const skipped: { name: string; why: string }[] = [];
  for (let from = 0; from < rows.length; from += batchLimit) {
    const part = rows.slice(from, from + batchLimit);
    const answer = await callApi(batchRecords, {
      params: { form },
      body: { operations: part.map(({ id, revision }) => ({ do: 'remove' as const, id, revision })) },
    });
    removed.push(...answer.done.map((one) => one.id));
    for (const { index, code, details } of answer.skipped) {
      const row = part[index];
      if (row) skipped.push({ name: titleOf(row), why: sentenceOf(code, details) });
    }
  }
  return { removed, skipped };
}

async function restoreAll(form: string, ids: readonly string[]): Promise<number> {
  for (const id of ids) await callApi(restoreRecord, { params: { form, id } });
  return ids.length;
}
