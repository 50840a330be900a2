/** 日报条目: add, stop, reorder and reword; reports already filed keep the question they were asked (DR-37). */
import { type ItemEntry, listItems, saveItems } from '@anshao/core/daily-reports/contract.ts';
import { listDistricts } from '@anshao/core/org/contract.ts';
import { App, Button, Checkbox } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { callApi } from '../../base/api.ts';
import { useNow } from '../../base/clock.ts';
import { Icon } from '../../base/icons.tsx';
import { newId } from '../../base/ids.ts';
import { addDays, plainDate } from '../../base/time.ts';
import { useCall, useWrite } from '../calls.ts';
import { Bones, Empty, Failure } from '../frame/states.tsx';
import { t } from '../text.ts';
import { ItemForm } from './ItemForm.tsx';
import { type DraftItem, freeCode, inOrder, isChanged, isSame, moved, replaced, stateOf } from './item-draft.ts';

export function Items() {
  const saved = useCall(listItems, {});
  if (saved.isPending) return <Bones lines={12} />;
  if (saved.error && !saved.data) return <Failure problem={saved.error} retry={() => void saved.refetch()} />;
  // A new answer of the server starts a new draft, unless one is being worked on.
  return <ItemList saved={saved.data.rows} />;
}

function ItemList({ saved }: { saved: readonly ItemEntry[] }) {
  const today = plainDate(useNow());
  const { message } = App.useApp();
  const districts = useCall(listDistricts, {});
  const [drafts, setDrafts] = useState<readonly (readonly DraftItem[])[]>([]);
  const [showStopped, setShowStopped] = useState(false);
  const [editing, setEditing] = useState<DraftItem>();
  const [dragged, setDragged] = useState<string>();
  const [over, setOver] = useState<string>();
  const [said, setSaid] = useState('');
  const focusAfter = useRef<string>(undefined);

  const draft = drafts.at(-1) ?? saved;
  const change = (next: readonly DraftItem[]) => setDrafts([...drafts, next].slice(-100));
  const save = useWrite(
    (rows: readonly DraftItem[]) =>
      callApi(saveItems, {
        body: { rows: rows.map(({ proposed: _proposed, hazardCodes: _codes, isNew: _new, ...row }) => row) },
      }),
    { touches: [listItems], done: () => t('itemsSaved'), after: () => setDrafts([]) },
  );
  const list = inOrder(draft);
  const shown = list.filter((item) => showStopped || stateOf(item, today) !== 'stopped');
  const changed = isChanged(draft, saved);
  const changes = draft.filter(
    (item) =>
      !isSame(
        item,
        saved.find((one) => one.id === item.id),
      ),
  ).length;

  useEffect(() => {
    if (!focusAfter.current) return;
    document.querySelector<HTMLElement>(`[data-grip="${focusAfter.current}"]`)?.focus();
    focusAfter.current = undefined;
  });

  const move = (item: DraftItem, to: DraftItem | undefined) => {
    if (!to || to.id === item.id) return;
    const next = moved(draft, item.id, list.indexOf(to));
    change(next);
    focusAfter.current = item.id;
    setSaid(t('itemMoved', { label: item.label, position: inOrder(next).findIndex((one) => one.id === item.id) + 1 }));
  };
  const add = () => {
    const last = list.at(-1)?.position ?? 0;
    setEditing({
      id: newId(),
      code: freeCode(draft.map((item) => item.code)),
      label: '',
      guidance: '',
      position: last + 1,
      districtId: null,
      effectiveFrom: addDays(today, 1),
      effectiveTo: null,
      proposed: false,
      hazardCodes: [],
      isNew: true,
    });
  };
  const stop = (item: DraftItem) => {
    const next = item.isNew
      ? draft.filter((one) => one.id !== item.id)
      : replaced(draft, { ...item, effectiveTo: today });
    change(next);
    message.info(t(item.isNew ? 'itemRemoved' : 'itemStops', { label: item.label }));
  };
  const restart = (item: DraftItem) => change(replaced(draft, { ...item, effectiveTo: null }));
  const districtName = (id: string | null) =>
    id === null
      ? t('allDistricts')
      : (districts.data?.rows.find((district) => district.id === id)?.name ?? t('district'));

  return (
    <>
      <div className="filter-bar">
        <span className="quiet-text">{t('itemsHint')}</span>
        <span className="spread" />
        <Checkbox checked={showStopped} onChange={(event) => setShowStopped(event.target.checked)}>
          {t('showStopped')}
        </Checkbox>
        <Button
          icon={<Icon name="undo" size={16} />}
          disabled={drafts.length === 0}
          onClick={() => setDrafts(drafts.slice(0, -1))}
        >
          {t('undo')}
        </Button>
        <Button icon={<Icon name="add" size={16} />} onClick={add}>
          {t('addItem')}
        </Button>
        <Button type="primary" disabled={!changed} loading={save.isPending} onClick={() => save.mutate(draft)}>
          {changed ? t('saveChanges', { count: changes }) : t('save')}
        </Button>
      </div>
      <div className="visually-hidden" aria-live="polite">
        {said}
      </div>
      <div className="card">
        {shown.length === 0 ? (
          <Empty title={t('noItems')} action={<Button onClick={add}>{t('addItem')}</Button>}>
            {t('noItemsWhy')}
          </Empty>
        ) : (
          <ol className="item-list">
            {shown.map((item, index) => {
              const state = stateOf(item, today);
              const isDirty = !isSame(
                item,
                saved.find((one) => one.id === item.id),
              );
              return (
                <li
                  key={item.id}
                  className={over === item.id && dragged ? 'over' : undefined}
                  onDragOver={(event) => {
                    if (!dragged) return;
                    event.preventDefault();
                    setOver(item.id);
                  }}
                  onDrop={(event) => {
                    event.preventDefault();
                    const from = list.find((one) => one.id === dragged);
                    if (from) move(from, item);
                    setDragged(undefined);
                    setOver(undefined);
                  }}
                >
                  <button
                    type="button"
                    className="grip"
                    data-grip={item.id}
                    draggable
                    aria-label={t('moveItem', { label: item.label, position: index + 1 })}
                    title={t('moveHint')}
                    onDragStart={(event) => {
                      event.dataTransfer.effectAllowed = 'move';
                      event.dataTransfer.setData('text/plain', item.label);
                      setDragged(item.id);
                    }}
                    onDragEnd={() => {
                      setDragged(undefined);
                      setOver(undefined);
                    }}
                    onKeyDown={(event) => {
                      if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
                      event.preventDefault();
                      move(item, shown[index + (event.key === 'ArrowUp' ? -1 : 1)]);
                    }}
                  >
                    <Icon name="grip" size={18} />
                  </button>
                  <span className="item-number">{index + 1}</span>
                  <span className="item-words">
                    <b>{item.label}</b>
                    <small>{item.guidance}</small>
                  </span>
                  {item.proposed ? (
                    <span className="tag general" title={t('proposedWhy')}>
                      {t('proposedItem')}
                    </span>
                  ) : null}
                  {isDirty ? <span className="tag brand">{t('notSaved')}</span> : null}
                  <span className="item-place">{districtName(item.districtId)}</span>
                  <span className="item-dates">
                    {state === 'stopped' ? (
                      <span className="tag">{t('stoppedOn', { date: item.effectiveTo ?? '' })}</span>
                    ) : null}
                    {state === 'stopping' ? (
                      <span className="tag">{t('stopsAfter', { date: item.effectiveTo ?? '' })}</span>
                    ) : null}
                    {state === 'upcoming' ? (
                      <span className="tag low">{t('startsFrom', { date: item.effectiveFrom })}</span>
                    ) : null}
                    {state === 'current' ? (
                      <span className="quiet-text">{t('sinceDay', { date: item.effectiveFrom })}</span>
                    ) : null}
                  </span>
                  <span className="item-do">
                    {state === 'stopped' ? null : (
                      <Button
                        type="link"
                        size="small"
                        aria-label={`${t('edit')} ${item.label}`}
                        onClick={() => setEditing(item)}
                      >
                        {t('edit')}
                      </Button>
                    )}
                    {state === 'current' || item.isNew ? (
                      <Button
                        type="link"
                        size="small"
                        aria-label={`${t(item.isNew ? 'remove' : 'stop')} ${item.label}`}
                        onClick={() => stop(item)}
                      >
                        {t(item.isNew ? 'remove' : 'stop')}
                      </Button>
                    ) : null}
                    {state === 'stopping' ? (
                      <Button
                        type="link"
                        size="small"
                        aria-label={`${t('keep')} ${item.label}`}
                        onClick={() => restart(item)}
                      >
                        {t('keep')}
                      </Button>
                    ) : null}
                  </span>
                </li>
              );
            })}
          </ol>
        )}
      </div>
      {editing ? (
        <ItemForm
          item={editing}
          tomorrow={addDays(today, 1)}
          taken={draft.filter((one) => one.id !== editing.id).map((one) => one.code)}
          close={() => setEditing(undefined)}
          take={(item) => {
            change(replaced(draft, item));
            setEditing(undefined);
          }}
        />
      ) : null}
    </>
  );
}
