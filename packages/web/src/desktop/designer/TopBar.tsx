/** Where one is, whether it is kept, what is wrong, and the ways on. */
import { Button, Popover, Tooltip } from 'antd';
import type { ReactNode } from 'react';
import { useEffect, useMemo } from 'react';
import { Icon, type IconName } from '../../base/icons.tsx';
import { Mark } from '../../base/marks.tsx';
import { clock } from '../../base/time.ts';
import { useViewer } from '../session/viewer.ts';
import { t } from '../text.ts';
import { useDesign, useDrawn } from './design-store.ts';
import { ProblemList } from './ProblemList.tsx';
import { othersHere } from './presence.ts';
import { type DesignerText, d } from './text.ts';

export const designerTabs = ['form', 'access', 'versions', 'comments'] as const;
export type DesignerTab = (typeof designerTabs)[number];
const tabWords: Readonly<Record<DesignerTab, DesignerText>> = {
  form: 'tabForm',
  access: 'tabAccess',
  versions: 'tabVersions',
  comments: 'tabComments',
};

export interface TopBarProps {
  readonly tab: DesignerTab;
  readonly openComments: number;
  readonly onTab: (tab: DesignerTab) => void;
  readonly onBack: () => void;
  readonly onTry: () => void;
  readonly onPublish: () => void;
  readonly onRetry: () => void;
  /** More ways on, behind the dots. */
  readonly more: ReactNode;
}

export function TopBar({ tab, openComments, onTab, onBack, onTry, onPublish, onRetry, more }: TopBarProps) {
  const design = useDesign();
  const name = useDrawn((state) => state.history.definition.name);
  const canUndo = useDrawn((state) => state.history.past.length > 0);
  const canRedo = useDrawn((state) => state.history.future.length > 0);
  useEffect(() => {
    document.title = `${name} · ${t('product')}`;
  }, [name]);
  return (
    <header className="dz-top">
      <IconButton icon="back" label={d('back')} onClick={onBack} />
      <div className="dz-name">
        <h1>{name}</h1>
        <KeptState onRetry={onRetry} />
      </div>
      <nav className="dz-tabs-top" aria-label={d('designerParts')}>
        {designerTabs.map((one) => (
          <button key={one} type="button" aria-current={one === tab ? 'page' : undefined} onClick={() => onTab(one)}>
            {d(tabWords[one])}
            {one === 'comments' && openComments > 0 ? <em>{openComments}</em> : null}
          </button>
        ))}
      </nav>
      <Editors />
      <IconButton icon="undo" label={`${d('undo')} Ctrl Z`} onClick={design.undo} disabled={!canUndo} />
      <IconButton icon="redo" label={`${d('redo')} Ctrl Y`} onClick={design.redo} disabled={!canRedo} />
      <Problems />
      <Button icon={<Icon name="play" size={16} />} onClick={onTry}>
        {d('tryOut')}
      </Button>
      <Button type="primary" onClick={onPublish}>
        {d('publish')}
      </Button>
      {more}
    </header>
  );
}

function IconButton({
  icon,
  label,
  onClick,
  disabled,
}: {
  icon: IconName;
  label: string;
  onClick: () => void;
  disabled?: boolean;
}) {
  return (
    <Tooltip title={label}>
      <Button
        type="text"
        icon={<Icon name={icon} size={18} />}
        aria-label={label}
        onClick={onClick}
        disabled={disabled}
      />
    </Tooltip>
  );
}

function KeptState({ onRetry }: { onRetry: () => void }) {
  const saving = useDrawn((state) => state.saving);
  const draft = useDrawn((state) => state.draft);
  const refusal = useDrawn((state) => state.refusal);
  const version = d('draftOf', { version: draft.basedOn + 1 });
  if (saving === 'refused')
    return (
      <button type="button" className="dz-kept bad" onClick={onRetry} title={refusal}>
        {d('saveRefused', { reason: refusal })}
      </button>
    );
  const words = {
    saved: draft.savedAt ? d('savedAt', { time: clock(draft.savedAt) }) : d('nothingDrawn'),
    waiting: d('savingSoon'),
    saving: d('saving'),
    offline: d('saveOffline'),
  }[saving];
  return (
    <span className={saving === 'offline' ? 'dz-kept bad' : 'dz-kept'} role="status">
      {version}
      {d('comma')}
      {words}
    </span>
  );
}

/** Who else has the draft open, and whether one has it open a second time oneself. */
function Editors() {
  const me = useViewer().personId;
  const editors = useDrawn((state) => state.editors);
  const { colleagues, isElsewhere } = useMemo(() => othersHere(editors, me), [editors, me]);
  if (colleagues.length === 0 && !isElsewhere) return null;
  const names = colleagues.map(({ name }) => name).join(d('listComma'));
  const words = [isElsewhere ? d('openElsewhere') : '', names && d('alsoHere', { names })]
    .filter(Boolean)
    .join(d('semicolon'));
  return (
    <Tooltip title={words}>
      <span className="dz-editors" role="img" aria-label={words}>
        {isElsewhere ? (
          <span className="avatar quiet">
            <Icon name="copy" size={14} />
          </span>
        ) : null}
        {colleagues.slice(0, 3).map(({ id, name }) => (
          <span key={id} className="avatar">
            {Array.from(name)[0]}
          </span>
        ))}
        {colleagues.length > 3 ? <span className="avatar quiet">+{colleagues.length - 3}</span> : null}
      </span>
    </Tooltip>
  );
}

function Problems() {
  const count = useDrawn((state) => state.problems.length);
  if (count === 0) return null;
  return (
    <Popover trigger="click" placement="bottomRight" content={<ProblemList />} title={d('problemsTitle')}>
      <Button className="dz-problem-button" icon={<Mark level="serious" />}>
        {d('problemsCount', { count })}
      </Button>
    </Popover>
  );
}
