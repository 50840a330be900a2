import {
  getDictionary,
  type KeptDictionary,
  type KeptEntry,
  listDictionaries,
  orderEntries,
  renameDictionary,
  saveEntry,
} from '@anshao/core/forms/dictionaries-contract.ts';
import { App, Button, Checkbox, Input, Modal } from 'antd';
import { useState } from 'react';
import { appsText } from '../../apps/apps-text.ts';
import { callApi } from '../../base/api.ts';
import { Icon } from '../../base/icons.tsx';
import { useCall, useWrite } from '../calls.ts';
import { SearchBox } from '../directory/SearchBox.tsx';
import { PageHead } from '../frame/PageHead.tsx';
import { ScrollRegion } from '../frame/ScrollRegion.tsx';
import { Bones, Empty, Failure } from '../frame/states.tsx';
import { t } from '../text.ts';
import { EntryForm } from './EntryForm.tsx';
import { type EntryLine, linesOf, movedIds, synonymsOf } from './entry-tree.ts';

export const touchedByDictionaries = [listDictionaries, getDictionary];

export interface EntriesProps {
  readonly dictionary: string;
  readonly q: string | undefined;
  readonly stopped: boolean;
  readonly set: (
    changes: { q?: string | undefined; stopped?: string | undefined },
    how?: { replace?: boolean },
  ) => void;
}

/** New below an entry, or changing one. */
type Editing = { readonly entry: KeptEntry } | { readonly parent: string | null };

export function Entries({ dictionary, q, stopped, set }: EntriesProps) {
  const read = useCall(getDictionary, { params: { dictionary } });
  const [editing, setEditing] = useState<Editing>();
  const [isRenaming, setRenaming] = useState(false);
  const kept = read.data;
  if (!kept)
    return (
      <>
        <PageHead title={appsText('dictionaries')} />
        {read.isPending ? <Bones /> : <Failure problem={read.error} retry={() => void read.refetch()} />}
      </>
    );
  const lines = linesOf(kept.entries, kept.today, { q, showsStopped: stopped });
  const add = (
    <Button type="primary" icon={<Icon name="add" size={16} />} onClick={() => setEditing({ parent: null })}>
      {appsText('newEntry')}
    </Button>
  );
  return (
    <>
      <PageHead title={kept.name} note={appsText('entryCount', { count: kept.entries.length })}>
        {kept.isManaged ? <span className="tag">{appsText('managedElsewhere')}</span> : null}
        {kept.isManaged ? null : (
          <Button icon={<Icon name="edit" size={16} />} onClick={() => setRenaming(true)}>
            {appsText('renameDictionary')}
          </Button>
        )}
        {kept.isManaged ? null : add}
      </PageHead>
      <search className="filter-bar" aria-label={t('filters')}>
        <SearchBox
          value={q}
          label={appsText('searchEntries')}
          onSearch={(text) => set({ q: text }, { replace: true })}
        />
        <Checkbox
          checked={stopped}
          onChange={(event) => set({ stopped: event.target.checked ? '1' : undefined }, { replace: true })}
        >
          {appsText('showStoppedEntries')}
        </Checkbox>
      </search>
      <div className="split">
        <ScrollRegion className="split-list" label={kept.name}>
          {lines.length === 0 ? (
            <Empty
              icon="list"
              title={appsText(kept.entries.length === 0 ? 'noEntries' : 'noEntryFound')}
              action={kept.isManaged || kept.entries.length > 0 ? undefined : add}
            >
              {appsText(kept.entries.length === 0 ? 'noEntriesWhy' : 'noEntryFoundWhy')}
            </Empty>
          ) : (
            <EntryTable
              kept={kept}
              lines={lines}
              edit={(entry) => setEditing({ entry })}
              addBelow={(parent) => setEditing({ parent })}
            />
          )}
        </ScrollRegion>
      </div>
      {editing ? <EntryForm kept={kept} {...editing} close={() => setEditing(undefined)} /> : null}
      {isRenaming ? <Rename kept={kept} close={() => setRenaming(false)} /> : null}
    </>
  );
}

function EntryTable({
  kept,
  lines,
  edit,
  addBelow,
}: {
  kept: KeptDictionary;
  lines: readonly EntryLine[];
  edit: (entry: KeptEntry) => void;
  addBelow: (parent: string) => void;
}) {
  const { message } = App.useApp();
  const order = useWrite(
    (ids: string[]) => callApi(orderEntries, { params: { dictionary: kept.key }, body: { entries: ids } }),
    { touches: touchedByDictionaries },
  );
  const change = useWrite(
    ({ entry, effectiveTo }: { entry: KeptEntry; effectiveTo: string | null }) =>
      callApi(saveEntry, {
        params: { dictionary: kept.key, entry: entry.id },
        body: { code: entry.code, label: entry.label, effectiveFrom: entry.effectiveFrom, effectiveTo },
      }),
    { touches: touchedByDictionaries },
  );
  const stop = (entry: KeptEntry) =>
    change.mutate(
      { entry, effectiveTo: entry.effectiveFrom > kept.today ? entry.effectiveFrom : kept.today },
      {
        onSuccess: () =>
          void message.success({
            duration: 8,
            content: (
              <>
                {appsText('entryStops', { label: entry.label })}{' '}
                <button
                  type="button"
                  className="plain-link"
                  onClick={() => change.mutate({ entry, effectiveTo: entry.effectiveTo })}
                >
                  {t('undo')}
                </button>
              </>
            ),
          }),
      },
    );
  return (
    <table className="desk-table" aria-label={kept.name}>
      <thead>
        <tr>
          <th scope="col">{appsText('entryLabel')}</th>
          <th scope="col" style={{ width: 110 }}>
            {appsText('entryCode')}
          </th>
          <th scope="col" style={{ width: 190 }}>
            {appsText('entrySpan')}
          </th>
          <th scope="col" style={{ width: 110 }}>
            {t('district')}
          </th>
          <th scope="col">{appsText('synonyms')}</th>
          {kept.isManaged ? null : (
            <th scope="col" style={{ width: 220 }}>
              <span className="visually-hidden">{t('actions')}</span>
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {lines.map(({ entry, depth, state }) => (
          <tr key={entry.id} className={state === 'stopped' ? 'quiet-row' : undefined}>
            <td className={depth > 0 ? 'depth1' : undefined}>
              <span className="word">
                {entry.label}
                {state === 'stopped' ? <span className="tag">{appsText('stopped')}</span> : null}
                {state === 'coming' ? <span className="tag low">{appsText('coming')}</span> : null}
              </span>
            </td>
            <td>
              <code>{entry.code}</code>
            </td>
            <td className="nowrap">{spanOf(entry)}</td>
            <td>{entry.district?.name ?? appsText('everyDistrict')}</td>
            <td className="quiet-text small-text">{synonymsOf(entry.details).join('、')}</td>
            {kept.isManaged ? null : (
              <td className="nowrap right">
                {([-1, 1] as const).map((step) => {
                  const ids = movedIds(kept.entries, entry.id, step);
                  return (
                    <Button
                      key={step}
                      type="text"
                      size="small"
                      disabled={!ids || order.isPending}
                      aria-label={appsText(step < 0 ? 'moveUp' : 'moveDown', { label: entry.label })}
                      icon={<Icon name={step < 0 ? 'up' : 'down'} size={16} />}
                      onClick={() => ids && order.mutate(ids)}
                    />
                  );
                })}
                {depth === 0 && state !== 'stopped' ? (
                  <Button
                    type="text"
                    size="small"
                    aria-label={appsText('addBelow', { label: entry.label })}
                    title={appsText('addBelow', { label: entry.label })}
                    icon={<Icon name="add" size={16} />}
                    onClick={() => addBelow(entry.code)}
                  />
                ) : null}
                <Button type="link" size="small" aria-label={`${t('edit')} ${entry.label}`} onClick={() => edit(entry)}>
                  {t('edit')}
                </Button>
                {entry.effectiveTo !== null ? (
                  <Button
                    type="link"
                    size="small"
                    aria-label={`${appsText('resumeEntry')} ${entry.label}`}
                    onClick={() => change.mutate({ entry, effectiveTo: null })}
                  >
                    {appsText('resumeEntry')}
                  </Button>
                ) : (
                  <Button
                    type="link"
                    size="small"
                    aria-label={`${t('stop')} ${entry.label}`}
                    onClick={() => stop(entry)}
                  >
                    {t('stop')}
                  </Button>
                )}
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function spanOf({ effectiveFrom, effectiveTo }: KeptEntry): string {
  return effectiveTo === null
    ? appsText('sinceDay', { from: effectiveFrom })
    : appsText('fromToDay', { from: effectiveFrom, to: effectiveTo });
}

function Rename({ kept, close }: { kept: KeptDictionary; close: () => void }) {
  const [name, setName] = useState(kept.name);
  const rename = useWrite(
    () => callApi(renameDictionary, { params: { dictionary: kept.key }, body: { name: name.trim() } }),
    { touches: touchedByDictionaries, done: () => t('saved', { name: name.trim() }), after: close },
  );
  return (
    <Modal
      open
      title={appsText('renameDictionary')}
      okText={t('save')}
      cancelText={t('cancel')}
      confirmLoading={rename.isPending}
      okButtonProps={{ disabled: name.trim() === '' }}
      onCancel={close}
      onOk={() => rename.mutate(undefined)}
    >
      <Input
        aria-label={appsText('dictionaryName')}
        maxLength={100}
        value={name}
        onChange={(event) => setName(event.target.value)}
        onPressEnter={() => name.trim() !== '' && rename.mutate(undefined)}
      />
    </Modal>
  );
}
