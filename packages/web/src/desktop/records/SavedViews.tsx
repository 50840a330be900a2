/** 我的视图: filters that a person needs again, under names of their own, on this browser. */
import { Button, Input } from 'antd';
import { useState } from 'react';
import { Icon } from '../../base/icons.tsx';
import type { Filters } from '../address.ts';
import { t } from '../text.ts';
import { PopPanel } from './PopPanel.tsx';
import { useKept } from './use-kept.ts';
import {
  longestViewName,
  readViews,
  renamedView,
  type SavedView,
  setFilters,
  shownView,
  withoutView,
  withView,
} from './views.ts';

export interface SavedViewsProps<Filter extends string> {
  readonly list: string;
  readonly filterNames: readonly Filter[];
  readonly filters: Filters<Filter>;
  readonly set: (changes: Partial<Record<Filter, string | undefined>>) => void;
}

export function SavedViews<Filter extends string>({ list, filterNames, filters, set }: SavedViewsProps<Filter>) {
  const [views, keep] = useKept(`${list}.views`, readViews);
  const [removed, setRemoved] = useState<readonly SavedView[]>();
  const shown = shownView(views, filterNames, filters);
  const current = setFilters(filterNames, filters);
  const apply = (view: SavedView) =>
    set(
      Object.fromEntries(filterNames.map((name) => [name, view.filters[name]])) as Partial<
        Record<Filter, string | undefined>
      >,
    );
  const save = (name: string) => {
    setRemoved(undefined);
    keep(withView(views, { name, filters: current }));
  };
  const remove = (name: string) => {
    setRemoved(views);
    keep(withoutView(views, name));
  };
  return (
    <PopPanel icon="save" word={shown?.name ?? t('savedViews')} label={t('savedViews')}>
      {(close) => (
        <>
          {views.length === 0 ? <p className="quiet-text small-text">{t('noViews')}</p> : null}
          <ul className="saved-views" aria-label={t('savedViews')}>
            {views.map((view) => (
              <ViewRow
                key={view.name}
                view={view}
                isShown={view === shown}
                apply={() => {
                  apply(view);
                  close();
                }}
                rename={(name) => {
                  const next = renamedView(views, view.name, name);
                  if (next) keep(next);
                  return next !== undefined;
                }}
                remove={() => remove(view.name)}
              />
            ))}
          </ul>
          {removed ? (
            <p className="small-text" role="status">
              {t('viewRemoved')}{' '}
              <button
                type="button"
                className="plain-link"
                onClick={() => {
                  keep(removed);
                  setRemoved(undefined);
                }}
              >
                {t('undo')}
              </button>
            </p>
          ) : null}
          {Object.keys(current).length > 0 ? (
            <NameForm
              label={t('viewName')}
              wordFor={(name) => t(views.some((view) => view.name === name) ? 'viewReplace' : 'viewSave')}
              onName={(name) => {
                save(name);
                return true;
              }}
            />
          ) : (
            <p className="quiet-text small-text">{t('viewNeedsFilters')}</p>
          )}
        </>
      )}
    </PopPanel>
  );
}

function ViewRow({
  view,
  isShown,
  apply,
  rename,
  remove,
}: {
  view: SavedView;
  isShown: boolean;
  apply: () => void;
  rename: (name: string) => boolean;
  remove: () => void;
}) {
  const [isRenaming, setRenaming] = useState(false);
  if (isRenaming)
    return (
      <li>
        <NameForm
          label={t('viewNameOf', { name: view.name })}
          given={view.name}
          wordFor={() => t('save')}
          onName={(name) => {
            const isFree = rename(name);
            if (isFree) setRenaming(false);
            return isFree;
          }}
          onGiveUp={() => setRenaming(false)}
        />
      </li>
    );
  return (
    <li>
      <button type="button" className="view-name cut" aria-current={isShown ? 'true' : undefined} onClick={apply}>
        {view.name}
      </button>
      <Button
        type="text"
        size="small"
        aria-label={t('viewRename', { name: view.name })}
        icon={<Icon name="edit" size={16} />}
        onClick={() => setRenaming(true)}
      />
      <Button
        type="text"
        size="small"
        aria-label={t('viewRemove', { name: view.name })}
        icon={<Icon name="trash" size={16} />}
        onClick={remove}
      />
    </li>
  );
}

/** A name and the button that takes it; a name that another view has is refused beside the field. */
function NameForm({
  label,
  given = '',
  wordFor,
  onName,
  onGiveUp,
}: {
  label: string;
  given?: string;
  wordFor: (name: string) => string;
  onName: (name: string) => boolean;
  onGiveUp?: () => void;
}) {
  const [name, setName] = useState(given);
  const [isTaken, setTaken] = useState(false);
  const clean = name.trim();
  return (
    <form
      className="view-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (!clean) return;
        if (!onName(clean)) setTaken(true);
        else if (!given) setName('');
      }}
    >
      <Input
        size="small"
        autoFocus={given !== ''}
        aria-label={label}
        placeholder={label}
        maxLength={longestViewName}
        value={name}
        status={isTaken ? 'error' : ''}
        onChange={(event) => {
          setName(event.target.value);
          setTaken(false);
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || !onGiveUp) return;
          event.preventDefault();
          onGiveUp();
        }}
      />
      <Button size="small" htmlType="submit" disabled={!clean}>
        {wordFor(clean)}
      </Button>
      {isTaken ? (
        <p className="word major small-text" role="alert">
          {t('viewNameTaken')}
        </p>
      ) : null}
    </form>
  );
}
